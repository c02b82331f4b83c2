"""What a printed rate may be, when the printed amounts are themselves rounded (执行率的容许区间).

Amounts in 万元 hide up to 50 元 each, so one pair of printed amounts stands for many exact ones. A
printed rate is wrong only if none of them gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.form import AMOUNT_KEYS, SOURCE_KEYS
from perfdesk.core.number import HUNDRED, ZERO
from perfdesk.core.rounding import Rounding, add, multiply, round_ratio, round_to, subtract
from perfdesk.core.scoring import amount

if TYPE_CHECKING:
    from perfdesk.core.form import Funding
    from perfdesk.core.number import Number

_PLACES = 8  # far finer than the tolerance, and rounded outwards


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from `low` to `high`, both included; no upper end where `high` is None."""

    low: Decimal
    high: Decimal | None

    def contains(self, value: Decimal, tolerance: Decimal = ZERO) -> bool:
        """True if `value` lies in it, or no farther outside than `tolerance`."""
        above = self.high is None or value <= add(self.high, tolerance)
        return above and value >= subtract(self.low, tolerance)

    def coarser(self, places: int) -> Interval:
        """What its numbers are with so few decimals, rounded half up or cut off."""
        high = None if self.high is None else round_to(self.high, places=places)
        return Interval(round_to(self.low, Rounding.DOWN, places), high)


def rate_interval(
    adjusted: Decimal, executed: Decimal, adjusted_slack: Decimal, executed_slack: Decimal
) -> Interval:
    """The rates (%) that amounts within the slack of `adjusted` and `executed` can give."""
    least = max(subtract(executed, executed_slack), ZERO)
    most = add(executed, executed_slack)
    low = _percent(least, add(adjusted, adjusted_slack), Rounding.DOWN)
    smallest = subtract(adjusted, adjusted_slack)
    return Interval(low, _percent(most, smallest, Rounding.UP) if smallest > 0 else None)


def total_rate_interval(funding: Funding, paper_places: int = 0) -> Interval | None:
    """The rates that the total row can stand for; None where it has no budget.

    `paper_places` are the decimals that the paper prints however few were typed.
    """
    adjusted, executed = (amount(funding, "total", key) for key in ("adjusted", "executed"))
    if adjusted is None or adjusted <= 0:
        return None
    places = max(paper_places, decimals_in(funding))
    slack = {key: _slack(funding, key, places) for key in ("adjusted", "executed")}
    return rate_interval(adjusted, executed or ZERO, slack["adjusted"], slack["executed"])


def decimals_in(funding: Funding) -> int:
    """The most decimals of any amount in the table: beside 63.75 a 156 stands for 156.00."""
    rows = [getattr(funding, source) for source in SOURCE_KEYS]
    numbers: list[Number] = [getattr(row, key) for row in rows for key in AMOUNT_KEYS]
    return max(number.decimals for number in numbers)


def _slack(funding: Funding, key: str, places: int) -> Decimal:
    """Half a unit of the last of `places`, once for each amount that the total is made of."""
    half = Decimal((0, (5,), -places - 1))  # exact, whatever the context
    if getattr(funding.total, key).value is not None:
        return half
    parts = [row for row in funding.sources if getattr(row, key).value is not None]
    return multiply(half, Decimal(max(len(parts), 1)))


def _percent(part: Decimal, whole: Decimal, rounding: Rounding) -> Decimal:
    return round_ratio(multiply(part, HUNDRED), whole, rounding, _PLACES)
