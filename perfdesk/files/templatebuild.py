"""From a checked TOML table to a `Template`; its blocks stand in `templateblocks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import SIGNATURE_NAMES
from perfdesk.core.rounding import Rounding
from perfdesk.core.template import (
    Band,
    Block,
    Cap,
    FieldsBlock,
    Grade,
    IndicatorsBlock,
    Level,
    MoneyUnit,
    Paper,
    Reverse,
    Rules,
    SignatureSpec,
    Template,
)
from perfdesk.files.rulesets import build_rule_set
from perfdesk.files.templateblocks import BlockBuilder
from perfdesk.files.tomltable import Table, TemplateError

if TYPE_CHECKING:
    from decimal import Decimal

#: Title, heads and some rows of the table need this much of a page's height, in mm.
_LEAST_ROOM = 60.0


def build_template(table: Table) -> Template:
    """The template that a file's joined keys describe. Raises TemplateError for any mistake."""
    if table.has("schema"):
        table.parsed("schema", _schema, '应当是 "perfdesk/template/1"。')
    parts = BlockBuilder(table)
    template = Template(
        id=table.text("id"),
        name=table.text("name"),
        authority=table.text("authority"),
        default_year=table.whole("default_year"),
        title=table.text("title"),
        year_line=table.pattern("year_line", "year"),
        blank_year_line=table.text("blank_year_line"),
        money_unit=table.choice("money_unit", MoneyUnit),
        columns=parts.columns,
        blocks=_blocks(table, parts),
        rules=_rules(table.table("rules")),
        formats=parts.formats,
        paper=_paper(table.table("page")),
        signature=_signature(table.table("signature")),
        levels=tuple(_level(level) for level in table.tables("levels")),
        words=_words(table.table("typesetting")),
        notes=table.texts("notes"),
        checks=build_rule_set(table.table("checks")),
    )
    table.close()
    _fits(table, template)
    return template


def _schema(text: str) -> str:
    if text != "perfdesk/template/1":
        raise ValueError(text)
    return text


def _blocks(table: Table, parts: BlockBuilder) -> tuple[Block, ...]:
    """The blocks from top to bottom; of the three tables there is at most one each."""
    tables = table.tables("blocks")
    blocks = tuple(parts.block(block) for block in tables)
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
    paper = template.paper
    width = paper.text_width
    least = sum(column.least for column in template.columns)
    most = sum(column.most for column in template.columns)
    if not least <= width <= most:
        raise table.error(
            "columns", f"各列宽之和（{least:g}–{most:g} 毫米）容不下版心宽度 {width:g} 毫米。"
        )
    room = paper.height - paper.top - paper.bottom - _LEAST_ROOM
    if room < 0:
        raise table.error("page.height", "太小，除去上下边距后放不下表格。")
    for index, block in enumerate(template.blocks):
        if isinstance(block, FieldsBlock) and block.height > room:
            raise table.error(f"blocks[{index}].height", f"超过一页能放的高度 {room:g} 毫米。")


def _paper(table: Table) -> Paper:
    paper = Paper(
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
    if paper.least_size > paper.body_size:
        raise table.error("least_size", "不能大于 body_size。")
    table.close()
    return paper


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
        items.append((cell.text("label"), cell.one_of("key", ("", *SIGNATURE_NAMES))))
        cell.close()
    return tuple(items)
