"""Rules 32–34: results far above their targets, and `=` targets (超额完成与指标值设定)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.checks.case import RowRule, Spot
from perfdesk.core.checks.direction import is_cost, turned_limit, unclear_direction
from perfdesk.core.checks.measures import above_all
from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Remedy
from perfdesk.core.measure import Operator
from perfdesk.core.number import HUNDRED, trimmed
from perfdesk.core.rounding import add, divide, multiply, round_to
from perfdesk.core.suggestion import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import RowCase
    from perfdesk.core.ruleset import Setting

_EACH = "每"
_EQUALS = re.compile(r"^\s*(?:==?|＝|﹦|等于)", re.ASCII)


def far_above_without_reason(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 32: a result far above its target needs a word of explanation (超额完成未说明)."""
    label, times = case.template.column_labels().get("note"), _percent_of_target(case, setting)
    if label is None or times is None or case.indicator.note.strip():
        return
    if times >= setting.limits["percent"]:
        yield _above(case, times, f"没有说明原因，请在“{label}”中写明。")


def target_too_low(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 33: a result of twice the target says that the target was too low (指标值偏低)."""
    times = _percent_of_target(case, setting)
    if times is not None and times >= setting.limits["percent"]:
        yield _above(case, times, "指标值可能偏低，下年可适当提高。")


def meant_at_least(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """Rule 34: `=` makes every other result a deviation (等号指标); `≥` was mostly meant."""
    target, actual = case.indicator.target, case.indicator.actual
    pair = comparable(target, actual)
    if target.operator is not Operator.EQUAL or pair is None or not 0 < pair[0] < pair[1]:
        return  # of a shortfall `≥` makes nothing better
    if unclear_direction(case) or _impossible(case):
        return  # less may be better
    better = _EQUALS.sub("≥", target.text)
    yield Spot(
        case.at("target"),
        f"{case.name('target')}为 {target.text}，实际完成值为 {actual.text}："
        "“=”的指标多于、少于都算偏差；越多越好的指标下年宜用“≥”。",
        (case.at("actual"),),
        Remedy(
            f"本表指标值改为“{better}”，供下年使用",
            SetCell(case.at("target"), better),
            joint=False,  # this year's targets are agreed
        )
        if better != target.text
        else None,
    )


def _percent_of_target(case: RowCase, setting: Setting) -> Decimal | None:
    """The result in percent of the target; None where more is not better, or cannot be."""
    target, actual = case.indicator.target, case.indicator.actual
    pair = comparable(target, actual)
    if pair is None or pair[0] <= 0 or target.reverse:
        return None
    if _EACH in target.text and _EACH not in actual.text:
        return None  # 每季度不少于1次 beside the 5次 of a year
    if _no_achievement(case, setting) or _impossible(case):
        return None
    wanted, result = pair
    if target.operator is Operator.MORE and _counted(wanted) and _counted(result):
        wanted = add(wanted, Decimal(1))  # 2 次 is the least that is more than 1
    return divide(multiply(result, HUNDRED), wanted)


def _no_achievement(case: RowCase, setting: Setting) -> bool:
    """True for costs, points out of a hundred, waiting times, complaints and the like."""
    row, words = case.indicator, setting.words
    if turned_limit(row, case.template.checks.setting("57-less").words):
        return True
    return row.target.unit in words["units"] or is_cost(row, words) or unclear_direction(case)


def _counted(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _impossible(case: RowCase) -> bool:
    """True where rule 53 asks whether the figures can be right at all."""
    setting = case.template.checks.setting("53")
    return setting.severity is not None and any(above_all(case, setting))


def _above(case: RowCase, times: Decimal, so: str) -> Spot:
    return Spot(
        case.at("actual"),
        f"{case.name('actual')} {case.indicator.actual.text} 是年度指标值 "
        f"{case.indicator.target.text} 的 {trimmed(round_to(times, places=0))}%，{so}",
        (case.at("target"), case.at("note")),
    )


RULES = (
    RowRule("32", far_above_without_reason),
    RowRule("33", target_too_low),
    RowRule("34", meant_at_least),
)
