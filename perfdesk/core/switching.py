"""What changes when a form moves to another template (换用模板), told before anything changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from perfdesk.core.cells import (
    FIGURE_NAMES,
    indicator_cell,
    indicator_of,
    name_of,
    number_cells,
    text_at,
)
from perfdesk.core.checks import check_form
from perfdesk.core.convert import to_template
from perfdesk.core.form import LEVEL_KEYS
from perfdesk.core.formats import TWO_PLACES
from perfdesk.core.printedcells import heads, printed_cells
from perfdesk.core.ruletelling import rounding_told, rules_told
from perfdesk.core.scoring import score_form
from perfdesk.core.telling import shortened
from perfdesk.core.template import FieldsBlock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from decimal import Decimal

    from perfdesk.core.convert import Conversion
    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form
    from perfdesk.core.scoring import Scores
    from perfdesk.core.template import Template

_DECIMALS = "paper-decimals"
_NOTHING = "–"


class Topic(Enum):
    """What a group of changes is about, the weightiest first."""

    AMOUNTS = "金额换算"
    FIGURES = "得分和等级"
    HIDDEN = "新模板不打印（内容保留）"
    DECIMALS = "纸面小数位数不够（计算仍用原数）"
    FOUND = "新的审核发现"
    LEVELS = "新模板没有的指标名称"
    RULES = "计分规则"
    PRINTED = "新模板才打印"
    LABELS = "表头和栏目名称"
    GONE = "不再有的审核发现"


@dataclass(frozen=True)
class Switch:
    """A form before and after; `changes` are the sentences by topic, empty topics left out.

    Made at once, computed when asked for.
    """

    form: Form
    old: Template
    new: Template
    moved: Form
    conversions: tuple[Conversion, ...]

    @cached_property
    def changes(self) -> dict[Topic, tuple[str, ...]]:
        """Everything a person should know, the weightiest first."""
        told = {topic: tuple(tell(self)) for topic, tell in _TELLERS.items()}
        return {topic: sentences for topic, sentences in told.items() if sentences}

    @cached_property
    def before(self) -> Scores:
        """The figures now."""
        return score_form(self.form, self.old.rules)

    @cached_property
    def after(self) -> Scores:
        """The figures on the new template."""
        return score_form(self.moved, self.new.rules)

    @cached_property
    def found(self) -> tuple[Finding, ...]:
        """What the checks say now."""
        return check_form(self.form, self.old)

    @cached_property
    def will_find(self) -> tuple[Finding, ...]:
        """What the checks will say."""
        return check_form(self.moved, self.new)

    @property
    def figure(self) -> str:
        """The total and the grade before and after, in a few words: 95.00 优 → 94.99 优."""
        both = (self.before, self.after)
        before, after = (f"{_figure(one.total_score)} {_figure(one.grade)}" for one in both)
        return before if before == after else f"{before} → {after}"

    @property
    def brief(self) -> str:
        """How many changes that touch what was typed, in one line."""
        counted = (
            (Topic.AMOUNTS, "换算金额 {} 处"),
            (Topic.HIDDEN, "不打印 {} 处"),
            (Topic.DECIMALS, "小数不够 {} 处"),
            (Topic.FOUND, "新发现 {} 条"),
        )
        told = [
            say.format(len(self.changes[topic])) for topic, say in counted if topic in self.changes
        ]
        return "，".join(told) or "填写的内容照原样打印"


def switch(form: Form, old: Template, new: Template, earlier: Sequence[Form] = ()) -> Switch:
    """What moving `form` from its template to `new` does. Raises TooLong."""
    moved, conversions = to_template(form, old, new, earlier)
    return Switch(form, old, new, moved, conversions)


def described(template: Template) -> str:
    """What tells a template from others, in a few words: 万元，执行率截去尾数，有评分等级."""
    words = [template.money_unit.value, f"执行率{rounding_told(template.rules.rate_rounding)}"]
    words += ["有评分等级"] if "grade" in _figure_fields(template) else []
    words += ["有签字栏"] if template.signature.shown else []
    return "，".join(words)


def _amounts(change: Switch) -> Iterator[str]:
    old, new = change.old.money_unit.value, change.new.money_unit.value
    for one in change.conversions:
        yield f"{name_of(one.address)}：{one.before} {old} → {one.after} {new}"
    if old == new:
        return
    for address, number in number_cells(change.form):
        if number.unreadable and address.startswith("funding."):
            yield f"{name_of(address)}：“{number.text}”不是数字，没有换算"


def _figures(change: Switch) -> Iterator[str]:
    before, after = change.before, change.after
    pairs = (
        ("执行率", before.rate, after.rate),
        ("预算执行得分", before.funding_score, after.funding_score),
        (FIGURE_NAMES["total_weight"], before.total_weight, after.total_weight),
        (FIGURE_NAMES["total_score"], before.total_score, after.total_score),
        (FIGURE_NAMES["grade"], before.grade, after.grade),
    )
    for name, left, right in pairs:
        if left != right:
            yield f"{name}：{_figure(left)} → {_figure(right)}"
    for row, (left_row, right_row) in enumerate(zip(before.rows, after.rows, strict=True)):
        if left_row.suggested != right_row.suggested:
            name = name_of(indicator_cell(row, "score"), change.form)
            yield f"{name}的建议：{_figure(left_row.suggested)} → {_figure(right_row.suggested)}"


def _figure(value: Decimal | str | None) -> str:
    if value is None:
        return _NOTHING
    return value if isinstance(value, str) else TWO_PLACES.text(value)


def _hidden(change: Switch) -> Iterator[str]:
    after = printed_cells(change.new, change.moved)
    for address in printed_cells(change.old, change.form):
        text = text_at(change.form, address)
        if address not in after and text.strip():
            yield f"{name_of(address, change.form)}：{shortened(text)}"


def _printed(change: Switch) -> Iterator[str]:
    """Filled cells one by one; of the empty ones those fields that are new on the paper."""
    before = printed_cells(change.old, change.form)
    for address in printed_cells(change.new, change.moved):
        if address in before:
            continue
        text = text_at(change.moved, address)
        if text.strip():
            yield f"{name_of(address, change.form)}：{shortened(text)}"
        elif indicator_of(address) is None:
            yield f"{name_of(address, change.form)}：没有填写"


def _decimals(change: Switch) -> Iterator[str]:
    yield from (item.message for item in change.will_find if item.rule == _DECIMALS)


def _found(change: Switch) -> Iterator[str]:
    new = _only_in(change.will_find, change.found)
    yield from (item.message for item in new if item.rule != _DECIMALS)


def _gone(change: Switch) -> Iterator[str]:
    yield from (item.message for item in _only_in(change.found, change.will_find))


def _only_in(these: Sequence[Finding], others: Sequence[Finding]) -> Iterator[Finding]:
    known = {(item.rule, item.where) for item in others}
    for item in these:
        if not item.silenced and (item.rule, item.where) not in known:
            yield item


def _levels(change: Switch) -> Iterator[str]:
    """Names that the old template's vocabulary has and the new one's has not."""
    old, new = _vocabulary(change.old), _vocabulary(change.new)
    rows = change.form.indicators
    for key in LEVEL_KEYS:
        names = dict.fromkeys(getattr(row, key) for row in rows)
        for name in names:
            if name in old[key] and name not in new[key]:
                count = sum(getattr(row, key) == name for row in rows)
                yield f"“{name}”：{count} 行用到，名称照原样打印"


def _vocabulary(template: Template) -> dict[str, set[str]]:
    level1, level2 = LEVEL_KEYS
    return {
        level1: {level.name for level in template.levels},
        level2: {name for level in template.levels for name in level.level2},
    }


def _rules(change: Switch) -> Iterator[str]:
    yield from rules_told(change.old.rules, change.new.rules)


def _labels(change: Switch) -> Iterator[str]:
    """Title, year line and every head that both papers have, worded otherwise."""
    old, new, year = change.old, change.new, str(change.form.year or "……")
    before, after = heads(old), heads(new)
    pairs = [
        ("标题", old.title, new.title),
        ("年度", *(one.year_line.replace("{year}", year) for one in (old, new))),
        ("金额单位", old.money_unit.value, new.money_unit.value),
        *((_head(key), before[key], after[key]) for key in before if key in after),
    ]
    for name, left, right in pairs:
        if left != right:
            yield f"{name}：{left or '不打印'} → {right or '不打印'}"
    yield from _rows_of_figures(change)


def _head(key: str) -> str:
    """What a head belongs to, for heads alone say too little: 资金表."""
    table = key.partition(".")[0]
    return {"funding": "资金表", "indicators": "指标表"}.get(table, "栏目")


def _rows_of_figures(change: Switch) -> Iterator[str]:
    """Rows of computed figures, such as the grade, that only one of the papers has."""
    old, new = _figure_fields(change.old), _figure_fields(change.new)
    yield from (f"不再打印{FIGURE_NAMES[key]}" for key in old if key not in new)
    yield from (f"打印{FIGURE_NAMES[key]}" for key in new if key not in old)


def _figure_fields(template: Template) -> dict[str, None]:
    cells = (block.cells for block in template.blocks if isinstance(block, FieldsBlock))
    return dict.fromkeys(
        spec.address for row in cells for spec in row if spec.address in FIGURE_NAMES
    )


_TELLERS: dict[Topic, Callable[[Switch], Iterator[str]]] = {
    Topic.AMOUNTS: _amounts,
    Topic.FIGURES: _figures,
    Topic.HIDDEN: _hidden,
    Topic.DECIMALS: _decimals,
    Topic.FOUND: _found,
    Topic.LEVELS: _levels,
    Topic.RULES: _rules,
    Topic.PRINTED: _printed,
    Topic.LABELS: _labels,
    Topic.GONE: _gone,
}
