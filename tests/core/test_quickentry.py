"""Quick entry: operators, results of targets and words of bands are offered, never imposed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.document import Document
from perfdesk.core.form import Form
from perfdesk.core.measure import Measure
from perfdesk.core.quickentry import (
    band_words,
    enter_results,
    offer_operator,
    own_result,
    written_unit,
)
from tests.support.forms import row, rules, template


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (">=95%", "≥95%"),
        ("<=3次", "≤3次"),
        ("＞＝95％", "≥95％"),
        ("> = 95", "≥ 95"),
        ("满意度>=95%", "满意度≥95%"),
        ("≥95%", None),
        (">95%", None),
        ("=95", None),
        ("=>95", None),
        (">=", None),
        ("甲>=乙", None),
        ("", None),
        ("x=>5", None),
    ],
)
def test_a_typed_operator_is_offered_in_one_sign(typed: str, offered: str | None) -> None:
    assert offer_operator(typed) == offered


@given(st.text(st.sampled_from("><=＞＝95%人，满 "), max_size=10))
def test_an_offer_reads_as_what_was_typed(typed: str) -> None:
    offered = offer_operator(typed)
    if offered is not None:
        old, new = Measure.of(typed), Measure.of(offered)
        assert (old.operator, old.number, old.unit) == (new.operator, new.number, new.unit)
        assert offer_operator(offered) is None


@pytest.mark.parametrize(
    ("target", "result", "unit"),
    [
        ("≥90%", "90%", "%"),
        ("=100.00(%)", "100.00(%)", "(%)"),
        ("≥1,200（人次）", "1,200（人次）", "（人次）"),
        ("95%以上", "95%", "%"),
        ("满意度≥85", "85", ""),
        ("百分之90", "90%", "%"),
        ("零投诉", "0投诉", "投诉"),
        ("≥-5%", "-5%", "%"),
        ("≥+5%", "5%", "%"),
        ("２小时内响应", "２小时", "小时"),
        ("及时", "", ""),
        ("12月31日", "", ""),
        ("", "", ""),
    ],
)
def test_a_target_gives_the_result_that_just_meets_it(target: str, result: str, unit: str) -> None:
    measure = Measure.of(target)
    assert own_result(measure) == result
    assert written_unit(measure) == unit


def test_the_words_of_the_bands_come_from_the_template_best_first() -> None:
    assert band_words(rules()) == (
        *("达成指标", "部分达成指标并具有一定效果", "未达成指标且效果较差"),
    )
    assert band_words(rules("hubei-2020"))[0] == "达成预期指标"


def test_one_command_gives_qualitative_rows_their_word() -> None:
    rows = (row("及时", ""), row("≥5人", ""), row("", ""), row("好", "差"))
    form = Form(template().id, indicators=rows)
    document = Document(form, template)
    placed = enter_results(form, [3, 2, 1, 0], "达成指标")
    assert placed.edit is not None
    assert document.apply(placed.edit)
    actuals = [indicator.actual.text for indicator in document.form.indicators]
    assert actuals == ["达成指标", "", "达成指标", "差"]
    assert placed.account.sentences() == [
        "指标值是数字，请填写实际数：第 2 行实际完成值。",
        "已经填过，没有改动：第 4 行实际完成值。",
    ]
    assert document.undo_text == "填入第 1–3 行实际完成值"
    document.undo()
    assert document.form == form


def test_no_row_to_enter_a_result_is_no_edit() -> None:
    form = Form("t", indicators=(row("≥5人", ""),))
    assert enter_results(form, [0], "达成指标").edit is None
    assert enter_results(form, [], "达成指标").account.sentences() == []
