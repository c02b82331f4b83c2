"""All figures of a form: the published regimes, and what contract and paper say of gaps."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.form import Form
from perfdesk.core.number import Number
from perfdesk.core.scoring import (
    amount,
    execution_rate,
    funding_score,
    grade_of,
    score_form,
)
from perfdesk.core.template import Cap
from tests.support.forms import clean_form, row, rules


def test_a_clean_form() -> None:
    scores = score_form(clean_form(), rules())
    assert str(scores.rate) == "90.00"
    assert str(scores.funding_score) == "9.00"
    assert [str(item.suggested) for item in scores.rows] == ["40.00", "40.00"]
    assert scores.total_weight == 100
    assert str(scores.total_score) == "89.00"
    assert scores.grade == "良"


@pytest.mark.parametrize(
    ("template_id", "executed", "adjusted", "rate", "points"),
    [
        ("shanghai-2022", "227,000", "228000.00", "99.57", "9.96"),
        ("shanghai-2022", "215457.6", "250000", "86.19", "8.62"),
        ("shanghai-municipal-2023", "322.21", "850.00", "37.90", "3.79"),
        ("shanghai-district-2023", "101.80", "101.95", "99.85", "9.98"),
        ("shanghai-district-2023", "26.04", "26.82", "97.09", "9.70"),
        ("shanghai-district-2024", "384.04", "398.22", "96.43", "9.64"),
        ("shanghai-district-2024", "177.81", "282.32", "62.98", "6.30"),
        ("shanghai-2024-national", "63.75", "156", "40.87", "4.09"),
        ("national-2020", "2", "3", "66.67", "6.67"),
    ],
)
def test_every_templates_rounding(
    template_id: str, executed: str, adjusted: str, rate: str, points: str
) -> None:
    form = clean_form(funding__total__executed=executed, funding__total__adjusted=adjusted)
    scores = score_form(form, rules(template_id))
    assert (str(scores.rate), str(scores.funding_score)) == (rate, points)


@pytest.mark.parametrize(
    ("adjusted", "executed", "rate"),
    [
        (None, None, None),
        (None, "5", None),
        ("0", "5", None),
        ("0", "0", "0.00"),
        (None, "0", "0.00"),
        ("0", None, "0.00"),
        ("5", None, "0.00"),
        ("-5", "1", None),
        ("5", "6", "120.00"),
        ("0.5", "0.25", "50.00"),
        ("5", "-1", "-20.00"),
    ],
)
def test_rates_at_the_edge(adjusted: str | None, executed: str | None, rate: str | None) -> None:
    budget = Decimal(adjusted) if adjusted else None
    spent = Decimal(executed) if executed else None
    computed = execution_rate(budget, spent, rules())
    assert computed == (Decimal(rate) if rate else None)


@pytest.mark.parametrize(
    ("rate", "weight", "points"),
    [
        (None, 10, "0.00"),
        ("120", 10, "10"),
        ("-20", 10, "0.00"),
        ("50", 20, "10.00"),
        ("50", 0, "0"),
    ],
)
def test_funding_points_stay_between_0_and_the_weight(
    rate: str | None, weight: int, points: str
) -> None:
    earned = funding_score(Decimal(rate) if rate else None, Decimal(weight), rules())
    assert earned == Decimal(points)


def test_an_unfilled_total_is_the_sum_column_by_column() -> None:
    funding = clean_form(funding__total__adjusted="", funding__total__executed="十二").funding
    assert amount(funding, "total", "initial") == 12
    assert amount(funding, "total", "adjusted") == 10
    assert amount(funding, "total", "executed") == 9
    assert amount(funding, "carryover", "executed") is None
    assert amount(Form("x").funding, "total", "executed") is None


def test_a_typed_total_stands_against_its_parts() -> None:
    assert amount(clean_form(funding__total__initial="1").funding, "total", "initial") == 1


def test_the_persons_score_counts() -> None:
    scores = score_form(clean_form(indicators_0__score="30.5"), rules())
    assert scores.rows[0].suggested == 40
    assert scores.rows[0].score == Decimal("30.5")
    assert str(scores.total_score) == "79.50"
    assert score_form(clean_form(indicators_0__score=""), rules()).rows[0].score == 40


def test_a_score_that_cannot_be_known_has_no_grade() -> None:
    scores = score_form(clean_form(indicators_0__score="", indicators_0__actual=""), rules())
    assert scores.rows[0].score is None
    assert str(scores.total_score) == "49.00"
    assert scores.grade is None


def test_the_typed_execution_weight_counts() -> None:
    scores = score_form(clean_form(execution_weight="20"), rules())
    assert scores.funding_score == 18
    assert scores.total_weight == 110
    assert score_form(clean_form(execution_weight="十"), rules()).execution_weight == 10


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        *(("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中")),
        *(("60", "中"), ("59.99", "差"), ("0", "差"), ("-1", "差")),
    ],
)
def test_grades(total: str, grade: str) -> None:
    assert grade_of(Decimal(total), rules()) == grade


def test_no_grades_no_grade() -> None:
    assert grade_of(Decimal(100), replace(rules(), grades=())) is None


def test_a_low_rate_caps_the_total_where_the_rules_say_so() -> None:
    caps = (Cap(Decimal(80), Decimal(89)), Cap(Decimal(50), Decimal(59)))
    strict = replace(rules(), caps=caps)
    full = clean_form(indicators_0__score="50")
    assert score_form(full, strict).total_score == 99
    half = clean_form(indicators_0__score="50", funding__total__executed="7.9")
    assert score_form(half, strict).total_score == 89
    low = clean_form(indicators_0__score="50", funding__total__executed="4.99")
    assert score_form(low, strict).total_score == 59


def test_an_empty_form() -> None:
    scores = score_form(Form("x"), rules())
    assert scores.rate is None
    assert scores.total_score == 0
    assert scores.total_weight == 10


_TEXTS = st.sampled_from(["", "0", "-1", "5", "1.2.3", "9" * 40, "0." + "9" * 38, "１０"])


@given(_TEXTS, _TEXTS, _TEXTS, _TEXTS)
def test_nothing_typed_makes_it_fail(a: str, b: str, c: str, d: str) -> None:
    form = clean_form(funding__total__adjusted=a, funding__total__executed=b, execution_weight=c)
    rows = (row("≥" + a, b, c, d), row("≤" + a, b, c))
    scores = score_form(replace(form, indicators=rows), rules())
    assert scores.total_score.is_finite()
    assert (
        scores.rows[0].score == Number.of(d).value or not d or scores.rows[0].suggested is not None
    )


def test_a_cap_speaks_below_its_rate_only() -> None:
    strict = replace(rules(), caps=(Cap(Decimal(80), Decimal(89)),))
    form = clean_form(indicators_0__score="50", funding__total__executed="8.00")
    assert str(score_form(form, strict).total_score) == "98.00"


def test_rows_shared_with_another_state_are_not_scored_again() -> None:
    before = clean_form()
    scores = score_form(before, rules())
    after = clean_form(indicators_1__score="30")
    after = replace(after, indicators=(before.indicators[0], after.indicators[1]))
    again = score_form(after, rules(), (before, scores))
    assert again == score_form(after, rules())
    assert again.rows[0] is scores.rows[0]
    assert again.rows[1].score == 30


def test_the_other_state_and_its_figures_belong_together() -> None:
    form = clean_form()
    shorter = replace(form, indicators=form.indicators[:1])
    with pytest.raises(ValueError, match="zip"):
        score_form(form, rules(), (shorter, score_form(form, rules())))
