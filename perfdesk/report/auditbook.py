"""Draws the audit report as a workbook: its tables on sheets of their own, to sort and filter."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from perfdesk.core.audit import TITLE, Column, Heading, Words
from perfdesk.files.celltext import escaped, visible
from perfdesk.report.auditpdf import PAPER
from perfdesk.report.xlsx import empty_book
from perfdesk.report.xlsxblock import Block
from perfdesk.report.xlsxfile import save_alike
from perfdesk.report.xlsxnumbers import GENERAL, TEXT
from perfdesk.report.xlsxprint import set_up_print
from perfdesk.report.xlsxstyles import Style, StyleBook, column_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from perfdesk.core.audit import Audit

_SHADE = "FFF2F2F2"
_SIZE, _TITLE_SIZE = 10.0, 16.0
_LEADING = 1.5
_FINDINGS = "审核意见"
#: The form's column on the sheet of all findings; the other columns keep their shares beside it.
_FORM = Column("项目名称", 26, "left")


def draw_audit_book(audit: Audit, target: Path) -> None:
    """Writes the workbook. Same input, same bytes. Raises OSError."""
    book = empty_book()
    styles = StyleBook(book)
    for name, lines, columns, rows in _sheets(audit):
        _Drawer(book.create_sheet(name), styles, columns).draw([audit.facts, *lines], rows)
    save_alike(book, target)


_Sheet = tuple[str, list[str], tuple[Column, ...], list[tuple[str, ...]]]


def _sheets(audit: Audit) -> list[_Sheet]:
    """(name, lines above, columns, rows): tables of their own, then all findings in one."""
    several = len(audit.cases) > 1
    sheets: list[_Sheet] = []
    lines, columns, rows = list[str](), tuple[Column, ...](), list[tuple[str, ...]]()
    form = ""
    for block in audit.blocks():
        if isinstance(block, Heading):
            form = block.text if block.form else ""
        elif isinstance(block, Words):
            if not several or not form:
                lines.append(block.text)
        elif form:
            columns = (_FORM, *block.columns) if several else block.columns
            rows += [(form, *row) if several else row for row in block.rows]
        else:
            sheets.append((block.name, lines, block.columns, list(block.rows)))
    if columns or not sheets:
        sheets.append((_FINDINGS, lines, columns or (Column(_FINDINGS, 1),), rows))
    return sheets


class _Drawer:
    """Draws one sheet: title, lines, a table."""

    def __init__(self, out: Worksheet, styles: StyleBook, columns: Sequence[Column]) -> None:
        self.out, self.styles, self.columns = out, styles, columns
        whole = sum(column.width for column in columns)
        self.widths = [PAPER.text_width * column.width / whole for column in columns]

    def draw(self, lines: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """The whole sheet, set up for printing."""
        for col, width in enumerate(self.widths, 1):
            self.out.column_dimensions[get_column_letter(col)].width = column_width(width)
        self._across(1, TITLE, Style("center", _TITLE_SIZE, TEXT, bold=True, boxed=False))
        for row, text in enumerate(lines, 2):
            self._across(row, text, Style("left", _SIZE, TEXT, boxed=False))
        head = len(lines) + 2
        self._row(head, [column.head for column in self.columns], head=True)
        for row, texts in enumerate(rows, head + 1):
            self._row(row, texts)
        last, right = head + len(rows), len(self.columns)
        self.out.freeze_panes = f"A{head + 1}"
        self.out.auto_filter.ref = Block(head, 1, last, right).reference
        set_up_print(self.out, PAPER, Block(1, 1, last, right), head)

    def _across(self, row: int, text: str, style: Style) -> None:
        right = len(self.columns)
        if right > 1:
            self.out.merge_cells(start_row=row, end_row=row, start_column=1, end_column=right)
        self._write(row, 1, text, style)
        lines = _lines(text, PAPER.text_width, style.size)
        self.out.row_dimensions[row].height = (lines + 0.5) * style.size * _LEADING

    def _row(self, row: int, texts: Sequence[str], *, head: bool = False) -> None:
        for col, (column, text) in enumerate(zip(self.columns, texts, strict=True), 1):
            align = "center" if head else column.align
            code = GENERAL if text and column.figure and not head else TEXT
            shade = _SHADE if head else ""
            style = Style(align, _SIZE, code, quoted=code == TEXT, bold=head, shade=shade)
            self._write(row, col, text, style)
        most = max(_lines(text, w, _SIZE) for text, w in zip(texts, self.widths, strict=True))
        self.out.row_dimensions[row].height = (most + 0.4) * _SIZE * _LEADING

    def _write(self, row: int, col: int, text: str, style: Style) -> None:
        cell = self.out.cell(row, col)
        self.styles.apply(self.out, cell, style)
        if style.code == GENERAL:
            cell.value = int(text)
        elif text:
            cell.value = escaped(visible(text))
            cell.data_type = "s"  # a name that begins with = is no formula


def _lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in so many mm; a Chinese character is as wide as high."""
    room = max(1.0, width / (size * 25.4 / 72) - 1)
    signs = sum(1.0 if ord(sign) > 255 else 0.55 for sign in text)
    return max(1, ceil(signs / room))
