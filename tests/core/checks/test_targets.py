"""Rules 23, 49–51, 54–56: how targets and results are written."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.edits import InsertIndicators
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.form import Form, Indicator
from perfdesk.core.measure import Measure
from perfdesk.core.ruleset import RuleChange
from tests.support.forms import clean_form, found, template


def rows(*items: tuple[str, str, str], level2: str = "数量指标") -> Form:
    """The clean form with rows of these names, targets and results."""
    indicators = tuple(
        Indicator("产出指标", level2, name, Measure.of(target), Measure.of(actual))
        for name, target, actual in items
    )
    return replace(clean_form(), indicators=indicators)


def only(form: Form, rule: str) -> Finding:
    (finding,) = found(form, rule)
    assert finding.message.endswith("。")
    return finding


def remedied(form: Form, finding: Finding) -> Form:
    assert finding.remedy is not None
    return finding.remedy.edit.apply(form)


def set_otherwise(form: Form, rule: str, change: RuleChange) -> list[Finding]:
    """The rule's findings under a changed setting."""
    own = template(form.template)
    changed = replace(own, checks=own.checks.changed({rule: change}))
    return [one for one in check_form(form, changed) if one.rule == rule]


# 23


def test_a_name_stands_twice_under_one_level() -> None:
    form = rows(("培训人数", "", ""), ("场次", "", ""), ("培训 人数", "", ""))
    finding = only(form, "23")
    assert finding.message == "第 1、3 行三级指标都是“培训人数”，请合并，或在名称中写明区别。"
    assert finding.severity is Severity.WARNING
    assert finding.cells == ("indicators[2].level3", "indicators[0].level3")


@pytest.mark.parametrize("change", [{"level1": "效益指标"}, {"level2": "质量指标"}])
def test_one_name_under_two_levels_is_sound(change: dict[str, str]) -> None:
    row = clean_form().indicators[0]
    form = InsertIndicators(1, (replace(row, **change),)).apply(clean_form())  # type: ignore[arg-type]  # texts
    assert not found(form, "23")
    assert found(InsertIndicators(1, (row,)).apply(clean_form()), "23")


@pytest.mark.parametrize("name", ["培训人数。", "培训 人数", "（培训人数）"])
def test_a_name_with_other_signs_is_the_same_name(name: str) -> None:
    form = rows(("培训人数", "≥90%", "95%"), (name, "≥80%", "85%"))
    assert only(form, "23").cells == ("indicators[1].level3", "indicators[0].level3")


def test_rows_without_a_name_are_no_repetition() -> None:
    assert not found(rows(("", "1", "1"), (" ", "1", "1")), "23")


# 49


def test_a_result_in_words_for_a_target_in_figures() -> None:
    form = rows(("a", "≥95%", "达成指标"), ("b", "=3(次)", "3(次)"), ("c", "30人", "良好"))
    finding = only(form, "49")
    assert finding.message == (
        "第 1、3 行的指标值是数字，实际完成值只写“达成指标”等，请填写实际数字。"
    )
    assert finding.severity is Severity.HINT
    assert finding.cells == ("indicators[0].actual", "indicators[2].actual")
    assert "只写“达成指标”，" in only(rows(("a", "≥95%", "达成指标")), "49").message


def test_many_rows_are_told_by_their_number() -> None:
    form = rows(*((f"指标{n}", "≥95%", "达成指标") for n in range(9)))
    assert only(form, "49").message.startswith("第 1、2、3、4、5、6、7、8 行等 9 行的指标值")


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("健全", "达成指标"),
        ("≥95%", ""),
        ("≥95%", "96%"),
        ("≥95%", "分两批完成，共达到三十人"),
        ("0例", "无投诉"),
        ("零投诉", "达成指标"),
        ("", "达成指标"),
        ("≤1%", "无投诉"),
        ("≤2天", "当天"),
        ("100%", "全覆盖"),
        ("=100.00(%)", "应保尽保"),
        ("≤30分钟", "即时响应"),
    ],
)
def test_words_that_answer(target: str, actual: str) -> None:
    assert not found(rows(("a", target, actual)), "49")


# 50


@pytest.mark.parametrize(
    ("actual", "sign", "value"),
    [
        ("≥95%", "≥", "95%"),
        ("＞=95%", ">=", "95%"),
        ("满意度≥96%", "≥", "满意度96%"),
        ("不低于95%", "不低于", "95%"),
        ("95%以上", "以上", "95%"),
        ("=12.00(次)", "=", "12.00(次)"),
    ],
)
def test_a_result_is_no_range(actual: str, sign: str, value: str) -> None:
    form = rows(("a", "≥90%", actual))
    finding = only(form, "50")
    assert finding.severity is Severity.HINT
    assert finding.message == (f"第 1 行实际完成值（a）“{actual}”带有“{sign}”，请填写实际的数值。")
    assert finding.remedy is not None
    assert finding.remedy.label == f"改为 {value}"
    changed = remedied(form, finding)
    assert changed.indicators[0].actual.text == value
    assert not found(changed, "50")


