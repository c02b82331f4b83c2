"""The blocks of a template, and what they refer to: columns, labels and formats by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import FIGURE_NAMES, ROW_FIGURES, Part, UnknownCell, parse
from perfdesk.core.form import AMOUNT_KEYS, INDICATOR_KEYS, SOURCE_KEYS, TARGET_KEYS
from perfdesk.core.formats import NumberFormat
from perfdesk.core.template import (
    Block,
    CellSpec,
    FieldsBlock,
    FundingBlock,
    FundingColumn,
    FundingRow,
    GoalsBlock,
    GridColumn,
    IndicatorColumn,
    IndicatorsBlock,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.files.tomltable import Table

_TYPED_PARTS = (Part.FORM, Part.SIGNATURE, Part.EXTRA)
_ALIGNS = ("left", "center", "right")
FORMAT_KEYS = (
    "total_initial",
    "total_adjusted",
    "total_executed",
    "source_amount",
    "rate",
    "source_rate",
    "funding_weight",
    "funding_score",
    "indicator_weight",
    "indicator_score",
    "total_weight",
    "total_score",
)


class BlockBuilder:
    """What blocks refer to: columns by id, labels and formats by name."""

    def __init__(self, table: Table) -> None:
        self.columns = tuple(_column(column) for column in table.tables("columns"))
        if not self.columns:
            raise table.error("columns", "至少要有一列。")
        self.order = {column.id: index for index, column in enumerate(self.columns)}
        if len(self.order) < len(self.columns):
            raise table.error("columns", "有两列的 id 相同。")
        labels = table.table("labels")
        self.labels = {key: labels.text(key) for key in labels.data}
        formats = table.table("formats")
        self.formats = {key: _format(formats, key) for key in FORMAT_KEYS}
        formats.close()

    def block(self, table: Table) -> Block:
        """The block that a table of [[blocks]] describes."""
        kinds: dict[str, Callable[[Table], Block]] = {
            "fields": self._fields,
            "funding": self._funding,
            "goals": self._goals,
            "indicators": self._indicators,
        }
        kind = table.text("kind")
        if kind not in kinds:
            raise table.error("kind", f"只能是 {'、'.join(kinds)}。")
        block = kinds[kind](table)
        table.close()
        return block

    def _fields(self, table: Table) -> FieldsBlock:
        cells = tuple(self._cell(cell) for cell in table.tables("cells"))
        self._in_order(table, "cells", cells)
        return FieldsBlock(cells, table.length("height", 0, 250, 0))

    def _funding(self, table: Table) -> FundingBlock:
        columns = tuple(self._funding_column(column) for column in table.tables("columns"))
        rows = tuple(self._funding_row(row) for row in table.tables("rows"))
        spine, corner = self._cell(table.table("spine")), self._cell(table.table("corner"))
        self._in_order(table, "columns", (spine, corner, *columns))
        return FundingBlock(spine, corner, columns, rows)

    def _goals(self, table: Table) -> GoalsBlock:
        cells = [self._cell(table.table(key)) for key in ("spine", "expected", "actual")]
        self._in_order(table, "actual", tuple(cells))
        return GoalsBlock(*cells)

    def _indicators(self, table: Table) -> IndicatorsBlock:
        columns = tuple(self._indicator_column(column) for column in table.tables("columns"))
        spine = self._cell(table.table("spine")) if table.has("spine") else None
        self._in_order(table, "columns", (*([spine] if spine else []), *columns))
        return IndicatorsBlock(columns, spine, table.pattern("points", "points", ""))

    def _cell(self, table: Table) -> CellSpec:
        address = table.text("cell", "")
        if address and table.has("label"):
            raise table.error("label", "不能与 cell 写在同一格里。")
        cell = CellSpec(
            span=self._span(table),
            label=self._label(table, "label", ""),
            address=self._address(table, address),
            align=table.one_of("align", _ALIGNS, "center"),
            blank=table.text("blank", ""),
        )
        table.close()
        return cell

    def _address(self, table: Table, address: str) -> str:
        if not address or address in FIGURE_NAMES:
            return address
        try:
            known = parse(address).part in _TYPED_PARTS
        except UnknownCell:
            known = False
        if not known:
            raise table.error("cell", f"没有“{address}”这一项。")
        return address

    def _funding_column(self, table: Table) -> FundingColumn:
        key = table.one_of("key", (*AMOUNT_KEYS, *ROW_FIGURES))
        column = FundingColumn(key, self._label(table, "label"), self._span(table))
        table.close()
        return column

    def _funding_row(self, table: Table) -> FundingRow:
        source = table.one_of("source", SOURCE_KEYS)
        row = FundingRow(
            source=source,
            label=self._label(table, "label"),
            weight=self._label(table, "weight"),
            rate=self._label(table, "rate"),
            score=self._label(table, "score"),
            empty=self._label(table, "empty", ""),
        )
        table.close()
        return row

    def _indicator_column(self, table: Table) -> IndicatorColumn:
        key = table.one_of("key", (*INDICATOR_KEYS, *TARGET_KEYS))
        column = IndicatorColumn(
            key=key,
            label=self._label(table, "label"),
            span=self._span(table),
            align=table.one_of("align", _ALIGNS, "center"),
        )
        table.close()
        return column

    def _label(self, table: Table, key: str, default: str | None = None) -> str:
        """A text, or with $ the label of that name."""
        text = table.text(key, default)
        if not text.startswith("$"):
            return text
        if text[1:] not in self.labels:
            raise table.error(key, f"[labels] 里没有“{text[1:]}”。")
        return self.labels[text[1:]]

    def _span(self, table: Table) -> Span:
        first, _, last = table.text("span").partition("-")
        ids = (first, last or first)
        if any(name not in self.order for name in ids):
            raise table.error("span", f"只能用已声明的列：{'、'.join(self.order)}。")
        span = Span(self.order[ids[0]], self.order[ids[1]])
        if span.first > span.last:
            raise table.error("span", "首列在末列之后。")
        return span

    def _in_order(
        self, table: Table, key: str, cells: tuple[CellSpec | FundingColumn | IndicatorColumn, ...]
    ) -> None:
        """The spans of one row must cover all columns once, from left to right."""
        expected = 0
        for cell in cells:
            if cell.span.first != expected:
                raise table.error(key, "各格没有从左到右正好铺满一行。")
            expected = cell.span.last + 1
        if expected != len(self.columns):
            raise table.error(key, "各格没有从左到右正好铺满一行。")


def _column(table: Table) -> GridColumn:
    column = GridColumn(
        table.text("id"),
        table.length("least", 4, 250),
        table.length("wish", 4, 250),
        table.length("most", 4, 250),
    )
    if not column.least <= column.wish <= column.most:
        raise table.error("wish", "应当在 least 与 most 之间。")
    if "-" in column.id:
        raise table.error("id", "不能含有“-”。")
    table.close()
    return column


def _format(table: Table, key: str) -> NumberFormat:
    return table.parsed(key, NumberFormat.of, "应当是 typed、0、0.00、0.##、#,##0.00 之类的格式。")
