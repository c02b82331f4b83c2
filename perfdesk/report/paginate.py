"""Which rows stand on which page, and how high.

Rows stay whole unless one is taller than half a page; then its text flows on. The indicator header repeats
above continued rows. The totals and what follows them keep company with the rows before; pages that
continue are filled to the same bottom edge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfdesk.report.grid import CONTINUED, Cell, RowKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.report.measure import Measured

#: A row taller than this share of the page may be split; a shorter one moves to the next page.
_SPLIT_SHARE = 0.45
#: At least this many lines on either side of a split.
_FEWEST_LINES = 3
#: Pages that continue are stretched to the bottom edge if this share of the page is missing at most.
_STRETCH_SHARE = 0.16
#: Indicator rows that stay with the totals.
_COMPANY = 2


@dataclass(slots=True)
class Slice:
    """A row, or the lines `first` … `last` (exclusive, None: to the end) of it, on one page."""

    row: int
    height: float
    first: int = 0
    last: int | None = None
    repeated: bool = False


@dataclass(slots=True)
class Leaf:
    """One page's slices from top to bottom; `tail` is the room (mm) kept under the table."""

    slices: list[Slice] = field(default_factory=list)
    tail: float = 0.0

    @property
    def height(self) -> float:
        """The table's height on this page."""
        return sum(piece.height for piece in self.slices)


