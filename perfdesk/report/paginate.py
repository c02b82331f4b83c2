"""Which rows stand on which page, and how high.

Rows stay whole unless their text is taller than half a page; then it flows on. The indicator header
repeats above continued rows. The totals and what follows them keep company with the rows before;
pages that continue are filled to the same bottom edge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from perfdesk.report.grid import CONTINUED, Cell, RowKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.report.measure import Measured

#: A row whose text is taller than this share of the page may be split; others move on whole.
_SPLIT_SHARE = 0.45
#: At least this many lines on either side of a split.
_FEWEST_LINES = 3
#: Pages that continue are stretched to the bottom edge if at most this share is missing.
_STRETCH_SHARE = 0.16
#: Indicator rows that stay with the totals.
_COMPANY = 2
#: At most so many labels are cut by one page's ends: the spine and two levels at either end.
_CUT_AT_ONCE = 6
#: The mark （续） may need so many lines of its own.
_MARK_LINES = 3
#: Sums of heights may differ by this (mm).
_CLOSE = 1e-6
_HEADERS = {RowKind.INDICATOR: RowKind.INDICATOR_HEADER, RowKind.GOALS: RowKind.GOAL_HEADER}
_KEPT = {RowKind.FIELDS, RowKind.FUNDING, *_HEADERS.values()}


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

    @property
    def fresh(self) -> bool:
        """True if nothing but a repeated header stands on the page."""
        return all(piece.repeated for piece in self.slices)


class Paginator:
    """Cuts a measured grid into pages.

    `first`, `other`: room for the table in mm on the first and on other pages; `tail`: under it.
    """

    def __init__(self, measured: Measured, first: float, other: float, tail: float) -> None:
        self.measured, self.first, self.other, self.tail = measured, first, other, tail
        self.kinds = measured.grid.kinds
        self.leaves = [Leaf()]
        self.flowing: list[int] = []
        self.labels: list[list[Cell]] = []
        self.closing = next(
            (row for row, kind in enumerate(self.kinds) if kind is RowKind.CLOSING),
            len(self.kinds) - 1,
        )
        self.most_growth = 0.0

    def pages(self) -> list[Leaf]:
        """All pages."""
        heights = self.measured.heights
        if sum(heights) + self.tail <= self.first:
            rows = [Slice(row, height) for row, height in enumerate(heights)]
            return [Leaf(rows, self.tail)]
        self._survey()
        for chunk in self._chunks():
            self._place(chunk)
        self.leaves[-1].tail = self.tail
        for leaf in self.leaves:
            for piece, height in zip(leaf.slices, self._heights(leaf.slices), strict=True):
                piece.height = height
        for leaf in self.leaves[:-1]:
            self._fill_up(leaf)
        return self.leaves

    def _survey(self) -> None:
        """By row: the most lines of a cell that may flow on, and the labels that repeat."""
        longest = 0
        self.flowing = [1] * len(self.kinds)
        self.labels = [[] for _ in self.kinds]
        for cell, lines in zip(self.measured.grid.cells, self.measured.lines, strict=True):
            if cell.text and (cell.rows > 1 or cell.group):
                longest = max(longest, len(lines))
                for row in range(cell.row, cell.row + cell.rows):
                    self.labels[row].append(cell)
            elif cell.rows == 1:
                self.flowing[cell.row] = max(self.flowing[cell.row], len(lines))
        self.most_growth = _CUT_AT_ONCE * self.measured.needed(longest + _MARK_LINES)

    def _chunks(self) -> Iterator[list[int]]:
        """Rows that must not be parted, in order."""
        chunk: list[int] = []
        for row in range(len(self.kinds)):
            chunk.append(row)
            if not self._stays_with_next(row):
                yield chunk
                chunk = []

    def _stays_with_next(self, row: int) -> bool:
        last = len(self.kinds) - 1
        if row == last or self.kinds[row] in _KEPT:
            return row < last
        near = row >= self.closing - _COMPANY
        return near and self.kinds[row] in (RowKind.INDICATOR, RowKind.CLOSING)

    def _tall(self, row: int) -> bool:
        return self.measured.needed(self.flowing[row]) > self.other * _SPLIT_SHARE

    def _place(self, chunk: list[int]) -> None:
        """Tall rows flow, the rows between them stand together, each with what comes next."""
        runs: list[list[int]] = []
        for tall, group in groupby(chunk, self._tall):
            rows = list(group)
            runs += [[row] for row in rows] if tall else [rows]
        for run, following in zip(runs, [*runs[1:], None], strict=True):
            below = self._below(following, run[-1])
            if self._tall(run[0]):
                self._flow(run[0], below)
            else:
                self._stand(run, below)

    def _below(self, following: list[int] | None, last: int) -> float:
        """The height that must be left under a run: for the next one's beginning, or the tail."""
        if following is None:
            return self.tail if last == len(self.kinds) - 1 else 0.0
        if self._tall(following[0]):
            return self.measured.needed(_FEWEST_LINES)
        height = self._own_height(following)
        return height + (self.tail if following[-1] == len(self.kinds) - 1 else 0.0)

    def _own_height(self, rows: list[int]) -> float:
        return sum(self.measured.heights[row] for row in rows)

    def _stand(self, run: list[int], below: float) -> None:
        """Whole rows on one page; on several only where no page has room for all of them."""
        if self._stood(run, below):
            return
        if not self.leaves[-1].fresh:
            self._new_page(run[0])
            if self._stood(run, below):
                return
        units = list(self._units(run))
        for unit in units if len(units) > 1 else self._single(run):
            under = below if unit[-1] == run[-1] else 0.0
            if not self._stood(unit, under):
                if not self.leaves[-1].fresh:
                    self._new_page(unit[0])
                self._force(unit, under)

    def _force(self, unit: list[int], below: float) -> None:
        """A unit on a fresh page: whole, row by row where no page has room for it."""
        if len(list(self._single(unit))) > 1:
            self._stand(unit, below)
        else:
            self.leaves[-1].slices += self._whole(unit)

    def _stood(self, rows: list[int], below: float) -> bool:
        slices = self._whole(rows)
        if fits := self._fits(slices, below):
            self.leaves[-1].slices += slices
        return fits

    def _whole(self, rows: list[int]) -> list[Slice]:
        return [Slice(row, min(self.measured.heights[row], self.other)) for row in rows]

    def _units(self, run: list[int]) -> Iterator[list[int]]:
        """Single rows, but headers with the row that they head, and totals with the row above."""
        unit: list[int] = []
        for row, following in zip(run, [*run[1:], None], strict=True):
            unit.append(row)
            totals = following is not None and self.kinds[following] is RowKind.CLOSING
            if not totals and self.kinds[row] not in _HEADERS.values():
                yield unit
                unit = []
        if unit:
            yield unit

    def _single(self, run: list[int]) -> Iterator[list[int]]:
        """Single rows, but headers with the row that they head."""
        unit: list[int] = []
        for row in run:
            unit.append(row)
            if self.kinds[row] not in _HEADERS.values():
                yield unit
                unit = []
        if unit:
            yield unit

    def _flow(self, row: int, below: float) -> None:
        """Spreads the lines of a tall row over as many pages as they need."""
        lines, first = self.flowing[row], 0
        while first < lines:
            piece = self._piece(row, first, below)
            if piece is None:
                self._new_page(row)
                continue
            self.leaves[-1].slices.append(piece)
            if piece.last is None:
                return
            first = piece.last
            self._new_page(row)

    def _piece(self, row: int, first: int, below: float) -> Slice | None:
        """The lines from `first` on that this page takes; None to leave them to the next page."""
        rest = self.flowing[row] - first
        free = self._free_lines()
        counts = [rest] if rest <= free else []
        counts += range(min(free, rest - _FEWEST_LINES), _FEWEST_LINES - 1, -1)
        for count in counts:
            part = self._part(row, first, count)
            if self._fits([part], 0.0 if part.last else below):
                return part
        if self.leaves[-1].fresh:  # no page has room for more
            return self._part(row, first, max(1, min(rest, free)))
        return None

    def _part(self, row: int, first: int, count: int) -> Slice:
        end = first + count
        last = None if end == self.flowing[row] else end
        return Slice(row, self.measured.needed(count), first, last)

    def _free_lines(self) -> int:
        padding = self.measured.needed(0)
        free = self._room() - self.leaves[-1].height - padding
        return int(free / self.measured.line + _CLOSE)

    def _new_page(self, row: int) -> None:
        """Starts a page on which `row` comes first, under the header that it needs."""
        leaf = Leaf()
        header = _HEADERS.get(self.kinds[row])
        if header in self.kinds:
            place = self.kinds.index(header)
            leaf.slices = [Slice(place, self.measured.heights[place], repeated=True)]
        self.leaves.append(leaf)

    def _room(self) -> float:
        return self.first if len(self.leaves) == 1 else self.other

    def _fits(self, slices: list[Slice], below: float) -> bool:
        """True if the page, ending after `slices` and `below`, keeps inside its bottom edge."""
        room = self._room() - below + _CLOSE
        plain = self.leaves[-1].height + sum(piece.height for piece in slices)
        if plain > room or plain + self.most_growth <= room:
            return plain <= room
        return sum(self._heights(self.leaves[-1].slices + slices)) <= room

    def _heights(self, slices: list[Slice]) -> list[float]:
        """The heights of a page's slices, raised where a label cut by the page's ends needs it."""
        heights = [piece.height for piece in slices]
        parts = [(cell, _places(cell, slices)) for cell in self._cut_labels(slices)]
        for cell, part in sorted(parts, key=lambda item: len(item[1])):
            lines = self.measured.relabelled(cell, part_text(cell, slices))
            lack = self.measured.needed(len(lines)) - sum(heights[i] for i in part)
            for i in part if lack > 0 else ():
                heights[i] += lack / len(part)
        return heights

    def _cut_labels(self, slices: list[Slice]) -> list[Cell]:
        """Labels of which only a part stands on this page."""
        own = [piece for piece in slices if not piece.repeated]
        if not own:
            return []
        first, last = own[0], own[-1]
        cut = [
            cell
            for cell in self.labels[first.row]
            if cell.row < first.row or first.first or _ends_early(cell, last)
        ]
        return cut + [
            cell
            for cell in self.labels[last.row]
            if cell.row > first.row and _ends_early(cell, last)
        ]

    def _fill_up(self, leaf: Leaf) -> None:
        """The slack at the bottom shared among the rows, so that continuing pages end alike."""
        room = self.first if leaf is self.leaves[0] else self.other
        slack = room - leaf.height
        growing = [p for p in leaf.slices if not p.repeated and self.kinds[p.row] in _HEADERS]
        if growing and 0 < slack <= room * _STRETCH_SHARE:
            for piece in growing:
                piece.height += slack / len(growing)


def part_text(cell: Cell, slices: list[Slice]) -> str:
    """A cell's text on one page: marked （续） where its beginning stands on an earlier page."""
    if not cell.group or not cell.text:
        return cell.text
    started = any(p.row == cell.row and p.first == 0 and not p.repeated for p in slices)
    return cell.text if started else cell.text + CONTINUED


def _ends_early(cell: Cell, last: Slice) -> bool:
    """True if the page ends with `last` before the cell does."""
    end = cell.row + cell.rows - 1
    return end > last.row or (end == last.row and last.last is not None)


def _places(cell: Cell, slices: list[Slice]) -> list[int]:
    return [i for i, p in enumerate(slices) if cell.row <= p.row < cell.row + cell.rows]
