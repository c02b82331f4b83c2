"""A rectangle of worksheet cells."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter


@dataclass(frozen=True, slots=True)
class Block:
    """Rows and columns from 1, all included."""

    top: int
    left: int
    bottom: int
    right: int

    @staticmethod
    def at(row: int, col: int) -> Block:
        """A single cell."""
        return Block(row, col, row, col)

    @property
    def first(self) -> Block:
        """The top left cell."""
        return Block.at(self.top, self.left)

    @property
    def single(self) -> bool:
        """True for one cell."""
        return self == self.first

    @property
    def reference(self) -> str:
        """`B3:D5`, or `B3` for a single cell."""
        return self._reference("")

    @property
    def fixed(self) -> str:
        """`$B$3:$D$5`, or `$B$3` for a single cell."""
        return self._reference("$")

    def _reference(self, mark: str) -> str:
        first = f"{mark}{get_column_letter(self.left)}{mark}{self.top}"
        last = f"{mark}{get_column_letter(self.right)}{mark}{self.bottom}"
        return first if self.single else f"{first}:{last}"
