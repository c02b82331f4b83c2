"""Reads workbooks that PerfDesk wrote: the hidden record, and whatever people edited since.

A visible cell edited since wins over the record; one that was not keeps the typed string behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.exchange.guard import guard_workbook
from perfdesk.exchange.ourplaces import Untied
from perfdesk.exchange.oursheet import OurSheetReader
from perfdesk.exchange.reading import BookReading, SheetReport, SheetSlot
from perfdesk.exchange.sheetview import SheetView, open_workbook, unquoted
from perfdesk.files.bookrecord import MAGIC, RECORD_NAME, Record
from perfdesk.files.celltext import unescaped
from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_RECORD_CELL = re.compile(r"(?P<sheet>.+)!\$?A\$?(?P<row>\d{1,7})")
_MOST_PIECES = 2_000

#: A worksheet, and the row of its record.
_OurSheet = tuple[SheetView, int]


def read_our_workbook(path: Path) -> list[SheetSlot]:
    """Every form of one of our workbooks, in the order of the sheets. Raises Refused."""
    return read_book(path).slots


def read_book(path: Path) -> BookReading:
    """The forms, and what concerns the workbook as a whole. Raises Refused."""
    guard_workbook(path)
    book = open_workbook(path)
    hidden = next((sheet for sheet in book.worksheets if sheet["A1"].value == MAGIC), None)
    if hidden is None:
        raise Refused(f"{path}：不是本程序导出的工作簿；目前只能读回本程序自己导出的工作簿。")
    return _BookReader(book, hidden).read()


class _BookReader:
    def __init__(self, book: Workbook, hidden: Worksheet) -> None:
        self.book, self.hidden = book, hidden
        self.out = BookReading()
        self.seen: dict[int, str] = {}
        self.by_title: dict[str, int] = {}

    def read(self) -> BookReading:
        ours = self._our_sheets()
        for view, row in self._without_hidden(ours):
            self._sheet(view, row)
        there = {row for _, row in ours}
        for row in self._record_rows():
            if row not in there:
                self.out.notes.append(f"导出时的第 {row - 1} 张表已被删除，没有读入。")
        return self.out

    def _our_sheets(self) -> list[_OurSheet]:
        """Every sheet that has a record; the others are named."""
        found = []
        for sheet in self.book.worksheets:
            if sheet is self.hidden:
                continue
            view = SheetView(sheet)
            row = self._row_of(view)
            if row is not None:
                found.append((view, row))
            elif sheet.max_row > 1 or sheet["A1"].value is not None:
                self.out.notes.append(f"工作表“{view.title}”不是本程序的表，没有读入。")
        return found

    def _without_hidden(self, ours: list[_OurSheet]) -> list[_OurSheet]:
        """The sheets that people see; the hidden ones where there are no others."""
        shown = [(view, row) for view, row in ours if not view.hidden]
        said = "没有读入" if shown else "因为没有别的表，仍然读入"
        for view, _ in ours:
            if view.hidden:
                self.out.notes.append(f"工作表“{view.title}”是隐藏的，{said}。")
        return shown or ours

    def _record_rows(self) -> list[int]:
        """The rows that hold records."""
        rows, row = [], 2
        while self.hidden.cell(row, 1).value is not None and row < self.hidden.max_row + 1:
            rows.append(row)
            row += 1
        return rows

    def _sheet(self, view: SheetView, row: int) -> None:
        try:
            reader = OurSheetReader(view, self._record(row))
            form = reader.read()
        except Untied as error:
            self.out.slots.append(SheetSlot(None, SheetReport(view.title), str(error)))
            return
        except ValueError:
            problem = f"工作表“{view.title}”的隐藏记录已损坏，无法读回。"
            self.out.slots.append(SheetSlot(None, SheetReport(view.title), problem))
            return
        if row in self.seen:
            note = f"与工作表“{self.seen[row]}”来自同一张表，编号相同，可能是它的副本。"
            reader.report.notes.append(note)
        self.seen.setdefault(row, view.title)
        self.out.slots.append(SheetSlot(form, reader.report))

    def _row_of(self, view: SheetView) -> int | None:
        """The hidden sheet's row for a form's sheet: by its name, else by its title."""
        found = _RECORD_CELL.fullmatch(view.reference(RECORD_NAME))
        if found and unquoted(found["sheet"]) == self.hidden.title:
            return int(found["row"])
        return self._row_by_title(view.title)

    def _row_by_title(self, title: str) -> int | None:
        if not self.by_title:
            for row in self._record_rows():
                try:
                    self.by_title[self._record(row).sheet] = row
                except ValueError:
                    continue  # told of where its sheet is met
        return self.by_title.get(title)

    def _record(self, row: int) -> Record:
        """Raises ValueError where the record is damaged."""
        pieces, col = [], 2
        while col < _MOST_PIECES and isinstance(value := self.hidden.cell(row, col).value, str):
            pieces.append(unescaped(value))
            col += 1
        return Record.of("".join(pieces))