class Paginator:
    """Cuts one measured grid into pages. `first`, `other`: room for the table in mm; `tail`: under it."""

    def __init__(self, measured: Measured, first: float, other: float, tail: float) -> None:
        self.measured, self.first, self.other, self.tail = measured, first, other, tail
        self.kinds = measured.grid.kinds
        self.leaves = [Leaf()]
        self.spanning = [cell for cell in measured.grid.cells if cell.rows > 1 and cell.text]
        self.by_row: dict[int, int] = {}
        for cell, lines in zip(measured.grid.cells, measured.lines, strict=True):
            if cell.rows == 1:
                self.by_row[cell.row] = max(self.by_row.get(cell.row, 1), len(lines))

    def pages(self) -> list[Leaf]:
        """All pages."""
        total = sum(self.measured.heights)
        if total + self.tail <= self.first:
            rows = [Slice(row, height) for row, height in enumerate(self.measured.heights)]
            return [Leaf(rows, self.tail)]
        for chunk in self._chunks():
            self._place(chunk)
        self._keep_tail()
        for leaf in self.leaves:
            self._fit_labels(leaf)
        for leaf in self.leaves[:-1]:
            self._fill_up(leaf)
        return self.leaves

    def _room(self) -> float:
        return self.first if len(self.leaves) == 1 else self.other

    def _left(self) -> float:
        return self._room() - self.leaves[-1].height - self._label_lack(self.leaves[-1])

    def _chunks(self) -> Iterator[list[int]]:
        """Rows that must not be parted, in order."""
        chunk: list[int] = []
        for row in range(len(self.kinds)):
            chunk.append(row)
            if not self._stays_with_next(row):
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _stays_with_next(self, row: int) -> bool:
        last = len(self.kinds) - 1
        if row == last:
            return False
        if self.kinds[row] in (RowKind.FIELDS, RowKind.FUNDING, RowKind.INDICATOR_HEADER):
            return True
        if self.kinds[row] is RowKind.GOAL_HEADER:
            return not self._tall(row + 1)
        closing = next((i for i, k in enumerate(self.kinds) if k is RowKind.CLOSING), last)
        return row >= closing - _COMPANY and self.kinds[row] in (RowKind.INDICATOR, RowKind.CLOSING)

    def _tall(self, row: int) -> bool:
        return self.measured.heights[row] > self.other * _SPLIT_SHARE

    def _place(self, chunk: list[int]) -> None:
        heights = self.measured.heights
        need = sum(heights[row] for row in chunk)
        if chunk[-1] == len(self.kinds) - 1:
            need += self.tail
        if any(self._tall(row) for row in chunk) or need > self.other:
            for row in chunk:
                self._place_row(row)
            return
        if need > self._left():
            self._new_page(chunk[0])
        self.leaves[-1].slices += [Slice(row, heights[row]) for row in chunk]

    def _place_row(self, row: int) -> None:
        height = self.measured.heights[row]
        if height <= self._left():
            self.leaves[-1].slices.append(Slice(row, height))
        elif self._tall(row):
            self._flow(row)
        else:
            self._new_page(row)
            self.leaves[-1].slices.append(Slice(row, height))

    def _flow(self, row: int) -> None:
        """Spreads the lines of a tall row over as many pages as they need."""
        lines, first = self.by_row.get(row, 1), 0
        while first < lines:
            fits = self._lines_that_fit()
            rest = lines - first
            if fits < min(_FEWEST_LINES, rest):
                self._new_page(row)
                continue
            count = rest if rest <= fits else min(fits, max(rest - _FEWEST_LINES, _FEWEST_LINES))
            last = None if count == rest else first + count
            height = self.measured.needed(count)
            self.leaves[-1].slices.append(Slice(row, height, first, last))
            first += count
            if last is not None:
                self._new_page(row)

    def _lines_that_fit(self) -> int:
        page = self.measured.template.page
        return int((self._left() - 2 * page.padding_y) / self.measured.line + 1e-6)

    def _new_page(self, row: int) -> None:
        """Starts a page on which `row` comes first, under the header that it needs."""
        if self.leaves[-1].slices or len(self.leaves) == 1:
            self.leaves.append(Leaf())
        header = self._header_of(row)
        if header is not None:
            height = self.measured.heights[header]
            self.leaves[-1].slices = [Slice(header, height, repeated=True)]

    def _header_of(self, row: int) -> int | None:
        wanted = {
            RowKind.INDICATOR: RowKind.INDICATOR_HEADER,
            RowKind.GOALS: RowKind.GOAL_HEADER,
        }.get(self.kinds[row])
        return self.kinds.index(wanted) if wanted in self.kinds else None

    def _keep_tail(self) -> None:
        """What stands under the table goes to a page of its own only with nothing else to be done."""
        self.leaves[-1].tail = self.tail

    def _fit_labels(self, leaf: Leaf) -> None:
        """Rows made higher where a label, cut by the page break, needs it."""
        for cell in self._cut_labels(leaf):
            part = self._part(leaf, cell)
            lack = self._lack(leaf, cell, part)
            for piece in part:
                piece.height += max(0.0, lack) / len(part)

    def _label_lack(self, leaf: Leaf) -> float:
        """The most that the labels cut by this page's ends still lack (mm)."""
        lacks = [self._lack(leaf, cell, self._part(leaf, cell)) for cell in self._cut_labels(leaf)]
        return max(0.0, *lacks) if lacks else 0.0

    def _lack(self, leaf: Leaf, cell: Cell, part: list[Slice]) -> float:
        lines = self.measured.relabelled(cell, part_text(cell, leaf))
        return self.measured.needed(len(lines)) - sum(piece.height for piece in part)

    def _cut_labels(self, leaf: Leaf) -> list[Cell]:
        """Labels over several rows of which only a part stands on this page."""
        rows = [piece.row for piece in leaf.slices if not piece.repeated]
        if not rows:
            return []
        first, last = rows[0], rows[-1]
        return [
            cell
            for cell in self.spanning
            if cell.row <= last
            and cell.row + cell.rows > first
            and (cell.row < first or cell.row + cell.rows - 1 > last)
        ]

    def _part(self, leaf: Leaf, cell: Cell) -> list[Slice]:
        return [piece for piece in leaf.slices if cell.row <= piece.row < cell.row + cell.rows]

    def _fill_up(self, leaf: Leaf) -> None:
        """The slack at the bottom shared among the rows, so that continuing pages end alike."""
        room = self.first if leaf is self.leaves[0] else self.other
        slack = room - leaf.height
        growing = [p for p in leaf.slices if not p.repeated and self.kinds[p.row] in _GROWING]
        if growing and 0 < slack <= room * _STRETCH_SHARE:
            for piece in growing:
                piece.height += slack / len(growing)


_GROWING = (RowKind.INDICATOR, RowKind.GOALS)


def part_text(cell: Cell, leaf: Leaf) -> str:
    """A cell's text on one page: marked （续） where its first row stands on an earlier page."""
    if not cell.group or not cell.text or cell.rows == 1:
        return cell.text
    started = any(p.row == cell.row and p.first == 0 and not p.repeated for p in leaf.slices)
    return cell.text if started else cell.text + CONTINUED
