"""Our own workbooks with rows inserted, deleted, moved and merged anew."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.exchange.books import ROWS, form_in, levels, only, rows_form, written
from tests.exchange.hands import Hands


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return written(tmp_path, rows_form())


def test_a_row_inserted_within_a_group(book: Path) -> None:
    with Hands(book) as hands:
        head = hands.place("pd_head_level1")[0]
        hands.insert_row(head + 2)
        for key, text in (("level3", "新"), ("target", "=5(个)"), ("actual", "5(个)")):
            hands.type(hands.indicator(1, key), text)
        hands.type(hands.indicator(1, "weight"), 3)
    slot = only(book)
    assert slot.form is not None
    assert levels(slot.form)[1] == ("产出指标", "数量指标", "新")
    assert [*slot.form.indicators[:1], *slot.form.indicators[2:]] == list(rows_form().indicators)
    assert slot.form.indicators[1].score.text == ""


@pytest.mark.parametrize("at", [1, 3, 4, 6])
def test_a_row_inserted_at_the_edge_of_a_group(book: Path, at: int) -> None:
    with Hands(book) as hands:
        head = hands.place("pd_head_level1")[0]
        hands.insert_row(head + at)
        hands.type(hands.indicator(at - 1, "level3"), "新")
        if at in (1, 4):
            hands.type(hands.indicator(at - 1, "level1"), "新一级")
            hands.type(hands.indicator(at - 1, "level2"), "新二级")
    read = levels(form_in(book))
    expected = {
        1: ("新一级", "新二级", "新"),
        3: ("产出指标", "数量指标", "新"),
        4: ("新一级", "新二级", "新"),
        6: ("效益指标", "社会效益指标", "新"),
    }
    assert read.pop(at - 1) == expected[at]
    assert read == ROWS


def test_a_blank_row_inserted_is_named_and_left_out(book: Path) -> None:
    with Hands(book) as hands:
        hands.insert_row(hands.place("pd_head_level1")[0] + 3)
    slot = only(book)
    assert slot.form == rows_form()
    assert any("空行" in note for note in slot.report.notes)


@pytest.mark.parametrize("gone", range(5))
def test_a_row_deleted(book: Path, gone: int) -> None:
    with Hands(book) as hands:
        hands.delete_row(hands.place("pd_head_level1")[0] + 1 + gone)
    slot = only(book)
    assert slot.form is not None
    assert levels(slot.form) == [name for n, name in enumerate(ROWS) if n != gone]
    assert any(ROWS[gone][2] in note for note in slot.report.notes)
    assert all(item.score.text == "" for item in slot.form.indicators)


def test_all_rows_deleted(book: Path) -> None:
    with Hands(book) as hands:
        for _ in ROWS:
            hands.delete_row(hands.place("pd_head_level1")[0] + 1)
    assert form_in(book).indicators == ()


def test_rows_swapped(book: Path) -> None:
    with Hands(book) as hands:
        for key in ("level3", "target", "actual", "weight", "score", "note"):
            one, other = hands.indicator(0, key), hands.indicator(4, key)
            one.value, other.value = other.value, one.value
            one.data_type, other.data_type = other.data_type, one.data_type
    slot = only(book)
    assert slot.form is not None
    assert [name for _, _, name in levels(slot.form)] == ["戊", "乙", "丙", "丁", "甲"]
    assert levels(slot.form)[0][:2] == ("产出指标", "数量指标")
    assert slot.form.indicators[0].weight.text == "18.00"
    assert "次序" in "".join(slot.report.notes)


def test_merges_parted_and_made_anew(book: Path) -> None:
    with Hands(book) as hands:
        sheet, head = hands.sheet(), hands.place("pd_head_level1")[0]
        for block in list(sheet.merged_cells.ranges):
            if block.min_row > head and block.max_row <= head + 5 and block.min_col == 1:
                sheet.unmerge_cells(block.coord)
    assert form_in(book) == rows_form()
    with Hands(book) as hands:
        sheet = hands.sheet()
        hands.type(hands.indicator(0, "level1"), "全部指标")
        hands.type(hands.indicator(3, "level1"), None)
        sheet.merge_cells(None, head + 1, 1, head + 5, 1)
    assert {name for name, _, _ in levels(form_in(book))} == {"全部指标"}


def test_a_group_renamed(book: Path) -> None:
    with Hands(book) as hands:
        hands.type(hands.indicator(3, "level1"), "成效指标")
        hands.type(hands.indicator(0, "level2"), "产量指标")
    read = levels(form_in(book))
    assert [one for one, _, _ in read] == ["产出指标"] * 3 + ["成效指标"] * 2
    assert [two for _, two, _ in read[:3]] == ["产量指标", "产量指标", "质量指标"]


def test_rows_inserted_above_the_table(book: Path) -> None:
    with Hands(book) as hands:
        hands.insert_row(1)
        hands.insert_row(5)
        hands.type(hands.cell("pd_unit"), "新单位")
    assert form_in(book) == replace(rows_form(), unit="新单位")


def test_points_behind_a_level_are_no_part_of_its_name(tmp_path: Path) -> None:
    form = replace(rows_form(), template="hubei-2020")
    path = written(tmp_path, form)
    with Hands(path) as hands:
        hands.type(hands.indicator(1, "score"), 9)
    read = form_in(path)
    assert levels(read) == ROWS
    assert read.indicators[1].score.text == "9"
