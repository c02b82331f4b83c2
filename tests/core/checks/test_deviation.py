"""Rules 32–34: results above their targets, and `=` targets."""

from dataclasses import replace

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity
from perfdesk.core.ruleset import RuleSet
from tests.core.checks.telling import only
from tests.support.forms import found, template
from tests.support.sound import COST, COUNT, row_with, sound_form


def test_a_result_far_above_without_a_word() -> None:
    form = row_with(COUNT, actual="130(人)", score="20", note="")
    finding = only(form, "32")
    assert (finding.where, finding.severity) == ("indicators[1].actual", Severity.WARNING)
    assert finding.message == (
        "第 2 行实际完成值（培训人数） 130(人) 是年度指标值 ≥100(人) 的 130%，没有说明原因，"
        "请在“偏差原因分析及改进措施”中写明。"
    )
    assert finding.cells[1:] == ("indicators[1].target", "indicators[1].note")
    assert not found(row_with(COUNT, actual="130(人)", score="20"), "32")  # it has a note


@pytest.mark.parametrize(
    ("target", "actual", "percent"),
    [
        ("≥100(人)", "129.9(人)", None),
        ("=100(人)", "150(人)", 150),
        ("100人", "150人", 150),
        ("≥1.0万人", "15000人", 150),
        ("≤100(人)", "150(人)", None),
        ("≥0(%)", "70(%)", None),
        ("≥60(分)", "90(分)", None),
        (">1(次)", "2(次)", None),  # the least that is more than 1
        (">1(次)", "3(次)", 150),
        (">1.5(次)", "3(次)", 200),
        ("≥0.5(公里)", "1(公里)", 200),
        (">1.5(次)", "2(次)", 133),
        (">1(次)", "2.5(次)", 250),
        ("≥3(次)", "4(次)", 133),
        ("≥100(人)", "200(次)", None),
        ("及时", "200%", None),
        ("每季度不少于1次", "5次", None),
        ("每季度不少于1次", "每季度不少于2次", 200),
    ],
)
def test_how_far_above_a_result_is(target: str, actual: str, percent: int | None) -> None:
    form = row_with(COUNT, target=target, actual=actual, score="20", note="")
    messages = [one.message for one in found(form, "32")]
    assert len(messages) == (percent is not None)
    assert all(f" 的 {percent}%，" in message for message in messages)


def test_costs_and_what_is_better_the_less_are_no_achievements() -> None:
    assert not found(row_with(COST, target="≥9(万元)", actual="20(万元)"), "32")
    complaints = {"level3": "投诉次数", "actual": "5(次)", "score": "20", "note": ""}
    assert not found(row_with(COUNT, target="=3(次)", **complaints), "32")
    assert not found(row_with(COUNT, target="≥3(次)", **complaints), "32")  # rule 57-less
    hours = {**complaints, "level3": "开馆时长", "actual": "5(小时)"}
    assert found(row_with(COUNT, target="≥3(小时)", **hours), "32")


def test_twice_the_target_is_a_low_target() -> None:
    form = row_with(COUNT, actual="200(人)", score="20")
    finding = only(form, "33")
    assert (finding.where, finding.severity) == ("indicators[1].actual", Severity.HINT)
    assert finding.message == (
        "第 2 行实际完成值（培训人数） 200(人) 是年度指标值 ≥100(人) 的 200%，指标值可能偏低，"
        "下年可适当提高。"
    )
    assert not found(row_with(COUNT, actual="199(人)", score="20"), "33")


@pytest.mark.parametrize(
    ("target", "better"),
    [
        ("=100(人)", "≥100(人)"),
        ("＝100人", "≥100人"),
        (" = 100(人)", "≥ 100(人)"),
        ("等于100人", "≥100人"),
    ],
)
def test_an_equal_sign_with_another_result(target: str, better: str) -> None:
    form = row_with(COUNT, target=target, actual="110(人)", score="20")
    finding = only(form, "34")
    assert (finding.where, finding.severity) == ("indicators[1].target", Severity.HINT)
    assert finding.message == (
        f"第 2 行年度指标值（培训人数）为 {target}，实际完成值为 110(人)："
        "“=”的指标多于、少于都算偏差；越多越好的指标下年宜用“≥”。"
    )
    assert finding.remedy is not None
    assert finding.remedy.label == f"本表指标值改为“{better}”，供下年使用"
    assert not finding.remedy.joint
    changed = finding.remedy.edit.apply(form)
    assert changed.indicators[COUNT].target.text == better
    assert not found(changed, "34")


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [
        ("=100(人)", "100.00(人)", False),
        ("=100(人)", "95(人)", False),  # `≥` would not help
        ("=100(人)", "100.01(人)", True),
        ("=100(%)", "95(%)", False),
        ("=100(%)", "100(%)", False),
        ("=90(%)", "95(%)", True),
        ("=0(例)", "2(例)", False),
        ("100人", "110人", False),
        ("≥100(人)", "110(人)", False),
        ("=100(人)", "达成指标", False),
        ("=0.5(公里)", "0.6(公里)", True),
        ("=100(人)", "99(人)", False),
        ("=100(人)", "110(次)", False),
    ],
)
def test_where_an_equal_sign_is_worth_a_word(target: str, actual: str, told: bool) -> None:
    assert bool(found(row_with(COUNT, target=target, actual=actual), "34")) is told


def test_of_costs_less_is_better() -> None:
    assert not found(row_with(COST, target="=9(万元)", actual="8(万元)"), "34")


def test_target_words_inside_a_sentence_have_no_remedy() -> None:
    form = row_with(COUNT, target="人数=100人", actual="110人")
    assert only(form, "34").remedy is None
    assert check_form(sound_form(), template()) == ()


def test_cells_beside_a_high_result() -> None:
    twice = row_with(COUNT, actual="200(人)", score="20")
    assert only(twice, "33").cells[1:] == ("indicators[1].target", "indicators[1].note")
    equal = row_with(COUNT, target="=100(人)", actual="110(人)", score="20")
    assert only(equal, "34").cells[1:] == ("indicators[1].actual",)


@pytest.mark.parametrize(
    ("target", "actual", "silent"),
    [("≥60(%)", "130(%)", ("32", "33")), ("=80(%)", "130(%)", ("32", "33", "34"))],
)
def test_of_a_share_above_the_whole_nothing_else_is_said(
    target: str, actual: str, silent: tuple[str, ...]
) -> None:
    texts = {"target": target, "actual": actual, "score": "20", "note": ""}
    share = row_with(COUNT, level3="培训覆盖率", **texts)
    assert found(share, "53")
    assert not [one for rule in silent for one in found(share, rule)]
    growth = row_with(COUNT, level3="产值增长率", **texts)
    assert not found(growth, "53")
    assert found(growth, "32")


def test_where_rule_53_is_off_the_others_speak() -> None:
    form = row_with(COUNT, level3="培训覆盖率", target="≥60(%)", actual="130(%)", note="")
    checks = dict(template().checks.settings)
    checks["53"] = replace(checks["53"], severity=None)
    rules = {one.rule for one in check_form(form, replace(template(), checks=RuleSet(checks)))}
    assert {"32", "33"} <= rules
