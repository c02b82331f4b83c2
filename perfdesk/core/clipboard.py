"""Blocks of cells as Excel and WPS put them on the clipboard as text, and back.

Cells are parted by tabs, rows by line ends. A cell that holds a tab or a line break stands in
quotes, with its own quotes doubled. These programs quote nothing else, so a text that is merely in
quotes keeps them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Rows of cells; rows may differ in length, none is without a cell.
Block = tuple[tuple[str, ...], ...]

_QUOTED = r'"(?P<quoted>(?:[^"]++|"")*+)"(?=[\t\r\n]|\Z)'
_CELL = re.compile(rf"(?:{_QUOTED}|(?P<plain>[^\t\r\n]*+))(?P<end>\t|\r\n|\r|\n|\Z)")
_NEEDS_QUOTES = re.compile(r'\A"|[\t\r\n]')


def parse_block(text: str) -> Block:
    """The cells of a text from the clipboard; a line end at its end begins no further row."""
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    place = 0
    while place < len(text) or row:
        found = _CELL.match(text, place)
        if found is None:  # the pattern takes any text, also none
            raise AssertionError(place)
        row.append(_cell(found))
        place = found.end()
        if found["end"] != "\t":
            rows.append(tuple(row))
            row = []
    return tuple(rows)


def block_text(rows: Sequence[Sequence[str]]) -> str:
    """The text to put on the clipboard for rows of cells; `parse_block` gives the same rows.

    Every row ends with a line end, as Excel's do, but one filled cell alone has none: it shall go
    into a sentence as well.
    """
    if len(rows) == len(rows[0] if rows else ()) == 1 and rows[0][0]:
        return _quoted(rows[0][0])
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in rows)


def _cell(found: re.Match[str]) -> str:
    inside = found["quoted"]
    if inside is None:
        return found["plain"]
    if '""' not in inside and not _NEEDS_QUOTES.search(inside):
        return f'"{inside}"'
    return inside.replace('""', '"')


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell
