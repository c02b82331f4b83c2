"""What another template changes is told before it happens, exactly as it then happens."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.checks import check_form
from perfdesk.core.convert import TooLong
from perfdesk.core.document import Document
from perfdesk.core.edits import SwitchTemplate
from perfdesk.core.form import Form
from perfdesk.core.scoring import score_form
from perfdesk.core.silence import SetAside
from perfdesk.core.switching import Switch, Topic, described, switch
from perfdesk.files.templates import library
from tests.support.forms import clean_form, template
from tests.support.strategies import forms

ALL = library().ids()
PAIRS = [(old, new) for old in ALL for new in ALL if old != new]


def told(target: str, **texts: str) -> Switch:
    """The clean form moved to another template."""
    form = clean_form(**texts)
    return switch(form, template(form.template), template(target))


def test_amounts_are_told_before_and_after_the_conversion() -> None:
    change = told("shanghai-2022", funding__carryover__executed="十二")
    amounts = change.changes[Topic.AMOUNTS]
    assert amounts[0] == "年度资金总额的年初预算数：12.00 万元 → 120000 元"
    assert amounts[-1] == "上年结转资金的全年执行数：“十二”不是数字，没有换算"
    assert len(amounts) == 10


def test_the_same_unit_converts_nothing() -> None:
    assert Topic.AMOUNTS not in told("national-2020", funding__other__executed="十二").changes


def test_figures_are_told_where_they_change() -> None:
    change = told("hubei-2020")
    assert change.changes[Topic.FIGURES] == (
        "预算执行得分：9.00 → 18.00",
        "总分值：100.00 → 110.00",
        "总分：89.00 → 98.00",
        "评分等级：良 → 优",
    )
    assert change.figure == "89.00 良 → 98.00 优"
    assert told("national-2020").figure == "89.00 良"


def test_a_suggested_score_that_another_rule_changes_is_told() -> None:
    change = told("hubei-2020", indicators_0__target="≤100(人)", indicators_0__actual="150(人)")
    assert "第 1 行得分（培训人数）的建议：25.00 → 33.33" in change.changes[Topic.FIGURES]


def test_what_the_new_paper_does_not_print_is_told_with_its_text() -> None:
    hidden = told("hubei-2020", indicators_0__note="因疫情\n减少").changes[Topic.HIDDEN]
    assert "第 1 行偏差原因分析及改进措施（培训人数）：因疫情 减少" in hidden
    assert "当年财政拨款的全年执行数：6.00" in hidden
    assert not any("偏差原因" in sentence and "第 2 行" in sentence for sentence in hidden)


def test_a_long_text_is_told_by_its_beginning() -> None:
    hidden = told("hubei-2020", indicators_0__note="长" * 200).changes[Topic.HIDDEN]
    assert "：" + "长" * 60 + "……" in hidden[-2]


def test_what_only_the_new_paper_prints_is_told_filled_or_not() -> None:
    form = clean_form(**{"signature.preparer": "陈禾"})
    change = switch(form, template(), template("national-2020"))
    printed = change.changes[Topic.PRINTED]
    assert printed[:2] == ("填报人：陈禾", "财务负责人：没有填写")
    back = switch(change.moved, template("national-2020"), template())
    assert back.changes[Topic.HIDDEN] == ("填报人：陈禾",)


def test_decimals_that_the_new_paper_rounds_are_told() -> None:
    form = replace(clean_form(funding__other__executed="3.0045"), template="national-2020")
    change = switch(form, template("national-2020"), template())
    (sentence,) = change.changes[Topic.DECIMALS]
    assert sentence.startswith("其他资金的全年执行数 3.0045 打印为 3.00")
    assert sentence not in change.changes.get(Topic.FOUND, ())
    assert change.brief == "小数不够 1 处"


def test_rules_are_told_in_words() -> None:
    assert told("shanghai-2022").changes[Topic.RULES] == ("执行率的尾数：截去 → 进位",)
    assert "预算执行率分值：10 → 20" in told("hubei-2020").changes[Topic.RULES]


def test_names_that_the_new_template_does_not_know_are_told() -> None:
    assert told("hubei-2020").changes[Topic.LEVELS] == ("“满意度指标”：1 行用到，名称照原样打印",)
    assert Topic.LEVELS not in told("national-2020").changes


def test_labels_are_told_with_the_table_that_they_head() -> None:
    labels = told("shanghai-2022").changes[Topic.LABELS]
    assert labels == (
        "年度：（2024年度） → (2024 年度)",
        "金额单位：万元 → 元",
        "资金表：分数 → 分值",
        "资金表：执行率(%) → 执行率",
        "不再打印评分等级",
    )
    assert (
        "标题：财政项目支出绩效自评表 → 项目支出绩效自评表"
        in told("hubei-2020").changes[Topic.LABELS]
    )


def test_findings_that_come_and_go_are_told() -> None:
    there = told("hubei-2020")
    assert there.changes[Topic.FOUND][0].startswith("分值合计为 110，应为 100，多 10")
    back = switch(there.moved, template("hubei-2020"), template())
    assert back.changes[Topic.GONE] == there.changes[Topic.FOUND]


def test_weighty_changes_come_first_and_empty_topics_not_at_all() -> None:
    topics = list(told("hubei-2020").changes)
    assert topics == [topic for topic in Topic if topic in topics]
    assert Topic.AMOUNTS not in topics
    assert told("shanghai-2024-national").brief == "填写的内容照原样打印"


def test_an_amount_that_cannot_be_converted_is_named() -> None:
    with pytest.raises(TooLong, match="其他资金的年初预算数的位数太多，不能换算成元"):
        told("shanghai-2022", funding__other__initial="9" * 40)


@pytest.mark.parametrize(
    ("template_id", "words"),
    [
        ("shanghai-2022", "元，执行率进位"),
        ("shanghai-district-2024", "万元，执行率截去，有评分等级"),
        ("national-2020", "万元，执行率四舍五入，有签字栏"),
    ],
)
def test_a_template_is_described_in_a_few_words(template_id: str, words: str) -> None:
    assert described(template(template_id)) == words


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_every_pair_of_templates_can_be_told_and_switched_there_and_back(
    old: str, new: str
) -> None:
    form = replace(
        clean_form(
            funding__total__initial="1,200.50",
            funding__fiscal__adjusted="１２",
            funding__carryover__executed="十二",
            indicators_0__note="原因",
            goal_actual="完成",
        ),
        template=old,
    )
    check_there_and_back(form, new)


@given(forms(), st.sampled_from(ALL))
def test_any_form_goes_there_and_back_unchanged(form: Form, new: str) -> None:
    check_there_and_back(form, new)


def check_there_and_back(form: Form, new: str) -> None:
    """The preview tells what happens; undo and the way back give the form as it was typed."""
    old, target = template(form.template), template(new)
    change = switch(form, old, target)
    document = Document(form, template)
    document.apply(SwitchTemplate(old, target))
    assert document.form == change.moved
    assert document.scores == score_form(change.moved, target.rules) == change.after
    assert document.findings == check_form(change.moved, target) == change.will_find
    assert all(sentence.strip() for group in change.changes.values() for sentence in group)
    document.apply(SwitchTemplate(target, old, (form,)))
    assert document.form == form
    while document.undo():
        pass
    assert (document.form, document.template) == (form, old)


def test_what_is_set_aside_goes_along_and_is_not_told_as_new() -> None:
    wrong = clean_form(indicators_1__score="99")
    error = next(one for one in check_form(wrong, template()) if one.rule == "3")
    aside = SetAside(error, "上级核定").apply(wrong)
    moved = switch(aside, template(), template("shanghai-2022"))
    assert moved.moved.silenced == aside.silenced
    assert all(one.silenced for one in moved.will_find if one.rule == "3")
