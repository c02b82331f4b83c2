"""The workbook: cells and merges as on the page, real numbers, protected texts, print set-up."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from perfdesk.core.form import Form
from perfdesk.core.formats import NumberFormat
from perfdesk.core.number import Number
from perfdesk.files.bookrecord import RECORD_SHEET
from perfdesk.files.celltext import CUT_MARK, LONGEST, escaped, unescaped, visible
from perfdesk.files.templates import library
from perfdesk.report.grid import Cell
from perfdesk.report.layout import lay_out
from perfdesk.report.officewidths import sheet_widths
from perfdesk.report.xlsx import draw_workbook
from perfdesk.report.xlsxnumbers import sheet_number
from tests.exchange.books import laid_out, written
from tests.exchange.hands import Hands
from tests.support.forms import clean_form, row

SIX = [
    "national-2020",
    "shanghai-2022",
    "shanghai-municipal-2023",
    "shanghai-district-2023",
    "shanghai-district-2024",
    "shanghai-2024-national",
]


def cells_of(sheet: Worksheet) -> list[SheetCell]:
    """Every cell of the sheet's used range."""
    return [sheet.cell(*place) for place in sorted(sheet._cells)]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "value", "pattern", "number", "code"),
    [
        ("10", "10", "0.##", "10", "General"),
        ("9.5", "9.5", "0.##", "9.5", "General"),
        ("0.25", "0.25", "0.##", "0.25", "General"),
        ("20.00", "20", "0.00", "20", "0.00"),
        ("74,696", "74696", "#,##0.##", "74696", "#,##0"),
        ("507,277.51", "507277.51", "#,##0.##", "507277.51", "#,##0.00"),
        ("500.00", "500", "#,##0.00", "500", "#,##0.00"),
        ("91.22%", "91.22", "0.00%", "0.9122", "0.00%"),
        ("0.00", "0", "0.00", "0", "0.00"),
        ("-3.50", "-3.5", "0.00", "-3.5", "0.00"),
        ("1.01", "1.005", "0.00", "1.005", "0.00"),
        ("1,234.50", "1234.50", "typed", "1234.50", "#,##0.00"),
        ("12.0", "12.0", "typed", "12.0", "0.0"),
        ("123456789012.345", "123456789012.345", "typed", "123456789012.345", "0.000"),
    ],
)
def test_the_format_shows_exactly_the_printed_text(
    text: str, value: str, pattern: str, number: str, code: str
) -> None:
    found = sheet_number(Cell(0, 0, text, value=Decimal(value), format=NumberFormat.of(pattern)))
    assert found is not None
    assert (found.value, found.code) == (Decimal(number), code)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１２３４.５", "1234.5"),
        ("007", "7"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1 234", "1234"),
        ("12,34", "1234"),
        ("1234567890123456", "1234567890123456"),
        ("1.23", "9"),
        ("-", "0"),
    ],
)
def test_what_no_format_shows_stays_text(text: str, value: str) -> None:
    assert (
        sheet_number(Cell(0, 0, text, value=Decimal(value), format=NumberFormat.of("typed")))
        is None
    )


@pytest.mark.parametrize(
    "text",
    ["a\x00b\x1fc\x0b", "_x0041_", "_x005F_x0041_", "__x000a__", "\ufffe\uffff", "_x", "\ud800"],
)
def test_control_characters_survive(text: str) -> None:
    assert unescaped(escaped(text)) == text
    if "\ud800" not in text:
        escaped(text).encode("utf-8")


def test_long_texts_are_cut_in_sight_with_a_mark() -> None:
    for text in ("长" * 40_000, "𠮷" * 20_000, "\x01" * 6_000):
        shown = visible(text)
        assert len(escaped(shown)) <= LONGEST
        assert shown.endswith(CUT_MARK)
        assert text.startswith(shown.removesuffix(CUT_MARK))
    assert visible("正" * LONGEST) == "正" * LONGEST


def test_a_cut_text_is_warned_of_by_its_cell(tmp_path: Path) -> None:
    form = clean_form(indicators_0__note="因" * 33_000, goal_actual="短")
    (warning,) = draw_workbook(laid_out([form]), tmp_path / "a.xlsx")
    assert "工作表“01 职工培训”" in warning
    assert "第 1 行偏差原因分析及改进措施（培训人数）" in warning


