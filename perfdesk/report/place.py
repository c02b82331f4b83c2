"""Places one page of the table: boxes with their lines, and the border rules between them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from perfdesk.report.fonts import metrics
from perfdesk.report.grid import Cell, Role
from perfdesk.report.page import ASCENT, POINT, Box, Line, Page, Rule
from perfdesk.report.paginate import part_text

if TYPE_CHECKING:
    from perfdesk.report.measure import Measured
    from perfdesk.report.paginate import Leaf, Slice

#: Justified lines are widened by at most this share of the type size behind each character.
_WIDEST_SPACING = 0.14


def place_table(measured: Measured, leaf: Leaf, top: float) -> Page:
    """The boxes and rules of one page; the table's upper edge lies at `top` mm."""
    return Page(boxes=(boxes := _Placer(measured, leaf, top).boxes()), rules=border_rules(boxes))


class _Placer:
    def __init__(self, measured: Measured, leaf: Leaf, top: float) -> None:
        self.measured, self.leaf = measured, leaf
        self.tops: dict[int, float] = {}
        self.bottoms: dict[int, float] = {}
        self.slices: dict[int, Slice] = {}
        y = top
        for piece in leaf.slices:
            self.tops[piece.row], self.slices[piece.row] = y, piece
            y += piece.height
            self.bottoms[piece.row] = y
        self.unit = measured.size * POINT / 1000

    def boxes(self) -> list[Box]:
        """A box for every cell that shows on this page, in reading order."""
        rows = self.tops
        found = []
        for cell, lines in zip(self.measured.grid.cells, self.measured.lines, strict=True):
            if cell.rows == 1:
                if cell.row in rows:
                    found.append(self._box(cell, cell.row, cell.row, self._part(cell, lines)))
                continue
            shown = [row for row in range(cell.row, cell.row + cell.rows) if row in rows]
            if shown:
                text = part_text(cell, self.leaf)
                words = lines if text == cell.text else self.measured.relabelled(cell, text)
                found.append(self._box(cell, shown[0], shown[-1], words))
        return found

    def _part(self, cell: Cell, lines: list[str]) -> list[str]:
        piece = self.slices[cell.row]
        return lines[piece.first : piece.last] if piece.first or piece.last else lines

    def _box(self, cell: Cell, first: int, last: int, words: list[str]) -> Box:
        x = self.measured.lefts[cell.col]
        width = self.measured.lefts[cell.col + cell.cols] - x
        y = self.tops[first]
        height = self.bottoms[last] - y
        box = Box(cell, x, y, width, height, self.measured.size)
        if cell.text:
            box.lines = self._lines(box, words)
        return box

    def _lines(self, box: Box, words: list[str]) -> list[Line]:
        """Every line at its place, the block of lines centred in the height of the box."""
        step, size = self.measured.line, self.measured.size * POINT
        y = box.y + (box.height - len(words) * step) / 2 + (step - size) / 2 + size * ASCENT
        width, unit = metrics().width, self.unit
        padding = self.measured.template.page.padding_x
        if box.cell.role is Role.PARAGRAPH:
            return self._paragraph(box, words, y)
        if box.cell.align == "right":
            right = box.x + box.width - padding
            return [Line(w, right - width(w) * unit, y + n * step) for n, w in enumerate(words)]
        middle = box.x + box.width / 2
        return [Line(w, middle - width(w) * unit / 2, y + n * step) for n, w in enumerate(words)]

    def _paragraph(self, box: Box, words: list[str], y: float) -> list[Line]:
        x = box.x + self.measured.template.page.padding_x
        room, step = self.measured.room(box.cell), self.measured.line
        last = len(words) - 1
        return [
            Line(w, x, y + n * step, self._spacing(w, room) if n < last else 0.0)
            for n, w in enumerate(words)
        ]

    def _spacing(self, words: str, room: float) -> float:
        """The points behind each character that bring a full line to the right edge, 0 for a short line."""
        slack = room - metrics().width(words)
        if slack <= 0 or len(words) < 2:
            return 0.0
        share = slack / 1000 / (len(words) - 1)
        return share * self.measured.size if share <= _WIDEST_SPACING else 0.0


def border_rules(boxes: list[Box]) -> list[Rule]:
    """The edges of all boxes as few long lines: each stretch is drawn once."""
    across: dict[float, list[tuple[float, float]]] = defaultdict(list)
    down: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for box in boxes:
        left, right = round(box.x, 3), round(box.x + box.width, 3)
        upper, lower = round(box.y, 3), round(box.y + box.height, 3)
        across[upper].append((left, right))
        across[lower].append((left, right))
        down[left].append((upper, lower))
        down[right].append((upper, lower))
    rules = [Rule(a, y, b, y) for y, spans in across.items() for a, b in _joined(spans)]
    return rules + [Rule(x, a, x, b) for x, spans in down.items() for a, b in _joined(spans)]


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Overlapping or touching stretches made one."""
    spans.sort()
    joined = [spans[0]]
    for start, end in spans:
        if start <= joined[-1][1] + 0.002:
            if end > joined[-1][1]:
                joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
