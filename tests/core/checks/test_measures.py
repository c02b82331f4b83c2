"""Rules 52, 53, 57 and the like: what targets and results can mean."""

from dataclasses import replace

import pytest

from perfdesk.core.finding import Severity
from perfdesk.core.form import Form, Indicator
from perfdesk.core.measure import Measure
from perfdesk.core.ruleset import RuleChange
from tests.core.checks.test_targets import only, remedied, rows, set_otherwise
from tests.support.forms import clean_form, found

# 52


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥100(人)", "100%"), ("=5(场)", "5000元"), ("≥90%", "12个"), ("=30(天)", "30(份)")],
)
def test_units_that_have_nothing_to_do_with_each_other(target: str, actual: str) -> None:
    form = rows(("a", target, actual))
    finding = only(form, "52-kind")
    assert finding.severity is Severity.WARNING
    assert finding.cells == ("indicators[0].actual", "indicators[0].target")
    assert not found(form, "52")


def test_the_sentence_names_both_units() -> None:
    assert only(rows(("a", "≥100(人)", "100.00(%)")), "52-kind").message == (
        "第 1 行实际完成值（a）的单位是“%”，指标值的单位是“人”，两者不能比较，请核对。"
    )
    assert only(rows(("a", "≥100(人次)", "100.00(课时)")), "52").message == (
        "第 1 行实际完成值（a）的单位是“课时”，指标值的单位是“人次”，请统一单位。"
    )


@pytest.mark.parametrize(
    ("target", "actual"), [("≥100(人)", "100(人次)"), ("=3(个)", "3(批)"), ("=8(课时)", "8(学时)")]
)
def test_units_that_may_be_one_are_a_hint_or_nothing(target: str, actual: str) -> None:
    form = rows(("a", target, actual))
    assert not found(form, "52-kind")
    assert [one.severity for one in found(form, "52")] in ([Severity.HINT], [])


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥90(百分比)", "90%"),
        ("≥2.75(万人)", "27500人"),
        ("=5(名)", "5人"),
        ("≥3(次)", "3"),
        ("零投诉", "0起"),
        ("健全", "100%"),
        ("=5(场)", "5(次)"),
        ("8个系统", "8个"),
        ("3次", "3次会议"),
        ("10台/套", "10台"),
        ("4份/年", "4份"),
        ("50000人", "5.2万余人"),
    ],
)
def test_units_that_are_one(target: str, actual: str) -> None:
    form = rows(("a", target, actual))
    assert not found(form, "52")
    assert not found(form, "52-kind")


@pytest.mark.parametrize("text", ["0.95", "1.00", " ０．８８５ "])
def test_a_bare_share_beside_a_percentage(text: str) -> None:
    finding = only(rows(("a", "≥90%", text)), "52")
    assert finding.severity is Severity.HINT
    assert f"为“{text.strip()}”，没有百分号，是 " in finding.message
    assert finding.remedy is not None
    assert not finding.remedy.joint


@pytest.mark.parametrize(
    ("target", "actual"), [("≥90%", "95"), ("=1", "0.95"), ("≥0.9", "0.95"), ("≤1%", "0.5")]
)
def test_a_number_without_a_percent_sign_that_needs_none(target: str, actual: str) -> None:
    assert not found(rows(("a", target, actual)), "52")


def test_where_the_warning_is_off_the_hint_speaks() -> None:
    form = rows(("a", "≥100(人)", "100%"))
    assert not set_otherwise(form, "52-kind", RuleChange("off"))
    assert set_otherwise(form, "52", RuleChange("warning")) == []


# 53


@pytest.mark.parametrize(
    ("name", "actual"),
    [
        ("验收合格率", "101%"),
        ("补贴覆盖率", "100.01(%)"),
        ("完成率", "１２０％"),
        ("学员满意度", "105.00(百分比)"),
        ("及时率(按季)", "110"),
        ("服务对象满意度指标", "百分之120"),
    ],
)
def test_a_part_is_not_more_than_the_whole(name: str, actual: str) -> None:
    finding = only(rows((name, "≥90.00(%)", actual)), "53")
    assert (finding.where, finding.severity) == ("indicators[0].actual", Severity.WARNING)
    assert finding.message.endswith("%，这种比率一般不超过 100%，请核对。")


def test_a_target_above_all() -> None:
    finding = only(rows(("合格率", "≥120.00(%)", "130%")), "53")
    assert finding.message == (
        "第 1 行年度指标值（合格率）为 120%，这种比率一般不超过 100%，请核对。"
    )
    assert finding.cells == ("indicators[0].target", "indicators[0].actual")


def test_the_level_says_satisfaction_too() -> None:
    form = rows(("学员评价", "≥90%", "101%"), level2="服务对象满意度指标")
    assert only(form, "53").where == "indicators[0].actual"