def test_a_target_is_protected_text(tmp_path: Path) -> None:
    hands = Hands(written(tmp_path, clean_form(indicators_0__target="=100.00(%)")))
    cell = hands.indicator(0, "target")
    assert (cell.value, cell.data_type) == ("=100.00(%)", "s")
    assert (cell.number_format, cell.quotePrefix) == ("@", True)


def test_figures_are_numbers(tmp_path: Path) -> None:
    national = replace(clean_form(), template="shanghai-2024-national")
    hands = Hands(written(tmp_path, national, clean_form()))
    rate = hands.cell("pd_funding_total_rate")
    assert (rate.value, rate.number_format) == (0.9, "0.00%")
    assert hands.indicator(0, "score").number_format == "General"
    weight = hands.indicator(0, "weight", 1)
    assert (weight.value, weight.number_format, weight.data_type) == (50, "0.00", "n")
    assert hands.cell("pd_funding_total_initial", 1).number_format == "#,##0.00"


def test_blank_number_cells_wait_for_numbers(tmp_path: Path) -> None:
    form = clean_form(indicators_0__weight="", funding__fiscal__initial="", project_name="")
    hands = Hands(written(tmp_path, form))
    assert hands.cell("pd_funding_fiscal_initial").number_format == "#,##0.00"
    assert hands.indicator(0, "weight").number_format == "General"
    assert hands.cell("pd_project_name").number_format == "@"


@pytest.mark.parametrize("template", SIX)
def test_every_cell_has_its_borders(tmp_path: Path, template: str) -> None:
    form = replace(clean_form(), template=template)
    ((sheet, _),) = laid_out([form])
    book = openpyxl.load_workbook(written(tmp_path, form))
    out = book.worksheets[0]
    head = 2 if sheet.grid.year_line else 1
    with ZipFile(tmp_path / "book.xlsx") as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert out.max_column == len(sheet.widths)
    boxed = {
        style
        for style, xf in enumerate(book._cell_styles)  # type: ignore[attr-defined]
        if book._borders[xf.borderId].left.style == "thin"  # type: ignore[attr-defined]
    }
    for at in range(head + 1, head + len(sheet.heights) + 1):
        for col in range(1, len(sheet.widths) + 1):
            place = openpyxl.utils.get_column_letter(col) + str(at)
            style = int(xml.partition(f'r="{place}" s="')[2].partition('"')[0])
            assert style in boxed, place


@pytest.mark.parametrize("template", SIX)
def test_merges_are_those_of_the_page(tmp_path: Path, template: str) -> None:
    form = replace(clean_form(), template=template)
    ((sheet, _),) = laid_out([form])
    out = openpyxl.load_workbook(written(tmp_path, form)).worksheets[0]
    head = 2 if sheet.grid.year_line else 1
    wanted = {
        (c.col + 1, c.row + head + 1, c.col + c.cols, c.row + head + c.rows)
        for c in sheet.grid.cells
        if c.cols > 1 or c.rows > 1
    }
    found = {tuple(block.bounds) for block in out.merged_cells.ranges}
    assert wanted <= found
    last = head + len(sheet.heights)
    assert all(bottom <= head or top > last for _, top, _, bottom in found - wanted)


def test_the_sheet_prints_on_one_page_width_with_its_head_repeated(tmp_path: Path) -> None:
    hands = Hands(written(tmp_path, clean_form()))
    out = hands.sheet()
    head = hands.place("pd_head_level1")[0]
    assert (out.page_setup.paperSize, out.page_setup.orientation) == (9, "portrait")
    assert (out.page_setup.fitToWidth, out.page_setup.fitToHeight) == (1, 0)
    assert out.sheet_properties.pageSetUpPr is not None
    assert out.sheet_properties.pageSetUpPr.fitToPage
    assert out.print_title_rows == f"${head}:${head}"
    assert out.print_options.horizontalCentered
    assert (out.print_area or "").endswith(f"$A$1:$I${out.max_row}")


