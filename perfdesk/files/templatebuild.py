"""From a checked TOML table to a `Template`. Every key is named once here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import FORM_NAMES, SIGNATURE_NAMES
from perfdesk.core.form import AMOUNT_KEYS, INDICATOR_KEYS, SOURCE_KEYS
from perfdesk.core.formats import NumberFormat
from perfdesk.core.rounding import Rounding
from perfdesk.core.template import (
    Band,
    Block,
    Cap,
    CellSpec,
    FieldsBlock,
    FundingBlock,
    FundingColumn,
    FundingRow,
    GoalsBlock,
    Grade,
    GridColumn,
    IndicatorColumn,
    IndicatorsBlock,
    Level,
    MoneyUnit,
    Page,
    Reverse,
    Rules,
    SignatureSpec,
    Span,
    Template,
)
from perfdesk.files.tomltable import Table, TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

_COMPUTED = ("total_weight", "total_score", "grade", "rate", "funding_score")
_FUNDING_KEYS = (*AMOUNT_KEYS, "weight", "rate", "score")
#: Title, heads and some rows of the table need this much of a page's height, in mm.
_LEAST_ROOM = 60.0
_SPLIT_KEYS = ("target.operator", "target.number", "target.unit")
_ALIGNS = ("left", "center", "right")
_FORMAT_KEYS = (
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


def build_template(table: Table) -> Template:
    """The template that a file's joined keys describe. Raises TemplateError for any mistake."""
    if table.has("schema"):
        table.parsed("schema", _schema, '应当是 "perfdesk/template/1"。')
    context = _Context(table)
    template = Template(
        id=table.text("id"),
        name=table.text("name"),
        authority=table.text("authority"),
        default_year=table.whole("default_year"),
        title=table.text("title"),
        year_line=_pattern(table, "year_line", "year"),
        blank_year_line=table.text("blank_year_line"),
        money_unit=table.choice("money_unit", MoneyUnit),
        columns=context.columns,
        blocks=_blocks(table, context),
        rules=_rules(table.table("rules")),
        formats=context.formats,
        page=_page(table.table("page")),
        signature=_signature(table.table("signature")),
        levels=tuple(_level(level) for level in table.tables("levels")),
        words=_words(table.table("typesetting")),
        notes=table.texts("notes"),
    )
    table.close()
    _fits(table, template)
    return template


def _schema(text: str) -> str:
    if text != "perfdesk/template/1":
        raise ValueError(text)
    return text


def _pattern(table: Table, key: str, name: str, default: str | None = None) -> str:
    """A text in which {name} stands for a figure; braces for anything else are a mistake."""
    text = table.text(key, default)
    if set("{}") & set(text.replace(f"{{{name}}}", "")):
        raise table.error(key, f"花括号里只能写 {{{name}}}。")
    return text


def _blocks(table: Table, context: _Context) -> tuple[Block, ...]:
    """The blocks from top to bottom; of the three tables there is at most one each."""
    tables = table.tables("blocks")
    blocks = tuple(context.block(block) for block in tables)
    seen: set[type[Block]] = set()
    for place, block in zip(tables, blocks, strict=True):
        if type(block) in seen and not isinstance(block, FieldsBlock):
            raise place.error("kind", "这一种只能出现一次。")
        seen.add(type(block))
    if IndicatorsBlock not in seen:
        raise table.error("blocks", '里缺少 kind = "indicators" 的指标表。')
    return blocks


def _fits(table: Table, template: Template) -> None:
    """The columns must be able to fill the page's text width exactly; rows need some height."""
    page = template.page
    width = page.width - page.left - page.right
    least = sum(column.least for column in template.columns)
    most = sum(column.most for column in template.columns)
    if not least <= width <= most:
        raise table.error(
            "columns", f"各列宽之和（{least:g}–{most:g} 毫米）容不下版心宽度 {width:g} 毫米。"
        )
    room = page.height - page.top - page.bottom - _LEAST_ROOM
    if room < 0:
        raise table.error("page.height", "太小，除去上下边距后放不下表格。")
    for index, block in enumerate(template.blocks):
        if isinstance(block, FieldsBlock) and block.height > room:
            raise table.error(f"blocks[{index}].height", f"超过一页能放的高度 {room:g} 毫米。")


