"""Numbers as people type them: the text is kept, the value is parsed beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

#: More digits are a slip of the keyboard, not an amount; arithmetic stays exact below it.
MAX_DIGITS = 40
ZERO = Decimal(0)
HUNDRED = Decimal(100)

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
#: Full-width and small forms; not NFKC, which would also make 1 of ① and 2 of ².
_HALF_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {
    ord(wide): narrow
    for wide, narrow in {"−": "-", "﹣": "-", "﹢": "+", "﹐": ",", "﹒": ".", "﹪": "%"}.items()
}
#: Signs without width that come along when text is pasted from web pages.
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF])
_FOLDING = _HALF_WIDTH | _INVISIBLE


@dataclass(frozen=True, slots=True)
class Number:
    """A number cell (金额、分值、得分): `text` as typed, `value` parsed or None.

    An empty text is "not filled"; a filled text without a value is "unreadable" and counts as not
    filled.
    """

    text: str
    value: Decimal | None

    @staticmethod
    def of(text: str) -> Number:
        """The number cell holding `text`; never fails."""
        return _number(text)

    @property
    def unreadable(self) -> bool:
        """True if something was typed that is not a number."""
        return self.value is None and bool(self.text.strip())

    @property
    def decimals(self) -> int:
        """Digits typed after the point; 0 where there is no value."""
        return decimals_of(self.value) if self.value is not None else 0


@lru_cache(maxsize=8192)
def _number(text: str) -> Number:
    return Number(text, parse_decimal(text))


EMPTY = Number("", None)


def parse_decimal(text: str) -> Decimal | None:
    """The Decimal behind `text`, or None. Commas, blanks and full-width digits are understood."""
    plain = half_width(text).replace(",", "")
    if not _PLAIN.fullmatch(plain) or len(plain) > MAX_DIGITS:
        return None
    return Decimal(plain)


def half_width(text: str) -> str:
    """`text` with full-width forms made half-width, blanks and invisible signs dropped."""
    return "".join(text.translate(_FOLDING).split())


@lru_cache(maxsize=2048)
def narrow(text: str) -> str:
    """`text` with full-width forms made half-width, of the same length: places stay places."""
    return text.translate(_HALF_WIDTH)


def decimals_of(value: Decimal) -> int:
    """Digits after the point of `value` as written: 2 for Decimal('1.50')."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def trimmed(value: Decimal) -> str:
    """`value` in plain digits without trailing zeros: '10', '0.9', never '1E+1'."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
