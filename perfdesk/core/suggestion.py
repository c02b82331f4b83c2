"""The suggested score of one indicator (建议得分), by the rules in force in real systems.

Forward targets (≥ > =): reached gives the weight, missed the proportional share. `=0` asks for 0,
without division. Reverse targets (≤ <): kept gives the weight, exceeded one of two formulas.
Qualitative results give the top of their band.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.measure import Kind, Measure, Operator, scaled
from perfdesk.core.number import HUNDRED, ZERO, half_width
from perfdesk.core.rounding import multiply, percent_of, round_ratio, round_to, subtract
from perfdesk.core.template import Band, Reverse

if TYPE_CHECKING:
    from perfdesk.core.form import Indicator
    from perfdesk.core.template import Rules

_CENT = Decimal("0.01")
_TWO = Decimal(2)
_REMARK = re.compile(r"\([^()]*\)$")


def suggest(indicator: Indicator, rules: Rules) -> Decimal | None:
    """The suggested score, two decimals within 0 … weight; None where nothing can be computed."""
    weight = indicator.weight.value
    if weight is None or weight < 0 or indicator.actual.kind is Kind.EMPTY:
        return None
    band = band_of(indicator.actual.text, rules)
    if band is not None:
        return band_top(band, weight)
    earned = _by_comparison(indicator.target, indicator.actual, weight, rules)
    if earned is None:
        return None
    points = min(round_to(earned, rules.suggestion_rounding), round_to(weight))
    return round_to(max(points, ZERO))


def band_of(text: str, rules: Rules) -> Band | None:
    """The band whose word the result is, None for any other result."""
    word = "".join(text.split()).rstrip("。；;，,")
    return next((band for band in rules.bands if word in band.words), None)


def band_top(band: Band, weight: Decimal) -> Decimal:
    """The most that the band allows: the weight, or just below the next band's lower limit."""
    top = percent_of(weight, band.high)
    if band.high >= HUNDRED:
        return round_to(top)
    cut = round_to(top)
    return round_to(max(ZERO, cut if cut < top else subtract(cut, _CENT)))


def comparable(target: Measure, actual: Measure) -> tuple[Decimal, Decimal] | None:
    """(target, actual) in one unit; None where a number is missing or the units differ.

    A target of 0 (零投诉) needs no common unit: 2 起 is more than none of anything. A bare 0.95
    beside 95% may be a share or a percentage: that is for a person to say.
    """
    left, right = scaled(target), scaled(actual)
    if left is None or right is None or bare_share(left, right):
        return None
    if left[1] == right[1] or not right[1] or not left[1] or left[0] == 0:
        return left[0], right[0]
    return None


def bare_share(wanted: tuple[Decimal, str], result: tuple[Decimal, str]) -> bool:
    """Whether a result, as (number, unit), is a bare 0.95 beside a percentage."""
    return wanted[1] == "%" and wanted[0] > 1 and not result[1] and 0 < result[0] <= 1


def reached(target: Measure, actual: Measure) -> bool | None:
    """Whether the result meets its target; None where that cannot be told."""
    pair = comparable(target, actual)
    if pair is None:
        return True if _same_words(target, actual) else None
    wanted, result = pair
    if target.reverse:
        return result <= wanted
    if target.operator in (None, Operator.EQUAL) and wanted == 0:
        return result <= 0
    return result >= wanted


def _by_comparison(
    target: Measure, actual: Measure, weight: Decimal, rules: Rules
) -> Decimal | None:
    met = reached(target, actual)
    if met is None:
        return None
    if met:
        return subtract(weight, over_deduction(target, actual, rules))
    pair = comparable(target, actual)
    return _missed(target, *pair, weight, rules) if pair else None


def _missed(
    target: Measure, wanted: Decimal, result: Decimal, weight: Decimal, rules: Rules
) -> Decimal | None:
    if wanted == 0:
        return ZERO
    if wanted < 0:
        return None  # a share of a negative target (降幅) has no agreed meaning
    if not target.reverse:
        return _share(weight, max(result, ZERO), wanted, rules)
    if rules.reverse is Reverse.RATIO:
        return _share(weight, wanted, result, rules)
    return _share(weight, max(subtract(multiply(wanted, _TWO), result), ZERO), wanted, rules)


def _share(weight: Decimal, part: Decimal, whole: Decimal, rules: Rules) -> Decimal:
    return round_ratio(multiply(weight, part), whole, rules.suggestion_rounding)


def over_deduction(target: Measure, actual: Measure, rules: Rules) -> Decimal:
    """Points that over-fulfilment costs where the template says so (超额完成扣分)."""
    if rules.over_limit is None or target.reverse:
        return ZERO
    pair = comparable(target, actual)
    if pair is None or pair[0] <= 0:
        return ZERO
    wanted, result = pair
    # Compared by products: a quotient such as 100 ÷ 3 would not be exact.
    over = multiply(result, HUNDRED) >= multiply(rules.over_limit, wanted)
    return rules.over_deduction if over else ZERO


def _same_words(target: Measure, actual: Measure) -> bool:
    """Whether the result repeats the target's words, with or without its remark in brackets."""
    wanted, result = half_width(target.text), half_width(actual.text)
    return bool(wanted) and result in (wanted, _REMARK.sub("", wanted))
