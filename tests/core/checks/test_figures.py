"""How figures stand in sentences and cells, and as remedies."""

from decimal import Decimal

import pytest

from perfdesk.core.checks.figures import cell_text, change_to, fits, money, printed_figure
from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Remedy
from perfdesk.core.interval import Interval
from tests.support.forms import template


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("96.00%", "96.00"),
        ("９６．００％", "96.00"),
        ("96", "96"),
        ("%96", None),
        ("-", None),
        ("见附件", None),
        ("", None),
    ],
)
def test_the_number_that_a_source_prints(text: str, figure: str | None) -> None:
    assert printed_figure(text) == (None if figure is None else Decimal(figure))


@pytest.mark.parametrize(
    ("value", "told"),
    [("1234567.50", "1,234,567.5"), ("0.00", "0"), ("-1200", "-1,200"), ("999", "999")],
)
def test_an_amount_in_a_sentence(value: str, told: str) -> None:
    assert money(Decimal(value)) == told


def test_an_amount_that_is_none_is_told_as_empty() -> None:
    assert money(None) == "空"


@pytest.mark.parametrize(
    ("value", "typed"), [("9.6", "9.60"), ("9", "9.00"), ("9.605", "9.605"), ("9.6050", "9.605")]
)
def test_a_figure_is_typed_as_printed_unless_that_loses_digits(value: str, typed: str) -> None:
    assert cell_text(template(), "funding.total.executed", Decimal(value)) == typed


def test_the_format_is_that_of_the_cell() -> None:
    yuan = template("shanghai-2024-national")
    own = yuan.format_of("indicators[0].weight").text(Decimal(9))
    assert cell_text(yuan, "indicators[0].weight", Decimal(9)) == own == "9"


def test_the_remedy_types_the_text_into_the_cell() -> None:
    assert change_to("year", "2024") == Remedy("改为 2024", SetCell("year", "2024"))


@pytest.mark.parametrize(
    ("printed", "fit"),
    [
        ("9.84", True),
        ("9.86", True),
        ("9.87", False),
        ("9.80", False),
        ("9.8", True),
        ("9.7", False),
        ("10", True),
        ("9", True),
        ("8", False),
        ("11", False),
    ],
)
def test_a_figure_printed_with_one_decimal_or_none_stands_for_finer_ones(
    printed: str, fit: bool
) -> None:
    exact, tolerance = Decimal("9.84"), Decimal("0.02")
    assert fits(Decimal(printed), Interval(exact, exact), tolerance) is fit
