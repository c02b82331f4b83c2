"""A workbook or a Word document as people see it, whatever its format: the neutral model.

Rows and columns count from 1. Merged cells speak with their first cell. Everything here can be
pickled: a worker process reads the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

#: So many cells may lie under merges.
MOST_COVERED = 1_000_000
#: So many rows and columns beyond the last filled cell are seen as merged.
_MARGIN = 64
#: Row and column, from 1.
Place = tuple[int, int]


class Origin(Enum):
    """The format a book was read from."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"


class Kind(Enum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"  # a number in a percent format: 0.9, shown 90%
    DATE = "date"  # also times
    BOOL = "bool"
    ERROR = "error"  # `#DIV/0!` and its like
    UNCOMPUTED = "uncomputed"  # a formula without a stored result; shows nothing


class Cell(NamedTuple):
    r"""One cell: `text` as a person sees it, line breaks as \n; `formula` with its `=`."""

    text: str
    kind: Kind = Kind.TEXT
    number: Decimal | None = None
    formula: str = ""

    @property
    def content(self) -> str | Decimal:
        """The number behind the text where there is one, else the text."""
        return self.text if self.number is None else self.number


EMPTY = Cell("")


class Range(NamedTuple):
    """A rectangle of cells, first and last row and column inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def first(self) -> Place:
        """The cell at the top left."""
        return self.top, self.left

    @property
    def last(self) -> Place:
        """The cell at the bottom right."""
        return self.bottom, self.right

    def places(self) -> Iterator[Place]:
        """Every cell, row by row."""
        for row in range(self.top, self.bottom + 1):
            for col in range(self.left, self.right + 1):
                yield row, col

    def holds(self, place: Place) -> bool:
        """True if the cell lies inside."""
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right


class TooLarge(ValueError):
    """A sheet with more than any form has."""


@dataclass(slots=True)
class Sheet:
    """One worksheet, or all tables of a Word document one below the other.

    `cells` holds the cells that are not empty; what a merge hides is moved to `covered_cells`.
    `bounds` may be a million rows high though hardly anything stands there: walk `filled()`, not
    the rectangle. `names` are the sheet's own defined names that point into it, `references` what
    all of them say. Raises TooLarge where merges cover more than can be kept.
    """

    title: str
    cells: dict[Place, Cell]
    merges: tuple[Range, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_cols: frozenset[int] = frozenset()
    names: dict[str, tuple[Place, Place]] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    covered_cells: dict[Place, Cell] = field(init=False)
    bounds: Range = field(init=False)
    _spans: dict[Place, Range] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.bounds = self._bounds()
        self._spans = {}
        self.merges = tuple(self._kept(self.merges))
        hidden = [place for place in self.cells if self.first(place) != place]
        self.covered_cells = {place: self.cells.pop(place) for place in hidden}

    def _bounds(self) -> Range:
        """The smallest rectangle with all filled cells; Range(1, 1, 0, 0) where there are none."""
        if not self.cells:
            return Range(1, 1, 0, 0)
        rows, cols = {row for row, _ in self.cells}, {col for _, col in self.cells}
        return Range(min(rows), min(cols), max(rows), max(cols))

    def _kept(self, merges: Iterable[Range]) -> Iterator[Range]:
        """The merges of more than one cell; one that overlaps another before it does not count."""
        looked_at = 0
        for block in filter(None, map(self._clipped, merges)):
            looked_at += _area(block)
            if looked_at > MOST_COVERED:
                raise TooLarge
            if not any(place in self._spans for place in block.places()):
                self._spans.update(dict.fromkeys(block.places(), block))
                yield block

    def _clipped(self, block: Range) -> Range | None:
        """A merge without what lies far beyond the last filled cells: people merge whole rows."""
        bottom = min(block.bottom, self.bounds.bottom + _MARGIN)
        right = min(block.right, self.bounds.right + _MARGIN)
        if bottom < block.top or right < block.left or (bottom, right) == block.first:
            return None
        return Range(block.top, block.left, bottom, right)

    def span(self, place: Place) -> Range:
        """The merge that a cell belongs to, else the cell alone."""
        return self._spans.get(place) or Range(*place, *place)

    def first(self, place: Place) -> Place:
        """The cell that speaks for this one: the first of its merge, else itself."""
        block = self._spans.get(place)
        return place if block is None else (block.top, block.left)

    def cell(self, row: int, col: int) -> Cell:
        """What stands there; EMPTY where nothing does."""
        return self.cells.get(self.first((row, col)), EMPTY)

    def text(self, row: int, col: int) -> str:
        """What is seen there, '' where nothing is."""
        return self.cell(row, col).text

    def name_of(self, place: Place) -> str:
        """What people call a cell: `B3`."""
        return coordinate(place)

    def row_name(self, row: int) -> str:
        """What people call a row: `3`."""
        return str(row)

    def everything(self) -> list[tuple[Place, Cell]]:
        """The cells that are not empty, also those that a merge hides, row by row."""
        return sorted((self.cells | self.covered_cells).items())

    def filled(self) -> list[tuple[Place, Cell]]:
        """The cells that are not empty, row by row."""
        return sorted(self.cells.items())


@dataclass(slots=True)
class Book:
    """What one file holds; `notes` are sentences on what was ignored or could not be known."""

    origin: Origin
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


def _area(block: Range) -> int:
    return (block.bottom - block.top + 1) * (block.right - block.left + 1)


def coordinate(place: Place) -> str:
    """`B3` of (3, 2)."""
    row, col = place
    letters = ""
    while col:
        col, digit = divmod(col - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row}"


def column_number(letters: str) -> int:
    """2 of `B`; upper-case letters only."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
