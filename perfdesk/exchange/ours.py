"""Reads workbooks that PerfDesk wrote: the hidden record, and whatever people edited since.

A visible cell edited since wins over the record; one that was not keeps the typed string behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.exchange.books import open_book
from perfdesk.exchange.ourplaces import Untied
from perfdesk.exchange.oursheet import OurSheetReader
from perfdesk.exchange.reading import BookReading, SheetReport, SheetSlot
from perfdesk.exchange.sources.xlsxparts import unquoted
from perfdesk.files.bookrecord import MAGIC, RECORD_NAME, Record
from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from perfdesk.exchange.sheet import Book, Sheet

_RECORD_CELL = re.compile(r"(?P<sheet>.+)!\$?A\$?(?P<row>\d{1,7})")
_MOST_PIECES = 2_000

#: A worksheet, and the row of its record.
_OurSheet = tuple["Sheet", int]


def read_our_workbook(path: Path) -> list[SheetSlot]:
    """Every form of one of our workbooks, in the order of the sheets. Raises Refused."""
    return read_book(path).slots


def read_book(path: Path) -> BookReading:
    """The forms, and what concerns the workbook as a whole. Raises Refused."""
    reading = read_ours(open_book(path))
    if reading is None:
        raise Refused(f"{path}：不是本程序导出的工作簿。")
    reading.notes += [f"工作表“{title}”不是本程序的表，没有读入。" for title in reading.others]
    return reading


def read_ours(book: Book) -> BookReading | None:
    """The forms of a workbook that PerfDesk wrote; None for any other."""
    hidden = next((sheet for sheet in book.sheets if sheet.text(1, 1) == MAGIC), None)
    return None if hidden is None else _BookReader(book, hidden).read()


class _BookReader:
    def __init__(self, book: Book, hidden: Sheet) -> None:
        self.book, self.hidden = book, hidden
        self.out = BookReading(notes=list(book.notes))
        self.seen: dict[int, str] = {}
        self.by_title: dict[str, int] = {}

    def read(self) -> BookReading:
        ours = self._our_sheets()
        for sheet, row in self._without_hidden(ours):
            self._sheet(sheet, row)
        there = {row for _, row in ours}
        for row in self._record_rows():
            if row not in there:
                self.out.notes.append(f"导出时的第 {row - 1} 张表已被删除，没有读入。")
        return self.out

    def _our_sheets(self) -> list[_OurSheet]:
        """Every sheet that has a record; the others are named."""
        found = []
        for sheet in self.book.sheets:
            if sheet is self.hidden:
                continue
            row = self._row_of(sheet)
            if row is not None:
                found.append((sheet, row))
            elif sheet.cells:
                self.out.others.append(sheet.title)
        return found

    def _without_hidden(self, ours: list[_OurSheet]) -> list[_OurSheet]:
        """The sheets that people see; the hidden ones where there are no others."""
        shown = [(sheet, row) for sheet, row in ours if not sheet.hidden]
        said = "没有读入" if shown else "因为没有别的表，仍然读入"
        for sheet, _ in ours:
            if sheet.hidden:
                self.out.notes.append(f"工作表“{sheet.title}”是隐藏的，{said}。")
        return shown or ours

    def _record_rows(self) -> list[int]:
        """The rows that hold records."""
        rows, row = [], 2
        while self.hidden.text(row, 1):
            rows.append(row)
            row += 1
        return rows

    def _sheet(self, sheet: Sheet, row: int) -> None:
        try:
            reader = OurSheetReader(sheet, self._record(row))
            form = reader.read()
        except Untied as error:
            self.out.slots.append(SheetSlot(None, SheetReport(sheet.title), str(error)))
            return
        except ValueError:
            problem = f"工作表“{sheet.title}”的隐藏记录已损坏，无法读回。"
            self.out.slots.append(SheetSlot(None, SheetReport(sheet.title), problem))
            return
        if row in self.seen:
            note = f"与工作表“{self.seen[row]}”来自同一张表，编号相同，可能是它的副本。"
            reader.report.notes.append(note)
        self.seen.setdefault(row, sheet.title)
        self.out.slots.append(SheetSlot(form, reader.report))

    def _row_of(self, sheet: Sheet) -> int | None:
        """The hidden sheet's row for a form's sheet: by its name, else by its title."""
        found = _RECORD_CELL.fullmatch(sheet.references.get(RECORD_NAME, ""))
        if found and unquoted(found["sheet"]) == self.hidden.title:
            return int(found["row"])
        return self._row_by_title(sheet.title)

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
        while col < _MOST_PIECES and (piece := self.hidden.text(row, col)):
            pieces.append(piece)
            col += 1
        return Record.of("".join(pieces))
