"""What the menu does to indicator rows and selected cells: one edit each, the cursor follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.document import Closed
from perfdesk.core.edits import DeleteIndicators, InsertIndicators, MoveIndicators
from perfdesk.core.form import Indicator
from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn

if TYPE_CHECKING:
    from perfdesk.core.document import Document
    from perfdesk.core.edits import Edit
    from perfdesk.ui.formview import FormView


class RowActions:
    """Acts on the form shown, at the grid's current place."""

    def __init__(self, view: FormView) -> None:
        self._view = view

    def insert(self) -> None:
        """A new row below the current one, in its group."""
        document = self._ready()
        if document is None:
            return
        rows = document.form.indicators
        at = min(self._view.indicators.currentIndex().row(), len(rows) - 1) + 1
        above = rows[at - 1] if at else Indicator()
        new = Indicator(level1=above.level1, level2=above.level2)
        if self._applied(document, InsertIndicators(at, (new,))):
            self._view.indicators.go_to(at, INDICATOR_COLUMNS.index(IndicatorColumn.LEVEL3))
            self._view.indicators.setFocus()

    def delete(self) -> None:
        """The selected rows."""
        document = self._ready()
        rows = self._view.indicators.selected_rows()
        if document is not None and rows:
            column = self._view.indicators.currentIndex().column()
            if self._applied(document, DeleteIndicators(rows)):
                self._view.indicators.go_to(rows[0], column)

    def move(self, by: int) -> None:
        """The selected rows one up (-1) or down (1)."""
        document = self._ready()
        rows = self._view.indicators.selected_rows()
        if document is None or not rows:
            return
        to = rows[0] - 1 if by < 0 else rows[-1] + 2
        if 0 <= to <= len(document.form.indicators):
            edit = MoveIndicators(rows, to)
            column = self._view.indicators.currentIndex().column()
            if self._applied(document, edit):
                self._view.indicators.select_rows(edit.lands_at, len(rows), column)

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
