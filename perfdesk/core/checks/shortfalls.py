"""Figures that are no single number, or in two units of time, beside such results (区间、比、时长).

Only what is sure is told; what it should score is left to people.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from perfdesk.core.checks.direction import unclear_direction
from perfdesk.core.checks.names import any_in
from perfdesk.core.measure import Measure, scaled
from perfdesk.core.number import half_width, parse_decimal
from perfdesk.core.rounding import multiply

if TYPE_CHECKING:
    from perfdesk.core.checks.case import RowCase

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"\(?([\u4e00-\u9fff%㎡]{0,4})\)?"
_RANGE = re.compile(rf"({_NUMBER}){_UNIT}(?:-+|—+|–|~|～|至|到)({_NUMBER}){_UNIT}", re.ASCII)
_RATIO = re.compile(rf"(=|≥|>=)?(\d+)/(\d+){_UNIT}", re.ASCII)
_DATES = ("年", "月", "日", "号", "时", "点", "周", "季", "期")
_DATED = ("时间", "日期", "时效", "期限")
_SECONDS = {"秒": Decimal(1), "分钟": Decimal(60), "小时": Decimal(3600)}


class _Bounds(NamedTuple):
    low: Decimal
    high: Decimal
    unit: str


def falls_short(case: RowCase) -> bool:
    """Whether the result lies below a range, is a smaller share, or too short a time."""
    row = case.indicator
    target, actual = row.target, row.actual
    if unclear_direction(case):
        return False
    bounds, result = _range(target.text), scaled(actual)
    if bounds and result and result[1] == bounds.unit:
        return result[0] < bounds.low
    if not any_in(row.level2 + row.level3, _DATED) and _smaller_share(target.text, actual.text):
        return True
    pair = _times(target, actual)
    return pair is not None and not target.reverse and pair[1] < pair[0]


def goes_beyond(case: RowCase) -> bool:
    """Whether the result exceeds a limit in another unit of time, or the range of a cost."""
    target, actual = case.indicator.target, case.indicator.actual
    bounds, result = _range(target.text), scaled(actual)
    if bounds and result and result[1] == bounds.unit:
        return unclear_direction(case) and result[0] > bounds.high
    pair = _times(target, actual)
    return pair is not None and target.reverse and pair[1] > pair[0]


@lru_cache(maxsize=4096)
def _range(text: str) -> _Bounds | None:
    """The ends of 100-120(人) in the base unit; None for days and what has no unit."""
    found = _RANGE.fullmatch(half_width(text))
    if not found or not found[4] or found[2] not in ("", found[4]) or found[4].startswith(_DATES):
        return None
    ends = [scaled(Measure.of(f"{found[group]}({found[4]})")) for group in (1, 3)]
    if ends[0] is None or ends[1] is None or ends[0][0] >= ends[1][0]:
        return None
    return _Bounds(ends[0][0], ends[1][0], ends[0][1])


@lru_cache(maxsize=4096)
def _smaller_share(target: str, actual: str) -> bool:
    """True for 2/3 beside =3/3; other wholes (2/4) are not compared."""
    wanted, result = (_RATIO.fullmatch(half_width(text)) for text in (target, actual))
    if wanted is None or result is None or wanted[3] != result[3]:
        return False
    parts = [parse_decimal(found[2]) for found in (wanted, result)]
    if parts[0] is None or parts[1] is None or result[4] not in ("", wanted[4]):
        return False
    return parts[1] < parts[0]


def _times(target: Measure, actual: Measure) -> tuple[Decimal, Decimal] | None:
    """(target, result) in seconds where they are in two units of time; a day may be a shift."""
    wanted, result = scaled(target), scaled(actual)
    if wanted is None or result is None or wanted[1] == result[1]:
        return None
    if wanted[1] not in _SECONDS or result[1] not in _SECONDS or target.softened:
        return None
    return multiply(wanted[0], _SECONDS[wanted[1]]), multiply(result[0], _SECONDS[result[1]])
