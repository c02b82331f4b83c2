"""Which printed rates the amounts allow; the figures are those of published forms."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.form import AMOUNT_KEYS, PART_KEYS, Funding
from perfdesk.core.interval import Interval, decimals_in, rate_interval, total_rate_interval
from perfdesk.core.rounding import Rounding, multiply, round_ratio, round_to
from tests.support.forms import clean_form, template

HALF = Decimal("0.005")
TOLERANCE = template().checks.setting("5").limits["tolerance"]


def allowed(executed: str, adjusted: str, printed: str, **parts: str) -> bool:
    form = clean_form(funding__total__executed=executed, funding__total__adjusted=adjusted, **parts)
    rates = total_rate_interval(form.funding)
    assert rates is not None
    return rates.contains(Decimal(printed), TOLERANCE)


@pytest.mark.parametrize(
    ("executed", "adjusted", "printed"),
    [
        ("384.04", "398.22", "96.43"),  # cut off
        ("384.04", "398.22", "96.44"),  # rounded
        ("322.21", "850.00", "37.90"),
        ("63.75", "156", "40.87"),  # 156 stands for 156.00
        ("101.39", "115.00", "88.17"),  # only the 元 behind the 万元 explain it
        ("227,000.00", "228000.00", "99.57"),  # rounded up
        ("0.96", "1.01", "94.60"),  # small amounts allow much
        ("0.96", "1.01", "95.50"),
        ("0", "5.00", "0.00"),
    ],
)
def test_a_rate_that_some_exact_amounts_give(executed: str, adjusted: str, printed: str) -> None:
    assert allowed(executed, adjusted, printed)


@pytest.mark.parametrize(
    ("executed", "adjusted", "printed"),
    [
        ("3,346.92", "3,394.12", "98.51"),  # the published misprint
        ("63.75", "156", "41.00"),
        ("227,000.00", "228000.00", "99.54"),
        ("5.44", "6.44", "84.74"),
    ],
)
def test_a_rate_that_none_gives(executed: str, adjusted: str, printed: str) -> None:
    assert not allowed(executed, adjusted, printed)


def test_whole_amounts_everywhere_allow_half_a_unit() -> None:
    whole = {f"funding__{source}__{key}": "" for source in PART_KEYS for key in AMOUNT_KEYS}
    assert allowed("63", "156", "40.60", funding__total__initial="156", **whole)
    assert not allowed("63", "156", "40.60", funding__total__initial="156.00", **whole)


def test_decimals_are_the_most_of_the_table() -> None:
    assert decimals_in(clean_form(funding__other__initial="4.001").funding) == 3
    assert decimals_in(Funding()) == 0


def test_no_budget_no_interval() -> None:
    assert total_rate_interval(Funding()) is None
    assert total_rate_interval(clean_form(funding__total__adjusted="0").funding) is None


def test_a_summed_total_is_as_unsure_as_its_parts_together() -> None:
    typed = total_rate_interval(clean_form().funding)
    summed = total_rate_interval(
        clean_form(funding__total__adjusted="", funding__total__executed="").funding
    )
    assert typed is not None
    assert summed is not None
    assert summed.low < typed.low
    assert typed.high is not None
    assert summed.high is not None
    assert typed.high < summed.high


def test_a_budget_that_may_be_nothing_has_no_upper_end() -> None:
    rates = rate_interval(HALF, HALF, HALF, HALF)
    assert rates == Interval(Decimal(0), None)
    assert rates.contains(Decimal(10**6))
    assert not rates.contains(Decimal(-1))


_YUAN = st.integers(min_value=1_000, max_value=10**10)


@given(_YUAN, _YUAN, st.sampled_from(Rounding))
def test_the_exact_rate_is_always_allowed(budget: int, spent: int, rounding: Rounding) -> None:
    """Whatever 元 stood behind the 万元 and however the rate was rounded."""
    exact = round_ratio(Decimal(spent * 100), Decimal(budget), rounding)
    adjusted, executed = (
        round_to(multiply(Decimal(n), Decimal("0.0001"))) for n in (budget, spent)
    )
    assert rate_interval(adjusted, executed, HALF, HALF).contains(exact, TOLERANCE)


def test_the_slack_is_half_a_unit_for_each_amount_of_the_sum() -> None:
    two = clean_form(funding__total__adjusted="", funding__total__executed="")
    one = clean_form(
        funding__total__adjusted="",
        funding__total__executed="",
        funding__other__adjusted="",
        funding__other__executed="",
    )
    cent = multiply(HALF, Decimal(2))
    assert total_rate_interval(clean_form().funding) == rate_interval(
        Decimal(10), Decimal(9), HALF, HALF
    )
    assert total_rate_interval(two.funding) == rate_interval(Decimal(10), Decimal(9), cent, cent)
    assert total_rate_interval(one.funding) == rate_interval(Decimal(7), Decimal(6), HALF, HALF)


def test_the_ends_are_rounded_outwards_at_eight_decimals() -> None:
    rates = rate_interval(Decimal(3), Decimal(1), Decimal(0), Decimal(0))
    assert rates == Interval(Decimal("33.33333333"), Decimal("33.33333334"))


def test_the_ends_belong_to_the_interval() -> None:
    rates = Interval(Decimal(1), Decimal(2))
    assert all(rates.contains(Decimal(end)) for end in (1, 2))
    assert all(rates.contains(Decimal(end), Decimal(1)) for end in (0, 3))
    assert not any(rates.contains(Decimal(end), HALF) for end in ("0.99", "2.01"))


def test_a_budget_below_1_has_its_interval() -> None:
    assert rate_interval(Decimal("0.5"), HALF, HALF, HALF).high is not None
    assert total_rate_interval(clean_form(funding__total__adjusted="0.50").funding) is not None


def test_with_few_decimals_the_ends_are_cut_off_and_rounded() -> None:
    rates = Interval(Decimal("9.876"), Decimal("9.876"))
    assert rates.coarser(1) == Interval(Decimal("9.8"), Decimal("9.9"))
    assert rates.coarser(0) == Interval(Decimal(9), Decimal(10))
    assert Interval(Decimal("9.876"), None).coarser(2) == Interval(Decimal("9.87"), None)
