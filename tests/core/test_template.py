"""What a template says of single cells."""

import pytest

from perfdesk.core.cells import UnknownCell
from perfdesk.core.template import FundingBlock, GoalsBlock
from tests.support.forms import template


@pytest.mark.parametrize(
    ("address", "pattern"),
    [
        ("funding.total.initial", "0.00"),
        ("funding.total.executed", "#,##0.##"),
        ("funding.other.executed", "0.##"),
        ("funding.total.rate", "0.00%"),
        ("funding.fiscal.rate", "0.00%"),
        ("funding.total.weight", "0.##"),
        ("execution_weight", "0.##"),
        ("funding.total.score", "0.##"),
        ("indicators[7].score", "0.##"),
        ("total_weight", "0.##"),
    ],
)
def test_every_number_has_a_format(address: str, pattern: str) -> None:
    assert template("shanghai-2022").format_of(address).pattern == pattern


@pytest.mark.parametrize(
    "address", ["project_name", "indicators[0].target", "grade", "indicators[0].target.number"]
)
def test_a_text_has_none(address: str) -> None:
    with pytest.raises(UnknownCell):
        template().format_of(address)


def test_a_block_is_found_by_its_kind() -> None:
    funding = template("hubei-2020").block(FundingBlock)
    assert funding is not None
    assert [row.source for row in funding.rows] == ["total"]
    assert template("hubei-2020").block(GoalsBlock) is None
    assert template("hubei-2020").funding_row("fiscal") is None
