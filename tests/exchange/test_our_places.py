"""Sheets whose cells moved without their names: found by the labels, or refused; never misread."""

from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.core.blank import blank_form
from perfdesk.exchange.reading import Sure
from perfdesk.files.templates import library
from tests.exchange.books import ROWS, form_in, levels, only, rows_form, written
from tests.exchange.hands import Hands
from tests.support.forms import clean_form


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return written(tmp_path, rows_form())


def names_stay(hands: Hands, insert: int = 0, delete: int = 0) -> None:
    """Moves rows and merges as openpyxl does it: the names stay where they were."""
    sheet = hands.sheet()
    names = {name: defined.attr_text for name, defined in sheet.defined_names.items()}
    if insert:
        hands.insert_row(insert)
    if delete:
        hands.delete_row(delete)
    for name, reference in names.items():
        sheet.defined_names[name].attr_text = reference


@pytest.mark.parametrize("template", library().ids())
def test_a_row_above_everything(tmp_path: Path, template: str) -> None:
    form = replace(rows_form(), template=template)
    book = written(tmp_path, form)
    with Hands(book) as hands:
        names_stay(hands, insert=1)
        hands.type(hands.at(1, 1), "附件1")
    slot = only(book)
    assert slot.form == replace(form, extra=(("表外 A1", "附件1"),))
    assert {source.sure for source in slot.report.sources if source.cell} == {Sure.LIKELY}
    assert any("重新定位" in note for note in slot.report.notes)


@pytest.mark.parametrize("at", range(1, 6))
def test_a_row_in_the_table(book: Path, at: int) -> None:
    with Hands(book) as hands:
        names_stay(hands, insert=hands.place("pd_head_level1")[0] + at)
        hands.type(hands.indicator(at - 1, "level3"), "新增")
    read = [name for _, _, name in levels(form_in(book))]
    assert read == [*"甲乙丙丁戊"[: at - 1], "新增", *"甲乙丙丁戊"[at - 1 :]]
    assert not only(book).report.left_over


@pytest.mark.parametrize("gone", range(5))
def test_a_row_of_the_table_deleted(book: Path, gone: int) -> None:
    with Hands(book) as hands:
        names_stay(hands, delete=hands.place("pd_head_level1")[0] + 1 + gone)
    slot = only(book)
    assert slot.form is not None
    assert levels(slot.form) == [name for n, name in enumerate(ROWS) if n != gone]
    assert slot.form.printed == rows_form().printed


def test_merges_that_stayed_behind_are_refused(book: Path) -> None:
    with Hands(book) as hands:
        hands.sheet().insert_rows(1)
    slot = only(book)
    assert slot.form is None
    assert "对不上" in slot.problem


def test_a_renamed_sheet_whose_names_stayed(book: Path) -> None:
    with Hands(book) as hands:
        hands.type(hands.indicator(0, "score"), 9)
        hands.type(hands.cell("pd_unit"), "新单位")
        hands.sheet().title = "随便"
    slot = only(book)
    assert slot.form is not None
    assert (slot.form.unit, slot.form.indicators[0].score.text) == ("新单位", "9")
    assert not any("删除" in note for note in slot.report.notes)
    assert any("改了名" in note for note in slot.report.notes)


def test_texts_beside_and_below_the_table_are_kept(book: Path) -> None:
    with Hands(book) as hands:
        below = hands.sheet().max_row + 3
        hands.type(hands.at(5, 12), "旁注")
        hands.type(hands.at(below, 1), "备注：以上为草稿")
    slot = only(book)
    assert slot.form is not None
    assert slot.form.extra == (("表外 L5", "旁注"), (f"表外 A{below}", "备注：以上为草稿"))
    assert [(left.cell, left.text) for left in slot.report.left_over] == [
        ("L5", "旁注"),
        (f"A{below}", "备注：以上为草稿"),
    ]


def test_an_edited_label_is_kept(book: Path) -> None:
    with Hands(book) as hands:
        row, col = hands.place("pd_project_name")
        hands.type(hands.at(row, 1), "项目全称")
        assert col > 1
    assert form_in(book) == replace(rows_form(), extra=((f"表外 A{row}", "项目全称"),))


def test_a_formula_without_a_result_is_named(book: Path) -> None:
    with Hands(book) as hands:
        cell = hands.indicator(0, "score")
        cell.value = "=5+4"
        place = cell.coordinate
    slot = only(book)
    assert slot.form is not None
    assert slot.form.indicators[0].score.text == ""
    assert [(left.cell, left.text) for left in slot.report.left_over] == [(place, "=5+4")]
    assert any(place in note and "=5+4" in note for note in slot.report.notes)


@pytest.mark.parametrize("template", library().ids())
def test_a_cleared_row_is_left_out_with_one_sentence(tmp_path: Path, template: str) -> None:
    form = replace(rows_form(), template=template)
    book = written(tmp_path, form)
    with Hands(book) as hands:
        names = hands.sheet().defined_names
        for key in ("level3", "operator", "value", "unit", "target", "actual", "weight", "score"):
            if f"pd_head_{key}" in names:
                hands.type(hands.indicator(1, key), None)
    slot = only(book)
    assert slot.form is not None
    assert levels(slot.form) == [name for n, name in enumerate(ROWS) if n != 1]
    (note,) = slot.report.notes
    assert "已清空，没有读入" in note
    assert "乙" in note


@pytest.mark.parametrize("template", library().ids())
def test_unused_rows_of_a_filled_blank_are_left_out(tmp_path: Path, template: str) -> None:
    form = replace(blank_form(library().get(template)), year=2024)
    book = written(tmp_path, form)
    assert form_in(book) == form
    with Hands(book) as hands:
        hands.type(hands.cell("pd_project_name"), "新项目")
        hands.type(hands.indicator(1, "level3"), "指标甲")
    slot = only(book)
    assert slot.form is not None
    row = form.indicators[1]
    assert levels(slot.form) == [(row.level1, row.level2, "指标甲")]
    (note,) = slot.report.notes
    assert f"{len(form.indicators) - 1} 行" in note


def test_an_empty_row_among_filled_ones_stays(tmp_path: Path) -> None:
    form = clean_form()
    form = replace(form, indicators=(*form.indicators, replace(form.indicators[0], level3="")))
    assert form_in(written(tmp_path, form)) == form
