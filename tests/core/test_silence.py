"""Findings set aside with a reason."""

from dataclasses import replace

import pytest

from perfdesk.core.cells import with_text
from perfdesk.core.checks import check_form
from perfdesk.core.edits import MoveIndicators
from perfdesk.core.finding import Finding
from perfdesk.core.form import Form
from perfdesk.core.number import Number
from perfdesk.core.silence import SetAside, Silence, joined
from tests.support.forms import clean_form, found, printed_as, template


def finding(form: Form) -> Finding:
    return next(one for one in check_form(form, template()) if one.rule == "3")


def test_a_finding_set_aside_keeps_its_reason_and_blocks_no_more() -> None:
    form = clean_form(indicators_1__score="99")
    assert finding(form).blocks
    aside = SetAside(finding(form), " 上级核定 ").apply(form)
    assert finding(aside).silenced == "上级核定"
    assert not finding(aside).blocks


def test_without_a_reason_it_is_heard_again() -> None:
    form = clean_form(indicators_1__score="99")
    aside = SetAside(finding(form), "上级核定").apply(form)
    assert SetAside(finding(aside), "").apply(aside) == form


def test_a_row_may_move_and_its_finding_stays_aside() -> None:
    form = clean_form(indicators_1__score="99")
    moved = MoveIndicators((1,), 0).apply(SetAside(finding(form), "上级核定").apply(form))
    assert finding(moved).where == "indicators[0].score"
    assert finding(moved).silenced


def test_another_figure_makes_it_speak_again() -> None:
    form = clean_form(indicators_1__score="99")
    aside = SetAside(finding(form), "上级核定").apply(form)
    assert finding(with_text(aside, "indicators[1].score", "98")).blocks


def test_a_finding_on_no_cell_is_known_by_its_sentence() -> None:
    form = clean_form(project_name="")
    nameless = next(one for one in check_form(form, template()) if one.where == "project_name")
    aside = SetAside(nameless, "另有文件").apply(form)
    (missing,) = (one for one in check_form(aside, template()) if one.rule == "12")
    assert missing.silenced == "另有文件"
    assert not missing.blocks


@pytest.mark.parametrize(
    ("rule", "figures", "later"),
    [
        ("5", {"rate": "80.00"}, {"rate": "70.00"}),
        ("6", {"funding_score": "8.00"}, {"funding_score": "7.00"}),
        ("2", {"total_score": "80"}, {"total_score": "70"}),
        ("11", {"grade": "差"}, {"grade": "中"}),
    ],
)
def test_another_printed_figure_makes_it_speak_again(
    rule: str, figures: dict[str, str], later: dict[str, str]
) -> None:
    form = printed_as(clean_form(), **figures)
    (before,) = found(form, rule)
    aside = SetAside(before, "原件如此").apply(form)
    assert [one.silenced for one in found(aside, rule)] == ["原件如此"]
    (after,) = found(printed_as(aside, **later), rule)
    assert not after.silenced


def test_of_rows_that_look_the_same_one_is_set_aside_alone() -> None:
    form = clean_form(indicators_1__score="99")
    form = replace(form, indicators=(*form.indicators, form.indicators[1]))
    first, second = found(form, "3")
    assert [bool(one.silenced) for one in found(SetAside(first, "是").apply(form), "3")] == [
        True,
        False,
    ]
    later = SetAside(second, "上级核定").apply(form)
    assert [one.silenced for one in found(later, "3")] == ["", "上级核定"]
    assert SetAside(second, "").apply(later) == form


def test_a_row_above_with_another_figure_does_not_count() -> None:
    form = clean_form(indicators_1__score="99")
    other = replace(form.indicators[1], score=Number.of("98"))
    aside = SetAside(finding(form), "上级核定").apply(form)
    added = replace(aside, indicators=(other, *aside.indicators))
    assert [one.silenced for one in found(added, "3")] == ["", "上级核定"]


def test_the_menu_names_it() -> None:
    wrong = finding(clean_form(indicators_1__score="99"))
    assert SetAside(wrong, "上级核定").text(clean_form()) == "忽略审核意见"
    assert SetAside(wrong, "").text(clean_form()) == "恢复审核意见"


def test_a_form_that_comes_in_keeps_what_is_set_aside_here() -> None:
    here = replace(clean_form(), silenced=(Silence("3", "a", "上级核定"), Silence("4", "b", "是")))
    there = replace(clean_form(), silenced=(Silence("4", "b", "否"), Silence("5", "c", "已核")))
    assert [each.reason for each in joined(here, there).silenced] == ["上级核定", "是", "已核"]
    assert joined(here, clean_form()) == here
