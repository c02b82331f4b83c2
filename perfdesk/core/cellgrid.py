"""The form's two tables as grids: which cell stands at (row, column), and which are selected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.cells import (
    SOURCE_NAMES,
    Part,
    funding_cell,
    indicator_cell,
    name_of,
    parse,
)
from perfdesk.core.form import AMOUNT_KEYS, INDICATOR_KEYS, LEVEL_KEYS, SOURCE_KEYS, Form
from perfdesk.core.groups import group_of

if TYPE_CHECKING:
    from perfdesk.core.template import Template

#: The column of the funding rows' names.
SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Selection:
    """A rectangle of cells: neighbouring rows and columns by index, none of the two empty."""

    rows: range
    columns: range

    @staticmethod
    def cell(row: int, column: int) -> Selection:
        """One cell alone."""
        return Selection(range(row, row + 1), range(column, column + 1))


@dataclass(frozen=True, slots=True)
class IndicatorGrid:
    """The indicator table of a form; `columns` are the keys from left to right."""

    form: Form
    columns: tuple[str, ...] = INDICATOR_KEYS

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.form.indicators)

    @property
    def grows(self) -> bool:
        """Rows can be added below the last."""
        return True

    def address(self, row: int, column: int) -> str:
        """The cell's address, also below the last row."""
        return indicator_cell(row, self.columns[column])

    def name(self, row: int, column: int) -> str:
        """第 3 行得分."""
        return name_of(self.address(row, column))

    def labels(self, template: Template) -> dict[str, str]:
        """The template's column heads by key."""
        return template.column_labels()

    def whole_groups(self, selection: Selection) -> Selection:
        """The selection with all rows of the merged labels in it, where it holds labels only."""
        keys = [self.columns[column] for column in selection.columns]
        if selection.rows[-1] >= self.height or any(key not in LEVEL_KEYS for key in keys):
            return selection
        ends = (selection.rows[0], selection.rows[-1])
        merged = [group_of(self.form.indicators, row, key) for row in ends for key in keys]
        first, stop = min(group.start for group in merged), max(group.stop for group in merged)
        return Selection(range(first, stop), selection.columns)


@dataclass(frozen=True, slots=True)
class FundingGrid:
    """The funding table of a form: one row a source, in the order of SOURCE_KEYS."""

    form: Form
    columns: tuple[str, ...] = (SOURCE, *AMOUNT_KEYS, "rate", "weight", "score")

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(SOURCE_KEYS)

    @property
    def grows(self) -> bool:
        """The sources are what they are."""
        return False

    def address(self, row: int, column: int) -> str:
        """The cell's address, '' for the row's name."""
        source, key = SOURCE_KEYS[row], self.columns[column]
        if key == SOURCE:
            return ""
        if (source, key) == ("total", "weight"):
            return "execution_weight"
        return funding_cell(source, key)

    def name(self, row: int, column: int) -> str:
        """年度资金总额的全年执行数."""
        address = self.address(row, column)
        return name_of(address) if address else f"{SOURCE_NAMES[SOURCE_KEYS[row]]}的名称"

    def labels(self, template: Template) -> dict[str, str]:
        """The template's column heads by key."""
        return template.funding_labels()

    def whole_groups(self, selection: Selection) -> Selection:
        """The selection itself: nothing is merged here."""
        return selection


CellGrid = IndicatorGrid | FundingGrid


def is_typed(address: str) -> bool:
    """True where a person types; False for computed cells and for '', a row's name."""
    return bool(address) and parse(address).part is not Part.COMPUTED
