"""Draws laid-out sheets as a workbook: one worksheet per form, cells and merges as on the page.

Every tied cell keeps a name, so that `perfdesk.exchange.ours` finds it again after people inserted,
deleted or moved rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from openpyxl.utils import quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from perfdesk.files.bookrecord import MAGIC, RECORD_NAME, RECORD_SHEET
from perfdesk.report.xlsxfile import save_alike
from perfdesk.report.xlsxnames import sheet_names
from perfdesk.report.xlsxnumbers import TEXT
from perfdesk.report.xlsxsheet import SheetDrawer
from perfdesk.report.xlsxstyles import StyleBook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from perfdesk.core.form import Form
    from perfdesk.files.bookrecord import Record
    from perfdesk.report.page import Sheet

_Item = TypeVar("_Item")


def draw_workbook(
    items: Sequence[tuple[Sheet, Form]],
    target: Path,
    progress: Callable[[int], None] | None = None,
) -> list[str]:
    """Writes one workbook; returns warnings that name the cells. Same input, same bytes.

    Raises OSError.
    """
    names = sheet_names([form.project_name for _, form in items])

    def drawer(out: Worksheet, styles: StyleBook, item: tuple[Sheet, Form]) -> SheetDrawer:
        return SheetDrawer(out, *item, styles)

    book, warnings = drawn_book(zip(names, items, strict=True), drawer, progress)
    save_alike(book, target)
    return warnings


class Drawer(Protocol):
    """Draws one sheet; `warnings` name what did not fit into a cell."""

    @property
    def warnings(self) -> list[str]: ...

    def draw(self) -> Record: ...


def drawn_book(
    named: Iterable[tuple[str, _Item]],
    drawer_of: Callable[[Worksheet, StyleBook, _Item], Drawer],
    progress: Callable[[int], None] | None = None,
) -> tuple[Workbook, list[str]]:
    """A workbook with a sheet per item, and the warnings; `progress` hears how many are done."""
    book = empty_book()
    styles, records, warnings = StyleBook(book), list["Record"](), list[str]()
    for number, (name, item) in enumerate(named, 1):
        drawer = drawer_of(book.create_sheet(name), styles, item)
        records.append(drawer.draw())
        warnings += drawer.warnings
        if progress:
            progress(number)
    _write_records(book, records)
    return book, warnings


def empty_book() -> Workbook:
    """A workbook without sheets."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    return book


def _write_records(book: Workbook, records: Sequence[Record]) -> None:
    """The hidden sheet, and on each form's sheet the name that leads to its row there."""
    hidden = book.create_sheet(RECORD_SHEET)
    hidden.sheet_state = "hidden" if records else "visible"  # a book needs one visible sheet
    hidden["A1"] = MAGIC
    hidden["B1"] = "PerfDesk 用来读回本文件的记录，请勿修改。"
    for row, record in enumerate(records, 2):
        hidden.cell(row, 1, row - 1)
        for place, piece in enumerate(record.pieces(), 2):
            _write_piece(hidden, row, place, piece)
        reference = f"{quote_sheetname(RECORD_SHEET)}!$A${row}"
        book[record.sheet].defined_names[RECORD_NAME] = DefinedName(
            RECORD_NAME, attr_text=reference
        )


def _write_piece(hidden: Worksheet, row: int, col: int, piece: str) -> None:
    cell = hidden.cell(row, col, piece)
    cell.data_type, cell.number_format = "s", TEXT
