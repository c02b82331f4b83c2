"""OpenDocument workbooks: cells as shown, repeated rows and columns that cost nothing."""

from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.exchange.books import open_book
from perfdesk.exchange.sheet import Cell, Kind, Origin, Range, Sheet
from perfdesk.files.errors import Refused
from tests.exchange.packages import ods, packed


def read(folder: Path, table: str, **more: str) -> Sheet:
    """The sheet of an .ods of one table."""
    book = open_book(ods(folder, table, **more))
    assert book.origin is Origin.ODS
    (sheet,) = book.sheets
    return sheet


def cell(text: str, kind: str = "", value: str = "", more: str = "") -> str:
    """A table cell that shows `text`."""
    name = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    typed = f'office:value-type="{kind}" office:{name}="{value}"' if kind else ""
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {typed} {more}>{shown}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    """A table row."""
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (cell("文", "string"), Cell("文")),
        (cell("90.00%", "percentage", "0.9"), Cell("90.00%", Kind.PERCENT, Decimal("0.9"))),
        (cell("1,234.50 ", "float", "1234.5"), Cell("1,234.50", Kind.NUMBER, Decimal("1234.5"))),
        (cell("-", "float", "0"), Cell("0", Kind.NUMBER, Decimal(0))),
        (cell("(5.00)", "float", "-5"), Cell("-5.00", Kind.NUMBER, Decimal(-5))),
        (cell("￥5.00", "currency", "5"), Cell("5.00", Kind.NUMBER, Decimal(5))),
        (cell("2024/3/5", "date", "2024-03-05"), Cell("2024/3/5", Kind.DATE)),
        (cell("2024-03-05 00:00:00", "date", "2024-03-05"), Cell("2024-03-05", Kind.DATE)),
        (cell("2024-03-05 14:30", "date", "2024-03-05"), Cell("2024-03-05 14:30", Kind.DATE)),
        (cell("03/05/24", "date", "2024-03-05"), Cell("2024年3月5日", Kind.DATE)),
        (cell("05.03.24 14:30", "date", "2024-03-05T14:30"), Cell("2024年3月5日 14:30", Kind.DATE)),
        (cell("3月5日", "date", "2024-03-05"), Cell("3月5日", Kind.DATE)),
        (cell("真", "boolean", "true"), Cell("TRUE", Kind.BOOL)),
        (
            cell("3", "float", "3", 'table:formula="of:=[.A1]+1"'),
            Cell("3", Kind.NUMBER, Decimal(3), "=[.A1]+1"),
        ),
        (
            cell("#DIV/0!", "float", "0", 'table:formula="of:=1/0"'),
            Cell("#DIV/0!", Kind.ERROR, None, "=1/0"),
        ),
        (cell("", more='table:formula="of:=1/0"'), Cell("", Kind.UNCOMPUTED, None, "=1/0")),
    ],
)
def test_every_type_of_cell(tmp_path: Path, xml: str, expected: Cell) -> None:
    assert read(tmp_path, row(xml)).cells == {(1, 1): expected}


def test_texts_in_paragraphs_and_spans_without_comments(tmp_path: Path) -> None:
    xml = (
        "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation>"
        "<text:p>一<text:span>二</text:span>\n  三<text:s text:c='2'/>四<text:line-break/>五"
        "</text:p><text:p>六</text:p></table:table-cell>"
    )
    assert read(tmp_path, row(xml)).text(1, 1) == "一二 三  四\n五\n六"


def test_repeated_rows_and_columns(tmp_path: Path) -> None:
    twice = row(
        cell("甲", more='table:number-columns-repeated="2"'),
        more='table:number-rows-repeated="2" table:visibility="collapse"',
    )
    gap = row(cell("", more='table:number-columns-repeated="16384"'))
    empty = row(cell(""), more='table:number-rows-repeated="1048570"')
    sheet = read(tmp_path, twice + gap + empty + row(cell("末")))
    assert set(sheet.cells) == {(1, 1), (1, 2), (2, 1), (2, 2), (1_048_574, 1)}
    assert set(sheet.hidden_rows) == {1, 2}


def test_merges_groups_and_hidden_columns(tmp_path: Path) -> None:
    table = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="16383"/><table:table-header-rows>'
        + row(
            cell("头", more='table:number-columns-spanned="2" table:number-rows-spanned="2"'),
            "<table:covered-table-cell><text:p>藏</text:p></table:covered-table-cell>",
        )
        + "</table:table-header-rows>"
        + row("<table:covered-table-cell table:number-columns-repeated='2'/>", cell("尾"))
    )
    sheet = read(tmp_path, table)
    assert sheet.merges == (Range(1, 1, 2, 2),)
    assert (sheet.text(2, 2), sheet.text(2, 3)) == ("头", "尾")
    assert sheet.covered_cells == {(1, 2): Cell("藏")}
    assert set(sheet.hidden_cols) == {2, 3}


def test_a_hidden_sheet(tmp_path: Path) -> None:
    style = (
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    )
    assert read(tmp_path, row(cell("甲")), styles=style, style="h").hidden
    assert not read(tmp_path, row(cell("甲")), styles=style, style="other").hidden


def test_names_of_the_sheet(tmp_path: Path) -> None:
    names = (
        '<table:named-expressions><table:named-range table:name="a" '
        'table:cell-range-address="$表.$B$2:.$C$3"/><table:named-range table:name="b" '
        'table:cell-range-address="$表.$D$4"/></table:named-expressions>'
    )
    named = read(tmp_path, row(cell("甲")) + names).names
    assert named == {"a": ((2, 2), (3, 3)), "b": ((4, 4), (4, 4))}


@pytest.mark.parametrize(
    "table",
    [
        row(cell("x"), more='table:number-rows-repeated="1048576"'),
        row(cell("x", more='table:number-columns-repeated="999999999"')),
        row(cell("x", more='table:number-columns-repeated="16384"')) * 40,
    ],
)
def test_too_much_is_refused(tmp_path: Path, table: str) -> None:
    with pytest.raises(Refused, match="单元格过多"):
        read(tmp_path, table)


@pytest.mark.parametrize(
    "xml",
    [
        cell("1", "float", "x"),
        cell("1", "float", "inf"),
        cell("x", "date", "never"),
        cell("x", more='table:number-columns-repeated="x"'),
        "<table:table-cell>",
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, xml: str) -> None:
    with pytest.raises(Refused, match="内容有误"):
        read(tmp_path, row(xml))


def test_spans_inside_spans_without_end_are_refused(tmp_path: Path) -> None:
    deep = "<text:span>" * 20_000 + "x" + "</text:span>" * 20_000
    with pytest.raises(Refused, match="内容有误"):
        read(tmp_path, row(cell(deep)))


def test_encrypted_and_other_open_documents_are_told(tmp_path: Path) -> None:
    kind = "application/vnd.oasis.opendocument."
    secret = {"mimetype": f"{kind}spreadsheet", "META-INF/manifest.xml": "<encryption-data/>"}
    with pytest.raises(Refused, match="密码"):
        open_book(packed(tmp_path / "a.ods", {**secret, "content.xml": "????"}))
    with pytest.raises(Refused, match=r"另存为 \.docx"):
        open_book(packed(tmp_path / "a.odt", {"mimetype": f"{kind}text"}))
    with pytest.raises(Refused, match="不是工作簿"):
        open_book(packed(tmp_path / "a.epub", {"mimetype": "application/epub+zip"}))
