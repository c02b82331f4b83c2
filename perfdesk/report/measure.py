"""Measures one grid at one type size: column widths, broken lines, row heights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.report.columns import ColumnSolver
from perfdesk.report.fonts import body, metrics
from perfdesk.report.grid import Cell, Grid, Role, RowKind
from perfdesk.report.linebreak import (
    UNSEEN,
    break_balanced,
    break_label,
    break_paragraph,
    paragraphs,
)
from perfdesk.report.page import POINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.template import Template

_GOAL_LINES = 3
#: A text fits into a column that is this much wider (mm), whatever the sums are rounded to.
_HAIR = 0.05
#: Labels up to this share of the page stay merged, and whole on every page.
_LABEL_SHARE = 0.3


@dataclass(slots=True)
class Measured:
    """A grid with sizes: mm for widths and heights, points for `size`; lines by cell in grid order.

    `line` is the height of one line of text in mm.
    """

    grid: Grid
    template: Template
    size: float
    line: float
    widths: list[float]
    lines: list[Sequence[str]]
    heights: list[float]
    lefts: list[float]

    def needed(self, count: int) -> float:
        """The height in mm of a cell with `count` lines."""
        return count * self.line + 2 * self.template.paper.padding_y

    def room(self, cell: Cell) -> float:
        """The width for text inside a cell, in thousandths of the type size."""
        return self.room_of(cell.col, cell.cols)

    def room_of(self, first: int, columns: int) -> float:
        """The same for a cell over `columns` from column `first` on."""
        inner = self.lefts[first + columns] - self.lefts[first]
        return (inner - 2 * self.template.paper.padding_x) / (self.size * POINT) * 1000

    def relabelled(self, cell: Cell, text: str) -> Sequence[str]:
        """The lines of a label cell with another text (a repeated label with its mark)."""
        return _label_lines(text, self.room(cell), self.template)


def measure(grid: Grid, template: Template, size: float) -> Measured:
    """`grid` at type size `size` (points)."""
    paper = template.paper
    widths = _widths(grid, template, size)
    lefts = [paper.left]
    for width in widths:
        lefts.append(lefts[-1] + width)
    line = size * paper.leading * POINT
    measured = Measured(grid, template, size, line, widths, [], [], lefts)
    measured.lines = _all_lines(measured)
    _unmerge_long_labels(measured)
    measured.heights = _heights(measured)
    return measured


def _widths(grid: Grid, template: Template, size: float) -> list[float]:
    paper = template.paper
    width, scale, padding = metrics().width, size * POINT / 1000, 2 * paper.padding_x + _HAIR
    sizes = [width(cell.text) * scale + padding for cell in grid.cells]
    room = paper.text_width
    return ColumnSolver(grid, template.columns, room, paper.padding_x, sizes).widths()


def _all_lines(measured: Measured) -> list[Sequence[str]]:
    """The lines of every cell; most texts stand on one."""
    width, rooms = metrics().width, _Rooms(measured)
    return [
        [text]
        if not (text := cell.text)
        or (
            width(text) <= rooms[cell.col, cell.cols]
            and (text.isprintable() or UNSEEN.isdisjoint(text))
        )
        else _lines(cell, measured)
        for cell in measured.grid.cells
    ]


class _Rooms(dict[tuple[int, int], float]):
    """The room for text by (first column, columns): few, asked for every cell."""

    def __init__(self, measured: Measured) -> None:
        super().__init__()
        self.measured = measured

    def __missing__(self, place: tuple[int, int]) -> float:
        room = self[place] = self.measured.room_of(*place)
        return room


def _lines(cell: Cell, measured: Measured) -> Sequence[str]:
    room, text = measured.room(cell), cell.text
    if cell.role is Role.LABEL:
        return _label_lines(text, room, measured.template)
    return _broken(text, int(room), cell.role is Role.PARAGRAPH, body())


def _label_lines(text: str, room: float, template: Template) -> Sequence[str]:
    return _broken_label(text, int(room), template.words, body())


@lru_cache(maxsize=8192)
def _broken(text: str, room: int, paragraph: bool, face: str) -> tuple[str, ...]:
    """The lines of a text. Cached: names, units and reasons recur on a unit's forms."""
    breaker, width = break_paragraph if paragraph else break_balanced, metrics(face).width
    return tuple(line for part in paragraphs(text) for line in breaker(part, room, width))


@lru_cache(maxsize=8192)
def _broken_label(text: str, room: int, words: tuple[str, ...], face: str) -> tuple[str, ...]:
    width = metrics(face).width
    parts = paragraphs(text)
    return tuple(line for part in parts for line in break_label(part, room, width, words))


def _unmerge_long_labels(measured: Measured) -> None:
    """A label too high to be repeated on every page stands in its first row alone and flows on."""
    paper = measured.template.paper
    most = int(_LABEL_SHARE * (paper.height - paper.top - paper.bottom) / measured.line)
    if max(map(len, measured.lines), default=0) <= most:
        return
    cells, texts = [], []
    for cell, lines in zip(measured.grid.cells, measured.lines, strict=True):
        parted = len(lines) > most and (cell.rows > 1 or cell.group)
        cells.append(replace(cell, rows=1, group=False) if parted else cell)
        texts.append(lines)
        if parted and cell.rows > 1:
            cells.append(replace(cell, row=cell.row + 1, rows=cell.rows - 1, text="", group=False))
            texts.append([""])
    measured.grid, measured.lines = replace(measured.grid, cells=cells), texts


def _heights(measured: Measured) -> list[float]:
    grid = measured.grid
    heights = [max(least, measured.needed(1)) for least in grid.least]
    for cell, lines in zip(grid.cells, measured.lines, strict=True):
        if cell.rows == 1 and len(lines) > 1:
            heights[cell.row] = max(heights[cell.row], measured.needed(len(lines)))
    for row, kind in enumerate(grid.kinds):
        if kind is RowKind.GOALS:
            heights[row] = max(heights[row], measured.needed(_GOAL_LINES))
    for cell, lines in zip(grid.cells, measured.lines, strict=True):
        if cell.rows > 1:
            stretch(heights, range(cell.row, cell.row + cell.rows), measured.needed(len(lines)))
    return heights


def stretch(heights: list[float], rows: range, needed: float) -> None:
    """Makes `rows` together at least `needed` mm high, each by the same amount."""
    lack = needed - sum(heights[rows.start : rows.stop])
    if lack > 0:
        share = lack / len(rows)
        for row in rows:
            heights[row] += share
