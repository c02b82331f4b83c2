"""One row of an indicator table: which cells it has, and whether it may be an indicator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfdesk.core.form import LEVEL_KEYS, POINT_KEYS
from perfdesk.core.labels import folded
from perfdesk.core.labelwords import FIRST_LEVEL_WORDS, GRADES, LEVEL_WORDS, SPINES
from perfdesk.core.number import parse_decimal
from perfdesk.exchange.levelnames import tidy_level
from perfdesk.exchange.values import is_dash, typed_points

if TYPE_CHECKING:
    from decimal import Decimal

    from perfdesk.exchange.heads import Column
    from perfdesk.exchange.pieces import Piece


#: The labels that are a row's level where they stand alone, in any column but one of levels.
_LONE = LEVEL_WORDS - SPINES


@dataclass(slots=True)
class Row:
    """One row of the table: its pieces by column key, those of unknown columns apart."""

    number: int
    cells: dict[str, list[Piece]] = field(default_factory=dict)
    unknown: list[tuple[Column, Piece]] = field(default_factory=list)
    before: list[Piece] = field(default_factory=list)

    def filled(self, *keys: str) -> bool:
        """True if any of the columns holds more than a dash or a formula without a result."""
        pieces = (piece for key in keys for piece in self.cells.get(key, ()))
        return any(piece.text.strip() and not is_dash(piece.text) for piece in pieces)

    @property
    def pieces(self) -> list[Piece]:
        """All of its pieces, left to right."""
        known = [piece for pieces in self.cells.values() for piece in pieces]
        unknown = [piece for _, piece in self.unknown]
        return sorted([*known, *unknown, *self.before], key=lambda piece: piece.left)


def plainly_indicator(row: Row) -> bool:
    """True for a row with a name and a value of its own."""
    values = sum(row.filled(key) for key in ("target", "actual")) + _points_in(row)
    return (row.filled("level3") and values > 0) or values > 2  # of four


def wholly_indicator(row: Row) -> bool:
    """True for a row with a value and with points: one that is called as a label is."""
    return row.filled("target", "actual") and _points_in(row) > 0


def _points_in(row: Row) -> int:
    """How many columns of points hold some; texts there are of something else."""
    return sum(points_of(row, key) is not None for key in POINT_KEYS)


def may_be_indicator(row: Row) -> bool:
    """True also for a row that nobody has finished, or of which only labels are printed."""
    levels = [piece.text for key in LEVEL_KEYS for piece in row.cells.get(key, ())]
    known = any(tidy_level(text)[0] in LEVEL_WORDS for text in levels)
    return known or row.filled("level3") or row.filled("target")


def lone_level(row: Row) -> Row:
    """The row; as one of the first level where such a label alone stands in it, wherever."""
    pieces = row.pieces
    if len(pieces) != 1:
        return row
    label, _ = tidy_level(pieces[0].text)
    own = any(row.cells.get(key) for key in LEVEL_KEYS)  # of the second, where that heads no rows
    if label in (FIRST_LEVEL_WORDS if own else _LONE):
        return Row(row.number, {LEVEL_KEYS[0]: pieces})
    return row


def points_of(row: Row, key: str) -> Decimal | None:
    """The points in a column, None where there are none."""
    pieces = row.cells.get(key, [])
    if not pieces:
        return None
    text, _ = typed_points(pieces[0].cell)
    return parse_decimal(text)


def other_words(row: Row, word: str) -> bool:
    """True if the row also names an indicator."""
    named = row.cells.get("level3", [])
    return any(folded(piece.text) not in ("", word) and not is_dash(piece.text) for piece in named)


def grade_in(piece: Piece) -> str:
    """The grade in a cell with its label, 评分等级：优; '' where there is none."""
    word, _, grade = piece.text.replace("：", ":").partition(":")
    return grade.strip(" :") if folded(word) in GRADES else ""