class _Context:
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
        self.formats = {key: _format(formats, key) for key in _FORMAT_KEYS}
        formats.close()

    def block(self, table: Table) -> Block:
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
        return IndicatorsBlock(columns, spine, _pattern(table, "points", "points", ""))

    def _cell(self, table: Table) -> CellSpec:
        address = table.text("cell", "")
        if address and table.has("label"):
            raise table.error("label", "不能与 cell 写在同一格里。")
        cell = CellSpec(
            span=self._span(table),
            label=self._label(table, "label", ""),
            address=self._address(table, address),
            align=_align(table, "center"),
            format=self.formats.get(address),
            blank=table.text("blank", ""),
        )
        table.close()
        return cell

    def _address(self, table: Table, address: str) -> str:
        group, _, key = address.partition(".")
        known = (
            not address
            or address in FORM_NAMES
            or address in _COMPUTED
            or (group == "signature" and key in SIGNATURE_NAMES)
            or (group == "extra" and bool(key))
        )
        if not known:
            raise table.error("cell", f"没有“{address}”这一项。")
        return address

    def _funding_column(self, table: Table) -> FundingColumn:
        key = _one_of(table, "key", _FUNDING_KEYS)
        column = FundingColumn(key, self._label(table, "label"), self._span(table))
        table.close()
        return column

    def _funding_row(self, table: Table) -> FundingRow:
        source = _one_of(table, "source", SOURCE_KEYS)
        row = FundingRow(
            source=source,
            label=self._label(table, "label"),
            weight=self._label(table, "weight"),
            rate=self._label(table, "rate"),
            score=self._label(table, "score"),
            formats=self._row_formats(source == "total"),
            empty=self._label(table, "empty", ""),
        )
        table.close()
        return row

    def _row_formats(self, total: bool) -> dict[str, NumberFormat]:
        formats = {
            key: self.formats[f"total_{key}" if total else "source_amount"] for key in AMOUNT_KEYS
        }
        formats["weight"] = self.formats["funding_weight"]
        formats["score"] = self.formats["funding_score"]
        formats["rate"] = self.formats["rate" if total else "source_rate"]
        return formats

    def _indicator_column(self, table: Table) -> IndicatorColumn:
        key = _one_of(table, "key", (*INDICATOR_KEYS, *_SPLIT_KEYS))
        column = IndicatorColumn(
            key=key,
            label=self._label(table, "label"),
            span=self._span(table),
            align=_align(table, "center"),
            format=self.formats.get(f"indicator_{key}"),
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


def _align(table: Table, default: str) -> str:
    return _one_of(table, "align", _ALIGNS, default)


def _one_of(table: Table, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
    text = table.text(key, default)
    if text not in allowed:
        raise table.error(key, f"只能是 {'、'.join(allowed)}。")
    return text


def _page(table: Table) -> Page:
    page = Page(
        width=table.length("width", 100, 500),
        height=table.length("height", 100, 500),
        left=table.length("left", 5, 60),
        right=table.length("right", 5, 60),
        top=table.length("top", 5, 60),
        bottom=table.length("bottom", 10, 60),
        body_size=table.length("body_size", 6, 16),
        least_size=table.length("least_size", 6, 16),
        title_size=table.length("title_size", 8, 32),
        year_size=table.length("year_size", 6, 24),
        leading=table.length("leading", 1.1, 2.5),
        padding_x=table.length("padding_x", 0.5, 5),
        padding_y=table.length("padding_y", 0.5, 5),
        rule=table.length("rule", 0.1, 2),
    )
    if page.least_size > page.body_size:
        raise table.error("least_size", "不能大于 body_size。")
    table.close()
    return page


def _rules(table: Table) -> Rules:
    rules = Rules(
        rate_rounding=table.choice("rate_rounding", Rounding),
        score_rounding=table.choice("score_rounding", Rounding),
        suggestion_rounding=table.choice("suggestion_rounding", Rounding),
        execution_weight=table.decimal("execution_weight"),
        total=table.decimal("total"),
        reverse=table.choice("reverse", Reverse),
        over_limit=_percent(table, "over_limit"),
        over_deduction=table.decimal("over_deduction"),
        bands=tuple(_band(band) for band in table.tables("bands")),
        grades=tuple(_grade(grade) for grade in table.tables("grades")),
        caps=tuple(_cap(cap) for cap in table.tables("caps")),
    )
    table.close()
    return rules


def _percent(table: Table, key: str) -> Decimal | None:
    return table.decimal(key) if table.has(key) else None


def _band(table: Table) -> Band:
    band = Band(table.texts("words"), table.decimal("low"), table.decimal("high"))
    if not 0 <= band.low < band.high <= 100:
        raise table.error("low", "应当是 0 到 100 之间的百分数，且小于 high。")
    table.close()
    return band


def _grade(table: Table) -> Grade:
    grade = Grade(table.text("name"), table.decimal("least"))
    table.close()
    return grade


def _cap(table: Table) -> Cap:
    cap = Cap(table.decimal("rate_below"), table.decimal("total"))
    table.close()
    return cap


def _level(table: Table) -> Level:
    level = Level(table.text("name"), table.texts("level2"), table.flag("optional", False))
    table.close()
    return level


def _words(table: Table) -> tuple[str, ...]:
    words = table.texts("words")
    table.close()
    return words


def _signature(table: Table) -> SignatureSpec:
    shown = table.flag("shown", False)
    lines = table.data.get("lines", [])
    table.has("lines")
    if not isinstance(lines, list) or not all(isinstance(line, list) for line in lines):
        raise table.error("lines", "应当是列表的列表。")
    spec = SignatureSpec(
        shown, tuple(_signature_line(table, index, line) for index, line in enumerate(lines))
    )
    table.close()
    return spec


def _signature_line(table: Table, index: int, line: list[object]) -> tuple[tuple[str, str], ...]:
    items = []
    for place, item in enumerate(line):
        path = f"{table.key_path('lines')}[{index}][{place}]"
        if not isinstance(item, dict):
            raise TemplateError(table.file, path, "应当是 { label = …, key = … }。")
        cell = Table(item, table.file, path)
        items.append((cell.text("label"), _one_of(cell, "key", ("", *SIGNATURE_NAMES))))
        cell.close()
    return tuple(items)
