"""Sums of amounts in 元 and 万元: exact, in one unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.moneysum import money_text
from perfdesk.core.template import MoneyUnit

WAN, YUAN = MoneyUnit.WAN, MoneyUnit.YUAN


@pytest.mark.parametrize(
    ("amounts", "text"),
    [
        ([], ""),
        ([("1980", WAN), ("197.57", WAN)], "2,177.57 万元"),
        ([("12345.6", YUAN)], "12,345.60 元"),
        ([("1980", WAN), ("1.5", YUAN)], "1,980.00015 万元"),
        ([("1E+3", WAN)], "1,000.00 万元"),
        ([("0", WAN), ("0.00", YUAN)], "0.00 万元"),
        ([("-3", YUAN)], "-3.00 元"),
    ],
)
def test_a_sum_is_in_one_unit(amounts: list[tuple[str, MoneyUnit]], text: str) -> None:
    assert money_text([(Decimal(amount), unit) for amount, unit in amounts]) == text


@given(
    st.lists(
        st.tuples(st.decimals(0, 10**12, places=6), st.sampled_from(MoneyUnit)),
        min_size=1,
        max_size=9,
    )
)
def test_no_digit_is_lost(amounts: list[tuple[Decimal, MoneyUnit]]) -> None:
    figure, unit = money_text(amounts).split()
    told = Decimal(figure.replace(",", "")) * MoneyUnit(unit).yuan
    assert told == sum(amount * given.yuan for amount, given in amounts)


def test_where_it_need_not_be_exact_it_is_rounded_half_up() -> None:
    amounts = [(Decimal("2541.5449"), MoneyUnit.WAN), (Decimal(1), MoneyUnit.YUAN)]
    assert money_text(amounts) == "2,541.545 万元"
    assert money_text(amounts, exact=False) == "2,541.55 万元"
