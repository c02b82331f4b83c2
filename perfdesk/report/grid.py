"""The printed form as a grid of cells without sizes: what stands where, before measuring."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from perfdesk.core.formats import NumberFormat

CONTINUED = "（续）"


class Role(Enum):
    """What a cell is for: it decides how its text is broken and aligned."""

    LABEL = "label"
    VALUE = "value"
    PARAGRAPH = "paragraph"


class RowKind(Enum):
    """What a row is for: it decides where pages may break."""

    FIELDS = "fields"
    FUNDING = "funding"
    GOAL_HEADER = "goal header"
    GOALS = "goals"
    INDICATOR_HEADER = "indicator header"
    INDICATOR = "indicator"
    CLOSING = "closing"


@dataclass(slots=True)
class Cell:
    """One cell: its place (grid row and column, with spans), text and meaning.

    `address` names the form's cell, '' for labels. `value` and `format` are set where the
    text is a number. `group` marks labels that repeat with （续） when a page
    break splits them.
    """

    row: int
    col: int
    text: str
    cols: int = 1
    rows: int = 1
    role: Role = Role.VALUE
    align: str = "center"
    address: str = ""
    value: Decimal | None = None
    format: NumberFormat | None = None
    group: bool = False


@dataclass(slots=True)
class Grid:
    """All rows of one form: `kinds` and least heights (mm) by row, cells in reading order."""

    title: str
    year_line: str
    columns: int
    kinds: list[RowKind] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    def add_row(self, kind: RowKind, least: float = 0.0) -> int:
        """A new row at the bottom; its index."""
        self.kinds.append(kind)
        self.least.append(least)
        return len(self.kinds) - 1
