"""Column widths of one form: they flex inside the template's limits so that the table gets short.

Figures and funding labels get what they need unbroken. The columns of free text share the rest: for
each a few candidate widths are tried together, and the combination wins that gives the fewest
lines, then the fewest wrapped cells. Lines are estimated from one-line widths here; breaking comes
later.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress, product
from math import ceil
from typing import TYPE_CHECKING

from perfdesk.report.grid import Role, RowKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.template import GridColumn
    from perfdesk.report.grid import Cell, Grid

#: Broken text fills a line to about this share: pieces are not cut at will.
_FILL = 0.94
_CANDIDATES = 6
#: Texts that take more lines than this gain little from a wider column.
_MOST_LINES = 8
_WIDE_ROWS = (RowKind.FIELDS, RowKind.GOALS)
_HEADS = (RowKind.FUNDING, RowKind.INDICATOR_HEADER)
#: Lines count this much against wrapped cells.
_LINE = 64
_CLOSE = 1e-6


@dataclass(slots=True)
class _Option:
    """A width tried for a band, by its gain over the least; the lines of its cells by row."""

    gain: float
    lines: list[int]
    total: int


@dataclass(slots=True)
class _Band:
    """Grid columns that widen as one: a column of the indicator table, its cells' widths by row."""

    members: range
    least: float
    most: float
    sizes: list[tuple[int, float]] = field(default_factory=list)


@dataclass(slots=True)
class _Wide:
    """A cell over several columns (a goal, a name).

    Its text's one-line width, its own least width, and which bands widen it.
    """

    size: float
    least: float
    within: tuple[bool, ...]


