"""Single texts with labels: which of several labels counts, and lines that nobody filled in."""

import pytest

from perfdesk.exchange.ticks import ticked
from tests.exchange.recognised import HEAD, form_in, only, under_head

ROW = "产出指标 | 数量指标 | 次数 | ≥3(次) | 3(次) | 90 | 88 |"


def test_of_labels_that_stand_in_the_closest_counts_wherever_it_stands() -> None:
    form = form_in(f"编制单位：甲局 |<|<\n项目名称 | 甲项目 | 承担单位 | 甲所\n{HEAD}\n{ROW}")
    assert form.unit == "甲所"
    assert ("编制单位", "甲局") in form.extra


def test_a_signature_below_the_table_counts_before_a_phone_above_it() -> None:
    form = form_in(
        f"项目名称 | 甲项目 | 联系电话 | 111\n{HEAD}\n{ROW}\n填报人：张三　　联系电话：222"
    )
    assert (form.signature.phone, form.signature.preparer) == ("222", "张三")
    assert ("联系电话", "111") in form.extra


def test_a_phone_above_the_table_alone_is_the_signatures() -> None:
    form = form_in(f"项目名称 | 甲项目 | 联系电话 | 111\n{HEAD}\n{ROW}")
    assert (form.signature.phone, form.extra) == ("111", ())


@pytest.mark.parametrize("blank", ["      年   月   日", "____年__月__日", "______", "　　"])
def test_a_line_to_write_on_is_not_filled(blank: str) -> None:
    form = form_in(f"项目名称 | 甲项目\n{HEAD}\n{ROW}\n填报人：　　填报日期：{blank}")
    assert (form.signature.date, form.signature.preparer, form.extra) == ("", "", ())


@pytest.mark.parametrize(
    ("shown", "grade"),
    [
        ("☑优　□良　□中　□差", "优"),
        ("优□ 良☑ 中□ 差□", "良"),
        ("优（ ）良（√）中（ ）差（ ）", "良"),
        ("□优 □良 □中 □差", ""),
        ("优", "优"),
        ("优、良", "优、良"),
        ("☑优 ☑良 □中", "☑优 ☑良 □中"),
        ("优（90-100分）☑ 良（80-89分）□ 中（60-79分）□", "优"),
        ("□优（90-100分）　☑良（80-89分）", "良"),
        ("优（90分）（√） 良（80分）（ ）", "优"),
        ("☑ 1.优 □ 2.良", "优"),
        ("□①优 ☑②良", "良"),
        ("□A.优 ☑B.良", "良"),
        ("等级 ☑优 □良", "优"),
        ("等级：优 □ 良 ☑", "良"),
        ("优 良√ 中 差", "良"),
        ("优 √良 中 差", "良"),
        ("优☑良□中□差□", "优"),
        ("[√]优秀 [ ]良好", "优秀"),
    ],
)
def test_a_ticked_grade(shown: str, grade: str) -> None:
    assert under_head(ROW, f"评分等级 | {shown} |<|<").printed.grade == grade


@pytest.mark.parametrize(
    "shown",
    [
        "优（90分√）　良（80分）",
        "☑ 优90-100分 □ 良80-89分",
        "☑达标 □未达标",
        "优 ☑ 良 □ 中",
        "优 □良 ☑中 □差 □",
        "☑□优 □良",
        "□" * 201,
    ],
)
def test_a_tick_that_belongs_to_no_grade_for_sure_is_left_as_it_stands(shown: str) -> None:
    assert under_head(ROW, f"评分等级 | {shown} |<|<").printed.grade == shown


def test_a_grade_that_nobody_ticked_is_told() -> None:
    slot = only(f"项目名称 | 甲项目\n{HEAD}\n{ROW}\n评分等级 | □优 □良 □中 □差 |<|<")
    (left,) = slot.report.left_over
    assert (left.text, left.why) == ("□优 □良 □中 □差", "没有打勾，按未填处理。")


def test_blanks_of_a_whole_page_are_no_grade_and_cost_nothing() -> None:
    for text in (" " * 32_000 + "优", "☑" + " " * 32_000 + "优"):
        assert ticked(text) == (text, ())


@pytest.mark.parametrize(("text", "grade"), [("优", "优"), ("项目总体较好。", "")])
def test_a_conclusion_of_one_word_is_the_grade(text: str, grade: str) -> None:
    form = under_head(ROW, f"自评结论 | {text}")
    assert form.printed.grade == grade
    assert grade or ("自评结论", text) in form.extra


def test_a_department_beside_a_unit_is_over_it() -> None:
    form = form_in(f"项目名称 | 甲项目\n预算部门 | 甲局 | 实施单位 | 甲所\n{HEAD}\n{ROW}")
    assert (form.supervisor, form.unit) == ("甲局", "甲所")
