"""Our own workbooks with cells edited: what people typed wins, all else keeps its text."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from perfdesk.core.template import CellSpec, FieldsBlock, Span
from perfdesk.exchange.reading import How
from perfdesk.exchange.sameness import FULL_WIDTH
from perfdesk.files.templates import library
from perfdesk.report.layout import lay_out
from perfdesk.report.xlsx import draw_workbook
from tests.exchange.books import form_in, only, rows_form, written
from tests.exchange.hands import Hands
from tests.exchange.office import printed_by_office, shown_by_office
from tests.support.forms import clean_form, typed


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return written(tmp_path, rows_form())


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
    [("（2025年度）", 2025), ("(２０２３ 年度)", 2023), ("（　　年度）", None), (None, None)],
)
def test_the_visible_year_wins(book: Path, line: str | None, year: int | None) -> None:
    with Hands(book) as hands:
        hands.type(hands.cell("pd_year"), line)
    slot = only(book)
    assert slot.form is not None
    assert slot.form.year == year
    assert not slot.report.left_over


@pytest.mark.parametrize(
    "line",
    ["（今年）", "（0000年度）", "（20245年度）", "（224年度）", "（2025-2026年度）", "（0年度）"],
)
def test_a_year_line_without_one_year_is_said(book: Path, line: str) -> None:
    with Hands(book) as hands:
        hands.type(hands.cell("pd_year"), line)
    slot = only(book)
    assert slot.form is not None
    assert slot.form.year == 2024
    ((text, why),) = [(left.text, left.why) for left in slot.report.left_over]
    assert text == line
    assert "四位数" in why


def test_a_weight_in_a_cell_of_its_own_is_a_number(tmp_path: Path) -> None:
    form = replace(clean_form(), template="nowhere")  # reading asks no template
    base = library().get("shanghai-district-2024")
    cells = (
        CellSpec(Span(0, 2), label="预算执行率分值"),
        CellSpec(Span(3, 8), address="execution_weight"),
    )
    template = replace(base, blocks=(FieldsBlock(cells), *base.blocks[1:]))
    draw_workbook([(lay_out(form, template), form)], tmp_path / "a.xlsx")
    for typed_in, read in ((12.5, "12.5"), ("１２", "12")):
        with Hands(tmp_path / "a.xlsx") as hands:
            hands.type(hands.cell("pd_execution_weight"), typed_in)
            hands.cell("pd_execution_weight").number_format = "0"
        slot = only(tmp_path / "a.xlsx")
        assert slot.form is not None
        assert slot.form.execution_weight.text == read


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
        hands.type(hands.cell("pd_signature_preparer"), "填报人： 李四")
        hands.type(hands.cell("pd_signature_phone"), "联系电话：021-1234")
    read = form_in(path)
    assert (read.signature.preparer, read.signature.phone) == ("李四", "021-1234")


def test_signatures_need_no_template_to_be_read(tmp_path: Path) -> None:
    form = replace(clean_form(signature__preparer="张三"), template="gone")
    template = library().get("national-2020")
    draw_workbook([(lay_out(form, template), form)], tmp_path / "a.xlsx")
    with Hands(tmp_path / "a.xlsx") as hands:
        hands.type(hands.cell("pd_signature_preparer"), "填报人：李四")
    slot = only(tmp_path / "a.xlsx")
    assert slot.form is not None
    assert slot.form.signature.preparer == "李四"


def test_numbers_in_text_cells_are_read_as_shown(book: Path) -> None:
    with Hands(book) as hands:
        for at, (value, code) in enumerate([(0.95, "0%"), (35.599999999999994, "General")]):
            hands.type(hands.indicator(at, "actual"), value)
            hands.indicator(at, "actual").number_format = code
    form = form_in(book)
    assert [form.indicators[n].actual.text for n in (0, 1)] == ["95%", "35.6"]


@pytest.mark.libreoffice
def test_an_edited_figure_shows_all_its_decimals(tmp_path: Path) -> None:
    form = clean_form(funding__fiscal__initial="74,696", indicators_0__score="10")
    form = replace(form, template="shanghai-2022")
    path = written(tmp_path, replace(form, indicators=(*form.indicators, *form.indicators)))
    with Hands(path) as hands:
        hands.type(hands.cell("pd_funding_fiscal_initial"), 74696.55)
        hands.type(hands.indicator(0, "score"), 9.5)
        hands.type(hands.indicator(0, "weight"), 9.25)
    (shown, _) = shown_by_office(path, tmp_path / "csv").values()
    cells = {text.replace(",", "") for line in shown for text in line}
    assert {"74696.55", "9.5", "9.25", "10"} <= cells


@pytest.mark.libreoffice
def test_decimals_typed_over_a_grouped_figure_are_printed(tmp_path: Path) -> None:
    """全年执行数 of 2022 prints 74,696; somebody types 74696.55 over it."""
    amounts = {"adjusted": "80000", "executed": "74696"}
    form = replace(clean_form(), template="shanghai-2022")
    form = typed(form, {f"funding.total.{key}": text for key, text in amounts.items()})
    path = written(tmp_path, form)
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    (executed,) = (cell for cell in cells if cell.number_format == "#,##0")
    executed.value = 74696.55
    book.save(path)
    assert "74,696.55" in printed_by_office(path, tmp_path / "office")
