"""Sums of amounts of many forms (金额合计): in one unit, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.rounding import add, divide, multiply, round_to
from perfdesk.core.template import MoneyUnit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

_LEAST_PLACES = 2


def money_text(amounts: Iterable[tuple[Decimal, MoneyUnit]], exact: bool = True) -> str:
    """The sum with its unit, 2,177.57 万元; '' for none.

    In 元 where all are in 元, else in 万元: those in 元 are converted. No digit is lost where it
    is `exact`, else it is rounded to two decimals.
    """
    pairs = list(amounts)
    if not pairs:
        return ""
    unit = MoneyUnit.YUAN if all(unit is MoneyUnit.YUAN for _, unit in pairs) else MoneyUnit.WAN
    yuan = add(*(multiply(amount, given.yuan) for amount, given in pairs))
    total = divide(yuan, unit.yuan)
    if not exact:
        total = round_to(total, places=_LEAST_PLACES)
    return f"{total:,.{_places(total)}f} {unit.value}"


def _places(value: Decimal) -> int:
    """Two decimals, more where the value has more."""
    exponent = value.normalize().as_tuple().exponent
    return max(_LEAST_PLACES, -int(exponent))
