"""A workbook read together with pictures of its sheets, for those who look at what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfdesk.arrivals import Picture
from perfdesk.exchange.books import open_book
from perfdesk.exchange.reader import read_book

if TYPE_CHECKING:
    from pathlib import Path

    from perfdesk.exchange.reading import BookReading
    from perfdesk.exchange.sheet import Sheet

#: No form reaches farther; a hostile sheet could fill the memory of who shows it.
_MOST_ROWS = 600
_MOST_COLUMNS = 60
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Seen:
    """The reading, and the pictures of the sheets with forms by their titles."""

    reading: BookReading
    pictures: dict[str, Picture] = field(default_factory=dict)


def read_to_show(path: Path) -> Seen:
    """Every form of a file with its sheet's picture. Raises Refused as `read_workbook` does."""
    book = open_book(path)
    reading = read_book(book, path)
    titles = {slot.report.sheet for slot in reading.slots}
    return Seen(reading, {one.title: _picture(one) for one in book.sheets if one.title in titles})


def _picture(sheet: Sheet) -> Picture:
    """The sheet from its first filled cell on, as far as forms reach."""
    top, left = sheet.bounds.top, sheet.bounds.left
    bottom = min(sheet.bounds.bottom, top + _MOST_ROWS - 1)
    right = min(sheet.bounds.right, left + _MOST_COLUMNS - 1)
    cells = {
        (row, col): cell.text[:_LONGEST]
        for (row, col), cell in sheet.cells.items()
        if row <= bottom and col <= right
    }
    merges = tuple(
        (one.top, one.left, min(one.bottom, bottom), min(one.right, right))
        for one in sheet.merges
        if top <= one.top <= bottom and left <= one.left <= right
    )
    return Picture(cells, merges, (top, left, bottom, right))
