"""Draws one form on one worksheet and keeps account of what each cell shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.header_footer import _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

from perfdesk.core.cells import UnknownCell, indicator_cell, indicator_of, name_of, text_at
from perfdesk.core.form import AMOUNT_KEYS
from perfdesk.core.template import IndicatorsBlock
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.report.fonts import metrics
from perfdesk.report.grid import RowKind
from perfdesk.report.page import ASCENT, POINT
from perfdesk.report.xlsxnumbers import blank_code, sheet_number
from perfdesk.report.xlsxrecord import (
    END,
    HEADS,
    ROWS,
    TITLE,
    YEAR,
    Anchor,
    Record,
    Shown,
    anchor_name,
)
from perfdesk.report.xlsxstyles import TEXT, Style, StyleBook, column_width
from perfdesk.report.xlsxtext import CUT_MARK, escaped, visible
from perfdesk.report.xlsxwidths import sheet_widths

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from perfdesk.core.form import Form
    from perfdesk.report.grid import Cell
    from perfdesk.report.page import Sheet, Text

#: Spreadsheets break lines by their own metrics: a little more height than the page needs.
_GENEROUS = 1.08
#: A row may be 409 pt high. One that must be parted is cut small, so that pages get full.
_HIGHEST, _PART = 400.0, 90.0
_TITLE_SIZE, _YEAR_SIZE = 16.0, 10.5
_GAP, _SIGNATURE = 8.5, 25.5
_A4 = 9
_INCH = 25.4
#: Dashes and derived rates of the source rows: nothing that anyone fills in.
_UNTIED = re.compile(r"funding\.(?:fiscal|carryover|other)\.(?:weight|rate|score)")
_NUMBERS = frozenset({*AMOUNT_KEYS, "weight", "score", "rate", "total_weight", "total_score"})


@dataclass(frozen=True, slots=True)
class _Block:
    """A rectangle of worksheet cells, 1-based, all included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def reference(self) -> str:
        """`B3:D5`, or `B3` for a single cell."""
        first = f"{get_column_letter(self.left)}{self.top}"
        last = f"{get_column_letter(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"


