"""The three rounding regimes that official forms use, exact at any size."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from enum import Enum
from functools import reduce

#: Wide enough for products and quotients of numbers of `number.MAX_DIGITS` digits.
_WIDE = Context(prec=160)
_CENT = Decimal("0.01")


class Rounding(Enum):
    """How a figure loses its further digits (进位、舍去、四舍五入)."""

    UP = "up"
    DOWN = "down"
    HALF_UP = "half-up"


_MODES = {
    Rounding.UP: ROUND_UP,
    Rounding.DOWN: ROUND_DOWN,
    Rounding.HALF_UP: ROUND_HALF_UP,
}


def round_to(value: Decimal, rounding: Rounding = Rounding.HALF_UP, places: int = 2) -> Decimal:
    """`value` with exactly `places` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), _MODES[rounding], _WIDE)


def round_ratio(
    numerator: Decimal, denominator: Decimal, rounding: Rounding, places: int = 2
) -> Decimal:
    """numerator ÷ denominator with `places` decimals, rounded once from the exact quotient.

    Raises ZeroDivisionError for a denominator of 0.
    """
    if not denominator:
        raise ZeroDivisionError("ratio to 0")
    # With 160 digits an inexact quotient of 40-digit numbers cannot fall on a rounding boundary.
    return round_to(divide(numerator, denominator), rounding, places)


def divide(numerator: Decimal, denominator: Decimal) -> Decimal:
    """The quotient, exact where 160 digits can hold it."""
    return _WIDE.divide(numerator, denominator)


def multiply(*factors: Decimal) -> Decimal:
    """The exact product (the default context would round at 28 digits)."""
    product = Decimal(1)
    for factor in factors:
        product = _WIDE.multiply(product, factor)
    return product


def percent_of(whole: Decimal, percent: Decimal) -> Decimal:
    """`percent` of `whole`, exact."""
    return multiply(whole, percent, _CENT)


def add(*terms: Decimal) -> Decimal:
    """The exact sum."""
    return reduce(_WIDE.add, terms, Decimal(0))


def subtract(value: Decimal, *others: Decimal) -> Decimal:
    """The exact difference (even the minus sign alone would round at 28 digits)."""
    for other in others:
        value = _WIDE.subtract(value, other)
    return value
