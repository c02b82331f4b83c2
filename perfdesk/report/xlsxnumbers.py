"""Figures as real numbers in a workbook, where a number format shows exactly the printed text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.number import trimmed
from perfdesk.core.rounding import round_to

if TYPE_CHECKING:
    from perfdesk.core.formats import NumberFormat
    from perfdesk.report.grid import Cell

#: Spreadsheets keep 15 significant digits; what has more stays text.
MOST_DIGITS = 15
GENERAL, TEXT = "General", "@"
#: General shows as many characters, then it rounds.
_GENERAL_SHOWS = 11
_MANY_GROUPED = "#,##0.##########"
_FIGURE = re.compile(
    r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<tail>\d{1,15}))?(?P<percent>%)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class SheetNumber:
    """A number as a worksheet holds it (91.22% is 0.9122) and the format that shows it.

    `more` is the format for a figure typed over it that has more decimals than `places`; '' where
    the paper rounds such figures too.
    """

    value: Decimal
    code: str
    more: str = ""
    places: int = 0


def sheet_number(cell: Cell) -> SheetNumber | None:
    """The number behind a cell's text; None where no number and format would show that text.

    `0.##` would show `10.`; so where the paper shows as many decimals as there are, General does,
    or a format for just this value, with another one for what people type later.
    """
    found = _FIGURE.fullmatch(cell.text)
    if cell.value is None or not found or _digits(cell.value) > MOST_DIGITS:
        return None
    places, percent = len(found["tail"] or ""), found["percent"] or ""
    grouped = "," in cell.text or (cell.format is not None and cell.format.grouped)
    shown = round_to(cell.value, places=places)
    text = f"{shown or abs(shown):{',' if grouped else ''}f}{percent}"
    if text != cell.text:
        return None
    value = cell.value.scaleb(-2) if percent else cell.value
    code = _code(grouped, places) + percent
    if percent or cell.format is None or cell.format.places is not None:
        return SheetNumber(value, code)
    if text == trimmed(value) and len(text) <= _GENERAL_SHOWS:
        return SheetNumber(value, GENERAL)
    return SheetNumber(value, code, _MANY_GROUPED if grouped else GENERAL, places)


def blank_code(number_format: NumberFormat | None) -> str:
    """The format of a number cell that waits to be filled."""
    if number_format is None or number_format.places is None:
        return GENERAL
    return _code(number_format.grouped, number_format.places) + number_format.suffix


def _code(grouped: bool, places: int) -> str:
    return ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")


def _digits(value: Decimal) -> int:
    return len(trimmed(value).lstrip("-").replace(".", "").lstrip("0"))
