"""What the menu does to indicator rows and selected cells: one edit each, the cursor follows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from perfdesk.core.document import Closed
from perfdesk.core.edits import DeleteIndicators, InsertIndicators, MoveIndicators
from perfdesk.core.form import LEVEL_KEYS, Indicator
from perfdesk.core.groups import groups
from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.document import Document
    from perfdesk.core.edits import Edit
    from perfdesk.ui.formview import FormView


class RowActions:
    """Acts on the form shown, at the grid's current place."""

    def __init__(self, view: FormView) -> None:
        self._view = view

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it."""
        return {
            "clear": self.clear,
            "insert_row": self.insert,
            "delete_rows": self.delete,
            "move_up": partial(self.move, -1),
            "move_down": partial(self.move, 1),
        }

    def insert(self) -> None:
        """A new row below the current one, in its group; below the whole group of a label."""
        document = self._ready()
        if document is None:
            return
        rows, grid = document.form.indicators, self._view.indicators
        current = grid.currentIndex()
        here = grid.cells.group_at(current.row(), current.column())
        at = min(here.stop, len(rows)) if current.isValid() else len(rows)
        above = rows[at - 1] if at else Indicator()
        new = Indicator(level1=above.level1, level2=above.level2)
        if self._applied(document, InsertIndicators(at, (new,))):
            grid.go_to(at, INDICATOR_COLUMNS.index(IndicatorColumn.LEVEL3))
            grid.setFocus()

    def delete(self) -> None:
        """The selected rows, all rows of a selected label."""
        document = self._ready()
        rows = self._view.indicators.selected_rows()
        if document is not None and rows:
            column = self._view.indicators.currentIndex().column()
            if self._applied(document, DeleteIndicators(rows)):
                self._view.indicators.go_to(rows[0], column)

    def move(self, by: int) -> None:
        """The selected rows one up (-1) or down (1); a label's rows past a whole neighbour group.

        Rows keep their labels: one that leaves its group stands apart, and that is told.
        """
        document = self._ready()
        rows = self._view.indicators.selected_rows()
        if document is None or not rows:
            return
        grid = self._view.indicators
        beyond = rows[0] - 1 if by < 0 else rows[-1] + 1
        if 0 <= beyond < len(document.form.indicators):
            passed = grid.cells.group_at(beyond, grid.moves_by())
            self.move_to(rows, passed.start if by < 0 else passed.stop)

    def move_to(self, rows: tuple[int, ...], to: int) -> None:
        """Rows before the one that is at `to` now, as one step; they are selected afterwards."""
        document = self._ready()
        if document is None:
            return
        grid, edit = self._view.indicators, MoveIndicators(rows, to)
        column = grid.currentIndex().column()
        before = len(groups(document.form.indicators, LEVEL_KEYS[0]))
        if self._applied(document, edit):
            grid.select_rows(edit.lands_at, len(rows), column)
            if len(groups(document.form.indicators, LEVEL_KEYS[0])) > before:
                label = document.form.indicators[edit.lands_at].level1
                self._view.refused.emit(f"移过来的行仍属“{label}”；要归入这一组，请改一级指标")

    def clear(self) -> None:
        """The selected cells of the table with the focus."""
        grid = self._view.focused_grid()
        if grid is not None and self._ready() is not None:
            grid.cells.clear(grid.chosen())

    def _applied(self, document: Document, edit: Edit) -> bool:
        """False where the form is closed; the person is told why."""
        try:
            document.apply(edit)
        except Closed as closed:
            self._view.refused.emit(str(closed))
            return False
        return True

    def _ready(self) -> Document | None:
        self._view.finish_editing()
        return self._view.document