@pytest.mark.parametrize(
    ("width", "height", "number", "orientation", "measures"),
    [
        (297.0, 210.0, 9, "landscape", (None, None)),
        (297.0, 420.0, 8, "portrait", (None, None)),
        (200.0, 300.0, None, "portrait", ("200mm", "300mm")),
    ],
)
def test_paper_margins_and_type_sizes_are_the_templates(
    tmp_path: Path,
    width: float,
    height: float,
    number: int | None,
    orientation: str,
    measures: tuple[str | None, str | None],
) -> None:
    form = clean_form(project_name="")
    base = library().get(form.template)
    margins = {"left": 21.0, "right": 17.0, "top": 13.0, "bottom": 29.0}
    sizes = {"width": width, "height": height, "title_size": 20.0, "year_size": 12.5}
    paper = replace(base.paper, **margins, **sizes)
    # title and year line alike: no drawer can tell them apart by their words
    template = replace(base, paper=paper, title="自评表", year_line="自评表")
    draw_workbook([(lay_out(form, template), form)], tmp_path / "a.xlsx")
    out = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (out.page_setup.paperSize, out.page_setup.orientation) == (number, orientation)
    assert (out.page_setup.paperWidth, out.page_setup.paperHeight) == measures
    found = {side: round(getattr(out.page_margins, side) * 25.4) for side in margins}
    assert found == margins
    assert [out.cell(row, 1).font.size for row in (1, 2)] == [20, 12.5]


def test_without_indicators_the_heads_are_those_of_its_own_template(tmp_path: Path) -> None:
    form = replace(clean_form(), template="nowhere", indicators=())
    template = library().get("shanghai-district-2024")
    draw_workbook([(lay_out(form, template), form)], tmp_path / "a.xlsx")
    assert Hands(tmp_path / "a.xlsx").place("pd_head_score")[1] == 8


def test_a_row_too_high_for_excel_is_spread_over_several(tmp_path: Path) -> None:
    form = clean_form(goal_expected="目标很长。" * 800)
    out = openpyxl.load_workbook(written(tmp_path, form)).worksheets[0]
    heights = [d.height for d in out.row_dimensions.values() if d.height]
    assert max(heights) <= 409
    assert sum(heights) > 1000
    hands = Hands(tmp_path / "book.xlsx")
    row_, col = hands.place("pd_goal_expected")
    block = next(b for b in out.merged_cells.ranges if (b.min_row, b.min_col) == (row_, col))
    assert block.max_row > row_


def test_notes_and_signature_lines_stand_below(tmp_path: Path) -> None:
    form = replace(clean_form(signature__preparer="张三"), template="national-2020")
    out = openpyxl.load_workbook(written(tmp_path, form)).worksheets[0]
    texts = [cell.value for cell in cells_of(out) if isinstance(cell.value, str)]
    assert "填报人：张三" in texts
    assert texts.index("填报人：张三") > texts.index("总分")


def test_same_forms_give_the_same_bytes(tmp_path: Path) -> None:
    forms: list[Form] = [clean_form(), clean_form(project_name="另一项目")]
    first = written(tmp_path, *forms, name="a.xlsx").read_bytes()
    assert written(tmp_path, *forms, name="b.xlsx").read_bytes() == first


def test_the_record_is_hidden_and_complete(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, clean_form(goal_actual="很" * 90_000)))
    hidden = book[RECORD_SHEET]
    assert hidden.sheet_state == "hidden"
    pieces = [cell.value for cell in hidden[2][1:]]
    assert len(pieces) > 3
    assert max(len(str(piece)) for piece in pieces) <= 30_000
    assert book.active is book.worksheets[0]


def test_500_indicators_and_no_indicators(tmp_path: Path) -> None:
    form = replace(clean_form(), indicators=tuple(row("≥1", "1") for _ in range(500)))
    none = replace(clean_form(), indicators=())
    hands = Hands(written(tmp_path, form, none))
    assert hands.place("pd_end")[0] - hands.place("pd_head_level1")[0] == 501
    assert hands.place("pd_head_score", 1)[1] == 8


def test_more_digits_than_excel_keeps_are_text(tmp_path: Path) -> None:
    hands = Hands(written(tmp_path, clean_form(funding__fiscal__initial="12345678901234567.89")))
    cell = hands.cell("pd_funding_fiscal_initial")
    assert (cell.value, cell.number_format) == ("12,345,678,901,234,567.89", "@")
    assert Number.of(str(cell.value)).value == Decimal("12345678901234567.89")


@pytest.mark.parametrize("template", SIX)
def test_columns_are_those_of_the_page_or_a_little_wider(tmp_path: Path, template: str) -> None:
    form = replace(clean_form(), template=template)
    ((sheet, _),) = laid_out([form])
    widths = sheet_widths(sheet)
    assert all(a <= b <= a + 8 for a, b in zip(sheet.widths, widths, strict=True))
    assert sum(widths) <= sum(sheet.widths) + 9
    out = openpyxl.load_workbook(written(tmp_path, form)).worksheets[0]
    stored = [d.width for d in out.column_dimensions.values()]
    assert stored == pytest.approx([width / 25.4 * 96 / 8 for width in widths], abs=0.07)
