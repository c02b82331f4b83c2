"""How a suggested score comes about, in words: 223 ÷ 350 × 5.00 (建议得分的算式)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.number import HUNDRED, trimmed
from perfdesk.core.rounding import multiply
from perfdesk.core.suggestion import band_of, comparable, over_deduction, reached, suggest
from perfdesk.core.template import Reverse

if TYPE_CHECKING:
    from perfdesk.core.form import Indicator
    from perfdesk.core.template import Band, Rules


def arithmetic(indicator: Indicator, rules: Rules) -> str:
    """What the suggestion is computed from, in a few words; '' where there is none."""
    weight = indicator.weight.value
    if weight is None or suggest(indicator, rules) is None:
        return ""
    band = band_of(indicator.actual.text, rules)
    if band is not None:
        return _of_band(band)
    if reached(indicator.target, indicator.actual):
        return _of_reached(indicator, weight, rules)
    return _of_missed(indicator, weight, rules)


def _of_band(band: Band) -> str:
    word = band.words[0]
    if band.high >= HUNDRED:
        return f"“{word}”得全部分值"
    return f"“{word}”低于分值的 {trimmed(band.high)}%"


def _of_reached(indicator: Indicator, weight: Decimal, rules: Rules) -> str:
    taken = over_deduction(indicator.target, indicator.actual, rules)
    if taken and rules.over_limit is not None:
        limit = trimmed(rules.over_limit)
        return f"达到目标的 {limit}% 以上：{weight:f} − {trimmed(taken)}"
    if comparable(indicator.target, indicator.actual) is None:
        return "与指标值一致，得全部分值"
    return "达到目标，得全部分值"


def _of_missed(indicator: Indicator, weight: Decimal, rules: Rules) -> str:
    pair = comparable(indicator.target, indicator.actual)
    if pair is None or pair[0] == 0:
        return "目标是 0，没有做到不得分"
    wanted, result = (trimmed(number) for number in pair)
    operator = indicator.target.operator
    if operator is None or not operator.reverse:
        return f"{result} ÷ {wanted} × {weight:f}" if pair[1] > 0 else "没有完成，不得分"
    if rules.reverse is Reverse.RATIO:
        return f"{wanted} ÷ {result} × {weight:f}"
    if pair[1] >= multiply(pair[0], Decimal(2)):
        return "超过目标一倍以上，不得分"
    return f"({wanted} × 2 − {result}) ÷ {wanted} × {weight:f}"
