"""Reads any workbook or Word document: our own by its record, all others by what labels mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.exchange.books import open_book
from perfdesk.exchange.evidence import known_templates
from perfdesk.exchange.ours import read_ours
from perfdesk.exchange.recognise import recognise, recognise_sheet
from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from perfdesk.exchange.reading import BookReading, SheetSlot
    from perfdesk.exchange.sheet import Book


def read_workbook(path: Path) -> BookReading:
    """Every form of a file. Raises Refused where there is none, saying what is nearest."""
    return read_book(open_book(path), path)


def read_book(book: Book, path: Path) -> BookReading:
    """Every form of the book that `path` holds. Raises Refused where there is none."""
    ours = read_ours(book)
    reading = recognise(book, path.stem) if ours is None else _with_others(book, ours, path.stem)
    if not reading.slots:
        raise Refused(f"{path}：{''.join(reading.notes) or '里面没有内容。'}")
    return reading


def _with_others(book: Book, ours: BookReading, name: str) -> BookReading:
    """The forms of our own book, those that people added, and those whose record is of no use."""
    templates, sheets = known_templates(), {sheet.title: sheet for sheet in book.sheets}
    for number, slot in enumerate(ours.slots):
        if slot.form is None:
            found = recognise_sheet(sheets[slot.report.sheet], templates, name).slots
            ours.slots[number] = _instead(slot, found)
    for title in ours.others:
        if not sheets[title].hidden:
            found = recognise_sheet(sheets[title], templates, name).slots
            ours.slots += found
            if found:
                continue
        ours.notes.append(f"工作表“{title}”里没有自评表，没有读入。")
    return ours


def _instead(slot: SheetSlot, found: list[SheetSlot]) -> SheetSlot:
    """The form as its labels say, where there is exactly one; it has lost its number."""
    if len(found) != 1:
        return slot
    found[0].report.notes.insert(0, f"隐藏的记录用不上，已按栏目文字识别：{slot.problem}")
    return found[0]
