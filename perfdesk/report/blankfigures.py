"""Which cell of a sheet handed out computes what: rate, points, sums, total and grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import funding_cell
from perfdesk.core.form import AMOUNT_KEYS, SOURCE_KEYS
from perfdesk.core.number import trimmed
from perfdesk.report import blankformulas as formulas

if TYPE_CHECKING:
    from perfdesk.core.form import Form
    from perfdesk.core.template import Template
    from perfdesk.report.blankcells import BlankCells

_RATE, _POINTS = "funding.total.rate", "funding.total.score"
_WEIGHT = "funding.total.weight"


def figures(cells: BlankCells, form: Form, template: Template) -> dict[str, str]:
    """Formulas (without `=`) by address, for every cell that computes and stands on the sheet."""
    found = _Figures(cells, form, template).all()
    return {address: text for address, text in found.items() if address in cells.places}


class _Figures:
    def __init__(self, cells: BlankCells, form: Form, template: Template) -> None:
        self.cells, self.form, self.rules = cells, form, template.rules
        self.template = template
        self.scores = cells.column("score")
        self.started = formulas.started([*cells.amounts(), self.scores])

    def all(self) -> dict[str, str]:
        return {**self._sums(), **self._rates(), **self._points(), **self._totals()}

    def _sums(self) -> dict[str, str]:
        """The total's amounts, but for those that the form has typed and those without parts."""
        return {
            funding_cell("total", key): formulas.parts(parts)
            for key in AMOUNT_KEYS
            if (parts := self.cells.parts(key))
            and not getattr(self.form.funding.total, key).text.strip()
        }

    def _rates(self) -> dict[str, str]:
        found = {}
        for source in SOURCE_KEYS:
            row = self.template.funding_row(source)
            adjusted = self.cells.at(funding_cell(source, "adjusted"))
            executed = self.cells.at(funding_cell(source, "executed"))
            if row is None or not row.shows_rate or not adjusted or not executed:
                continue
            address = funding_cell(source, "rate")
            percent = bool(self.template.format_of(address).suffix)
            text = formulas.rate(adjusted, executed, self.rules.rate_rounding, percent)
            nonzero = f'IF(AND(SUM({adjusted})=0,SUM({executed})=0),"",{text})'
            found[address] = text if source == "total" or row.rate == "value" else nonzero
        return found

    def _rate_in_percent(self) -> str:
        """The rate as a number, 0 where there is none."""
        reference = self.cells.at(_RATE)
        factor = "*100" if self.template.format_of(_RATE).suffix else ""
        return f"ROUND(SUM({reference}){factor},4)"

    def _weight(self) -> str:
        """The execution rate's weight: the cell's, else the template's."""
        typed = self.form.execution_weight.value
        usual = trimmed(self.rules.execution_weight if typed is None else typed)
        reference = self.cells.at(_WEIGHT)
        return f"IF(ISNUMBER({reference}),{reference},{usual})" if reference else usual

    def _points(self) -> dict[str, str]:
        points = formulas.funding_score(
            self._rate_in_percent(), self._weight(), self.rules.score_rounding
        )
        return {_POINTS: f'IF({self.started},{points},"")'}

    def _totals(self) -> dict[str, str]:
        weights, total = self.cells.column("weight"), self.cells.at("total_score")
        sum_of = formulas.total_score(
            [self.cells.at(_POINTS), self.scores], self._rate_in_percent(), self.rules.caps
        )
        found = {"total_score": f'IF({self.started},{sum_of},"")'}
        if weights:
            found["total_weight"] = formulas.total_weight([self._weight(), weights])
        if self.rules.grades:
            names = [self.cells.column(key) for key in ("level3", "weight")]
            scored = formulas.all_scored(self.scores, [name for name in names if name])
            grade = formulas.grade(total, self.rules.grades)
            found["grade"] = f'IF(AND(ISNUMBER({total}),{scored}),{grade},"")'
        return found
