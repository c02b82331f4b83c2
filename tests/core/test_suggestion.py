"""The suggested score; the first rows are those of published forms that keep to the rule."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.measure import Measure
from perfdesk.core.rounding import Rounding
from perfdesk.core.suggestion import band_of, band_top, comparable, reached, suggest
from perfdesk.core.template import Reverse
from tests.support.forms import row, rules


@pytest.mark.parametrize(
    ("target", "actual", "weight", "points"),
    [
        ("≥350.00(家)", "223.00(家)", "5.00", "3.19"),
        ("≥200(人)", "198.00(人)", "5.00", "4.95"),
        ("=60.00(个左右)", "50.00(个左右)", "2.00", "1.67"),
        ("=1700.00(人左右)", "1634.00(人左右)", "18.00", "17.30"),
        ("=140.00(个左右)", "70.00(个左右)", "2.00", "1.00"),
        ("=700.00(家)", "0.00(家)", "0.50", "0.00"),
        # forward: reached, over-fulfilled, missed
        ("≥90.00(%)", "90.00(%)", "10", "10.00"),
        ("=20.00(个)", "68.00(个)", "2", "2.00"),
        ("≥90%", "≥95%", "10", "10.00"),
        ("满意度≥95%", "满意度95%", "10", "10.00"),
        ("100%", "95.00(百分比)", "10", "9.50"),
        ("≥10人", "-3人", "10", "0.00"),
        # a target of 0 is no divisor, whatever its unit
        ("=0.00(例)", "0.00(例)", "5", "5.00"),
        ("=0.00(例)", "1.00(例)", "5", "0.00"),
        ("0例", "0例", "5", "5.00"),
        ("0例", "2例", "5", "0.00"),
        ("零投诉", "0次", "5", "5.00"),
        ("零投诉", "2起", "5", "0.00"),
        ("≥0.00(%)", "5.00(%)", "5", "5.00"),
        ("≤0(起)", "0(起)", "5", "5.00"),
        ("≤0(起)", "1(起)", "5", "0.00"),
        # reverse: kept, exceeded, doubled
        ("≤250.00(人)", "250.00(人)", "5", "5.00"),
        ("≤83.00(人)", "123.00(人)", "3.00", "1.55"),
        ("≤50.00(本)", "170.00(本)", "3.00", "0.00"),
        ("≤2.75(万人)", "27600人", "8.00", "7.97"),
        ("10天内", "12天", "10", "8.00"),
        ("控制在10万元以内", "9.5万元", "10", "10.00"),
        # words
        ("及时", "达成指标", "10", "10.00"),
        ("=100%", "达成指标", "2", "2.00"),
        ("≥90%", "部分达成指标并具有一定效果", "2.00", "1.59"),
        ("健全", "部分达成指标并具有一定效果", "5.00", "3.99"),
        ("健全", "未达成指标且效果较差", "5.00", "2.99"),
        ("健全", "部分 达成。", "10", "7.99"),
        ("每月5号", "每月5号", "10", "10.00"),
        ("及时(符合用人单位及时性要求)", "及时", "10", "10.00"),
        ("及时（当天）", "及时(当天)", "10", "10.00"),
        ("健全", "达成指标", "0.00", "0.00"),
        ("健全", "部分达成", "0.00", "0.00"),
        ("健全", "部分达成", "0.03", "0.02"),  # 0.024 is the limit
        # targets below 1, and shares that are none
        ("≥0.5%", "0.25%", "10", "5.00"),
        ("≥1%", "0.5", "10", "5.00"),
        ("≥95%", "0", "10", "0.00"),
    ],
)
def test_points(target: str, actual: str, weight: str, points: str) -> None:
    assert str(suggest(row(target, actual, weight), rules())) == points


@pytest.mark.parametrize(
    ("target", "actual", "weight"),
    [
        ("≥90%", "", "10"),
        ("≥90%", "95%", ""),
        ("≥90%", "95%", "十"),
        ("≥90%", "95%", "-1"),
        ("≥90%", "较好", "10"),
        ("满意度", "满意度≥90%", "10"),
        ("≥100人", "100场", "10"),
        ("11月前", "10月", "10"),
        ("及时(当天)", "及时(次日)", "10"),
        ("≥-5%", "-8%", "10"),
        ("", "", "10"),
    ],
)
def test_nothing_to_compute(target: str, actual: str, weight: str) -> None:
    assert suggest(row(target, actual, weight), rules()) is None


def test_the_other_reverse_formula() -> None:
    ratio = replace(rules(), reverse=Reverse.RATIO)
    assert suggest(row("≤50(本)", "170(本)", "3"), ratio) == Decimal("0.88")
    assert suggest(row("≤50(本)", "50(本)", "3"), ratio) == 3
    assert suggest(row("≤0(起)", "1(起)", "3"), ratio) == 0


def test_rounding_is_the_rules() -> None:
    down = replace(rules(), suggestion_rounding=Rounding.DOWN)
    assert suggest(row("≥7(次)", "5(次)", "6"), rules()) == Decimal("4.29")
    assert suggest(row("≥7(次)", "5(次)", "6"), down) == Decimal("4.28")


def test_over_fulfilment_costs_points_where_the_rules_say_so() -> None:
    strict = replace(rules(), over_limit=Decimal(130), over_deduction=Decimal(2))
    assert suggest(row("≥100人", "129人"), strict) == 10
    assert suggest(row("≥100人", "130人"), strict) == 8
    assert suggest(row("≤100人", "50人"), strict) == 10
    assert suggest(row("≥1人", "5人", "1"), strict) == 0
    assert suggest(row("=0", "0"), strict) == 10
    assert suggest(row("100人", "130人"), strict) == 8
    assert suggest(row("≥0.00(%)", "5.00(%)"), strict) == 10


def test_over_fulfilment_is_compared_exactly() -> None:
    """10 is a hair more than 333.33…% of 3; a quotient rounded at 28 digits would be less."""
    limit = Decimal("333." + "3" * 31)
    strict = replace(rules(), over_limit=limit, over_deduction=Decimal(2))
    assert suggest(row("≥3人", "10人"), strict) == 8


def test_the_top_of_a_band_is_exact() -> None:
    weight = "1" + "0" * 36 + ".5"
    middle = rules().bands[1]  # below 80 % of the weight
    assert str(band_top(middle, Decimal(weight))) == "8" + "0" * 35 + ".39"


def test_no_bands_no_words() -> None:
    none = replace(rules(), bands=())
    assert suggest(row("健全", "达成指标"), none) is None
    assert band_of("达成指标", none) is None


def test_units_must_agree_where_both_have_one() -> None:
    assert comparable(Measure.of("≥3场"), Measure.of("3")) == (Decimal(3), Decimal(3))
    assert comparable(Measure.of("≥3场"), Measure.of("3次")) is None
    assert reached(Measure.of("≥3场"), Measure.of("3次")) is None


_CELLS = st.sampled_from(
    [
        "≥90%",
        "≤5人",
        "=0",
        "-3%",
        "≥-3%",
        "0",
        "零投诉",
        "达成",
        "部分达成",
        "5人",
        "及时",
        "",
        "9" * 40,
        "≤1",
    ]
)


@given(_CELLS, _CELLS, st.decimals(min_value=0, max_value=100, places=3))
def test_points_lie_between_0_and_the_weight(target: str, actual: str, weight: Decimal) -> None:
    points = suggest(row(target, actual, str(weight)), rules())
    assert points is None or 0 <= points <= weight + Decimal("0.005")
    assert points is None or points.as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("actual", "suggested"), [("0.95", None), ("1", None), ("95", "10.00"), ("1.01", "0.11")]
)
def test_a_bare_share_beside_a_percentage_is_for_a_person_to_read(
    actual: str, suggested: str | None
) -> None:
    found = suggest(row("≥95%", actual, "10"), rules())
    assert (None if found is None else str(found)) == suggested


def test_a_target_that_is_just_met_is_reached() -> None:
    assert reached(Measure.of("≥90.00(%)"), Measure.of("90.00(%)")) is True
    assert reached(Measure.of("≥90.00(%)"), Measure.of("89.99(%)")) is False
    assert reached(Measure.of("≤90.00(%)"), Measure.of("90.00(%)")) is True


def test_a_weight_with_more_decimals_is_rounded_as_the_rules_say() -> None:
    down = replace(rules(), suggestion_rounding=Rounding.DOWN)
    assert suggest(row("≥1(次)", "1(次)", "10.125"), rules()) == Decimal("10.13")
    assert suggest(row("≥1(次)", "1(次)", "10.125"), down) == Decimal("10.12")


def test_a_band_is_a_word_of_its_own() -> None:
    assert band_of("达成指标；", rules()) == rules().bands[0]
    assert band_of("达成指标X", rules()) is None
