"""Cells and merges before they become a file of some format."""

from dataclasses import dataclass, field, replace
from datetime import date

#: Row and column, from 1.
Place = tuple[int, int]
#: First row and column, last row and column.
Block = tuple[int, int, int, int]
Value = str | float | date


@dataclass(frozen=True)
class Ink:
    """What a cell holds, its number format, and whether a formula gives it."""

    value: Value
    code: str = "General"
    formula: bool = False


@dataclass
class Canvas:
    """One worksheet; `merging` False leaves everything unmerged.

    Every column drawn takes `step` columns of the sheet; `blocks` are the rows where the name, the
    money, the goals and the indicators begin.
    """

    top: int = 0
    left: int = 0
    merging: bool = True
    step: int = 1
    cells: dict[Place, Ink] = field(default_factory=dict)
    merges: list[Block] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    blocks: list[int] = field(default_factory=list)

    def put(self, row: int, col: int, ink: str | Ink, to_row: int = 0, to_col: int = 0) -> None:
        """Something in a cell, over a rectangle where one is given."""
        place = (row + self.top, (col - 1) * self.step + 1 + self.left)
        made = ink if isinstance(ink, Ink) else Ink(ink)
        if made.value != "":
            self.cells[place] = made
        last = (max(row, to_row) + self.top, max(col, to_col) * self.step + self.left)
        if self.merging and last != place:
            self.merges.append((*place, *last))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Joins a rectangle, in the columns drawn, in place of the merges inside it."""
        first = (left - 1) * self.step + 1 + self.left
        whole = (top + self.top, first, bottom + self.top, right * self.step + self.left)
        self.merges = [block for block in self.merges if not _inside(block, whole)]
        self.merges.append(whole)

    def split(self, row: int) -> "tuple[Canvas, Canvas]":
        """What stands above a row, and the rest as a canvas of its own."""
        upper = replace(self, blocks=self.blocks[:-1])
        lower = Canvas(merging=self.merging, step=self.step, blocks=[1])
        upper.cells = {place: ink for place, ink in self.cells.items() if place[0] < row}
        upper.merges = [block for block in self.merges if block[0] < row]
        away = row - 1
        below = {place: ink for place, ink in self.cells.items() if place[0] >= row}
        lower.cells = {(at - away, col): ink for (at, col), ink in below.items()}
        lower.merges = [
            (block[0] - away, block[1], block[2] - away, block[3])
            for block in self.merges
            if block[0] >= row
        ]
        return upper, lower

    def begin(self, row: int) -> None:
        """A block begins in this row."""
        self.blocks.append(row + self.top)

    def hide(self, row: int) -> None:
        """Hides a row."""
        self.hidden_rows.add(row + self.top)

    @property
    def bottom(self) -> int:
        """The last row with contents."""
        return max([row for row, _ in self.cells] + [block[2] for block in self.merges])

    @property
    def right(self) -> int:
        """The last column with contents."""
        return max([col for _, col in self.cells] + [block[3] for block in self.merges])


@dataclass
class Page:
    """A worksheet of a book."""

    title: str
    canvas: Canvas
    hidden: bool = False


def _inside(block: Block, whole: Block) -> bool:
    above = block[0] >= whole[0] and block[1] >= whole[1]
    return above and block[2] <= whole[2] and block[3] <= whole[3]