@pytest.mark.parametrize(
    ("name", "actual"),
    [
        ("合格率", "100%"),
        ("增长率", "120%"),
        ("满意度提升幅度", "120%"),
        ("床位使用率", "120%"),
        ("覆盖率", "120个"),
        ("培训人数", "120%"),
        ("合格率", "达成指标"),
    ],
)
def test_shares_that_may_be(name: str, actual: str) -> None:
    assert not found(rows((name, "≥90%", actual)), "53")


# 57


def cost(name: str, target: str, level1: str = "成本指标", level2: str = "经济成本指标") -> Form:
    row = Indicator(level1, level2, name, Measure.of(target), Measure.of("1元"))
    return replace(clean_form(), indicators=(row,))


@pytest.mark.parametrize(
    ("target", "turned"),
    [
        ("≥100000.00(元)", "≤100000.00(元)"),
        ("＞5（万元）", "<5(万元)"),
        (">=5万元", "≤5万元"),
        ("不低于5万元", ""),
        ("5万元以上", ""),
    ],
)
def test_a_cost_is_kept_low(target: str, turned: str) -> None:
    form = cost("培训费用", target)
    finding = only(form, "57")
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        f"第 1 行年度指标值（培训费用）为“{target}”，成本越低越好，一般用 ≤，请核对。"
    )
    if not turned:
        assert finding.remedy is None
        return
    changed = remedied(form, finding)
    assert changed.indicators[0].target.text == turned
    assert not found(changed, "57")


def test_a_level_2_of_costs_among_the_outputs() -> None:
    assert found(cost("场地租金", "≥5万元", "产出指标", "成本指标"), "57")


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("培训费用", "≤100000.00(元)"),
        ("培训费用", "=100000.00(元)"),
        ("成本节约率", "≥5%"),
        ("成本控制率", "≥95%"),
        ("节约金额", "≥5万元"),
        ("成本控制情况", "≥95(百分比)"),
        ("服务人次", "≥95人次"),
        ("培训费用", "不超预算"),
    ],
)
def test_costs_that_are_sound(name: str, target: str) -> None:
    assert not found(cost(name, target), "57")


def test_money_that_is_no_cost() -> None:
    assert not found(cost("带动收入", "≥5万元", "效益指标", "经济效益指标"), "57")


@pytest.mark.parametrize(
    ("name", "target", "turned"),
    [
        ("编目差错率", "≥2.00(%)", "≤2.00(%)"),
        ("群众投诉率（全年）", ">5%", "<5%"),
        ("事故数", "≥3(起)", "≤3(起)"),
    ],
)
def test_faults_are_kept_low(name: str, target: str, turned: str) -> None:
    form = rows((name, target, "6.00(%)"))
    finding = only(form, "57-less")
    assert finding.severity is Severity.WARNING
    assert finding.message == (
        f"第 1 行年度指标值（{name}）为“{target}”，这种指标越低越好，"
        "方向可能写反，一般用 ≤，请核对。"
    )
    changed = remedied(form, finding)
    assert changed.indicators[0].target.text == turned
    assert not found(changed, "57-less")


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("差错率", "≤2.00(%)"),
        ("差错率", "=2.00(%)"),
        ("差错率", "2.00(%)"),
        ("差错率下降率", "≥2.00(%)"),
        ("投诉处理率", "≥95%"),
        ("无差错率", "≥99%"),
        ("受理投诉数", "≥20(件)"),
        ("事故救援次数", "≥2次"),
        ("合格率", "≥95%"),
    ],
)
def test_what_is_no_fault_or_has_its_limit(name: str, target: str) -> None:
    assert not found(rows((name, target, "6.00(%)")), "57-less")


@pytest.mark.parametrize("actual", ["6.00(%)", "2.10(%)"])
def test_more_of_a_fault_is_no_achievement(actual: str) -> None:
    form = rows(("差错率", "≥2.00(%)", actual))
    assert not found(form, "32")
    assert not found(form, "33")


# units and names


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("版面完成率", "块"),
        ("满意度", "人"),
        ("培训人数", "%"),
        ("培训人次(线上)", "元"),
        ("举办次数", "%"),
        ("补贴金额", "人"),
        ("工期", "%"),
        ("企业数量", "百分比"),
        ("课题数指标", "元"),
    ],
)
def test_a_unit_that_does_not_fit_the_name(name: str, unit: str) -> None:
    finding = only(rows((name, f"=12.00({unit})", f"12.00({unit})")), "unit-name")
    told = "%" if unit == "百分比" else unit
    assert finding.severity is Severity.HINT
    assert finding.message == (
        f"第 1 行年度指标值（{name}）的单位是“{told}”，与指标名称不符，请核对单位或名称。"
    )
    assert finding.cells == (
        "indicators[0].target",
        "indicators[0].level3",
        "indicators[0].actual",
    )