class ColumnSolver:
    """Chooses the widths of one grid.

    `sizes` are the widths in mm of its cells on one line with their padding, in grid order.
    """

    def __init__(
        self,
        grid: Grid,
        columns: tuple[GridColumn, ...],
        room: float,
        padding: float,
        sizes: list[float],
    ) -> None:
        self.grid, self.columns, self.room, self.padding = grid, columns, room, padding
        self.cells = list(zip(grid.cells, sizes, strict=True))
        self.floors = [column.least for column in columns]
        self.rows = grid.kinds.count(RowKind.INDICATOR)

    def widths(self) -> list[float]:
        """Widths in mm by grid column; their sum is `room`."""
        self._keep_single_columns_whole()
        self._keep_funding_labels_whole()
        bands = self._bands()
        widths = list(self.floors)
        for band, extra in zip(bands, self._extras(bands), strict=True):
            self._grow(widths, band.members, extra)
        self._grow(widths, range(len(widths)), self.room - sum(widths))
        return widths

    def _keep_single_columns_whole(self) -> None:
        """Room for figures, and for heads such as 全年预算数 where the template's wish has it."""
        floors = self.floors
        for cell, size in self.cells:
            place = cell.col
            if cell.cols > 1 or size <= floors[place]:
                continue
            if cell.value is not None:
                floors[place] = max(floors[place], min(size, self.columns[place].most))
            elif self._is_head(cell) and size <= self.columns[place].wish:
                floors[place] = size

    def _is_head(self, cell: Cell) -> bool:
        return cell.role is Role.LABEL and cell.rows == 1 and self.grid.kinds[cell.row] in _HEADS

    def _keep_funding_labels_whole(self) -> None:
        """Room for 其中：当年财政拨款 on one line, taken by the last of its columns."""
        for cell, size in self.cells:
            label = cell.role is Role.LABEL and cell.rows == 1 and cell.cols > 1
            if label and self.grid.kinds[cell.row] is RowKind.FUNDING:
                last = cell.col + cell.cols - 1
                lack = size - sum(self.floors[cell.col : last + 1])
                room = self.columns[last].most - self.floors[last]
                self.floors[last] += max(0.0, min(lack, room))

    def _bands(self) -> list[_Band]:
        """The columns of the indicator table with their free texts."""
        kinds = self.grid.kinds
        if RowKind.INDICATOR_HEADER not in kinds:
            return []
        header = kinds.index(RowKind.INDICATOR_HEADER)
        heads = sorted((c for c, _ in self.cells if c.row == header), key=lambda c: c.col)
        bands = {cell.col: self._band(cell) for cell in heads}
        for cell, size in self.cells:
            free = cell.value is None and cell.rows == 1 and cell.text
            if free and kinds[cell.row] is RowKind.INDICATOR:
                bands[cell.col].sizes.append((cell.row - header - 1, size))
        return list(bands.values())

    def _band(self, cell: Cell) -> _Band:
        members = range(cell.col, cell.col + cell.cols)
        least = sum(self.floors[i] for i in members)
        most = sum(max(self.columns[i].most, self.floors[i]) for i in members)
        return _Band(members, least, most)

    def _extras(self, bands: list[_Band]) -> list[float]:
        """What each band gets above its least width."""
        spare = self.room - sum(self.floors)
        flexible = [band for band in bands if band.sizes and band.most > band.least]
        flexible.sort(key=lambda band: band.most - band.least)
        if not flexible or spare <= 0:
            return [0.0] * len(bands)
        *tried, rest = flexible
        wide = self._wide_rows(flexible)
        choices = self._combinations(tried, rest, spare)
        best = min(choices, key=lambda picks: self._cost(picks, wide))
        gained = {id(band): pick.gain for band, pick in zip(flexible, best, strict=True)}
        return [gained.get(id(band), 0.0) for band in bands]

    def _combinations(
        self, tried: list[_Band], rest: _Band, spare: float
    ) -> Iterator[tuple[_Option, ...]]:
        """Every choice that fits; the last band takes what the others leave."""
        options = [[self._option(b, w) for w in self._candidates(b, spare)] for b in tried]
        seen: dict[float, _Option] = {}
        for picks in product(*options):
            left = spare - sum(pick.gain for pick in picks)
            if left < -_CLOSE:
                continue
            # Whole half millimetres: a finer step changes no line count worth a second look.
            width = max(rest.least, int(min(rest.most, rest.least + left) * 2) / 2)
            if width not in seen:
                seen[width] = self._option(rest, width)
            yield (*picks, seen[width])

    def _candidates(self, band: _Band, spare: float) -> list[float]:
        """The least width, and widths at which more of the band's cells stand on fewer lines."""
        ceiling = min(band.most, band.least + spare)
        pad = 2 * self.padding
        needs = {size for _, size in band.sizes}
        for count in range(2, _MOST_LINES + 1):
            needs |= {(size - pad) / (count * _FILL) + pad for _, size in band.sizes}
        steps = sorted(width for width in needs if band.least < width <= ceiling)
        every = max(1, ceil(len(steps) / (_CANDIDATES - 1)))
        return [band.least, *steps[::-1][::every]]

    def _option(self, band: _Band, width: float) -> _Option:
        lines = [1] * self.rows
        room = (width - 2 * self.padding) * _FILL
        for row, size in band.sizes:
            if size > width:
                lines[row] = ceil((size - 2 * self.padding) / room)
        return _Option(width - band.least, lines, sum(lines))

    def _cost(self, picks: tuple[_Option, ...], wide: list[list[_Wide]]) -> float:
        tables = [pick.lines for pick in picks]
        tallest = sum(map(max, *tables)) if len(tables) > 1 else sum(tables[0])
        gains = [pick.gain for pick in picks]
        for row in wide:
            tallest += max(self._wide_lines(cell, gains) for cell in row)
        return tallest * _LINE + sum(pick.total for pick in picks)

    def _wide_rows(self, bands: list[_Band]) -> list[list[_Wide]]:
        """The rows of goals and names whose texts may wrap."""
        rows: dict[int, list[_Wide]] = {}
        for cell, size in self.cells:
            if cell.cols > 1 and self.grid.kinds[cell.row] in _WIDE_ROWS and cell.text:
                members = range(cell.col, cell.col + cell.cols)
                least = sum(self.floors[members.start : members.stop])
                if size > least:
                    within = tuple(band.members[-1] in members for band in bands)
                    rows.setdefault(cell.row, []).append(_Wide(size, least, within))
        return list(rows.values())

    def _wide_lines(self, cell: _Wide, gains: list[float]) -> int:
        room = cell.least + sum(compress(gains, cell.within))
        return 1 if cell.size <= room else ceil((cell.size - 2 * self.padding) / (room * _FILL))

    def _grow(self, widths: list[float], members: range, extra: float) -> None:
        """Adds `extra` mm among `members` in proportion to what their limits leave."""
        room = [max(0.0, self.columns[i].most - widths[i]) for i in members]
        total = sum(room)
        if extra <= 0 or not total:
            widths[members[-1]] += extra
            return
        for i, share in zip(members, room, strict=True):
            widths[i] += extra * share / total
