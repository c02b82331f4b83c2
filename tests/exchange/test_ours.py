"""Our own workbooks read back as they are: nothing is lost, whatever sheets are there."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from perfdesk.core.form import Indicator
from perfdesk.exchange.ours import read_book, read_our_workbook
from perfdesk.exchange.reading import How
from perfdesk.files.templates import library
from tests.exchange.books import form_in, laid_out, levels, only, rows_form, written
from tests.exchange.hands import Hands
from tests.exchange.office import saved_again, shown_by_office
from tests.support.forms import clean_form, row

ODD = {
    "project_name": "'=1+1",
    "supervisor": "a\x01b\x1fc",
    "unit": "_x0041_ 和 _x000a_",
    "goal_expected": "行一\r\n行二\r行三\v行四\t制表  ",
    "goal_actual": "\ufffe\uffff 𠮷 龘\u2028x \x7f\x85",
    "funding__total__initial": "１２３４.５",
    "funding__total__adjusted": "1,234.50",
    "funding__fiscal__initial": "1.2.3",
    "funding__fiscal__adjusted": "十二",
    "funding__fiscal__executed": "12345678901234567.89",
    "funding__other__executed": "+5",
    "indicators_0__level3": "  前后空格  ",
    "indicators_0__target": "=100.00(%)",
    "indicators_0__weight": "007",
    "indicators_0__score": ".5",
    "indicators_0__note": "#REF!",
    "indicators_1__level3": "2024-01-02",
    "indicators_1__note": "TRUE",
}
HALVES = ["1.005", "2.675", "1.115", "8.345", "0.285", "10.075", "1000.115", "128218.005", "9.995"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return written(tmp_path, rows_form())


@pytest.mark.parametrize("template", library().ids())
def test_an_untouched_form_comes_back(tmp_path: Path, template: str) -> None:
    form = replace(clean_form(indicators_0__score=""), template=template, id="a-1")
    slot = only(written(tmp_path, form))
    assert slot.form == form
    assert not slot.report.left_over
    assert {source.how for source in slot.report.sources} <= {How.UNCHANGED, How.HIDDEN}


def test_odd_texts_come_back(tmp_path: Path) -> None:
    form = clean_form(**ODD)
    assert form_in(written(tmp_path, form)) == form


def test_what_no_cell_shows_comes_back(tmp_path: Path) -> None:
    form = replace(clean_form(), year=1999, id="u-7", template="shanghai-municipal-2023")
    form = replace(form, extra=(("评价结论", "良好"),), indicators=(*form.indicators, Indicator()))
    assert form_in(written(tmp_path, form)) == form


def test_cut_and_spread_texts_come_back_whole(tmp_path: Path) -> None:
    form = clean_form(goal_actual="果" * 40_000, indicators_0__note="因" * 3_000)
    assert form_in(written(tmp_path, form)) == form


@pytest.mark.libreoffice
def test_odd_texts_survive_libreoffice(tmp_path: Path) -> None:
    forms = [clean_form(**ODD), rows_form(), clean_form(goal_actual="果" * 40_000)]
    forms += [replace(clean_form(), template=template) for template in library().ids()]
    path = written(tmp_path, *forms)
    again = saved_again(path, tmp_path / "again")
    assert [slot.form for slot in read_our_workbook(again)] == forms


@pytest.mark.libreoffice
def test_libreoffice_shows_halves_as_printed(tmp_path: Path) -> None:
    rows = tuple(row("≥1", "1", value, f"-{value}") for value in HALVES)
    form = replace(clean_form(), indicators=rows)
    ((sheet, _),) = laid_out([form])
    (shown, _) = shown_by_office(written(tmp_path, form), tmp_path / "csv").values()
    for cell in sheet.grid.cells:
        assert shown[cell.row + 2][cell.col] == cell.text


# ---- sheets -----------------------------------------------------------------------------------


def test_a_renamed_sheet_is_found(book: Path) -> None:
    with Hands(book) as hands:
        hands.rename("新's 名")
    assert form_in(book) == rows_form()


def test_a_copied_sheet_is_another_form(book: Path) -> None:
    with Hands(book) as hands:
        hands.copy_sheet()
        hands.book.move_sheet(hands.book.worksheets[-1], -1)
    slots = read_our_workbook(book)
    assert [slot.form for slot in slots] == [rows_form(), rows_form()]
    assert not slots[0].report.notes
    assert "副本" in "".join(slots[1].report.notes)


def test_deleted_and_foreign_sheets_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, clean_form(), rows_form())
    with Hands(path) as hands:
        hands.book.remove(hands.sheet(0))
        hands.book.create_sheet("汇总")["A1"] = "合计"
    reading = read_book(path)
    assert [slot.form for slot in reading.slots] == [rows_form()]
    assert any("汇总" in note for note in reading.notes)
    assert any("第 1 张" in note for note in reading.notes)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_named_and_not_read(
    tmp_path: Path, state: Literal["hidden", "veryHidden"]
) -> None:
    path = written(tmp_path, clean_form(), rows_form())
    with Hands(path) as hands:
        hands.sheet(0).sheet_state = state
        hands.book.active = 1
    reading = read_book(path)
    assert [slot.form for slot in reading.slots] == [rows_form()]
    assert reading.notes == ["工作表“01 职工培训”是隐藏的，没有读入。"]


def test_hidden_sheets_are_read_if_they_are_all_there_is(tmp_path: Path) -> None:
    path = written(tmp_path, clean_form(), rows_form())
    with Hands(path) as hands:
        for n in (0, 1):
            hands.sheet(n).sheet_state = "hidden"
        hands.book.create_sheet("Sheet1", 0)
        hands.book.active = 0
    reading = read_book(path)
    assert [slot.form for slot in reading.slots] == [clean_form(), rows_form()]
    assert len(reading.notes) == 2
    assert all("隐藏" in note and "仍然读入" in note for note in reading.notes)


def test_without_names_the_places_are_used(book: Path) -> None:
    with Hands(book) as hands:
        hands.type(hands.indicator(0, "level3"), "改")
        hands.sheet().defined_names.clear()
    slot = only(book)
    assert slot.form is not None
    assert levels(slot.form)[0][2] == "改"
    assert any("定位名称" in note for note in slot.report.notes)
    with Hands(book) as hands:
        row = next(cell.row for cell in hands.sheet()["A"] if cell.value == "一级指标")
        hands.type(hands.at(row, 3), "别的栏目")
    assert only(book).form is None
    assert "没有读入" in only(book).problem


@pytest.mark.parametrize("text", ["{不是 JSON", "[" * 20_000, "[]", '{"form": 1}', None])
def test_a_damaged_record_is_said(tmp_path: Path, text: str | None) -> None:
    path = written(tmp_path, clean_form(), rows_form())
    with Hands(path) as hands:
        hands.book.worksheets[-1]["B2"] = text
        hands.book.worksheets[-1]["C2"] = None
    first, second = read_our_workbook(path)
    assert first.form is None
    assert "已损坏" in first.problem
    assert second.form == rows_form()
