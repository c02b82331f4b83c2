"""What the rules on figures share: how figures stand in sentences and cells, and as remedies."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Remedy
from perfdesk.core.number import Number, decimals_of, half_width, parse_decimal, trimmed

if TYPE_CHECKING:
    from perfdesk.core.interval import Interval
    from perfdesk.core.template import Template


#: With so many decimals a figure is told exactly.
_SHARP = 2


def printed_figure(text: str) -> Decimal | None:
    """The number that a source prints, with or without %; None for a dash or words."""
    return parse_decimal(half_width(text).rstrip("%"))


def fits(printed: Decimal, allowed: Interval, tolerance: Decimal) -> bool:
    """Whether a paper may print so: 9.8 stands for 9.84 where one decimal at most is printed."""
    if allowed.contains(printed, tolerance):
        return True
    places = decimals_of(printed)
    return places < _SHARP and allowed.coarser(places).contains(printed)


def money(value: Decimal | None) -> str:
    """An amount in a sentence: with commas, without trailing zeros."""
    return "空" if value is None else f"{Decimal(trimmed(value)):,f}"


def cell_text(template: Template, address: str, value: Decimal) -> str:
    """A figure as it is typed into a cell: as the paper prints it, unless that loses digits."""
    text = template.format_of(address).text(value)
    return text if Number.of(text).value == value else trimmed(value)


def change_to(address: str, text: str) -> Remedy:
    """The remedy that types `text` into the cell (改为 3.19)."""
    return Remedy(f"改为 {text}", SetCell(address, text))