def test_a_target_copied_as_the_result() -> None:
    finding = only(rows(("a", "≥90 %", "≥90%")), "50")
    assert "照抄了指标值" in finding.message
    assert finding.cells == ("indicators[0].actual", "indicators[0].target")


@pytest.mark.parametrize("actual", ["95%", "达到95%", "2小时内", "未超过预算", "达成", ""])
def test_results_that_are_values(actual: str) -> None:
    assert not found(rows(("a", "≥90%", actual)), "50")


# 51


def test_a_target_without_an_operator() -> None:
    finding = only(rows(("a", "100%", "100%")), "51")
    assert finding.message == ("第 1 行年度指标值（a）“100%”没有比较符，请写明 ≥、= 或 ≤。")
    assert finding.where == "indicators[0].target"


@pytest.mark.parametrize("target", ["=100%", "90%以上", "0例", "零投诉", "健全", ""])
def test_targets_that_need_none(target: str) -> None:
    assert not found(rows(("a", target, "1")), "51")


@pytest.mark.parametrize("edition", ["shanghai-2022", "national-2020", "hubei-2020"])
def test_older_editions_write_no_operators(edition: str) -> None:
    assert not found(replace(rows(("a", "100%", "100%")), template=edition), "51")


# 54


@pytest.mark.parametrize("actual", ["100.00(%)", "100%", "１００％", "100(百分比)", "100"])
def test_everybody_is_content(actual: str) -> None:
    finding = only(rows(("学员满意度", "≥90(%)", actual), level2="服务对象满意度指标"), "54")
    assert finding.message == (
        "第 1 行实际完成值（学员满意度）为 100%，请确认有问卷份数等调查依据。"
    )
    assert finding.severity is Severity.HINT


@pytest.mark.parametrize(
    ("name", "level2", "actual"),
    [
        ("学员满意度", "服务对象满意度指标", "99.99%"),
        ("投诉处理率", "服务对象满意度指标", "100%"),
        ("合格率", "质量指标", "100%"),
        ("学员满意度", "服务对象满意度指标", "100人"),
        ("学员满意度", "服务对象满意度指标", "达成指标"),
    ],
)
def test_what_is_not_full_satisfaction(name: str, level2: str, actual: str) -> None:
    assert not found(rows((name, "≥90%", actual), level2=level2), "54")


def test_the_degree_that_asks_for_a_survey_is_a_setting() -> None:
    form = rows(("学员满意度", "≥90%", "99%"))
    change = RuleChange("warning", {"all": Decimal(99)})
    (finding,) = set_otherwise(form, "54", change)
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("target", ["满意", "无投诉", "较高"])
def test_satisfaction_is_a_figure(target: str) -> None:
    finding = only(rows(("学员满意度", target, "达成指标")), "54-words")
    assert finding.message == (
        f"第 1 行年度指标值（学员满意度）“{target}”没有比率，请写明，例如 ≥90%。"
    )


@pytest.mark.parametrize("target", ["≥90%", "九成以上", ""])
def test_satisfaction_with_a_figure(target: str) -> None:
    assert not found(rows(("学员满意度", target, "90%")), "54-words")


# 55


def test_fewer_than_half_are_figures() -> None:
    words, figure = ("a", "健全", "健全"), ("b", "≥1(次)", "1(次)")
    finding = only(rows(words, words, words, figure), "55")
    assert finding.message == ("4 个指标中定量的只有 1 个，不到 50%，能用数字衡量的请改用数字。")
    assert (finding.where, finding.severity) == ("form", Severity.HINT)
    assert not found(rows(words, words, figure, figure), "55")
    assert not found(rows(words, words, figure), "55")  # few rows say nothing
    assert not found(rows(words, words, figure, figure, ("c", "", "")), "55")
    change = RuleChange(limits={"share": Decimal(60), "fewest": Decimal(2)})
    assert set_otherwise(rows(words, words, figure, figure), "55", change)


# 56


def test_a_vague_target() -> None:
    form = rows(("专家数", "=60.00(个左右)", "68.00(个左右)"))
    finding = only(form, "56")
    assert finding.message == (
        "第 1 行年度指标值（专家数）“=60.00(个左右)”是约数，是否完成没有界限，下年请用 ≥ 或 =。"
    )
    assert finding.cells == ("indicators[0].target", "indicators[0].actual")


def test_a_vague_result() -> None:
    finding = only(rows(("专家数", "≥60(个)", "约60个")), "56")
    assert finding.message == "第 1 行实际完成值（专家数）“约60个”是约数，请填写实际数字。"
    assert not found(rows(("专家数", "≥60(个左右)", "60个")), "56")  # ≥ has a limit
    assert not found(rows(("专家数", "=60(个)", "60个")), "56")
