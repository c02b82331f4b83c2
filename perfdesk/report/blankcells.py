"""Where the cells of a sheet handed out stand: references by address and by indicator column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from perfdesk.core.cells import funding_cell
from perfdesk.core.form import AMOUNT_KEYS, PART_KEYS, SOURCE_KEYS
from perfdesk.files.bookrecord import HEADS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.files.bookrecord import Record


@dataclass(frozen=True, slots=True)
class BlankCells:
    """Tied cells by address (row, column), indicator columns by key, first and last such row."""

    places: dict[str, tuple[int, int]]
    columns: dict[str, int]
    top: int
    bottom: int

    @staticmethod
    def of(record: Record, top: int, bottom: int) -> BlankCells:
        """The cells that a record ties, with indicator rows `top` … `bottom`."""
        places = {a.address: (a.row, a.col) for a in record.anchors.values()}
        heads = {key: place for key, place in places.items() if key.startswith(HEADS)}
        columns = {key.removeprefix(HEADS): col for key, (_, col) in heads.items()}
        return BlankCells(places, columns, top, bottom)

    def at(self, address: str) -> str:
        """`E7`; '' where the sheet has no such cell."""
        place = self.places.get(address)
        return f"{get_column_letter(place[1])}{place[0]}" if place else ""

    def fixed(self, address: str) -> str:
        """`$E$7`; '' where the sheet has no such cell."""
        place = self.places.get(address)
        return f"${get_column_letter(place[1])}${place[0]}" if place else ""

    def column(self, key: str) -> str:
        """`F13:F72`: an indicator column; '' where the template has none."""
        col = self.columns.get(key)
        return self._down(col) if col else ""

    def first(self, key: str) -> str:
        """`$F13`: the column's first cell as rules write it, which go down with their row."""
        col = self.columns.get(key)
        return f"${get_column_letter(col)}{self.top}" if col else ""

    def amounts(self) -> list[str]:
        """Every amount cell of the funding table."""
        found = (self.at(funding_cell(s, key)) for s in SOURCE_KEYS for key in AMOUNT_KEYS)
        return [reference for reference in found if reference]

    def parts(self, key: str) -> Sequence[str]:
        """The cells that the total's amount sums up."""
        found = (self.at(funding_cell(part, key)) for part in PART_KEYS)
        return [reference for reference in found if reference]

    def _down(self, col: int) -> str:
        letter = get_column_letter(col)
        return f"{letter}{self.top}:{letter}{self.bottom}"
