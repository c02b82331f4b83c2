"""Places one page of the table: boxes with their lines, and the border rules between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.report.fonts import metrics
from perfdesk.report.grid import Role
from perfdesk.report.page import ASCENT, POINT, Box, Line, Page, Rule
from perfdesk.report.paginate import part_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.report.grid import Cell
    from perfdesk.report.measure import Measured
    from perfdesk.report.paginate import Leaf

#: Justified lines are widened by at most this share of the type size behind each character.
_WIDEST_SPACING = 0.09
#: Shorter lines (notes) are not justified: their gaps would show.
_FEWEST_JUSTIFIED = 16


def place_table(measured: Measured, leaf: Leaf, top: float) -> Page:
    """The boxes and rules of one page; the table's upper edge lies at `top` mm."""
    return _Placer(measured, leaf, top).page()


class _Placer:
    def __init__(self, measured: Measured, leaf: Leaf, top: float) -> None:
        self.measured, self.leaf = measured, leaf
        self.size = measured.size * POINT
        self.padding = measured.template.paper.padding_x
        self.width = metrics().width
        self.drop = (measured.line - self.size) / 2 + self.size * ASCENT
        self.edges = [top]
        self.places: dict[int, int] = {}
        for place, piece in enumerate(leaf.slices):
            self.places[piece.row] = place
            self.edges.append(self.edges[-1] + piece.height)

    def page(self) -> Page:
        """A box for every cell that shows on this page, in reading order, and their borders."""
        page, edges, places = Page(), _Edges(self.edges, self.measured.lefts), self.places
        for cell, words in zip(self.measured.grid.cells, self.measured.lines, strict=True):
            first = last = places.get(cell.row)
            if cell.rows > 1:
                first, last = self._span(cell)
            if first is None or last is None:
                continue
            edges.add(cell, first, last)
            page.boxes.append(self._box(cell, first, last, self._shown(cell, first, words)))
        page.rules = edges.rules()
        return page

    def _span(self, cell: Cell) -> tuple[int | None, int | None]:
        """The first and last slice that a merged cell covers on this page."""
        rows = range(cell.row, cell.row + cell.rows)
        shown = [self.places[row] for row in rows if row in self.places]
        return (shown[0], shown[-1]) if shown else (None, None)

    def _shown(self, cell: Cell, place: int, words: Sequence[str]) -> Sequence[str]:
        """The cell's lines on this page: a label whole with its mark, of a text its part."""
        if cell.rows > 1 or cell.group:
            text = part_text(cell, self.leaf.slices)
            return words if text is cell.text else self.measured.relabelled(cell, text)
        piece = self.leaf.slices[place]
        return words[piece.first : piece.last] if piece.first or piece.last else words

    def _box(self, cell: Cell, first: int, last: int, words: Sequence[str]) -> Box:
        lefts, y = self.measured.lefts, self.edges[first]
        x = lefts[cell.col]
        width, height = lefts[cell.col + cell.cols] - x, self.edges[last + 1] - y
        lines: list[Line] = []
        if cell.text:
            base = y + (height - len(words) * self.measured.line) / 2 + self.drop
            lines = self._lines(cell, x, width, words, base)
        return Box(cell, x, y, width, height, self.measured.size, lines)

    def _lines(
        self, cell: Cell, x: float, width: float, words: Sequence[str], base: float
    ) -> list[Line]:
        """Every line at its place: `base` is the first baseline."""
        step, unit, measure = self.measured.line, self.size / 1000, self.width
        if cell.role is Role.PARAGRAPH:
            return self._paragraph(cell, x + self.padding, words, base)
        if cell.align == "right":
            right = x + width - self.padding
            return [
                Line(w, right - measure(w) * unit, base + n * step) for n, w in enumerate(words)
            ]
        middle, half = x + width / 2, unit / 2
        if len(words) == 1:
            return [Line(words[0], middle - measure(words[0]) * half, base)]
        return [Line(w, middle - measure(w) * half, base + n * step) for n, w in enumerate(words)]

    def _paragraph(self, cell: Cell, x: float, words: Sequence[str], base: float) -> list[Line]:
        room, step = self.measured.room(cell), self.measured.line
        last = len(words) - 1
        return [
            Line(w, x, base + n * step, self._spacing(w, room) if n < last else 0.0)
            for n, w in enumerate(words)
        ]

    def _spacing(self, words: str, room: float) -> float:
        """The points behind each character that bring a line to the right edge, or 0."""
        slack = room - self.width(words)
        if slack <= 0 or len(words) < _FEWEST_JUSTIFIED:
            return 0.0
        share = slack / 1000 / (len(words) - 1)
        return share * self.measured.size if share <= _WIDEST_SPACING else 0.0


class _Edges:
    """Collects the edges of cells as stretches of grid lines, so that each border is drawn once."""

    def __init__(self, rows: list[float], columns: list[float]) -> None:
        self.rows, self.columns = rows, columns
        self.across: list[list[tuple[int, int]]] = [[] for _ in rows]
        self.down: list[list[tuple[int, int]]] = [[] for _ in columns]

    def add(self, cell: Cell, first: int, last: int) -> None:
        """The lower and right edge of a cell; the others are its neighbours' or the frame's."""
        self.across[last + 1].append((cell.col, cell.col + cell.cols))
        self.down[cell.col + cell.cols].append((first, last + 1))

    def rules(self) -> list[Rule]:
        """All borders with the frame, as few long lines."""
        self.across[0] = [(0, len(self.columns) - 1)]
        self.down[0] = [(0, len(self.rows) - 1)]
        x, y = self.columns, self.rows
        rules = [
            Rule(x[a], y[i], x[b], y[i]) for i, s in enumerate(self.across) for a, b in _joined(s)
        ]
        return rules + [
            Rule(x[i], y[a], x[i], y[b]) for i, s in enumerate(self.down) for a, b in _joined(s)
        ]


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping or touching stretches made one."""
    spans.sort()
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
