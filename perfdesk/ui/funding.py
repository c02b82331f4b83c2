"""The model of the funding table (项目资金)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.ui.cellmodel import ROOT, CellModel, Index
from perfdesk.ui.columns import FUNDING_COLUMNS, FUNDING_ROWS, FundingColumn
from perfdesk.ui.shown import Shown, funding_shown

if TYPE_CHECKING:
    from perfdesk.core.change import Change
    from perfdesk.core.form import Form, Funding
    from perfdesk.core.number import Number
    from perfdesk.core.template import Template

_SOURCES = tuple(FUNDING_ROWS)


def _basis(form: Form) -> tuple[str, Funding, Number]:
    """All that the table's cells follow from."""
    return form.template, form.funding, form.execution_weight


class FundingModel(CellModel):
    """One row a source; rates and the score follow the amounts."""

    _cells: tuple[tuple[Shown, ...], ...] = ()

    def columns(self) -> tuple[FundingColumn, ...]:
        """As on paper."""
        return FUNDING_COLUMNS

    def rowCount(self, parent: Index = ROOT) -> int:
        """The four sources, none without a document."""
        return 0 if parent.isValid() else len(self._cells)

    def shown(self, row: int, column: int) -> Shown:
        """The cell as last announced."""
        return self._cells[row][column]

    def _labels_of(self, template: Template) -> dict[str, str]:
        """The label of the sources bears the unit of all amounts."""
        sources = FundingColumn.SOURCE
        unit = {sources.key: f"{sources.label}（{template.money_unit.value}）"}
        return template.funding_labels() | unit

    def _taken_over(self) -> None:
        """The cells are few enough to compute at once and to compare one by one."""
        document = self._document
        self._cells = (
            tuple(
                tuple(funding_shown(document, source, column) for column in FUNDING_COLUMNS)
                for source in _SOURCES
            )
            if document
            else ()
        )

    def _follow(self, change: Change) -> None:
        if _basis(change.before) == _basis(change.after):
            return
        old = self._cells
        self._taken_over()
        for row, cells in enumerate(self._cells):
            self._touched(row, [n for n, cell in enumerate(cells) if cell != old[row][n]])
