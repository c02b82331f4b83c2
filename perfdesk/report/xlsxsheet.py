"""Draws one form on one worksheet and keeps account of what each cell shows."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from perfdesk.core.cells import name_of
from perfdesk.core.form import AMOUNT_KEYS
from perfdesk.core.template import IndicatorsBlock
from perfdesk.files.bookrecord import STAMPS, TITLE, YEAR
from perfdesk.files.celltext import CUT_MARK, escaped, visible
from perfdesk.report.fonts import metrics
from perfdesk.report.grid import RowKind
from perfdesk.report.officewidths import sheet_widths
from perfdesk.report.page import POINT
from perfdesk.report.xlsxblock import Block
from perfdesk.report.xlsxdecimals import MoreDecimals
from perfdesk.report.xlsxnumbers import TEXT, blank_code, sheet_number
from perfdesk.report.xlsxprint import set_up_print
from perfdesk.report.xlsxstyles import Style, StyleBook, column_width
from perfdesk.report.xlsxties import Ties

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from perfdesk.core.form import Form
    from perfdesk.files.bookrecord import Content, Record
    from perfdesk.report.grid import Cell
    from perfdesk.report.page import Sheet

#: Spreadsheets break lines by their own metrics: a little more height than the page needs.
_GENEROUS = 1.08
#: A row may be 409 pt high. One that must be parted is cut small, so that pages get full.
_HIGHEST, _PART = 400.0, 90.0
_GAP, _SIGNATURE = 8.5, 25.5
#: Dashes and derived rates of the source rows: nothing that anyone fills in.
_UNTIED = re.compile(r"funding\.(?:fiscal|carryover|other)\.(?:weight|rate|score)")
_FIGURES = ("weight", "score", "rate", "total_weight", "total_score", "execution_weight")
_NUMBERS = frozenset({*AMOUNT_KEYS, *_FIGURES})


class SheetDrawer:
    """Draws one form; `warnings` name what does not fit into a cell."""

    def __init__(self, worksheet: Worksheet, sheet: Sheet, form: Form, styles: StyleBook) -> None:
        self.out, self.sheet, self.form, self.styles = worksheet, sheet, form, styles
        self.ties = Ties(worksheet, form)
        self.decimals = MoreDecimals()
        self.warnings: list[str] = []
        self.row = 1
        self.head: int | None = None  # the worksheet row above the indicators
        self.spans: list[tuple[int, int]] = []  # first and last worksheet row by grid row

    def draw(self) -> Record:
        """Draws everything; the record of what is where."""
        for col, width in enumerate(sheet_widths(self.sheet), 1):
            self.out.column_dimensions[get_column_letter(col)].width = column_width(width)
        self._head()
        for height in self.sheet.heights:
            self._add_rows(height)
        for cell in self.sheet.grid.cells:
            self._cell(cell)
        self._tie_indicators()
        self._under_table()
        self.decimals.apply(self.out)
        used = Block(1, 1, self.row - 1, len(self.sheet.widths))
        set_up_print(self.out, self.sheet.template.paper, used, self.head)
        return self.ties.record

    # ---- rows ----------------------------------------------------------------------------

    def _add_rows(self, mm: float) -> None:
        """One grid row: spread over several worksheet rows where one cannot be as high."""
        points = mm / POINT * _GENEROUS
        count = 1 if points <= _HIGHEST else ceil(points / _PART)
        for row in range(self.row, self.row + count):
            self.out.row_dimensions[row].height = _quarter(points / count)
        self.spans.append((self.row, self.row + count - 1))
        self.row += count

    def _line(self, text: str, points: float, style: Style, address: str = "") -> None:
        """A row of its own over all columns, outside the table."""
        block = Block(self.row, 1, self.row, len(self.sheet.widths))
        self.out.row_dimensions[self.row].height = _quarter(points)
        self._put(block, style, text)
        if address:
            self.ties.tie(address, block, text)
        else:
            self.ties.word(block, text)
        self.row += 1

    def _head(self) -> None:
        grid, paper = self.sheet.grid, self.sheet.template.paper
        size = paper.title_size
        style = Style("center", size, TEXT, bold=True, boxed=False)
        self._line(grid.title, size * 1.75, style, TITLE)
        if grid.year_line:
            size = paper.year_size
            style = Style("center", size, TEXT, boxed=False)
            self._line(grid.year_line, size * 1.9, style, YEAR)

    # ---- the table -----------------------------------------------------------------------

    def _cell(self, cell: Cell) -> None:
        top, bottom = self.spans[cell.row][0], self.spans[cell.row + cell.rows - 1][1]
        block = Block(top, cell.col + 1, bottom, cell.col + cell.cols)
        number = sheet_number(cell) if cell.text else None
        if number is not None:
            self._put(block, Style(cell.align, self.sheet.size, number.code), number.value)
            if number.more:
                self.decimals.add(block, number)
        else:
            style = self._text_style(cell)
            if cell.rows == 1 and top < bottom:  # parted over pages: begin where the row begins
                style = replace(style, vertical="top")
            self._put(block, style, visible(cell.text))
        if cell.address and not _UNTIED.fullmatch(cell.address):
            self._remember(cell, block, visible(cell.text) if number is None else number.value)
        else:
            self.ties.word(block, visible(cell.text))

    def _text_style(self, cell: Cell) -> Style:
        if not cell.address:
            return Style(cell.align, self.sheet.size)
        if not cell.text and cell.address.rpartition(".")[2] in _NUMBERS:
            return Style(cell.align, self.sheet.size, blank_code(cell.format))
        return Style(cell.align, self.sheet.size, TEXT, quoted=bool(cell.text))

    def _put(self, block: Block, style: Style, content: Content) -> None:
        """Styles every cell of the block, also those under the merge, and fills the first."""
        for row in range(block.top, block.bottom + 1):
            for col in range(block.left, block.right + 1):
                self.styles.apply(self.out, self.out.cell(row, col), style)
        if not block.single:
            self.out.merged_cells.add(block.reference)
        first = self.out.cell(block.top, block.left)
        if isinstance(content, Decimal):
            first.value = float(content)
        elif content:
            first.value = escaped(content)
            first.data_type = "s"  # otherwise `=100.00(%)` would be a formula

    def _remember(self, cell: Cell, block: Block, shown: Content) -> None:
        if cell.address.startswith("indicators["):
            self.ties.record.note(cell.address, shown)
        else:
            self.ties.tie(cell.address, block, shown)
        if isinstance(shown, str) and shown.endswith(CUT_MARK):
            self.warnings.append(
                f"工作表“{self.out.title}”{block.first.reference}"
                f"（{name_of(cell.address, self.form)}）的文字太长，"
                "表内只放得下开头，全文保存在文件的隐藏记录里。"
            )

    def _tie_indicators(self) -> None:
        block = self.sheet.template.block(IndicatorsBlock)
        if block is None:
            return
        header = self.sheet.grid.kinds.index(RowKind.INDICATOR_HEADER)
        last = header + self.sheet.grid.kinds.count(RowKind.INDICATOR)
        self.head = self.spans[header][0]
        table = Block(self.head, 1, self.spans[last][1], len(self.sheet.widths))
        self.ties.tie_indicators(block, table)
        self.ties.note_covered({cell.address for cell in self.sheet.grid.cells})

    # ---- under the table -----------------------------------------------------------------

    def _under_table(self) -> None:
        notes = self.sheet.template.notes
        if not notes and not self.sheet.signature:
            return
        self.out.row_dimensions[self.row].height = _GAP
        self.row += 1
        size = self.sheet.size
        for note in notes:
            em = size * POINT / 1000
            lines = ceil(metrics().width(note) * em / sum(self.sheet.widths) * 1.03)
            style = Style("left", size, TEXT, boxed=False)
            self._line(note, max(1, lines) * size * 1.45, style)
        for place, items in enumerate(self.sheet.signature):
            self._signature(place, items)

    def _signature(self, place: int, items: tuple[str, ...]) -> None:
        """One signature line, its items at about equal distances on column edges."""
        self.out.row_dimensions[self.row].height = _SIGNATURE
        starts = [self._column_at(n / len(items)) for n in range(len(items))]
        ends = [*(start - 1 for start in starts[1:]), len(self.sheet.widths)]
        style = Style("left", self.sheet.size, TEXT, quoted=True, boxed=False)
        for n, (text, left, right) in enumerate(zip(items, starts, ends, strict=True)):
            block = Block(self.row, left, self.row, max(left, right))
            self._put(block, style, visible(text))
            self._tie_signature(place, n, block, visible(text))
        self.row += 1

    def _tie_signature(self, place: int, n: int, block: Block, shown: str) -> None:
        label, key = self.sheet.template.signature.lines[place][n]
        address = f"signature.{key}" if key else f"{STAMPS}{place}.{n}"
        self.ties.tie(address, block, shown)
        if key:
            self.ties.record.labels[address] = label

    def _column_at(self, share: float) -> int:
        """The column (1-based) whose left edge is nearest to a share of the table's width."""
        edges = [sum(self.sheet.widths[:n]) for n in range(len(self.sheet.widths))]
        wanted = share * sum(self.sheet.widths)
        return min(range(len(edges)), key=lambda n: abs(edges[n] - wanted)) + 1


def _quarter(points: float) -> float:
    """Row heights in steps of a quarter point, upwards."""
    return ceil(points * 4) / 4
