"""A sheet as pieces: what a person sees as one cell, merges whole, split labels put together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from perfdesk.core.labels import begins_label, folded, is_label
from perfdesk.core.labelwords import SPINES
from perfdesk.exchange.sheet import Cell, Range, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.exchange.sheet import Place

#: A label split over cells: so many at most, and so many characters in each.
_MOST_PARTS, _LONGEST_PART = 6, 8
_CHINESE = re.compile("[㐀-鿿]")
#: No form is higher; merges of whole columns are.
_HIGHEST = 2_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A filled cell with its merge, or a label that stands split over several cells."""

    span: Range
    cell: Cell
    where: str = ""  # its first cell by name, `B3`

    @property
    def text(self) -> str:
        """What a person sees."""
        return self.cell.text

    @property
    def word(self) -> str:
        """The text folded as a label."""
        return folded(self.cell.text)

    @property
    def top(self) -> int:
        """Its first row."""
        return self.span.top

    @property
    def left(self) -> int:
        """Its first column."""
        return self.span.left


class Board:
    """All pieces of a sheet, found by row and column."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        filled = [
            Piece(sheet.span(place), cell, sheet.name_of(place))
            for place, cell in sheet.filled()
            if cell.text.strip() or cell.formula
        ]
        self._at = {piece.span.first: piece for piece in filled}
        self.pieces = self._with_whole_labels(filled)

    @cached_property
    def _by_row(self) -> dict[int, list[Piece]]:
        rows: dict[int, list[Piece]] = defaultdict(list)
        for piece in self.pieces:
            for row in range(piece.top, min(piece.span.bottom, piece.top + _HIGHEST) + 1):
                rows[row].append(piece)
        for pieces in rows.values():
            pieces.sort(key=lambda piece: (piece.left, piece.top))
        return dict(rows)

    @cached_property
    def rows(self) -> list[int]:
        """The rows in which something stands, in order."""
        return sorted(self._by_row)

    @cached_property
    def columns(self) -> frozenset[int]:
        """The columns in which something stands."""
        return frozenset(
            col for piece in self.pieces for col in range(piece.left, piece.span.right + 1)
        )

    def rows_between(self, top: int, bottom: int) -> list[int]:
        """The rows with contents from `top` to `bottom`."""
        start = bisect_left(self.rows, top)
        return self.rows[start : bisect_left(self.rows, bottom + 1, start)]

    def across(self, row: int, left: int, right: int) -> list[Piece]:
        """The pieces that cover a row, those that begin in these columns, left to right."""
        return [piece for piece in self._by_row.get(row, ()) if left <= piece.left <= right]

    def within(self, block: Range) -> Iterator[Piece]:
        """The pieces that begin in a rectangle, row by row."""
        for row in self.rows_between(block.top, block.bottom):
            for piece in self.across(row, block.left, block.right):
                if piece.top == row:
                    yield piece

    def _with_whole_labels(self, filled: list[Piece]) -> list[Piece]:
        """The pieces with the parts of split labels put together."""
        gone: set[Place] = set()
        made: dict[Place, Piece] = {}
        for piece in filled:
            too_long = len(piece.text.strip()) > _LONGEST_PART
            if too_long or piece.span.first in gone or not begins_label(piece.text):
                continue
            parts = self._parts(piece, down=True) or self._parts(piece, down=False)
            if parts:
                gone |= {part.span.first for part in parts}
                made[piece.span.first] = _joined(parts)
        kept = [piece for piece in filled if piece.span.first not in gone]
        return sorted([*kept, *made.values()], key=lambda piece: piece.span.first)

    def _parts(self, piece: Piece, down: bool) -> list[Piece]:
        """The cells that hold a label together, beginning with `piece`; [] for a whole text."""
        parts, found = [piece], list[Piece]()
        while len(parts) < _MOST_PARTS:
            last = parts[-1].span
            after = (last.bottom + 1, last.left) if down else (last.top, last.right + 1)
            following = self._at.get(after)
            if following is None or not _may_be_part(following):
                break
            parts = [*parts, following]
            if not begins_label("".join(part.text for part in parts)):
                break
            if _is_split_label(parts, down):
                found = parts
        return found


def _may_be_part(piece: Piece) -> bool:
    """True for a short text in Chinese: TRUE, A and (5) below a label are what people fill in."""
    text = piece.text.strip()
    return len(text) <= _LONGEST_PART and bool(_CHINESE.search(text))


def _is_split_label(parts: list[Piece], down: bool) -> bool:
    text = "".join(part.text for part in parts)
    if down and parts[0].word == "年度" and folded(text) in SPINES:
        return True
    return is_label(text) and not all(is_label(part.text) for part in parts)


def _joined(parts: list[Piece]) -> Piece:
    first, last = parts[0].span, parts[-1].span
    right = max(part.span.right for part in parts)
    text = "\n".join(part.text for part in parts)
    span = Range(first.top, first.left, last.bottom, right)
    return Piece(span, Cell(text), parts[0].where)