class SheetDrawer:
    """Draws one form; `warnings` name what does not fit into a cell."""

    def __init__(self, worksheet: Worksheet, sheet: Sheet, form: Form, styles: StyleBook) -> None:
        self.out, self.sheet, self.form, self.styles = worksheet, sheet, form, styles
        self.record = Record(form, worksheet.title)
        self.warnings: list[str] = []
        self.row = 1
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
        self._set_up_print()
        return self.record

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
        block = _Block(self.row, 1, self.row, len(self.sheet.widths))
        self.out.row_dimensions[self.row].height = _quarter(points)
        self._put(block, style, text)
        if address:
            self._tie(address, block, text)
        self.row += 1

    def _head(self) -> None:
        grid = self.sheet.grid
        size = self._size_of(grid.title, _TITLE_SIZE)
        style = Style("center", size, TEXT, bold=True, boxed=False)
        self._line(grid.title, size * 1.75, style, TITLE)
        if grid.year_line:
            size = self._size_of(grid.year_line, _YEAR_SIZE)
            style = Style("center", size, TEXT, boxed=False)
            self._line(grid.year_line, size * 1.9, style, YEAR)

    def _size_of(self, words: str, default: float) -> float:
        """The type size that a head line has on the page."""
        return next((text.size for text in self._page_texts() if text.line.text == words), default)

    def _page_texts(self) -> list[Text]:
        return self.sheet.pages[0].texts if self.sheet.pages else []

    # ---- the table -----------------------------------------------------------------------

    def _cell(self, cell: Cell) -> None:
        top, bottom = self.spans[cell.row][0], self.spans[cell.row + cell.rows - 1][1]
        block = _Block(top, cell.col + 1, bottom, cell.col + cell.cols)
        number = sheet_number(cell) if cell.text else None
        if number is not None:
            self._put(block, Style(cell.align, self.sheet.size, number.code), number.value)
        else:
            style = self._text_style(cell)
            if cell.rows == 1 and top < bottom:  # parted over pages: begin where the row begins
                style = replace(style, vertical="top")
            self._put(block, style, visible(cell.text))
        if cell.address and not _UNTIED.fullmatch(cell.address):
            self._remember(cell, block, visible(cell.text) if number is None else number.value)

    def _text_style(self, cell: Cell) -> Style:
        if not cell.address:
            return Style(cell.align, self.sheet.size)
        if not cell.text and cell.address.rpartition(".")[2] in _NUMBERS:
            return Style(cell.align, self.sheet.size, blank_code(cell.pattern))
        return Style(cell.align, self.sheet.size, TEXT, quoted=bool(cell.text))

    def _put(self, block: _Block, style: Style, content: Shown) -> None:
        """Styles every cell of the block, also those under the merge, and fills the first."""
        for row in range(block.top, block.bottom + 1):
            for col in range(block.left, block.right + 1):
                self.styles.apply(self.out, self.out.cell(row, col), style)
        if (block.top, block.left) != (block.bottom, block.right):
            self.out.merged_cells.add(block.reference)
        first = self.out.cell(block.top, block.left)
        if isinstance(content, Decimal):
            first.value = float(content)
        elif content:
            first.value = escaped(content)
            first.data_type = "s"  # otherwise `=100.00(%)` would be a formula

    def _remember(self, cell: Cell, block: _Block, shown: Shown) -> None:
        if indicator_of(cell.address) or cell.address.startswith("indicators["):
            self._note_shown(cell.address, shown)
        else:
            self._tie(cell.address, block, shown)
        if isinstance(shown, str) and shown.endswith(CUT_MARK):
            self.warnings.append(
                f"工作表“{self.out.title}”{block.reference.partition(':')[0]}"
                f"（{name_of(cell.address, self.form)}）的文字太长，"
                "表内只放得下开头，全文保存在文件的隐藏记录里。"
            )

    def _note_shown(self, address: str, shown: Shown) -> None:
        """Keeps what a cell shows, unless it is the typed text itself."""
        try:
            typed = text_at(self.form, address)
        except UnknownCell:
            typed = None
        if shown != typed:
            self.record.shown[address] = shown

    # ---- ties ----------------------------------------------------------------------------

    def _tie(self, address: str, block: _Block, shown: Shown | None = None) -> None:
        """Names the block's first cell, so that its address is found wherever the cell goes."""
        self._name(address, _Block(block.top, block.left, block.top, block.left))
        if shown is not None:
            self._note_shown(address, shown)

    def _name(self, address: str, block: _Block) -> None:
        name = anchor_name(address, self.record.anchors)
        self.record.anchors[name] = Anchor(address, block.top, block.left)
        first = f"${get_column_letter(block.left)}${block.top}"
        last = f"${get_column_letter(block.right)}${block.bottom}"
        reference = first if first == last else f"{first}:{last}"
        text = f"{quote_sheetname(self.out.title)}!{reference}"
        self.out.defined_names[name] = DefinedName(name, attr_text=text)

    def _tie_indicators(self) -> None:
        """Names the heads of the indicator columns, the block of rows, and the row after it."""
        kinds = self.sheet.grid.kinds
        if RowKind.INDICATOR_HEADER not in kinds:
            return
        header = kinds.index(RowKind.INDICATOR_HEADER)
        last = header + kinds.count(RowKind.INDICATOR)
        top, bottom = self.spans[header][0], self.spans[last][1]
        words = {cell.col + 1: cell.text for cell in self.sheet.grid.cells if cell.row == header}
        for key, col in self._column_keys(header).items():
            self._tie(HEADS + key, _Block(top, col, top, col), visible(words.get(col, "")))
        self._note_covered()
        self._name(ROWS, _Block(top, 1, bottom, len(self.sheet.widths)))
        self._tie(END, _Block(bottom + 1, 1, bottom + 1, 1))

    def _note_covered(self) -> None:
        """Level cells under a merge hold nothing: their rows must not be taken for cleared ones."""
        drawn = {cell.address for cell in self.sheet.grid.cells}
        for row in range(len(self.form.indicators)):
            for key in ("level1", "level2"):
                address = indicator_cell(row, key)
                if address not in drawn:
                    self._note_shown(address, "")

    def _column_keys(self, header: int) -> dict[str, int]:
        """Worksheet column by key; asked of the template where there is no row to see it from."""
        found = {}
        for cell in self.sheet.grid.cells:
            if cell.row == header + 1 and cell.address.startswith("indicators[0]."):
                found[cell.address.partition(".")[2]] = cell.col + 1
        return found or self._template_keys()

    def _template_keys(self) -> dict[str, int]:
        try:
            block = library().get(self.form.template).block(IndicatorsBlock)
        except Refused:
            return {}
        columns = block.columns if isinstance(block, IndicatorsBlock) else ()
        return {column.key: column.span.first + 1 for column in columns}

    # ---- under the table and on paper ----------------------------------------------------

    def _under_table(self) -> None:
        if not self.sheet.notes and not self.sheet.signature:
            return
        self.out.row_dimensions[self.row].height = _GAP
        self.row += 1
        size = self.sheet.size
        for note in self.sheet.notes:
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
            block = _Block(self.row, left, self.row, max(left, right))
            self._put(block, style, visible(text))
            self._tie(f"signature[{place}][{n}]", block, visible(text))
        self.row += 1

    def _column_at(self, share: float) -> int:
        """The column (1-based) whose left edge is nearest to a share of the table's width."""
        edges = [sum(self.sheet.widths[:n]) for n in range(len(self.sheet.widths))]
        wanted = share * sum(self.sheet.widths)
        return min(range(len(edges)), key=lambda n: abs(edges[n] - wanted)) + 1

    def _set_up_print(self) -> None:
        out, sheet = self.out, self.sheet
        out.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        out.page_setup.paperSize, out.page_setup.orientation = _A4, "portrait"
        out.page_setup.fitToWidth, out.page_setup.fitToHeight = 1, 0
        out.print_options.horizontalCentered = True
        side = (sheet.page_width - sum(sheet.widths)) / 2 / _INCH
        out.page_margins.left = out.page_margins.right = round(side, 3)
        out.page_margins.top = out.page_margins.bottom = round(self._top() / _INCH, 3)
        out.page_margins.header = out.page_margins.footer = 0.3
        if out.oddFooter is not None:
            out.oddFooter.center = _HeaderFooterPart("- &P -", size=9)
        out.print_area = f"A1:{get_column_letter(len(sheet.widths))}{self.row - 1}"
        out.sheet_view.showGridLines = False
        for anchor in self.record.anchors.values():
            if anchor.address.startswith(HEADS):
                out.print_title_rows = f"{anchor.row}:{anchor.row}"

    def _top(self) -> float:
        """The top margin in mm, as the page has it."""
        texts = self._page_texts()
        return texts[0].line.y - texts[0].size * POINT * ASCENT if texts else 17.0


def _quarter(points: float) -> float:
    """Row heights in steps of a quarter point, upwards."""
    return ceil(points * 4) / 4
