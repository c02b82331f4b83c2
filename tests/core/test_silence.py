"""Findings set aside with a reason."""

from dataclasses import replace

import pytest

from perfdesk.core.cells import with_text
from perfdesk.core.checks import check_form
from perfdesk.core.edits import MoveIndicators
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.form import Form
from perfdesk.core.silence import SetAside, Silence, joined, mark_of
from tests.support.forms import clean_form, printed_as, template


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


def test_the_menu_names_it() -> None:
    wrong = finding(clean_form(indicators_1__score="99"))
    assert SetAside(wrong, "上级核定").text(clean_form()) == "忽略审核意见"
    assert SetAside(wrong, "").text(clean_form()) == "恢复审核意见"


def test_a_form_that_comes_in_keeps_what_is_set_aside_here() -> None:
    here = replace(clean_form(), silenced=(Silence("3", "a", "上级核定"), Silence("4", "b", "是")))
    there = replace(clean_form(), silenced=(Silence("4", "b", "否"), Silence("5", "c", "已核")))
    assert [each.reason for each in joined(here, there).silenced] == ["上级核定", "是", "已核"]
    assert joined(here, clean_form()) == here


def test_only_what_was_set_aside_carries_a_reason() -> None:
    form = clean_form(indicators_1__score="99", execution_weight="-1")
    aside = SetAside(finding(form), "上级核定").apply(form)
    others = [one for one in check_form(aside, template()) if one.rule != "3"]
    assert others
    assert {one.silenced for one in others} == {""}


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (("indicators[1].score", "indicators[1].weight"), "4f2f8f46c82548fb"),
        (("total_score", "unit"), "009957b038bd405c"),
        (("total_score",), "45acbb46105f324f"),
    ],
)
def test_marks_kept_in_files_stay_what_they_are(cells: tuple[str, ...], mark: str) -> None:
    one = Finding("3", Severity.ERROR, cells[0], "一句话。", cells)
    assert mark_of(clean_form(), one) == mark


def test_the_marks_of_rows_that_look_the_same_stay_what_they_are() -> None:
    one = clean_form()
    twins = replace(one, indicators=(one.indicators[0],) * 3)
    marks = [
        mark_of(twins, Finding("3", Severity.ERROR, where, "一句话。", (where,)))
        for where in (f"indicators[{row}].score" for row in range(3))
    ]
    assert marks == ["7e8bb3ab881a4080", "fdbb9f2438099855", "f167ef31c770660c"]


def test_what_the_source_printed_is_part_of_the_mark() -> None:
    def mark(form: Form, *cells: str) -> str:
        return mark_of(form, Finding("2", Severity.ERROR, cells[0], "一句话。", cells))

    form, other = (printed_as(clean_form(), total_score=text) for text in ("88", "87"))
    cells = ("total_score", "printed.total_score")
    assert mark(form, *cells) == "15491f73ce4018fd"
    assert mark(other, *cells) != mark(form, *cells)
    assert mark(other, "total_score", "unit") == mark(form, "total_score", "unit")
    assert mark(form, "printed.nothing") == mark(other, "printed.nothing")
    assert mark(form, "unit", "grade") == mark(printed_as(form, grade="优"), "unit", "grade")
