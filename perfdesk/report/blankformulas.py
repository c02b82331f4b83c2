"""Formulas of the workbook handed out: the figures of `core.scoring` in a spreadsheet's words.

Only functions that every spreadsheet has. Each takes references such as `E7` or `F13:F72` and gives
a formula without its `=`. Binary noise is rounded away before a figure is cut to two decimals:
29/100*100 must not become 28.99.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.number import trimmed
from perfdesk.core.rounding import Rounding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from perfdesk.core.template import Cap, Grade

_ROUND = {Rounding.UP: "ROUNDUP", Rounding.DOWN: "ROUNDDOWN", Rounding.HALF_UP: "ROUND"}
#: Decimals that a quotient keeps before it is rounded: exact for amounts of up to ten digits.
_QUOTIENT = 10
_SUM = 8


def parts(references: Sequence[str]) -> str:
    """A total's amount: the sum of the filled sources, blank where none is filled."""
    listed = ",".join(references)
    return f'IF(COUNT({listed})=0,"",ROUND(SUM({listed}),{_SUM}))'


def rate(adjusted: str, executed: str, rounding: Rounding, percent: bool) -> str:
    """executed ÷ adjusted in percent; 0 of 0 is 0; blank if nothing is filled or no budget is.

    `percent` gives 0.9122 for a cell that shows 91.22%.
    """
    quotient = f"ROUND(SUM({executed})*100/SUM({adjusted}),{_QUOTIENT})"
    value = f"{_ROUND[rounding]}({quotient},2)" + ("/100" if percent else "")
    nothing = f'IF(SUM({executed})=0,0,"")'
    return f'IF(COUNT({adjusted},{executed})=0,"",IF(SUM({adjusted})>0,{value},{nothing}))'


def started(references: Sequence[str]) -> str:
    """The condition that any amount or score is filled."""
    return f"COUNT({','.join(references)})>0"


def funding_score(rate_in_percent: str, weight: str, rounding: Rounding) -> str:
    """weight × rate ÷ 100, rounded, at most the weight and at least 0."""
    points = f"MIN({weight}*{rate_in_percent}/100,{weight})"
    return f"MAX(0,MIN({weight},{_ROUND[rounding]}(ROUND({points},{_QUOTIENT}),2)))"


def total_weight(references: Sequence[str]) -> str:
    """The sum of all weights."""
    return f"ROUND(SUM({','.join(references)}),{_SUM})"


def total_score(references: Sequence[str], rate_in_percent: str, caps: Sequence[Cap]) -> str:
    """The sum of all points, two decimals, limited where the rate is low."""
    total = f"ROUND(ROUND(SUM({','.join(references)}),{_SUM}),2)"
    limited = [
        f"IF({rate_in_percent}<{trimmed(cap.rate_below)},{trimmed(cap.total)},{total})"
        for cap in caps
    ]
    return f"MIN({','.join([total, *limited])})" if limited else total


def grade(total: str, grades: Sequence[Grade]) -> str:
    """The name of the best grade whose limit the total reaches, else of the lowest."""
    falling = sorted(grades, key=lambda each: each.least, reverse=True)
    found = _quoted(falling[-1].name)
    for each in reversed(falling[:-1]):
        found = f"IF({total}>={trimmed(each.least)},{_quoted(each.name)},{found})"
    return found


def all_scored(scores: str, others: Sequence[str]) -> str:
    """The condition that every row that is filled has a score."""
    filled = ",".join(f"COUNTA({other})" for other in others)
    return f"COUNT({scores})>=MAX({filled})"


def misses(sum_reference: str, wanted: Decimal) -> str:
    """The condition that weights do not add up."""
    return f"AND(ISNUMBER({sum_reference}),{sum_reference}<>{trimmed(wanted)})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