def test_the_result_s_unit_where_the_target_has_none() -> None:
    assert only(rows(("满意度", "90", "95人")), "unit-name").where == "indicators[0].actual"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("完成率", "%"),
        ("满意度", "分"),
        ("培训频率", "次"),
        ("工作效率", "件"),
        ("培训人数", "人"),
        ("培训人数达标率", "%"),
        ("补贴金额", "万元"),
        ("成本", "%"),
        ("服务天数", "天"),
        ("窗口数量", "个"),
        ("满意度调查份数", "份"),
        ("到会情况", "块"),
        ("完成率", ""),
    ],
)
def test_units_that_fit_or_of_which_nothing_is_known(name: str, unit: str) -> None:
    assert not found(rows((name, f"=12{unit}", f"12{unit}")), "unit-name")


# nothing done, all in time


def outputs(*items: tuple[str, str, str, str]) -> Form:
    """Rows of (level 2, name, target, result)."""
    indicators = tuple(
        Indicator("产出指标", level2, name, Measure.of(target), Measure.of(actual))
        for level2, name, target, actual in items
    )
    return replace(clean_form(), indicators=indicators)


BOOK = ("数量指标", "课题汇编册数", "=1(册)", "0.00(册)")
MEETING = ("数量指标", "会议次数", "=2(次)", "2(次)")


@pytest.mark.parametrize(
    ("name", "actual"),
    [
        ("资料汇编完成及时率", "100.00(%)"),
        ("课题汇编及时性", "达成指标"),
        ("课题汇编质量达标率", "100%"),
    ],
)
def test_nothing_done_yet_all_in_time(name: str, actual: str) -> None:
    form = outputs(BOOK, MEETING, ("时效指标", name, "=100(%)", actual))
    finding = only(form, "zero-output")
    assert finding.message == (f"“课题汇编册数”完成 0.00(册)，“{name}”却为 {actual}，请核对。")
    assert finding.severity is Severity.WARNING
    assert finding.cells == ("indicators[0].actual", "indicators[2].actual")


def test_a_name_that_says_nothing_speaks_of_all_outputs() -> None:
    timely = ("时效指标", "完成及时率", "=100%", "100%")
    assert found(outputs(BOOK, timely), "zero-output")
    assert not found(outputs(BOOK, MEETING, timely), "zero-output")


@pytest.mark.parametrize(
    "item",
    [
        ("时效指标", "资料汇编完成及时率", "=100(%)", "0%"),
        ("时效指标", "资料汇编完成及时率", "=100(%)", "未达成指标"),
        ("时效指标", "调研报告完成及时率", "=100(%)", "100%"),
        ("时效指标", "福保-课题汇编及时率", "=100(%)", "100%"),
        ("质量指标", "课题汇编采用率", "=100(%)", "100%"),
    ],
)
def test_what_does_not_contradict_it(item: tuple[str, str, str, str]) -> None:
    book = ("数量指标", "监察-课题汇编册数", *BOOK[2:]) if item[1].startswith("福保") else BOOK
    assert not found(outputs(book, MEETING, item), "zero-output")


@pytest.mark.parametrize(("target", "actual"), [("=0(册)", "0"), ("≤3(册)", "0"), ("=1(册)", "1")])
def test_a_0_that_was_asked_for(target: str, actual: str) -> None:
    timely = ("时效指标", "课题汇编及时率", "=100%", "100%")
    assert not found(
        outputs(("数量指标", "课题汇编册数", target, actual), MEETING, timely), "zero-output"
    )


@pytest.mark.parametrize(
    ("level1", "level2", "told"),
    [
        ("", "数量指标", True),
        ("产出指标", "", True),
        ("产出指标", "其他", True),
        ("效益指标", "社会效益指标", False),
    ],
)
def test_what_counts_as_an_output(level1: str, level2: str, told: bool) -> None:
    form = outputs(BOOK, MEETING, ("时效指标", "课题汇编及时率", "=100%", "100%"))
    book = replace(form.indicators[0], level1=level1, level2=level2)
    form = replace(form, indicators=(book, *form.indicators[1:]))
    assert bool(found(form, "zero-output")) is told


@pytest.mark.parametrize(
    ("target", "told"), [("≥0.5(万册)", True), ("≥1(册)", True), ("≥-1(册)", False)]
)
def test_outputs_asked_for_in_small_numbers(target: str, told: bool) -> None:
    book = ("数量指标", "课题汇编册数", target, "0(册)")
    timely = ("时效指标", "课题汇编及时率", "=100%", "100%")
    assert bool(found(outputs(book, MEETING, timely), "zero-output")) is told


def test_the_remedy_of_a_cost_is_named() -> None:
    remedy = only(cost("培训费用", "≥5万元"), "57").remedy
    assert remedy is not None
    assert remedy.label == "改为 ≤5万元"
    assert not found(cost("培训费用率", "≥5%"), "57")
