"""Rules 41–44: what the notes say, and whether the figures agree."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.form import Form
from perfdesk.core.ruleset import RuleChange, RuleSet
from tests.support.forms import clean_form, found, template
from tests.support.sound import COUNT, row_with

REASON = "部分企业因生产任务较重没有派员参加。"
MEASURE = "今后提前与企业商定时间。"


def deducted(note: str) -> Form:
    """Row 1 misses its target, 40 of 50 points."""
    return clean_form(indicators_0__note=note)


def full(note: str, **texts: str) -> Form:
    """Row 2 reaches its target exactly, all points."""
    texts = {"indicators_1__actual": "90(%)", **texts}
    return clean_form(indicators_1__note=note, **texts)


def only(form: Form, rule: str) -> Finding:
    (finding,) = found(form, rule)
    return finding


# 41, 42


def test_a_reason_without_a_measure() -> None:
    finding = only(deducted(REASON), "41")
    assert (finding.where, finding.severity) == ("indicators[0].note", Severity.HINT)
    assert finding.message == (
        "第 1 行偏差原因分析及改进措施（培训人数）只写了原因，没有写改进措施，请补上今后怎样改进。"
    )


@pytest.mark.parametrize("note", [REASON + MEASURE, "", "因工作需要", "加强组织，完善计划安排。"])
def test_measures_or_too_little_to_ask_for_them(note: str) -> None:
    assert not found(deducted(note), "41")


def test_a_changed_policy_is_no_measure() -> None:
    assert found(deducted("因政策调整，培训没有达到预期的人数。"), "41")


def test_full_points_need_no_measure() -> None:
    assert not found(full(REASON), "41")


def test_a_thin_note_beside_a_target_that_was_reached() -> None:
    reached = clean_form(indicators_1__note="因疫情原因", indicators_1__score="39")
    assert only(reached, "42").message == (
        "第 2 行偏差原因分析及改进措施（满意度）“因疫情原因”过于简单；"
        "完成值已达到指标值却扣分，请写明为什么扣分。"
    )


@pytest.mark.parametrize("note", ["按实际", "人数3人", "根据实际情况。", "受疫情影响", "见附件"])
def test_a_thin_note(note: str) -> None:
    finding = only(deducted(note), "42")
    assert (finding.where, finding.severity) == ("indicators[0].note", Severity.HINT)
    assert finding.cells[1] == "indicators[0].score"
    assert finding.message == (
        f"第 1 行偏差原因分析及改进措施（培训人数）“{note}”过于简单，"
        "请写明为什么没有完成和怎样改进。"
    )


def test_how_short_is_too_short_is_a_setting() -> None:
    assert not found(deducted("一二三四五六七八"), "42")
    settings = dict(template().checks.settings)
    settings["42"] = replace(settings["42"], limits={"characters": Decimal(9)})
    changed = replace(template(), checks=RuleSet(settings))
    findings = check_form(deducted("一二三四五六七八"), changed)
    assert "42" in [finding.rule for finding in findings]


@pytest.mark.parametrize("note", ["", " "])
def test_an_empty_note_is_another_rules_affair(note: str) -> None:
    assert not found(deducted(note), "42")


def noted(*notes: str) -> Form:
    """A form with one row for each note."""
    row = clean_form().indicators[0]
    rows = tuple(replace(row, level3=f"指标之{place}", note=n) for place, n in enumerate(notes))
    return replace(clean_form(), indicators=rows)


def test_rows_of_other_notes_beside_the_same_ones() -> None:
    form = noted("甲因", "同一原因", "同一原因。", "同一 原因")
    assert only(form, "same-notes").message == (
        "第 2、3、4 行的偏差原因完全相同（“同一原因”），请逐项写明各自的原因。"
    )
    assert not found(noted("甲因", "乙因", "丙因"), "same-notes")
    assert only(noted("同因", "同因", "同因"), "same-notes").where == "indicators[0].note"
    assert not found(noted("同", "同", "同"), "same-notes")


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("一二三四五六七八九十" * 2, "一二三四五六七八九十" * 2),
        ("一二三四五六七八九十" * 2 + "一", "一二三四五六七八九十" * 2 + "…"),
        ("因雨\n停工", "因雨 停工"),
    ],
)
def test_how_much_of_the_same_note_is_shown(note: str, shown: str) -> None:
    assert f"（“{shown}”）" in only(noted(note, note, note), "same-notes").message


def test_cells_and_button_beside_a_note() -> None:
    assert only(full("根据工作安排开展。"), "43").cells[1:] == ("indicators[1].score",)
    finding = only(deducted(REASON + MEASURE), "note-parts")
    assert finding.message == (
        "第 1 行偏差原因分析及改进措施（培训人数）把原因和改进措施写在一起，"
        "可分成“偏差原因”和“改进措施”两段。"
    )
    assert finding.remedy
    assert finding.remedy.label == "分开填写"


@pytest.mark.parametrize("actual", ["80", "80(元)"])
def test_figures_without_a_telling_unit_are_not_compared(actual: str) -> None:
    note = "因参加单位减少，实际培训60元。"
    form = clean_form(indicators_0__note=note, indicators_0__actual=actual)
    assert not found(form, "44")


# 43


def test_a_note_that_nothing_asks_for() -> None:
    finding = only(full("根据工作安排开展。"), "43")
    assert (finding.where, finding.severity) == ("indicators[1].note", Severity.HINT)
    assert finding.message.startswith("第 2 行偏差原因分析及改进措施（满意度）已填写")
    assert finding.message.endswith(
        "已填写，但该指标得满分、完成值与指标值一致，请确认是否需要说明。"
    )


@pytest.mark.parametrize(
    "form",
    [
        full("无"),
        full("—"),
        full("超出预期", indicators_1__actual="95(%)"),
        full("比例偏低", indicators_1__score="30"),
        full("说明", indicators_1__weight=""),
        full("说明", indicators_1__actual="部分达成指标并具有一定效果"),
    ],
)
def test_notes_that_have_their_reason(form: Form) -> None:
    assert not found(form, "43")


# 44


@pytest.mark.parametrize(
    "note",
    [
        "已完成",
        "超额完成",
        "各项工作已按计划完成。",
        "已完成年度目标任务",
        "达到指标值。",
        "均已达标",
        "超过目标值",
    ],
)
def test_a_note_that_claims_success(note: str) -> None:
    finding = only(deducted(note), "44")
    assert (finding.where, finding.severity) == ("indicators[0].note", Severity.WARNING)
    assert finding.cells[1:] == ("indicators[0].target", "indicators[0].actual")


def test_a_promise_hides_no_claim_before_it() -> None:
    assert found(deducted("已完成年度目标，今后继续努力。"), "44")
    assert found(deducted("虽然人手不足，各项工作已按计划完成。"), "44")
    assert found(deducted("今后加强管理。各项工作已按计划完成。"), "44")


def test_the_sentence_names_claim_and_figures() -> None:
    assert only(deducted("本项已完成。"), "44").message == (
        "第 1 行偏差原因分析及改进措施（培训人数）写“本项已完成”，"
        "但完成值 80(人) 没有达到指标值 ≥100(人)，请核对。"
    )
    assert only(full("因人手不足，未完成年度目标。"), "44").message == (
        "第 2 行偏差原因分析及改进措施（满意度）写“未完成年度目标”，"
        "但完成值 90(%) 已达到指标值 ≥90(%)，请核对。"
    )


@pytest.mark.parametrize(
    "note",
    [
        "已完成招标，因疫情没有开工",
        "前期工作已完成，培训延期",
        "部分企业已完成",
        "未能达到100人的目标",
        "未完成",
        "没有完成",
        "没能按计划完成年度目标",
        "低于目标值",
        "已完成80人",
        "秋季班并入下年，2025年将统筹安排，确保完成计划。",
        "今后提前准备，力争全部完成年度目标。",
        "培训任务已完成，人数不足系学员退学，下一步做好补招工作。",
        "项目已完成，部分学员未参加考核。",
        "学员退学，实际人数减少5人。",
        "",
    ],
)
def test_notes_that_go_with_a_miss(note: str) -> None:
    assert not found(deducted(note), "44")


@pytest.mark.parametrize(
    "note", ["已完成", "部分单位未完成", "未完成申报的企业较多", "往年未达标", "有责投诉未超过5起"]
)
def test_notes_that_go_with_success(note: str) -> None:
    assert not found(full(note), "44")


def test_words_for_results_count_too() -> None:
    assert found(full("未完成年度目标", indicators_1__actual="达成指标"), "44")
    partly = full("已超额完成", indicators_1__actual="部分达成指标并具有一定效果")
    assert found(partly, "44")
    assert not found(full("已超额完成", indicators_1__actual="还行"), "44")


def test_another_figure_in_the_note() -> None:
    finding = only(deducted("因参加单位减少，实际培训60人。"), "44")
    assert finding.message == (
        "第 1 行偏差原因分析及改进措施（培训人数）写“实际培训60人”，但实际完成值为 80(人)，请核对。"
    )
    assert not found(deducted("因参加单位减少，实际培训80人。"), "44")
    finding = only(deducted("目标值为200人，因参加单位减少未完成。"), "44")
    assert "写“目标值为200人”，但年度指标值为" in finding.message
    assert not found(deducted("指标值为100人，完成80人，因参加单位减少。"), "44")
    assert not found(deducted("目标值为3期，因参加单位减少未完成。"), "44")
    assert not found(deducted("实际培训60个班。"), "44")


# parts, same notes


def test_a_note_is_parted_with_labels() -> None:
    form = deducted(REASON + MEASURE)
    finding = only(form, "note-parts")
    assert (finding.where, finding.severity) == ("indicators[0].note", Severity.HINT)
    assert finding.remedy
    after = finding.remedy.edit.apply(form)
    assert after.indicators[0].note == (
        "偏差原因：部分企业因生产任务较重没有派员参加。改进措施：今后提前与企业商定时间。"
    )
    assert not found(after, "note-parts")


@pytest.mark.parametrize(
    "note",
    [
        REASON,
        MEASURE,
        MEASURE + REASON,
        REASON + MEASURE + REASON,
        "原因：报名不足。今后提前通知。",
        "",
    ],
)
def test_notes_that_cannot_be_parted_safely(note: str) -> None:
    assert not found(deducted(note), "note-parts")


@pytest.mark.parametrize("note", ["不涉及", "无偏差", "已完成。"])
def test_a_note_that_says_nothing_may_stand_on_many_rows(note: str) -> None:
    form = deducted(note)
    rows = tuple(replace(form.indicators[1], note=note) for _ in range(4))
    form = replace(form, indicators=rows)
    assert not found(form, "same-notes")
    assert not found(form, "43")


def test_the_same_reason_on_many_rows() -> None:
    form = clean_form(indicators_0__note=REASON, indicators_1__note=REASON)
    assert not found(form, "same-notes")
    three = replace(form, indicators=(*form.indicators, form.indicators[1]))
    finding = only(three, "same-notes")
    assert finding.cells == tuple(f"indicators[{row}].note" for row in range(3))
    assert finding.message == (
        "第 1、2、3 行的偏差原因完全相同（“部分企业因生产任务较重没有派员参加。”），"
        "请逐项写明各自的原因。"
    )
    longer = replace(
        three, indicators=tuple(replace(row, note=REASON * 2) for row in three.indicators)
    )
    assert "…”" in only(longer, "same-notes").message


def test_a_thing_that_was_not_done_is_the_indicators_where_its_name_has_it() -> None:
    assert found(full("未能完成走访任务", indicators_1__level3="走访企业数"), "44")
    assert not found(full("未能完成验收任务", indicators_1__level3="走访企业数"), "44")


@pytest.mark.parametrize(
    ("actual", "note"), [("95(天)", "完成值高于年初预期。"), ("80(天)", "完成值低于年初预期。")]
)
def test_to_be_above_a_limit_is_no_success_and_below_it_no_failure(actual: str, note: str) -> None:
    texts = {"indicators_1__target": "≤90(天)", "indicators_1__actual": actual}
    assert not found(full(note, **texts), "44")


def test_rule_42_leaves_a_note_that_says_nothing_to_rule_40() -> None:
    own = replace(template(), checks=template().checks.changed({"40": RuleChange("off")}))
    for note in ("无", "——"):
        assert not found(deducted(note), "42")
        assert found(deducted(note), "40")
        assert "42" in [one.rule for one in check_form(deducted(note), own)]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("已按计划全部完成年度培训任务。", True),
        ("已按计划全部完成培训工作，效果良好。", True),
        ("超额完成年度培训目标。", True),
        ("超额完成全年各项招录目标任务", True),
        ("已全部完成设备安装任务。", False),  # another thing than 培训人数
        ("部分单位超额完成年度培训目标。", False),
        ("未能全部完成年度培训任务。", False),
        ("下年将全部完成年度培训任务。", False),
    ],
)
def test_a_note_that_claims_the_whole_beside_a_missed_target(note: str, told: bool) -> None:
    form = row_with(COUNT, actual="50(人)", score="10", note=note)
    assert bool(found(form, "44")) is told


def test_a_note_that_claims_the_whole_beside_a_reached_target_is_true() -> None:
    form = row_with(COUNT, actual="100(人)", note="已按计划全部完成年度培训任务。")
    assert not found(form, "44")
