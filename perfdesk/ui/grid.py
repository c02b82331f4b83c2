"""The table view of both tables: rows sized from the font, Enter goes down, editors end cleanly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QWidget,
)

from perfdesk.ui import gridkeys
from perfdesk.ui.cellediting import LineCell, TextCell
from perfdesk.ui.cellmodel import Index
from perfdesk.ui.columnwidths import shared_widths
from perfdesk.ui.delegates import CellDelegate, row_height
from perfdesk.ui.header import put_header
from perfdesk.ui.sparing import SparingTable

if TYPE_CHECKING:
    from perfdesk.ui.cellmodel import CellModel

_EDIT_BY = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)
_STAY = QAbstractItemDelegate.EndEditHint.NoHint
_DOWN = QAbstractItemDelegate.EndEditHint.SubmitModelCache
#: How Tab and Shift+Tab leave an editor, and where they lead.
_BESIDE = {
    QAbstractItemDelegate.EndEditHint.EditNextItem: QAbstractItemView.CursorAction.MoveNext,
    QAbstractItemDelegate.EndEditHint.EditPreviousItem: QAbstractItemView.CursorAction.MovePrevious,
}


class Grid(SparingTable):
    """A table of cells.

    Signals:
        arrived: The current cell changed, or the grid got the focus.
        refused: Why the cell does not take what a person wants to type.
        opened: An editor was opened: the editor, the form's id, the cell's address, what is in it.
        closed: The editor was closed, with or without a change.
    """

    arrived = Signal()
    refused = Signal(str)
    opened = Signal(QWidget, str, str, str)
    closed = Signal()
    #: Whether rows can be added below the last.
    grows = False

    def __init__(self, model: CellModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = model
        self.setModel(model)
        self.setAccessibleName(name)
        self._delegate = CellDelegate(self)
        self._delegate.opened.connect(self._tell_opened)
        model.refused.connect(self.refused)
        model.shut.connect(self.viewport().update)
        self.setItemDelegate(self._delegate)
        put_header(self)
        self.verticalHeader().hide()
        self.setShowGrid(False)  # the delegate draws the lines, also around groups
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(_EDIT_BY)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(True)
        self.setCornerWidget(QWidget())  # nothing where both bars meet
        self._size()

    def finish_editing(self) -> None:
        """Takes over what stands in an open editor, so that nothing half typed is left out."""
        editor = self.indexWidget(self.currentIndex())
        if editor is not None:
            self._delegate.finish_composing(editor)
            self.setState(QAbstractItemView.State.NoState)  # whoever asks for it wants it stored
            self.commitData(editor)
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self.closed.emit()

    @overload
    def edit(self, index: Index, /) -> None: ...

    @overload
    def edit(
        self, index: Index, trigger: QAbstractItemView.EditTrigger, event: QEvent, /
    ) -> bool: ...

    def edit(self, index: Index, *asked: Any) -> bool | None:
        """Where nothing can be typed, says why. Qt calls it for clicks and arrows as well."""
        typed = bool(asked) and bool(asked[0] & _EDIT_BY) and _types(asked[1])
        because = self.cells.why_not(index) if typed else ""
        if because:
            self.refused.emit(because)
            return False
        return super().edit(index, *asked)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A text that comes without being composed, such as （ or ≥: Qt opens the editor only."""
        at_once = bool(event.commitString()) and not self.editing
        super().inputMethodEvent(event)
        editor = self.indexWidget(self.currentIndex()) if at_once and self.editing else None
        if isinstance(editor, LineCell | TextCell) and not editor.isModified():
            QApplication.sendEvent(editor, event)

    @property
    def editing(self) -> bool:
        """Whether an editor is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def keyboardSearch(self, search: str) -> None:
        """A key that opens no editor does not send the cursor elsewhere."""

    def selected_rows(self) -> tuple[int, ...]:
        """The rows of the selected cells; where labels alone are selected, those of their groups.

        Without a selection the current cell's.
        """
        rows = self._plain_rows() or {index.row() for index in self.chosen()}
        current = self.currentIndex()
        if not rows and current.isValid():
            rows = set(self.cells.group_at(current.row(), current.column()))
        return tuple(sorted(rows))

    def chosen(self) -> list[QModelIndex]:
        """The selected cells, a merged label with all its rows, which Qt leaves out.

        A label beside other selected cells is left out unless its whole group is among their rows:
        it is not theirs alone.
        """
        plain, whole = self._plain_rows(), set()
        for cell in self.selectionModel().selectedIndexes():
            rows = self.cells.group_at(cell.row(), cell.column())
            if not plain or plain.issuperset(rows):
                whole |= {(row, cell.column()) for row in rows}
        return [self.cells.index(row, column) for row, column in sorted(whole)]

    def _plain_rows(self) -> set[int]:
        """The rows with a selected cell that is no group's label."""
        columns = self.cells.columns()
        cells = self.selectionModel().selectedIndexes()
        return {cell.row() for cell in cells if not columns[cell.column()].grouped}

    def go_to(self, row: int, column: int) -> None:
        """Makes a cell the current one and the only one selected, whatever keys are held."""
        row = min(row, self.cells.rowCount() - 1)
        if row >= 0:
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.cells.index(row, column), select)

    def select_rows(self, first: int, count: int, column: int) -> None:
        """Selects one column's cells in neighbouring rows."""
        self.select_area(range(first, first + count), range(column, column + 1))

    def select_area(self, rows: range, columns: range) -> None:
        """Selects a rectangle; its first cell is the current one."""
        self.go_to(rows[0], columns[0])
        first, last = (self.cells.index(rows[at], columns[at]) for at in (0, -1))
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(QItemSelection(first, last), flag)

    def moves_by(self) -> int:
        """The column whose groups a move steps over: a label's own, else one of single rows."""
        columns = {cell.column() for cell in self.selectionModel().selectedIndexes()}
        labels = {column for column in columns if self.cells.groups(column)}
        return min(columns) if columns and columns == labels else self.cells.columnCount() - 1

    def step_down(self, by: int) -> None:
        """The cell below (1) or above (-1) is current, past a whole group; at the end none."""
        to = self._below(by)
        if to.isValid():
            self.go_to(to.row(), to.column())

    def _below(self, by: int) -> QModelIndex:
        """The cell below (1) or above (-1) the current one, past a whole group."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        here = self.cells.group_at(row, column)
        to = here.stop if by > 0 else here.start - 1
        if not 0 <= to < self.cells.rowCount():
            return QModelIndex()
        return self.cells.index(self.cells.group_at(to, column).start, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet first, then Qt's."""
        if not gridkeys.pressed(self, event):
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """As in a spreadsheet the next cell is current then: below after Enter, beside after Tab.

        Qt would open its editor as well, and the arrow keys would not leave it.
        """
        down = self._below(1) if hint == _DOWN else QModelIndex()
        if down.isValid():
            self.scrollTo(down)  # with the editor gone Qt would paint all cells anew, not move them
        super().closeEditor(editor, _STAY if hint in _BESIDE else hint)
        self.closed.emit()
        if down.isValid():
            self.go_to(down.row(), down.column())
        elif hint in _BESIDE:
            beside = self.moveCursor(_BESIDE[hint], Qt.KeyboardModifier.NoModifier)
            self.go_to(beside.row(), beside.column())

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tells which cell the status bar is to speak of."""
        super().currentChanged(current, previous)
        self.arrived.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns follow the window's width; below their least widths the grid scrolls."""
        super().resizeEvent(event)
        self._share_width()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The grid that has the focus is the one spoken of."""
        with self.painting_current():
            super().focusInEvent(event)
        self.arrived.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Also to an editor that opens.

        During the first composition in a cell the focus is still here: elsewhere it ends the cell.
        """
        with self.painting_current():
            super().focusOutEvent(event)
        focus = QApplication.focusWidget()
        inside = focus is not None and (focus is self or self.isAncestorOf(focus))
        if self.editing and not inside and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish_editing()

    def _tell_opened(self, editor: QWidget, index: QModelIndex) -> None:
        shown, document = self.cells.shown(index.row(), index.column()), self.cells.document
        if document is not None:
            self.opened.emit(editor, document.form.id, shown.address, shown.typed)

    def _size(self) -> None:
        metrics = self.fontMetrics()
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(row_height(metrics))
        rows.setDefaultSectionSize(row_height(metrics))
        self.horizontalHeader().setMinimumSectionSize(4 * metrics.horizontalAdvance("国"))

    def _share_width(self) -> None:
        room, metrics = self.viewport().width(), self.fontMetrics()
        for number, width in enumerate(shared_widths(self.cells.columns(), room, metrics)):
            self.setColumnWidth(number, width)


def _types(event: QEvent) -> bool:
    """Whether the event would begin to type; a bare modifier or an arrow would not."""
    if not isinstance(event, QKeyEvent):
        return True
    return event.key() == Qt.Key.Key_F2 or bool(event.text().strip() or event.text() == " ")
