"""Draws workbooks to hand out and be filled in: the official layout, live figures, protected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Font, Protection

from perfdesk.core.cells import indicator_cell
from perfdesk.core.form import AMOUNT_KEYS, POINT_KEYS
from perfdesk.core.number import trimmed
from perfdesk.core.template import IndicatorsBlock
from perfdesk.files.bookrecord import END, HEADS, ROWS, SPARE, STAMPS, TITLE
from perfdesk.report.blankcells import BlankCells
from perfdesk.report.blankfigures import figures
from perfdesk.report.blankgrid import ROOM, handed_out, rows_on_first_page
from perfdesk.report.blankrules import add_alarms, add_inputs
from perfdesk.report.grid import RowKind
from perfdesk.report.xlsx import drawn_book
from perfdesk.report.xlsxblock import Block
from perfdesk.report.xlsxfile import save_alike
from perfdesk.report.xlsxnames import sheet_names
from perfdesk.report.xlsxnumbers import blank_code
from perfdesk.report.xlsxsheet import SheetDrawer
from perfdesk.report.xlsxstyles import FONT, StyleBook, with_own_looks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from perfdesk.core.form import Form
    from perfdesk.core.template import IndicatorColumn, Template
    from perfdesk.files.bookrecord import Record
    from perfdesk.report.page import Sheet

_OPEN = Protection(locked=False)
#: What a form that is handed out has settled: approved targets.
_SETTLED = ("level1", "level2", "level3", "target")
#: Shown, but nobody types there.
_NO_INPUT = (TITLE, ROWS, END, "total_weight", "total_score", "grade")
_HELP_SIZE, _HELP_HEIGHT = 9.0, 15.0


def draw_blank_book(
    items: Sequence[tuple[Form, Template]],
    target: Path,
    progress: Callable[[int], None] | None = None,
) -> list[str]:
    """Writes one workbook, a sheet per form; returns warnings. Same input, same bytes.

    Every form needs an id, by which the answer finds it again. `progress` hears how many sheets
    are done. Raises OSError.
    """
    names = sheet_names([form.project_name or template.title for form, template in items])

    def drawer(out: Worksheet, styles: StyleBook, item: tuple[Form, Template]) -> _BlankDrawer:
        return _BlankDrawer(out, *item, styles)

    book, warnings = drawn_book(zip(names, items, strict=True), drawer, progress)
    book.calculation.fullCalcOnLoad = True
    save_alike(book, target)
    return warnings


class _BlankDrawer:
    """One sheet: drawn as any other, then made to be filled in."""

    def __init__(self, out: Worksheet, form: Form, template: Template, styles: StyleBook) -> None:
        self.out, self.form, self.template = out, form, template
        self.sheet: Sheet = handed_out(form, template)
        self.drawer = SheetDrawer(out, self.sheet, form, styles)

    @property
    def warnings(self) -> list[str]:
        """What did not fit into a cell."""
        return self.drawer.warnings

    def draw(self) -> Record:
        """Draws everything; the record of what is where."""
        record = self.drawer.draw()
        with_own_looks(self.out)
        self._tie_source_rates()
        cells = self._cells(record)
        live = figures(cells, self.form, self.template)
        for address, formula in live.items():
            self._compute(cells, address, formula)
        record.live = tuple(live)
        for address in cells.places:
            if address not in live and not address.startswith((HEADS, STAMPS)):
                self._unlock_field(cells, address)
        self._unlock_rows(cells)
        self._hide_spare(cells)
        add_inputs(self.out, cells, self.template, live)
        add_alarms(self.out, cells, self.template)
        self._explain(cells)
        self._protect()
        return record

    def _cells(self, record: Record) -> BlankCells:
        if RowKind.INDICATOR_HEADER not in self.sheet.grid.kinds:
            return BlankCells.of(record, 0, 0)
        head = self.sheet.grid.kinds.index(RowKind.INDICATOR_HEADER)
        rows = self.drawer.spans[head + 1 : head + 1 + max(ROOM, len(self.form.indicators))]
        return BlankCells.of(record, rows[0][0], rows[-1][1])

    def _tie_source_rates(self) -> None:
        """The derived rates of the source rows, which other workbooks hold as plain words."""
        for cell in self.sheet.grid.cells:
            source, _, key = cell.address.removeprefix("funding.").partition(".")
            row = self.template.funding_row(source)
            if key != "rate" or source == "total" or row is None or not row.shows_rate:
                continue
            block = Block.at(self.drawer.spans[cell.row][0], cell.col + 1)
            self.drawer.ties.record.words.pop((block.top, block.left), None)
            self.drawer.ties.tie(cell.address, block, "")

    # ---- single cells --------------------------------------------------------------------

    def _compute(self, cells: BlankCells, address: str, formula: str) -> None:
        cell = self.out[cells.at(address)]
        cell.value = f"={formula}"
        cell.quotePrefix = False  # it would make a text of the formula
        shown = None if address == "grade" else self.template.format_of(address)
        cell.number_format = blank_code(shown)

    def _unlock_field(self, cells: BlankCells, address: str) -> None:
        if address in _NO_INPUT or address.endswith((".rate", ".score")):
            return
        row, col = cells.places[address]
        self._unlock(row, col)
        if address.rpartition(".")[2] in AMOUNT_KEYS:
            self._format_blank(row, col, address)

    def _format_blank(self, row: int, col: int, address: str) -> None:
        """A number typed here looks as the paper prints it."""
        cell = self.out.cell(row, col)
        if cell.value is None:
            cell.number_format = blank_code(self.template.format_of(address))

    def _unlock(self, row: int, col: int) -> None:
        """Opens a cell, with all that lies under its merge."""
        for block in self.out.merged_cells.ranges:
            if (block.min_row, block.min_col) == (row, col):
                for place in block.cells:
                    self.out.cell(*place).protection = _OPEN
                return
        self.out.cell(row, col).protection = _OPEN

    def _unlock_rows(self, cells: BlankCells) -> None:
        widths = {col.key: col.span.last - col.span.first + 1 for col in self._columns()}
        for n, row in enumerate(range(cells.top, cells.bottom + 1)):
            settled = n < len(self.form.indicators) and bool(self.form.indicators[n].target.text)
            for key, col in cells.columns.items():
                if settled and key in _SETTLED:
                    continue
                for place in range(col, col + widths[key]):
                    self.out.cell(row, place).protection = _OPEN
                if key in POINT_KEYS:
                    self._format_blank(row, col, indicator_cell(n, key))

    def _columns(self) -> Sequence[IndicatorColumn]:
        block = self.template.block(IndicatorsBlock)
        return block.columns if block else ()

    # ---- the sheet as a whole ------------------------------------------------------------

    def _hide_spare(self, cells: BlankCells) -> None:
        """Spare rows beyond the first page are hidden; the reader knows all spare rows."""
        filled = len(self.form.indicators)
        first, last = cells.top + filled, cells.bottom
        if not cells.columns or first > last:
            return
        width = len(self.sheet.widths)
        self.drawer.ties.mark(SPARE, Block(first, 1, last, width))
        for row in range(cells.top + rows_on_first_page(self.sheet, filled), last + 1):
            self.out.row_dimensions[row].hidden = True

    def _explain(self, cells: BlankCells) -> None:
        """What to know before filling in, below the paper, where it is not printed."""
        row = self.drawer.row + 1
        for n, text in enumerate(self._help(cells)):
            block = Block(row + n, 1, row + n, len(self.sheet.widths))
            self.out.merged_cells.add(block.reference)
            cell = self.out.cell(row + n, 1, text)
            cell.font = Font(name=FONT, size=_HELP_SIZE, color="FF666666")
            cell.alignment = Alignment("left", "center", wrap_text=True)
            self.out.row_dimensions[row + n].height = _HELP_HEIGHT
            self.drawer.ties.word(block, text)

    def _help(self, cells: BlankCells) -> list[str]:
        total = trimmed(self.template.rules.total)
        found = [
            "填写说明（不打印）：浅黄色的格等着填写；执行率、得分合计、总分和等级自动计算。",
            f"变红的格请核对：分值合计应为 {total}；得分低于分值要写明原因；执行数不应超过预算数。",
        ]
        hidden = [row for row, size in self.out.row_dimensions.items() if size.hidden]
        if hidden:
            found.append(
                f"指标最多填 {cells.bottom - cells.top + 1} 行。行数不够时，选中第 {hidden[0] - 1} "
                f"行到第 {hidden[-1] + 1} 行的行号，单击右键选“取消隐藏”。"
            )
        return found

    def _protect(self) -> None:
        """Only what is filled in can be typed into; rows may be made higher, shown and added."""
        protection = self.out.protection
        protection.sheet = True
        protection.formatRows = protection.formatColumns = protection.insertRows = False
