"""Tables as CSV that no spreadsheet takes for formulas, and back.

A text that begins with = + - @ or a tab, also in full width, gets an apostrophe before it, and so
does one where an apostrophe stands before such a sign: reading takes exactly one away. Plain
numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Excel and WPS take a file without this mark for one in the system's own encoding.
MARK = "\ufeff"
_DANGER = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """The file's text: comma, CRLF, quotes where needed."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([guarded(cell) for cell in row] for row in rows)
    return MARK + out.getvalue()


def csv_rows(text: str) -> list[list[str]]:
    """The rows that `csv_text` made a text of, identical."""
    source = io.StringIO(text.removeprefix(MARK), newline="")
    return [[unguarded(cell) for cell in row] for row in csv.reader(source)]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    if _NUMBER.fullmatch(cell) or not _DANGER.match(cell):
        return cell
    return f"'{cell}"


def unguarded(cell: str) -> str:
    """The text behind a guarded cell."""
    return cell[1:] if _GUARDED.match(cell) else cell
