"""Where a form is being drawn, how, and what of it is drawn otherwise than printed."""

from dataclasses import dataclass, field

from tests.support.corpus import Record
from tests.support.shapes.canvas import Canvas, Ink
from tests.support.shapes.expected import Expected
from tests.support.shapes.inks import amount, figure
from tests.support.shapes.shape import Shape

#: The rightmost column that names, money and goals reach.
WIDTH = 9


@dataclass
class Pen:
    """Draws row by row; `columns` are the keys of the indicator table from column `first` on."""

    record: Record
    shape: Shape
    canvas: Canvas
    expected: Expected
    row: int = 0
    first: int = 1
    columns: list[str] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last column."""
        return max(WIDTH, self.first + len(self.columns) - 1)

    def label(self, key: str) -> str:
        """The paper's word."""
        return self.shape.labels[key]

    def put(self, col: int, ink: str | Ink, to_col: int = 0, down: int = 0) -> None:
        """Something in the row."""
        self.canvas.put(self.row, col, ink, self.row + down, to_col)

    def line(self, text: str | Ink) -> None:
        """A row of one text from side to side."""
        self.row += 1
        self.put(1, text, self.last)

    def figure(self, text: str) -> Ink:
        """A figure as the shape writes figures."""
        return figure(text, self.shape.numbers)

    def amount(self, text: str) -> Ink:
        """An amount of money likewise."""
        return amount(text, self.shape.numbers, self.record["amount_unit"])

    def block(self) -> None:
        """A block begins in the next row."""
        self.row += self.shape.gaps
        self.canvas.begin(self.row + 1)

    def other(self, col: int, text: str, to_col: int = 0) -> None:
        """A text that the form file has no field for."""
        self.put(col, text, to_col)
        self.expected.others.append(text)
