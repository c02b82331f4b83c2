"""Rules 1–4 and 11: a planted fault each, and the sound case."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity
from perfdesk.core.form import Form
from perfdesk.core.printedfigures import own_counts
from perfdesk.core.scoring import score_form
from perfdesk.core.template import Cap
from tests.core.checks.telling import only
from tests.support.forms import clean_form, found, printed_as, template
from tests.support.sound import sound_form


def test_a_sound_form_has_no_findings() -> None:
    assert check_form(sound_form(), template()) == ()


# 1: weights


@pytest.mark.parametrize("weight", ["50", "50.005", "49.995", "５０"])
def test_weights_that_make_100(weight: str) -> None:
    assert not found(clean_form(indicators_0__weight=weight), "1")


def test_weights_that_miss_100() -> None:
    finding = only(clean_form(indicators_0__weight="45"), "1")
    assert (finding.where, finding.severity) == ("indicators", Severity.ERROR)
    assert finding.message == "分值合计为 95，应为 100，少 5（预算执行率 10，各指标 85）。"
    assert finding.cells[1:] == ("execution_weight", "indicators[0].weight", "indicators[1].weight")
    assert "多 0.01" in only(clean_form(indicators_0__weight="50.01"), "1").message


def test_no_indicators_make_no_100() -> None:
    assert "少 90" in only(Form("shanghai-district-2024"), "1").message


# 3, 4: points


def test_a_score_above_its_weight() -> None:
    finding = only(clean_form(indicators_1__score="40.01"), "3")
    assert finding.where == "indicators[1].score"
    assert finding.cells == ("indicators[1].score", "indicators[1].weight")
    assert finding.message == "第 2 行得分（满意度） 40.01 超过分值 40。"
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(("score", "weight"), [("40", "40"), ("40", ""), ("", "40"), ("x", "40")])
def test_a_score_within_its_weight(score: str, weight: str) -> None:
    assert not found(clean_form(indicators_1__score=score, indicators_1__weight=weight), "3")


@pytest.mark.parametrize(
    "cell", ["indicators_0__score", "indicators_0__weight", "execution_weight"]
)
def test_negative_points(cell: str) -> None:
    finding = only(clean_form(**{cell: "-0.5"}), "4")
    assert finding.severity is Severity.ERROR
    assert "-0.5" in finding.message


def test_a_weight_of_0_is_only_worth_a_look() -> None:
    finding = only(clean_form(indicators_1__weight="0.00", indicators_1__score="0"), "4-zero")
    assert (finding.where, finding.severity) == ("indicators[1].weight", Severity.WARNING)


# 2, 11: what the source adds up


@pytest.mark.parametrize(
    ("printed", "told"),
    [("98.6", False), ("98.7", False), ("98.8", True), ("99", True), ("98", True), ("98.60", True)],
)
def test_a_printed_total_of_one_decimal(printed: str, told: bool) -> None:
    cells = {"funding__total__executed": "9.65", "funding__fiscal__executed": "9.65"}
    assert bool(found(printed_as(sound_form(**cells), total_score=printed), "2")) is told


@pytest.mark.parametrize(("grade", "told"), [("优秀", False), ("优", False), ("良好", True)])
def test_a_printed_grade_in_two_characters(grade: str, told: bool) -> None:
    assert bool(found(printed_as(sound_form(), grade=grade), "11")) is told


def test_a_printed_total() -> None:
    form = clean_form()
    total = score_form(form, template().rules).total_score
    for near in (total, total + Decimal("0.02"), total - Decimal("0.02")):
        assert not found(printed_as(form, total_score=str(near)), "2")
    finding = only(printed_as(form, total_score="88.00"), "2")
    assert (finding.where, finding.severity) == ("total_score", Severity.ERROR)
    assert finding.message == f"原表总分为 88，各项得分之和为 {total}。"
    assert finding.cells[1:] == ("printed.total_score",)
    assert finding.remedy == own_counts("total_score")
    assert not found(printed_as(form, total_score="—"), "2")


def test_a_printed_grade() -> None:
    finding = only(printed_as(clean_form(), grade="差"), "11")
    assert (finding.where, finding.severity) == ("grade", Severity.WARNING)
    assert "“差”" in finding.message
    assert "“良”" in finding.message
    assert not found(printed_as(clean_form(), grade=" 良 "), "11")


def test_an_execution_weight_of_0() -> None:
    finding = only(clean_form(execution_weight="0", indicators_0__weight="60"), "4-zero")
    assert (finding.where, finding.severity) == ("execution_weight", Severity.WARNING)


# what the source sums up


@pytest.mark.parametrize("printed", ["100", "100.00", "100.005", "—", ""])
def test_a_printed_sum_of_weights(printed: str) -> None:
    assert not found(printed_as(sound_form(), total_weight=printed), "1-printed")


def test_a_printed_sum_that_leaves_the_execution_rate_out() -> None:
    finding = only(printed_as(sound_form(), total_weight="90.00"), "1-printed")
    assert finding.message == (
        "原表分值合计为 90，没有算入预算执行率的 10 分，各项分值之和为 100。"
    )


def test_a_misprinted_sum_of_weights() -> None:
    finding = only(printed_as(sound_form(), total_weight="99.00"), "1-printed")
    assert (finding.where, finding.severity) == ("total_weight", Severity.WARNING)
    assert finding.message == "原表分值合计为 99，各项分值之和为 100。"
    assert finding.cells[1:] == ("printed.total_weight",)
    assert finding.remedy == own_counts("total_weight")


def test_weights_that_miss_100_are_told_once() -> None:
    form = printed_as(sound_form(indicators_2__weight="5"), total_weight="100")
    assert not found(form, "1-printed")
    assert found(form, "1")


def test_a_total_that_follows_misprinted_points_is_told_once() -> None:
    form = printed_as(sound_form(), rate="90.00", funding_score="9.00", total_score="98.00")
    assert not found(form, "2")
    assert [one.rule for one in check_form(form, template())] == ["5"]


def test_a_total_above_the_cap() -> None:
    rules = replace(template().rules, caps=(Cap(Decimal(97), Decimal(89)),))
    capped = replace(template(), rules=rules)
    (finding,) = (one for one in check_form(sound_form(), capped) if one.rule == "2")
    assert finding.message == "原表总分为 98.6，按执行率封顶，总分不超过 89。"
    form = printed_as(sound_form(), total_score="89.00", funding_score="9.60")
    assert not [one for one in check_form(form, capped) if one.rule == "2"]


def test_the_remedy_of_a_score_above_its_weight_is_the_weight() -> None:
    finding = only(sound_form(indicators_2__score="10.5"), "3")
    assert finding.remedy is not None
    assert finding.remedy.label == "改为 10"
    assert finding.remedy.edit.apply(sound_form(indicators_2__score="10.5")) == sound_form()
    assert only(sound_form(indicators_2__weight="-1"), "3").remedy is None


@pytest.mark.parametrize("source", ["total", "fiscal", "carryover", "other"])
def test_a_negative_amount(source: str) -> None:
    finding = only(sound_form(**{f"funding__{source}__executed": "-1.50"}), "4")
    assert finding.where == f"funding.{source}.executed"
    assert finding.message.endswith("的全年执行数为 -1.50，不能小于 0。")


def test_sentences_on_points_below_or_at_0() -> None:
    finding = only(clean_form(indicators_1__weight="-1"), "4")
    assert finding.message == "第 2 行分值（满意度）为 -1，不能小于 0。"
    assert not found(clean_form(indicators_1__score="0"), "4")
    assert not found(clean_form(indicators_1__score="0.50"), "4")
    form = clean_form(indicators_1__weight="0.00", indicators_1__score="0")
    assert only(form, "4-zero").message == "第 2 行分值（满意度）为 0，该指标不计分，请核对。"
    form = clean_form(execution_weight="0")
    assert only(form, "4-zero").message == "预算执行率分值为 0，执行率不计分，请核对。"


def test_a_grade_stands_beside_its_total() -> None:
    finding = only(printed_as(clean_form(), grade="差"), "11")
    assert finding.message == "原表评分等级为“差”，总分 89.00 应为“良”。"
    assert finding.cells[1:] == ("printed.grade", "total_score")
    assert finding.remedy == own_counts("grade")


@pytest.mark.parametrize("weight", ["0", "0.5"])
def test_a_small_weight_is_a_remedy_too(weight: str) -> None:
    form = sound_form(indicators_2__weight=weight)
    finding = only(form, "3")
    assert finding.remedy is not None
    assert finding.remedy.label == f"改为 {weight}"
    assert not found(finding.remedy.edit.apply(form), "3")
