"""What the workers of the hostile proof do with a file: read all of it as the program does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.exchange.books import open_book
from perfdesk.exchange.reader import read_book
from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from perfdesk.core.form import Form


@dataclass(frozen=True, slots=True)
class Found:
    """How many cells a file shows, and the forms that were read from it."""

    cells: int
    forms: tuple[Form, ...]


def read(path: Path) -> Found:
    """Reads a file. Raises Refused; a sound file without a form has none."""
    book = open_book(path)
    try:
        slots = read_book(book, path).slots
    except Refused:
        slots = []
    forms = tuple(slot.form for slot in slots if slot.form is not None)
    return Found(sum(len(sheet.everything()) for sheet in book.sheets), forms)
