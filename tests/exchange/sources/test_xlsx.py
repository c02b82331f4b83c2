"""Workbooks: every type of cell, merges, hidden things, what other programs leave out."""

from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.exchange.books import open_book
from perfdesk.exchange.sheet import Cell, Kind, Origin, Range, Sheet
from perfdesk.files.errors import Refused
from tests.exchange.packages import packed, relations, xlsx


def only(path: Path) -> Sheet:
    """The only sheet of a workbook."""
    (sheet,) = open_book(path).sheets
    return sheet


def test_every_type_of_cell(tmp_path: Path) -> None:
    data = (
        '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><t>甲</t></is></c>'
        '<c r="D2" t="str"><f>A1</f><v>乙</v></c><c r="E2" t="b"><v>1</v></c>'
        '<c r="F2" t="e"><v>#N/A</v></c><c r="G2" s="1"><v>0.9</v></c><c r="H2"/>'
        '<c r="I2"><f>1+1</f></c><c r="J2" t="d"><v>2024-03-05</v></c>'
        '<c r="K2"><f>1+1</f><v>2</v></c><c r="L2" t="str"><f>B9</f><v></v></c></row>'
    )
    path = xlsx(tmp_path, data, strings="<si><t>文</t></si>", styles='<xf numFmtId="9"/>')
    assert only(path).cells == {
        (2, 2): Cell("文"),
        (2, 3): Cell("甲"),
        (2, 4): Cell("乙", formula="=A1"),
        (2, 5): Cell("TRUE", Kind.BOOL),
        (2, 6): Cell("#N/A", Kind.ERROR),
        (2, 7): Cell("90%", Kind.PERCENT, Decimal("0.9")),
        (2, 9): Cell("", Kind.UNCOMPUTED, None, "=1+1"),
        (2, 10): Cell("2024年3月5日", Kind.DATE),
        (2, 11): Cell("2", Kind.NUMBER, Decimal(2), "=1+1"),
    }


def test_strings_in_runs_without_the_readings_above_them(tmp_path: Path) -> None:
    strings = (
        "<si><r><t>职工</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 培训</t></r>"
        "<rPh sb='0' eb='1'><t>zhigong</t></rPh></si><si><t>一_x000D_\n二_x0005_</t></si><si/>"
    )
    data = "".join(f'<c t="s"><v>{n}</v></c>' for n in range(3))
    cells = only(xlsx(tmp_path, f"<row>{data}</row>", strings=strings)).cells
    assert cells == {(1, 1): Cell("职工 培训"), (1, 2): Cell("一\n\n二\x05".replace("\n\n", "\n"))}


def test_inline_strings_in_runs(tmp_path: Path) -> None:
    runs = "<r><t>甲</t></r><r><t>乙</t></r><rPh><t>x</t></rPh>"
    data = f"<c t='inlineStr'><is>{runs}</is></c>"
    assert only(xlsx(tmp_path, f"<row>{data}</row>")).text(1, 1) == "甲乙"


def test_rows_and_cells_without_addresses_follow_one_another(tmp_path: Path) -> None:
    data = (
        "<row><c><v>1</v></c><c><v>2</v></c></row>"
        '<row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row>'
    )
    assert sorted(only(xlsx(tmp_path, data)).cells) == [(1, 1), (1, 2), (4, 3), (4, 4)]


def test_hidden_rows_columns_and_merges(tmp_path: Path) -> None:
    data = '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
    after = (
        '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        '<cols><col min="2" max="16384" hidden="1"/></cols>'
    )
    sheet = only(xlsx(tmp_path, data, after=after))
    assert (set(sheet.hidden_rows), set(sheet.hidden_cols)) == ({1}, {2})
    assert sheet.merges == (Range(1, 1, 1, 2),)
    assert (sheet.text(1, 2), sheet.covered_cells[1, 2].text) == ("1", "2")


def test_number_formats_by_number_and_by_code(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path,
        '<row><c s="1"><v>45356</v></c><c s="2"><v>5</v></c><c s="99"><v>5</v></c></row>',
        formats='<numFmt numFmtId="176" formatCode="0.00_ "/>',
        styles='<xf numFmtId="31"/><xf numFmtId="176"/>',
    )
    assert [cell.text for _, cell in only(path).filled()] == ["2024年3月5日", "5.00", "5"]


def test_days_counted_from_1904(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path,
        '<row><c s="1"><v>1</v></c></row>',
        styles='<xf numFmtId="14"/>',
        properties='<workbookPr date1904="1"/>',
    )
    assert only(path).text(1, 1) == "1904/1/2"


def test_names_of_the_sheet(tmp_path: Path) -> None:
    names = (
        '<definedName name="a" localSheetId="0">表!$B$2:$C$3</definedName>'
        '<definedName name="b" localSheetId="0">别的!$B$2</definedName>'
        '<definedName name="c">表!$A$1</definedName>'
        '<definedName name="d" localSheetId="0">#REF!</definedName>'
    )
    sheet = only(xlsx(tmp_path, "", names=names))
    assert sheet.names == {"a": ((2, 2), (3, 3))}
    assert set(sheet.references) == {"a", "b", "d"}


def test_macros_links_and_dde_are_told_and_left_alone(tmp_path: Path) -> None:
    more: dict[str, str | bytes] = {
        "xl/vbaProject.bin": b"\0",
        "xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink/></externalLink>",
        "xl/externalLinks/externalLink2.xml": "<externalLink/>",
    }
    book = open_book(xlsx(tmp_path, "<row><c><v>1</v></c></row>", more=more))
    assert book.origin is Origin.XLSX
    assert [note[:6] for note in book.notes] == ["文件含有宏，", "文件含有指向", "文件链接了其"]


def test_the_strict_variant_with_prefixes(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    path = packed(
        tmp_path / "a.xlsx",
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": relations(worksheet="a.xml"),
            "xl/workbook.xml": f'<x:workbook xmlns:x="{strict}" xmlns:q="urn:q"><x:sheets>'
            '<x:sheet name="表" state="veryHidden" q:id="worksheet"/></x:sheets></x:workbook>',
            "xl/a.xml": f'<x:worksheet xmlns:x="{strict}"><x:sheetData><x:row><x:c t="inlineStr">'
            "<x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>",
        },
    )
    sheet = only(path)
    assert (sheet.text(1, 1), sheet.hidden) == ("甲", True)


@pytest.mark.parametrize(
    "data",
    [
        '<row><c t="s"><v>7</v></c></row>',
        "<row><c><v>x</v></c></row>",
        "<row><c><v>1e999</v></c></row>",
        '<row><c t="d"><v>morgen</v></c></row>',
        '<row><c s="x"><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="-1"><c><v>1</v></c></row>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        '<row><c r="1A"><v>1</v></c></row>',
        "<row><c><v>1</c></row>",
        "<row>&a;</row>",
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, data: str) -> None:
    with pytest.raises(Refused, match="内容有误，无法读取"):
        open_book(xlsx(tmp_path, data))


def test_the_last_cell_of_all_costs_nothing(tmp_path: Path) -> None:
    far = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    sheet = only(xlsx(tmp_path, far))
    assert sheet.bounds == Range(1, 1, 1_048_576, 16_384)
    assert len(sheet.filled()) == 2
