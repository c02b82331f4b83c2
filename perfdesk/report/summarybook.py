"""Draws the table of all forms (汇总表) as a workbook: one line a form, sums below, A4 across."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from perfdesk.core.number import trimmed
from perfdesk.files.celltext import escaped, visible
from perfdesk.files.csvtext import csv_text
from perfdesk.report.xlsx import empty_book
from perfdesk.report.xlsxfile import save_alike
from perfdesk.report.xlsxnumbers import GENERAL, MOST_DIGITS, TEXT
from perfdesk.report.xlsxstyles import Style, StyleBook

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from perfdesk.core.overview import Overview, Value

TITLE = "财政项目支出绩效自评汇总表"
_SHADE = "FFF2F2F2"
_MONEY = "#,##0.00"
_SIZE, _TITLE_SIZE = 10.0, 16.0
_HEAD_ROW = 3
#: Widths in characters of what has no width of its own.
_WIDTHS = {
    "序号": 5.0,
    "年度": 6.0,
    "主管部门": 18.0,
    "实施单位": 18.0,
    "项目名称": 26.0,
    "状态": 7.5,
    **dict.fromkeys(("等级", "错误", "警告", "提示"), 5.0),
}
_NAMES = ("主管部门", "实施单位", "项目名称")
_WIDE, _NARROW = 13.0, 9.0
#: A Chinese character takes about two digits; a line is so many times the type size high.
_DIGITS, _LEADING = 2.0, 1.5
_MARGIN, _ABOVE, _FOOTER = 0.4, 0.6, 0.3  # inches
_AMOUNT = "数"


def summary_csv(table: Overview) -> str:
    """The same table as CSV, without heading: heads, lines, sums."""
    rows = [table.heads, *table.lines, table.sums]
    return csv_text([[_plain(value) for value in row] for row in rows])


def _plain(value: Value) -> str:
    return "" if value is None else trimmed(value) if isinstance(value, Decimal) else str(value)


def draw_summary(table: Overview, target: Path) -> None:
    """Writes the workbook. Same input, same bytes. Raises OSError."""
    book = empty_book()
    out = book.create_sheet("汇总")
    _Drawer(out, table, StyleBook(book)).draw()
    save_alike(book, target)


class _Drawer:
    def __init__(self, out: Worksheet, table: Overview, styles: StyleBook) -> None:
        self.out, self.table, self.styles = out, table, styles

    def draw(self) -> None:
        self._heading()
        rows = [self.table.heads, *self.table.lines, self.table.sums]
        last = _HEAD_ROW + len(rows) - 1
        for row, values in enumerate(rows, _HEAD_ROW):
            for col, value in enumerate(values, 1):
                self._put(row, col, value, bold=row in (_HEAD_ROW, last))
            lines = max(map(_lines, self.table.heads, values))
            self.out.row_dimensions[row].height = (lines + 0.4) * _SIZE * _LEADING
        self._set_up(last)

    def _heading(self) -> None:
        width = len(self.table.heads)
        lines = (
            (TITLE, Style("center", _TITLE_SIZE, TEXT, bold=True, boxed=False)),
            (f"金额单位：{self.table.unit.value}", Style("right", _SIZE, TEXT, boxed=False)),
        )
        for row, (text, style) in enumerate(lines, 1):
            self.out.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
            self._write(self.out.cell(row, 1), text, style)
        self.out.row_dimensions[1].height = _TITLE_SIZE * 1.75

    def _put(self, row: int, col: int, value: Value, bold: bool) -> None:
        align, code = "center", GENERAL
        if isinstance(value, Decimal):
            align, code = "right", _MONEY if len(trimmed(value)) <= MOST_DIGITS else TEXT
        elif isinstance(value, str):
            names = self.table.heads[col - 1] in _NAMES and not bold
            align, code = "left" if names else "center", TEXT
        quoted = isinstance(value, str)
        shade = _SHADE if bold else ""
        style = Style(align, _SIZE, code, quoted=quoted, bold=bold, shade=shade)
        self._write(self.out.cell(row, col), value, style)

    def _write(self, cell: Cell | MergedCell, value: Value, style: Style) -> None:
        self.styles.apply(self.out, cell, style)
        if isinstance(value, Decimal) and style.code != TEXT:
            cell.value = float(value)
        elif isinstance(value, int):
            cell.value = value
        elif value is not None:
            cell.value = escaped(visible(value if isinstance(value, str) else trimmed(value)))
            cell.data_type = "s"  # a name that begins with = is no formula

    def _set_up(self, last: int) -> None:
        for col, head in enumerate(self.table.heads, 1):
            self.out.column_dimensions[get_column_letter(col)].width = _width(head)
        right = get_column_letter(len(self.table.heads))
        self.out.freeze_panes = f"F{_HEAD_ROW + 1}"
        self.out.auto_filter.ref = f"A{_HEAD_ROW}:{right}{last - 1}"
        self.out.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.out.page_setup.orientation, self.out.page_setup.paperSize = "landscape", 9
        self.out.page_setup.fitToWidth, self.out.page_setup.fitToHeight = 1, 0
        self.out.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
        self.out.print_options.horizontalCentered = True
        margins = self.out.page_margins
        margins.left = margins.right = _MARGIN
        margins.top = margins.bottom = _ABOVE
        margins.header = margins.footer = _FOOTER
        if self.out.oddFooter is not None:
            self.out.oddFooter.center = _HeaderFooterPart("第 &P 页，共 &N 页", size=9)


def _width(head: str) -> float:
    return _WIDTHS.get(head, _WIDE if head.endswith(_AMOUNT) else _NARROW)


def _lines(head: str, value: Value) -> int:
    """How many lines a text takes in its column."""
    room = max(1, int(_width(head) / _DIGITS) - 1)
    return ceil(len(value) / room) if isinstance(value, str) and value else 1
