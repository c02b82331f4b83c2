"""The workbook to hand out: what is open and what is locked, its lists, its functions, its room."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from perfdesk.core.blank import blank_form
from perfdesk.core.form import Form
from perfdesk.exchange.ours import read_book
from perfdesk.files.templates import library
from perfdesk.report.blankgrid import ROOM
from perfdesk.service import hand_out
from tests.exchange.hands import Hands
from tests.support.forms import clean_form

EVERYWHERE = {
    *("SUM", "IF", "AND", "OR", "ROUND", "ROUNDUP", "ROUNDDOWN", "MIN", "MAX"),
    *("COUNT", "COUNTA", "ISNUMBER", "TEXT"),
}


def handed_out(folder: Path, template_id: str = "shanghai-district-2024") -> Path:
    target = folder / "out.xlsx"
    form = replace(blank_form(library().get(template_id)), year=2024, id="known")
    assert hand_out([form], target) == []
    return target


def sheet_of(book: Path) -> Worksheet:
    return load_workbook(book).worksheets[0]


@pytest.mark.parametrize("template_id", library().ids())
def test_formulas_use_only_what_every_spreadsheet_has(tmp_path: Path, template_id: str) -> None:
    sheet = sheet_of(handed_out(tmp_path, template_id))
    formulas = [str(c.value) for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    rules = [
        text
        for block in sheet.conditional_formatting
        for rule in block.rules
        for text in rule.formula
    ]
    used = set(re.findall(r"([A-Z]+)\(", re.sub(r'"[^"]*"', "", " ".join(formulas + rules))))
    assert len(formulas) >= 3
    assert used <= EVERYWHERE


def test_inputs_are_open_and_everything_else_is_locked_without_a_password(tmp_path: Path) -> None:
    hands = Hands(handed_out(tmp_path))
    sheet = hands.sheet()
    assert sheet.protection.sheet
    assert not sheet.protection.password
    is_open = ("project_name", "unit", "year", "funding_fiscal_executed", "goal_actual")
    locked = ("title", "funding_total_rate", "funding_total_score", "funding_total_executed")
    for name in is_open:
        assert not hands.cell(f"pd_{name}").protection.locked, name
    for name in (*locked, "total_weight", "total_score", "grade", "head_score"):
        assert hands.cell(f"pd_{name}").protection.locked, name
    for row in (0, ROOM - 1):
        for key in ("level1", "level2", "level3", "target", "actual", "weight", "score", "note"):
            assert not hands.indicator(row, key).protection.locked
    assert hands.indicator(ROOM, "level1").protection.locked


def test_what_is_typed_as_a_target_stays_text(tmp_path: Path) -> None:
    hands = Hands(handed_out(tmp_path))
    for row in (0, ROOM - 1):
        assert hands.indicator(row, "target").number_format == "@"
        assert hands.indicator(row, "actual").number_format == "@"
        assert hands.indicator(row, "weight").number_format == "0.00"


def test_dropdowns_offer_levels_and_results_and_take_other_words(tmp_path: Path) -> None:
    rules = sheet_of(handed_out(tmp_path)).data_validations.dataValidation
    lists = [rule for rule in rules if rule.type == "list"]
    assert lists[0].formula1 == '"成本指标,产出指标,效益指标,满意度指标"'
    assert "数量指标" in str(lists[1].formula1)
    assert str(lists[2].formula1).startswith('"达成指标,部分达成指标并具有一定效果,')
    assert not any(rule.showErrorMessage for rule in lists)
    assert all(rule.prompt and rule.showInputMessage for rule in rules)
    assert all(len(str(rule.formula1 or "")) <= 255 for rule in rules)


def test_a_score_is_limited_by_its_own_row(tmp_path: Path) -> None:
    hands = Hands(handed_out(tmp_path))
    first = hands.indicator(0, "score")
    (rule,) = [
        rule
        for rule in hands.sheet().data_validations.dataValidation
        if rule.type == "decimal" and first.coordinate in str(rule.sqref)
    ]
    assert rule.formula2 == hands.indicator(0, "weight").coordinate


def test_spare_rows_that_the_first_page_cannot_hold_are_hidden(tmp_path: Path) -> None:
    hands = Hands(handed_out(tmp_path))
    sizes = hands.sheet().row_dimensions
    hidden = [row for row in range(ROOM) if sizes[hands.indicator(row, "level1").row].hidden]
    assert hidden == list(range(hidden[0], ROOM))
    assert hidden[0] > len(blank_form(library().get("shanghai-district-2024")).indicators)


def test_a_form_without_an_id_gets_one_of_its_own(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    form = blank_form(library().get("shanghai-2022"))
    hand_out([form, form], target)
    ids = {slot.form.id for slot in read_book(target).slots if slot.form}
    assert len(ids) == 2
    assert "" not in ids


def given_out(folder: Path, form: Form) -> Path:
    target = folder / "given.xlsx"
    hand_out([form], target)
    return target


def test_handed_out_with_targets_these_are_locked_and_come_back_as_they_were(
    tmp_path: Path,
) -> None:
    form = replace(clean_form(indicators_0__actual="", indicators_0__score=""), id="7")
    book = given_out(tmp_path, form)
    hands = Hands(book)
    assert hands.indicator(0, "target").protection.locked
    assert not hands.indicator(0, "actual").protection.locked
    assert not hands.indicator(len(form.indicators), "target").protection.locked
    (slot,) = read_book(book).slots
    assert slot.form == form
    assert (slot.report.notes, slot.report.left_over) == ([], [])


def test_an_added_row_goes_on_with_the_levels_above(tmp_path: Path) -> None:
    form = replace(clean_form(), id="7")
    book = given_out(tmp_path, form)
    with Hands(book) as hands:
        for key, text in (("level3", "新增"), ("target", "=100.00(%)"), ("weight", 5.5)):
            hands.type(hands.indicator(len(form.indicators), key), text)
    (slot,) = read_book(book).slots
    assert slot.form is not None
    added = slot.form.indicators[-1]
    assert (added.level1, added.level3) == ("满意度指标", "新增")
    assert (added.target.text, added.weight.text) == ("=100.00(%)", "5.5")
    assert slot.form.indicators[:-1] == form.indicators


def test_more_indicators_than_room_are_all_there(tmp_path: Path) -> None:
    form = replace(clean_form(), id="7", indicators=clean_form().indicators * 40)
    (slot,) = read_book(given_out(tmp_path, form)).slots
    assert slot.form == form


def test_the_same_form_gives_the_same_bytes(tmp_path: Path) -> None:
    assert handed_out(tmp_path).read_bytes() == handed_out(tmp_path).read_bytes()
