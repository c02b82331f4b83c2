"""A table of texts as a workbook: nothing in it is a formula, nothing is lost."""

from pathlib import Path

from openpyxl import load_workbook

from perfdesk.report.texttable import draw_table

ROWS = [("文件", "说明"), ("a.xlsx", "=HYPERLINK(1)"), ("@b", "-1+1\n第二行"), ("", "a\x01b")]


def test_every_text_comes_back_as_text(tmp_path: Path) -> None:
    draw_table(ROWS, "导入结果", tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["导入结果"]
    read = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert read == [list(row) for row in [*ROWS[:3], ("", "a_x0001_b")]]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert sheet["B2"].quotePrefix
    assert sheet.freeze_panes == "A2"


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        draw_table(ROWS, "结果", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
