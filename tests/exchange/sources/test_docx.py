"""Word documents: tables below one another, merged cells, what stands above a table."""

from pathlib import Path

import pytest

from perfdesk.exchange.books import open_book
from perfdesk.exchange.sheet import Origin, Range, Sheet
from perfdesk.files.errors import Refused
from tests.exchange.packages import docx


def read(folder: Path, body: str) -> Sheet:
    """The sheet of a Word document."""
    book = open_book(docx(folder, body))
    assert book.origin is Origin.DOCX
    (sheet,) = book.sheets
    return sheet


def p(text: str, more: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr/><w:r><w:rPr>{more}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def tc(inside: str, properties: str = "") -> str:
    """A table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of rows, each its cells."""
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def texts(sheet: Sheet) -> dict[tuple[int, int], str]:
    """What stands where."""
    return {place: cell.text for place, cell in sheet.filled()}


def test_paragraphs_above_a_table_are_rows_as_wide_as_it(tmp_path: Path) -> None:
    body = p("项目支出绩效自评表") + p("") + p("（2024 年度）") + tbl(tc(p("甲")) + tc(p("乙")))
    sheet = read(tmp_path, body)
    assert texts(sheet) == {
        (1, 1): "项目支出绩效自评表",
        (2, 1): "（2024 年度）",
        (3, 1): "甲",
        (3, 2): "乙",
    }
    assert sheet.span((1, 2)) == Range(1, 1, 1, 2)


def test_cells_over_columns_and_rows(tmp_path: Path) -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tc(p("宽"), '<w:gridSpan w:val="2"/>') + tc(p("右")),
        tc(p("高"), start) + tc(p("一")) + tc(p("甲"), start),
        tc(p(""), on) + tc(p("二")) + tc(p(""), on),
        tc(p("新"), start) + tc(p("三")) + tc(p("乙")),
        tc(p(""), on) + tc(p("四")) + tc(p("丙")),
    )
    sheet = read(tmp_path, body)
    assert set(sheet.merges) == {
        *(Range(1, 1, 1, 2), Range(2, 1, 3, 1), Range(2, 3, 3, 3), Range(4, 1, 5, 1)),
    }
    assert sheet.text(3, 1) == "高"
    assert sheet.text(5, 1) == "新"


def test_a_row_that_begins_further_right(tmp_path: Path) -> None:
    body = tbl(tc(p("甲")), '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + tc(p("乙")))
    assert texts(read(tmp_path, body)) == {(1, 1): "甲", (2, 3): "乙"}


def test_tables_follow_one_another_and_inner_ones_come_below(tmp_path: Path) -> None:
    inner = tbl(tc(p("内")))
    body = tbl(tc(p("外") + inner + p("下"))) + tbl(tc(p("续"))) + p("") + tbl(tc(p("另")))
    assert texts(read(tmp_path, body)) == {
        (1, 1): "外\n下",
        (2, 1): "内",
        (3, 1): "续",
        (5, 1): "另",
    }


def test_texts_as_they_stand_once_changes_are_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/></w:r><w:hyperlink><w:r><w:t>三</w:t>"
        "</w:r></w:hyperlink><w:ins><w:r><w:t>四</w:t></w:r></w:ins><w:del><w:r><w:delText>五"
        "</w:delText></w:r></w:del><w:sdt><w:sdtContent><w:r><w:t>六</w:t></w:r></w:sdtContent>"
        "</w:sdt><w:r><w:rPr><w:vanish/></w:rPr><w:t>七</w:t></w:r><w:r><w:pict><w:t>八</w:t>"
        "</w:pict></w:r></w:p>"
    )
    book = open_book(docx(tmp_path, body))
    assert book.sheets[0].text(1, 1) == "一\n二\t三四六"
    assert book.notes == ("文档有修订标记，按接受修订后的文字读取。",)


@pytest.mark.parametrize("span", ["999999999", "x", "257"])
def test_an_odd_width_is_refused(tmp_path: Path, span: str) -> None:
    with pytest.raises(Refused, match="内容有误"):
        read(tmp_path, tbl(tc(p("甲"), f'<w:gridSpan w:val="{span}"/>')))


def test_tables_in_tables_without_end(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 5_000 + p("甲") + "</w:tc></w:tr></w:tbl>" * 5_000
    assert texts(read(tmp_path, deep)) == {(5_000, 1): "甲"}
