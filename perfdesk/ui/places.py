"""Where in the window a cell is typed: its grid's row and column, decided without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from perfdesk.core.cells import Part, UnknownCell, parse
from perfdesk.ui.columns import (
    FUNDING_COLUMNS,
    FUNDING_ROWS,
    INDICATOR_COLUMNS,
    FundingColumn,
    IndicatorColumn,
)


class Table(Enum):
    """Both tables."""

    FUNDING = "funding"
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a table; `row` is -1 where the address speaks of the table's column."""

    table: Table
    row: int
    column: int


def spot_of(address: str) -> Spot | None:
    """The table cell that an address names or is computed from; None for those outside tables."""
    try:
        place = parse(address)
    except UnknownCell:
        return None
    if place.row >= 0:
        return Spot(Table.INDICATORS, place.row, _indicator_column(place.key))
    if place.source:
        row = list(FUNDING_ROWS).index(place.source)
        return Spot(Table.FUNDING, row, _funding_column(place.key))
    if address == "execution_weight":
        return Spot(Table.FUNDING, 0, FUNDING_COLUMNS.index(FundingColumn.WEIGHT))
    if place.part is Part.COMPUTED and address != "form":
        return Spot(Table.INDICATORS, -1, _indicator_column(_FIGURES[address]))
    return None


#: A figure below the table, and the column that it is summed up from.
_FIGURES = {
    "indicators": "weight",
    "total_weight": "weight",
    "total_score": "score",
    "grade": "score",
}


def _indicator_column(key: str) -> int:
    return INDICATOR_COLUMNS.index(next(one for one in IndicatorColumn if one.key == key))


def _funding_column(key: str) -> int:
    return FUNDING_COLUMNS.index(next(one for one in FundingColumn if one.key == key))
