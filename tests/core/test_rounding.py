"""The three rounding regimes, on the figures that prove them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.rounding import (
    Rounding,
    add,
    divide,
    multiply,
    percent_of,
    round_ratio,
    round_to,
    subtract,
)


@pytest.mark.parametrize(
    ("executed", "adjusted", "rounding", "rate"),
    [
        ("124840", "125000", Rounding.UP, "99.88"),
        ("227000", "228000", Rounding.UP, "99.57"),
        ("215457.6", "250000", Rounding.UP, "86.19"),
        ("74696", "74696", Rounding.UP, "100.00"),
        ("322.21", "850", Rounding.DOWN, "37.90"),
        ("384.04", "398.22", Rounding.DOWN, "96.43"),
        ("63.75", "156", Rounding.HALF_UP, "40.87"),
        ("1", "3", Rounding.HALF_UP, "33.33"),
        ("1", "800", Rounding.HALF_UP, "0.13"),  # 0.125: half goes up
    ],
)
def test_rates_of_published_forms(
    executed: str, adjusted: str, rounding: Rounding, rate: str
) -> None:
    percent = round_ratio(multiply(Decimal(executed), Decimal(100)), Decimal(adjusted), rounding)
    assert str(percent) == rate


@pytest.mark.parametrize(
    ("value", "rounding", "rounded"),
    [
        ("9.985", Rounding.DOWN, "9.98"),
        ("9.985", Rounding.HALF_UP, "9.99"),
        ("9.981", Rounding.UP, "9.99"),
        ("10", Rounding.UP, "10.00"),
        ("-0.125", Rounding.HALF_UP, "-0.13"),
    ],
)
def test_two_decimals(value: str, rounding: Rounding, rounded: str) -> None:
    assert str(round_to(Decimal(value), rounding)) == rounded


def test_a_ratio_to_nothing() -> None:
    with pytest.raises(ZeroDivisionError, match=r"^ratio to 0$"):
        round_ratio(Decimal(1), Decimal(0), Rounding.DOWN)


def test_sums_and_products_are_exact_at_40_digits() -> None:
    large, small = Decimal("9" * 40), Decimal("0." + "0" * 37 + "1")
    assert int(multiply(large, large)) == int(large) ** 2
    assert subtract(add(large, small), large) == small
    assert subtract(small, large, small).copy_abs() == large
    assert add() == 0
    assert multiply() == 1


_AMOUNTS = st.decimals(min_value="0.01", max_value=10**30, places=2)


@given(_AMOUNTS, _AMOUNTS, st.sampled_from(Rounding))
def test_a_ratio_is_rounded_once_from_the_exact_quotient(
    part: Decimal, whole: Decimal, rounding: Rounding
) -> None:
    rounded = Fraction(round_ratio(part, whole, rounding))
    gap = rounded - Fraction(part) / Fraction(whole)
    unit = Fraction(1, 100)
    if rounding is Rounding.UP:
        assert 0 <= gap < unit
    elif rounding is Rounding.DOWN:
        assert -unit < gap <= 0
    else:
        assert -unit / 2 < gap <= unit / 2


def test_shares_of_long_numbers_are_exact() -> None:
    long = "9" * 40
    assert str(percent_of(Decimal(long), Decimal(1))) == "9" * 38 + ".99"
    assert percent_of(Decimal(40), Decimal("62.5")) == 25
    assert str(divide(Decimal(long), Decimal(10_000))) == "9" * 36 + ".9999"


def test_a_long_number_is_rounded_whole() -> None:
    long = "9" * 40
    assert str(round_to(Decimal(long + ".125"))) == long + ".13"
    assert str(round_to(Decimal("0.12345"), Rounding.DOWN, places=4)) == "0.1234"
    assert str(round_ratio(Decimal(2), Decimal(3), Rounding.UP, places=4)) == "0.6667"
