"""The keys that a table of cells takes as a spreadsheet does: Enter, and Ctrl with an arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from perfdesk.ui.grid import Grid

_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_PLAIN = ~(Qt.KeyboardModifier.KeypadModifier)
_SELECT = QItemSelectionModel.SelectionFlag


def pressed(grid: Grid, event: QKeyEvent) -> bool:
    """Carries out the key; False where it is none of these."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & _PLAIN
    if grid.editing or not grid.currentIndex().isValid():
        return False  # what an editor leaves over is not ours: its delegate goes on
    if key in _ENTER and modifiers in (Qt.KeyboardModifier.NoModifier, _SHIFT):
        grid.step_down(-1 if modifiers == _SHIFT else 1)
        return True
    if key in _STEPS and modifiers in (_CONTROL, _CONTROL | _SHIFT):
        _to_edge(grid, *_STEPS[key], extend=modifiers != _CONTROL)
        return True
    return False


def edge(filled: Callable[[int], bool], at: int, count: int, by: int) -> int:
    """Where Ctrl with an arrow leads from place `at` of `count` in steps of `by` (1 or -1).

    From within a filled block to its last cell, else to the next filled cell, else to the end.
    """
    places = range(at + by, count if by > 0 else -1, by)
    if not places:
        return at
    if filled(at) and filled(places[0]):
        ends = (place - by for place in places if not filled(place))
    else:
        ends = (place for place in places if filled(place))
    return next(ends, places[-1])


def _to_edge(grid: Grid, down: int, right: int, extend: bool) -> None:
    row, column = grid.currentIndex().row(), grid.currentIndex().column()

    def filled(row: int, column: int) -> bool:
        return bool(grid.cells.shown(row, column).text)

    if down:
        row = edge(lambda place: filled(place, column), row, grid.cells.rowCount(), down)
    else:
        column = edge(lambda place: filled(row, place), column, grid.cells.columnCount(), right)
    if extend:
        _extend(grid, row, column)
    else:
        grid.go_to(row, column)


def _extend(grid: Grid, row: int, column: int) -> None:
    """The selection from the corner opposite to the current cell to the new place."""
    current, model = grid.currentIndex(), grid.selectionModel()
    chosen = model.selectedIndexes() or [current]
    corner_row = _opposite([index.row() for index in chosen], current.row())
    corner_column = _opposite([index.column() for index in chosen], current.column())
    corner, place = grid.cells.index(corner_row, corner_column), grid.cells.index(row, column)
    model.setCurrentIndex(place, _SELECT.NoUpdate)
    model.select(QItemSelection(corner, place), _SELECT.ClearAndSelect)
    grid.scrollTo(place)


def _opposite(places: list[int], current: int) -> int:
    first, last = min(places), max(places)
    return first if current == last else last
