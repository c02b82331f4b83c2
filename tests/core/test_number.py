"""Numbers as typed: the text survives, the value stands beside it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.number import EMPTY, Number, half_width, parse_decimal, trimmed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("84.47", "84.47"),
        ("74,696", "74696"),
        ("2,243,764", "2243764"),
        ("74 696.00", "74696.00"),
        ("１２．５", "12.5"),
        ("１，０６８．３０", "1068.30"),
        ("　10　", "10"),
        ("10\u200b", "10"),
        ("10\u00a0000", "10000"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+5", "5"),
        ("-5", "-5"),
        ("－5", "-5"),
        ("−5", "-5"),
        ("0", "0"),
        ("00012", "12"),
        ("9" * 40, "9" * 40),
    ],
)
def test_a_number_is_read(text: str, value: str) -> None:
    number = Number.of(text)
    assert (number.text, number.value) == (text, Decimal(value))
    assert not number.unreadable


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1.2.3",
            "十二",
            "1e5",
            "12a",
            "--5",
            "NaN",
            "Infinity",
            "0x10",
            "1/2",
            "10%",
            "¥5",
            "5元",
        ),
        *("①", "10²", "½", "Ⅻ", "٣", "𝟏", ".", "-", "9" * 41),
    ],
)
def test_what_is_no_number_is_kept_and_named(text: str) -> None:
    number = Number.of(text)
    assert (number.text, number.value) == (text, None)
    assert number.unreadable


@pytest.mark.parametrize("text", ["", " ", "　", "\n"])
def test_blank_is_not_filled(text: str) -> None:
    assert not Number.of(text).unreadable
    assert Number.of(text).value is None


def test_the_empty_number() -> None:
    assert Number.of("") == EMPTY
    assert EMPTY.decimals == 0


@pytest.mark.parametrize(("text", "decimals"), [("156", 0), ("63.75", 2), ("1.50", 2), ("x", 0)])
def test_decimals_are_those_typed(text: str, decimals: int) -> None:
    assert Number.of(text).decimals == decimals


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("10.00", "10"),
        ("0.90", "0.9"),
        ("100", "100"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("1E+3", "1000"),
    ],
)
def test_trimmed(value: str, text: str) -> None:
    assert trimmed(Decimal(value)) == text


def test_half_width_leaves_other_signs_alone() -> None:
    assert half_width("ＡＢ（％）① ㎡…") == "AB(%)①㎡…"


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    number = Number.of(text)
    assert number.text == text
    assert number.value is None or number.value.is_finite()


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12
    )
)
def test_what_is_written_is_read(value: Decimal) -> None:
    assert parse_decimal(f"{value:,f}") == value
    assert parse_decimal(trimmed(value)) == value
