"""How a figure stands on paper."""

from decimal import Decimal

import pytest

from perfdesk.core.formats import NumberFormat
from perfdesk.core.number import Number


@pytest.mark.parametrize(
    ("pattern", "value", "text"),
    [
        ("0", "8.5", "9"),
        ("0.00", "74696", "74696.00"),
        ("0.00", "-0.001", "0.00"),
        ("0.00", "8.445", "8.45"),
        ("0.##", "97.02", "97.02"),
        ("0.##", "98.00", "98"),
        ("0.##", "0.90", "0.9"),
        ("0.##", "1.2345", "1.2345"),
        ("0.00%", "40.87", "40.87%"),
        ("0.##%", "100.00", "100%"),
        ("#,##0.00", "128218", "128,218.00"),
        ("#,##0.00", "-1234.5", "-1,234.50"),
        ("#,##0.00", "-0.5", "-0.50"),
        ("#,##0.##", "74696.00", "74,696"),
        ("#,##0.##", "507277.51", "507,277.51"),
        ("#,##0", "999.5", "1,000"),
        ("0.0000", "1", "1.0000"),
    ],
)
def test_a_figure_on_paper(pattern: str, value: str, text: str) -> None:
    assert NumberFormat.of(pattern).text(Decimal(value)) == text


@pytest.mark.parametrize(
    "pattern", ["", "0.#", "#.##", "0.00000", "typed0", "0.00 %", "00", "#,##0."]
)
def test_other_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        NumberFormat.of(pattern)


@pytest.mark.parametrize(
    ("pattern", "typed", "text"),
    [
        ("0.00", "１２", "12.00"),
        ("0.00", "1.2.3", "1.2.3"),
        ("0.00", "十二", "十二"),
        ("0.00", "", ""),
        ("typed", "74,696.0", "74,696.0"),
        ("#,##0.##", "74 696", "74,696"),
    ],
)
def test_a_typed_number_on_paper(pattern: str, typed: str, text: str) -> None:
    assert NumberFormat.of(pattern).typed_text(Number.of(typed)) == text


@pytest.mark.parametrize(
    ("pattern", "value", "hidden"),
    [
        ("0.00", "1.005", True),
        ("0.00", "1.00500", True),
        ("0.00", "1.500", False),
        ("0", "0.5", True),
        ("0.##", "1.23456", False),
        ("typed", "1.23456", False),
    ],
)
def test_hidden_decimals(pattern: str, value: str, hidden: bool) -> None:
    assert NumberFormat.of(pattern).hides(Decimal(value)) is hidden
