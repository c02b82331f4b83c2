"""Number formats of a template: how a figure stands on paper (数字格式)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from perfdesk.core.number import Number, decimals_of, trimmed
from perfdesk.core.rounding import round_to

_PATTERN = re.compile(r"(?P<typed>typed)|(?P<group>#,##)?0(?:\.(?P<tail>0{1,4}|##))?(?P<suffix>%?)")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """`typed`, or grouped or not, `places` decimals (None: as many as there are), and a suffix."""

    pattern: str
    typed: bool
    grouped: bool
    places: int | None
    suffix: str

    @staticmethod
    def of(pattern: str) -> NumberFormat:
        """The format written as `typed`, `0`, `0.00`, `#,##0.00` …, with % or not.

        Raises ValueError for anything else.
        """
        found = _PATTERN.fullmatch(pattern)
        if not found:
            raise ValueError(pattern)
        tail = found["tail"] or ""
        places = None if tail == "##" or found["typed"] else len(tail)
        suffix = found["suffix"] or ""
        return NumberFormat(pattern, bool(found["typed"]), bool(found["group"]), places, suffix)

    def text(self, value: Decimal) -> str:
        """`value` as printed; rounded half up where the format has fewer decimals."""
        if self.places is None:
            return _grouped(trimmed(value), self.grouped) + self.suffix
        rounded = round_to(value, places=self.places)
        return _grouped(_unsigned_zero(rounded), self.grouped) + self.suffix

    def typed_text(self, number: Number) -> str:
        """A typed number as printed: as typed where it is unreadable or the format says so."""
        if number.value is None or self.typed:
            return number.text
        return self.text(number.value)

    def hides(self, value: Decimal) -> bool:
        """True if the paper shows fewer decimals than `value` has."""
        return self.places is not None and decimals_of(Decimal(trimmed(value))) > self.places


def _unsigned_zero(value: Decimal) -> str:
    return f"{abs(value):f}" if not value else f"{value:f}"


def _grouped(digits: str, grouped: bool) -> str:
    if not grouped:
        return digits
    whole, point, rest = digits.partition(".")
    return f"{int(whole):,}{point}{rest}" if not whole.startswith("-0") else digits


TWO_PLACES = NumberFormat.of("0.00")
