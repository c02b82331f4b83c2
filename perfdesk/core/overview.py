"""All forms in one table (汇总): amounts, rate, points by level 1, total, grade, findings, sums."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity, heard_weights
from perfdesk.core.form import AMOUNT_KEYS
from perfdesk.core.number import HUNDRED, ZERO
from perfdesk.core.rounding import Rounding, add, divide, multiply, round_ratio
from perfdesk.core.scoring import score_form
from perfdesk.core.template import MoneyUnit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from perfdesk.core.form import Form
    from perfdesk.core.scoring import Scores
    from perfdesk.core.state import State
    from perfdesk.core.template import Template

#: Points of rows whose level 1 nobody filled in.
NO_LEVEL = "未分类指标"
_FINDINGS = {"错误": Severity.ERROR, "警告": Severity.WARNING, "提示": Severity.HINT}
_NAMES = ("序号", "年度", "主管部门", "实施单位", "项目名称")
_AMOUNTS = dict(zip(AMOUNT_KEYS, ("年初预算数", "全年预算数", "全年执行数"), strict=True))
_RATE, _TOTAL, _STATE = "执行率(%)", "总分", "状态"
#: Columns that are no texts: numbers, written as such.
Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The table: `heads`, one line a form, and the sums; amounts in `unit`."""

    unit: MoneyUnit
    heads: tuple[str, ...]
    lines: tuple[tuple[Value, ...], ...]
    sums: tuple[Value, ...]


def overview(
    items: Sequence[tuple[Form, Template]],
    progress: Callable[[int], None] | None = None,
    states: Sequence[State] = (),
) -> Overview:
    """The table of all forms, in order. Amounts of 元 and 万元 together stand in 万元, exact.

    `progress` hears how many lines are done. `states` are those of the forms, where they have any.
    """
    units = {template.money_unit for _, template in items}
    unit = units.pop() if len(units) == 1 else MoneyUnit.WAN
    levels = _levels(items)
    heads = (
        *(*_NAMES, *_AMOUNTS.values(), _RATE, "预算执行得分", *levels, _TOTAL, "等级"),
        *([_STATE] if states else []),
        *_FINDINGS,
    )
    labels = [[state.label] for state in states] or [[]] * len(items)
    lines: list[tuple[Value, ...]] = []
    pairs = zip(items, labels, strict=True)
    for number, ((form, template), label) in enumerate(pairs, 1):
        figures, found = _figures(form, template, unit, levels), _counts(form, template)
        lines.append((number, *figures, *label, *found))
        if progress:
            progress(number)
    return Overview(unit, heads, tuple(lines), _sums(heads, lines))


def _levels(items: Sequence[tuple[Form, Template]]) -> tuple[str, ...]:
    """The level 1s in use: in the order of the templates, then others as they come."""
    used = dict.fromkeys(row.level1 or NO_LEVEL for form, _ in items for row in form.indicators)
    usual = dict.fromkeys(level.name for _, template in items for level in template.levels)
    return (*(name for name in usual if name in used), *(n for n in used if n not in usual))


def _figures(
    form: Form, template: Template, unit: MoneyUnit, levels: Sequence[str]
) -> Iterable[Value]:
    scores = score_form(form, template.rules)
    total = scores.funding["total"]
    yield from (form.year, form.supervisor, form.unit, form.project_name)
    for value in (total.initial, total.adjusted, total.executed):
        yield _in_unit(value, template.money_unit, unit)
    yield from (scores.rate, scores.funding_score)
    yield from (_points(form, scores, level) for level in levels)
    yield from (scores.total_score, scores.grade)


def _counts(form: Form, template: Template) -> Iterable[Value]:
    """How many findings of each weight, those set aside not counted."""
    found = heard_weights(check_form(form, template))
    yield from (found.count(severity) for severity in _FINDINGS.values())


def _in_unit(value: Decimal | None, own: MoneyUnit, wanted: MoneyUnit) -> Decimal | None:
    if value is None or own is wanted:
        return value
    return divide(multiply(value, own.yuan), wanted.yuan)


def _points(form: Form, scores: Scores, level: str) -> Decimal | None:
    """The points of a level 1; None where the form has none of it."""
    pairs = zip(form.indicators, scores.rows, strict=True)
    rows = [points.score for row, points in pairs if (row.level1 or NO_LEVEL) == level]
    return add(*(points or ZERO for points in rows)) if rows else None


def _sums(heads: tuple[str, ...], lines: Sequence[tuple[Value, ...]]) -> tuple[Value, ...]:
    """Sums of amounts and findings, the rate of the sums, the mean total."""
    columns = dict(zip(heads, zip(*lines, strict=True), strict=True))
    sums: dict[str, Value] = {"项目名称": f"合计 {len(lines)} 张（总分为平均分）"}
    for head in _AMOUNTS.values():
        sums[head] = _sum(columns[head])
    for head in _FINDINGS:
        sums[head] = sum(value for value in columns[head] if isinstance(value, int))
    sums[_RATE] = _rate(sums[_AMOUNTS["adjusted"]], sums[_AMOUNTS["executed"]])
    sums[_TOTAL] = _ratio(_sum(columns[_TOTAL]), Decimal(len(lines)))
    return tuple(sums.get(head) for head in heads)


def _sum(values: Iterable[Value]) -> Decimal | None:
    filled = [value for value in values if isinstance(value, Decimal)]
    return add(*filled) if filled else None


def _rate(adjusted: Value, executed: Value) -> Decimal | None:
    if not isinstance(adjusted, Decimal) or adjusted <= 0:
        return None
    return _ratio(multiply(executed if isinstance(executed, Decimal) else ZERO, HUNDRED), adjusted)


def _ratio(value: Decimal | None, whole: Decimal) -> Decimal | None:
    return None if value is None else round_ratio(value, whole, Rounding.HALF_UP)
