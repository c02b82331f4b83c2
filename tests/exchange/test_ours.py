"""Our own workbooks read back: what people edited wins, all else keeps the typed string."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.core.form import Form, Indicator
from perfdesk.exchange.ours import read_book, read_our_workbook
from perfdesk.exchange.reading import How, SheetSlot
from perfdesk.exchange.sameness import FULL_WIDTH
from perfdesk.files.templates import library
from tests.exchange.books import laid_out, written
from tests.exchange.hands import Hands
from tests.exchange.office import saved_again, shown_by_office
from tests.support.forms import clean_form, row, typed

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
ROWS = [
    ("产出指标", "数量指标", "甲"),
    ("产出指标", "数量指标", "乙"),
    ("产出指标", "质量指标", "丙"),
    ("效益指标", "社会效益指标", "丁"),
    ("效益指标", "社会效益指标", "戊"),
]


def rows_form(**texts: str) -> Form:
    """Five indicators in three groups; no score is filled."""
    rows = tuple(
        replace(row("≥10(次)", "10(次)", "18.00"), level1=one, level2=two, level3=three)
        for one, two, three in ROWS
    )
    return typed(replace(clean_form(), indicators=rows), texts)


def only(path: Path) -> SheetSlot:
    """The only slot of a workbook."""
    (slot,) = read_our_workbook(path)
    return slot


def form_in(path: Path) -> Form:
    """The only form of a workbook."""
    form = only(path).form
    assert form is not None
    return form


def levels(form: Form) -> list[tuple[str, str, str]]:
    """What the indicators are called."""
    return [(item.level1, item.level2, item.level3) for item in form.indicators]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return written(tmp_path, rows_form())


# ---- nothing edited -------------------------------------------------------------------------


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


# ---- cells edited ---------------------------------------------------------------------------


def test_edited_cells_win(book: Path) -> None:
    with Hands(book) as hands:
        hands.type(hands.cell("pd_project_name"), "改名的项目")
        hands.type(hands.cell("pd_funding_fiscal_executed"), 6.5)
        hands.type(hands.cell("pd_funding_total_weight"), 12)
        hands.type(hands.indicator(1, "score"), 17.35)
        hands.type(hands.indicator(1, "target"), "=100.00(%)")
        hands.type(hands.indicator(2, "note"), "因故\r\n延期")
    form = form_in(book)
    assert form.project_name == "改名的项目"
    assert form.funding.fiscal.executed.text == "6.5"
    assert form.execution_weight.text == "12"
    assert [item.score.text for item in form.indicators] == ["", "17.35", "", "", ""]
    assert form.indicators[1].target.text == "=100.00(%)"
    assert form.indicators[2].note == "因故\n延期"
    assert form.indicators[0] == rows_form().indicators[0]


def test_the_account_names_what_was_edited(book: Path) -> None:
    with Hands(book) as hands:
        hands.type(hands.indicator(3, "weight"), "２０")
    sources = {source.address: source for source in only(book).report.sources}
    edited = sources["indicators[3].weight"]
    assert (edited.how, edited.before, edited.tidied) == (How.EDITED, "18.00", (FULL_WIDTH,))
    assert edited.cell == "G16"
    assert form_in(book).indicators[3].weight.text == "20"
    assert sources["indicators[3].score"].how is How.UNCHANGED
    assert sources["id"].how is How.HIDDEN
    account = json.dumps(read_book(book).to_json(), ensure_ascii=False)
    assert '"address": "indicators[3].weight", "cell": "G16", "how": "edited"' in account


def test_a_cleared_cell_is_not_filled(book: Path) -> None:
    with Hands(book) as hands:
        hands.type(hands.cell("pd_funding_total_executed"), None)
        hands.type(hands.indicator(0, "weight"), None)
        hands.type(hands.indicator(0, "level3"), None)
    form = form_in(book)
    assert form.funding.total.executed.text == ""
    assert (form.indicators[0].weight.text, form.indicators[0].level3) == ("", "")


def test_a_number_retyped_as_text_is_no_edit(book: Path) -> None:
    with Hands(book) as hands:
        hands.type(hands.indicator(0, "weight"), "18.0")
        hands.type(hands.cell("pd_funding_total_initial"), "12")
    assert form_in(book) == rows_form()


@pytest.mark.parametrize(
    ("line", "year"),
    [("（2025年度）", 2025), ("(２０２３ 年度)", 2023), ("（　　年度）", None), ("（今年）", 2024)],
)
def test_the_visible_year_wins(book: Path, line: str, year: int | None) -> None:
    with Hands(book) as hands:
        hands.type(hands.cell("pd_year"), line)
    slot = only(book)
    assert slot.form is not None
    assert slot.form.year == year
    assert bool(slot.report.left_over) == (line == "（今年）")


def test_an_edited_total_is_compared_but_not_computed_with(book: Path) -> None:
    with Hands(book) as hands:
        hands.type(hands.cell("pd_total_score"), 77)
        hands.type(hands.cell("pd_grade"), "良")
    slot = only(book)
    assert slot.form is not None
    assert (slot.form.printed.total_score, slot.form.printed.grade) == ("77.00", "良")
    assert len(slot.report.left_over) == 2


def test_signature_lines_are_read_without_their_labels(tmp_path: Path) -> None:
    form = replace(clean_form(signature__preparer="张三"), template="national-2020")
    path = written(tmp_path, form)
    with Hands(path) as hands:
        hands.type(hands.cell("pd_signature_0_0"), "填报人： 李四")
        hands.type(hands.cell("pd_signature_1_0"), "联系电话：021-1234")
    read = form_in(path)
    assert (read.signature.preparer, read.signature.phone) == ("李四", "021-1234")


def test_numbers_in_text_cells_are_read_as_shown(book: Path) -> None:
    with Hands(book) as hands:
        for at, (value, code) in enumerate([(0.95, "0%"), (35.599999999999994, "General")]):
            hands.type(hands.indicator(at, "actual"), value)
            hands.indicator(at, "actual").number_format = code
    form = form_in(book)
    assert [form.indicators[n].actual.text for n in (0, 1)] == ["95%", "35.6"]


# ---- rows inserted, deleted, moved, merged anew -----------------------------------------------


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


def test_without_names_the_places_are_used(book: Path) -> None:
    with Hands(book) as hands:
        hands.type(hands.indicator(0, "level3"), "改")
        hands.sheet().defined_names.clear()
    slot = only(book)
    assert slot.form is not None
    assert levels(slot.form)[0][2] == "改"
    assert any("定位名称" in note for note in slot.report.notes)
    with Hands(book) as hands:
        hands.insert_row(3)
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
