"""From a form and its template to the grid of cells: the only place that says what a form shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import funding_cell, indicator_cell, text_at
from perfdesk.core.form import AMOUNT_KEYS, LEVEL_KEYS, POINT_KEYS, SOURCE_KEYS, TARGET_KEYS
from perfdesk.core.groups import groups
from perfdesk.core.number import parse_decimal, trimmed
from perfdesk.core.rounding import add
from perfdesk.core.template import VALUE, FieldsBlock, FundingBlock, GoalsBlock
from perfdesk.report.grid import Cell, Grid, Role, RowKind

if TYPE_CHECKING:
    from decimal import Decimal

    from perfdesk.core.form import Form, Indicator
    from perfdesk.core.number import Number
    from perfdesk.core.scoring import Scores
    from perfdesk.core.template import (
        CellSpec,
        FundingColumn,
        FundingRow,
        IndicatorColumn,
        IndicatorsBlock,
        Span,
        Template,
    )


def compose(form: Form, template: Template, scores: Scores) -> Grid:
    """The grid of one form. `scores` are its computed figures."""
    return _Composer(form, template, scores).grid()


def year_line(form: Form, template: Template) -> str:
    """The year line (年度行) as printed; '' where the template has none."""
    if form.year is None:
        return template.blank_year_line
    return template.year_line.replace("{year}", str(form.year))


class _Composer:
    def __init__(self, form: Form, template: Template, scores: Scores) -> None:
        self.form, self.template, self.scores = form, template, scores
        self.out = Grid(template.title, year_line(form, template), len(template.columns))
        filled = any(getattr(form.funding, key).filled for key in SOURCE_KEYS)
        started = filled or any(row.score is not None for row in scores.rows)
        #: A form handed out blank shows no points of 0.
        self.funding_score = scores.funding_score if started else None
        self.total_score = scores.total_score if started else None

    def grid(self) -> Grid:
        for block in self.template.blocks:
            if isinstance(block, FieldsBlock):
                self._fields(block)
            elif isinstance(block, FundingBlock):
                self._funding(block)
            elif isinstance(block, GoalsBlock):
                self._goals(block)
            else:
                self._indicators(block)
        return self.out

    def _fields(self, block: FieldsBlock) -> None:
        closing = RowKind.INDICATOR in self.out.kinds or RowKind.INDICATOR_HEADER in self.out.kinds
        row = self.out.add_row(RowKind.CLOSING if closing else RowKind.FIELDS, block.height)
        for spec in block.cells:
            if spec.address:
                self._field(row, spec)
            else:
                self._label(row, spec.span, spec.label)

    def _field(self, row: int, spec: CellSpec) -> None:
        text, value = self._field_text(spec)
        cell = self._add(row, spec.span, text, address=spec.address, align=spec.align)
        if value is not None:
            cell.value, cell.format = value, self.template.format_of(spec.address)
        if spec.align == "left":
            cell.role = Role.PARAGRAPH

    def _field_text(self, spec: CellSpec) -> tuple[str, Decimal | None]:
        figures = {
            "total_weight": self.scores.total_weight,
            "total_score": self.total_score,
            "funding.total.rate": self.scores.rate,
            "funding.total.score": self.funding_score,
        }
        if spec.address in figures:
            return self._figure(figures[spec.address], spec.address)
        if spec.address == "grade":
            return self.scores.grade or "", None
        text = text_at(self.form, spec.address)
        return (text if text.strip() else spec.blank), None

    def _funding(self, block: FundingBlock) -> None:
        header = self.out.add_row(RowKind.FUNDING)
        self._label(header, block.spine.span, block.spine.label, rows=len(block.rows) + 1)
        self._label(header, block.corner.span, block.corner.label)
        for column in block.columns:
            self._label(header, column.span, column.label)
        for spec in block.rows:
            row = self.out.add_row(RowKind.FUNDING)
            self._label(row, block.corner.span, spec.label)
            for column in block.columns:
                self._funding_cell(row, spec, column)

    def _funding_cell(self, row: int, spec: FundingRow, column: FundingColumn) -> None:
        if column.key in AMOUNT_KEYS:
            self._amount(row, spec, column)
            return
        address = funding_cell(spec.source, column.key)
        text, value = self._funding_figure(spec, column.key, address)
        cell = self._add(row, column.span, text, address=address)
        cell.value, cell.format = value, self.template.format_of(address)

    def _funding_figure(
        self, spec: FundingRow, key: str, address: str
    ) -> tuple[str, Decimal | None]:
        if key == "rate" and spec.shows_rate:
            return self._figure(spec.rate_of(self.scores.funding[spec.source]), address)
        if getattr(spec, key) != VALUE:
            return getattr(spec, key), None
        if key == "score":
            return self._figure(self.funding_score, address)
        typed = self.form.execution_weight
        if typed.unreadable:
            return typed.text, None
        return self._figure(self.scores.execution_weight, address)

    def _amount(self, row: int, spec: FundingRow, column: FundingColumn) -> None:
        typed: Number = getattr(getattr(self.form.funding, spec.source), column.key)
        address = funding_cell(spec.source, column.key)
        number_format = self.template.format_of(address)
        value = getattr(self.scores.funding[spec.source], column.key)
        text = spec.empty
        if typed.text.strip():
            text = number_format.typed_text(typed)
        elif value is not None:
            text = number_format.text(value)
        cell = self._add(row, column.span, text, address=address)
        shown = typed.value if typed.text.strip() else value
        cell.value = parse_decimal(text) if shown is None and text == spec.empty else shown
        cell.format = number_format

    def _goals(self, block: GoalsBlock) -> None:
        header = self.out.add_row(RowKind.GOAL_HEADER)
        self._label(header, block.spine.span, block.spine.label, rows=2).group = True
        self._label(header, block.expected.span, block.expected.label)
        self._label(header, block.actual.span, block.actual.label)
        row = self.out.add_row(RowKind.GOALS)
        for spec, address in ((block.expected, "goal_expected"), (block.actual, "goal_actual")):
            cell = self._add(row, spec.span, text_at(self.form, address), address=address)
            cell.role, cell.align = Role.PARAGRAPH, "left"

    def _indicators(self, block: IndicatorsBlock) -> None:
        header = self.out.add_row(RowKind.INDICATOR_HEADER)
        rows = self.form.indicators
        if block.spine:
            spine = self._label(header, block.spine.span, block.spine.label, rows=len(rows) + 1)
            spine.group = True
        for column in block.columns:
            self._label(header, column.span, column.label)
        first = header + 1
        starts = {key: {group[0]: group for group in groups(rows, key)} for key in LEVEL_KEYS}
        for index, indicator in enumerate(rows):
            row = self.out.add_row(RowKind.INDICATOR)
            for column in block.columns:
                if column.key not in LEVEL_KEYS:
                    self._indicator_cell(row, index, indicator, column)
                elif index in starts[column.key]:
                    self._level(first + index, starts[column.key][index], column, block)

    def _level(
        self, row: int, group: range, column: IndicatorColumn, block: IndicatorsBlock
    ) -> None:
        text = getattr(self.form.indicators[group[0]], column.key)
        if block.points and column.key == "level1" and text:
            text += self._group_points(group, block.points)
        cell = self._label(row, column.span, text, rows=len(group))
        cell.address, cell.group = indicator_cell(group[0], column.key), True

    def _group_points(self, group: range, pattern: str) -> str:
        """A level-1 group's points as printed behind its label; '' where no weight is filled."""
        rows = self.form.indicators[group.start : group.stop]
        weights = [item.weight.value for item in rows if item.weight.value is not None]
        return pattern.replace("{points}", trimmed(add(*weights))) if weights else ""

    def _indicator_cell(
        self, row: int, index: int, indicator: Indicator, column: IndicatorColumn
    ) -> None:
        address = indicator_cell(index, column.key)
        text, value = self._indicator_text(index, indicator, column.key, address)
        cell = self._add(row, column.span, text, address=address, align=column.align)
        if value is not None:
            cell.value, cell.format = value, self.template.format_of(address)
        if column.align == "left":
            cell.role = Role.PARAGRAPH

    def _indicator_text(
        self, index: int, indicator: Indicator, key: str, address: str
    ) -> tuple[str, Decimal | None]:
        if key in POINT_KEYS:
            return self._points(index, key, getattr(indicator, key), address)
        if key in TARGET_KEYS:
            return _target_part(indicator, key), None
        value = getattr(indicator, key)
        return (value if isinstance(value, str) else value.text), None

    def _points(
        self, index: int, key: str, typed: Number, address: str
    ) -> tuple[str, Decimal | None]:
        if typed.text.strip():
            return self.template.format_of(address).typed_text(typed), typed.value
        value = self.scores.rows[index].score if key == "score" else None
        return self._figure(value, address)

    def _figure(self, value: Decimal | None, address: str) -> tuple[str, Decimal | None]:
        """A figure as it prints at an address, and its value."""
        if value is None:
            return "", None
        return self.template.format_of(address).text(value), value

    def _label(self, row: int, span: Span, text: str, rows: int = 1) -> Cell:
        cell = self._add(row, span, text)
        cell.role, cell.rows = Role.LABEL, rows
        return cell

    def _add(
        self, row: int, span: Span, text: str, address: str = "", align: str = "center"
    ) -> Cell:
        cols = span.last - span.first + 1
        cell = Cell(row, span.first, text, cols, address=address, align=align)
        self.out.cells.append(cell)
        return cell


def _target_part(indicator: Indicator, key: str) -> str:
    """One part of a split target (指标性质、指标值、度量单位); words stand in the value column."""
    target = indicator.target
    number = "" if target.number is None else f"{target.number:f}"
    sign = target.operator.value if target.operator else ""
    parts = (sign, number, target.unit) if target.quantitative else ("", target.text, "")
    return dict(zip(TARGET_KEYS, parts, strict=True))[key]
