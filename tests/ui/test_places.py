"""Every address that a finding may name has its place in a table, or is known to have none."""

import pytest

from perfdesk.ui.columns import FUNDING_COLUMNS, INDICATOR_COLUMNS, FundingColumn, IndicatorColumn
from perfdesk.ui.places import Spot, Table, spot_of


def indicators(row: int, column: IndicatorColumn) -> Spot:
    return Spot(Table.INDICATORS, row, INDICATOR_COLUMNS.index(column))


def funding(row: int, column: FundingColumn) -> Spot:
    return Spot(Table.FUNDING, row, FUNDING_COLUMNS.index(column))


@pytest.mark.parametrize(
    ("address", "spot"),
    [
        ("indicators[2].score", indicators(2, IndicatorColumn.SCORE)),
        ("indicators[0].target.operator", indicators(0, IndicatorColumn.TARGET)),
        ("indicators", indicators(-1, IndicatorColumn.WEIGHT)),
        ("total_weight", indicators(-1, IndicatorColumn.WEIGHT)),
        ("total_score", indicators(-1, IndicatorColumn.SCORE)),
        ("grade", indicators(-1, IndicatorColumn.SCORE)),
        ("funding.total.rate", funding(0, FundingColumn.RATE)),
        ("funding.total.score", funding(0, FundingColumn.SCORE)),
        ("funding.other.executed", funding(3, FundingColumn.EXECUTED)),
        ("execution_weight", funding(0, FundingColumn.WEIGHT)),
        ("form", None),
        ("unit", None),
        ("goal_actual", None),
        ("signature.date", None),
        ("nowhere[1]", None),
    ],
)
def test_an_address_has_its_place(address: str, spot: Spot | None) -> None:
    assert spot_of(address) == spot
