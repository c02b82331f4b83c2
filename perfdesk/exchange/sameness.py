"""When a cell still shows what was written: numbers by value, texts but for line ends."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.number import half_width, parse_decimal, trimmed
from perfdesk.files.celltext import as_saved

if TYPE_CHECKING:
    from perfdesk.files.bookrecord import Content

FULL_WIDTH = "全角数字改为半角"


def same(found: Content, shown: Content) -> bool:
    """True if a cell that showed `shown` when written was not changed since."""
    if isinstance(found, str) and isinstance(shown, str):
        return as_saved(found) == as_saved(shown)
    one, other = _value(found), _value(shown)
    return one is not None and one == other


def key_of(content: Content) -> str:
    """Equal for cells that show the same."""
    value = _value(content)
    return as_saved(str(content)) if value is None else f"={value.normalize():f}"


def typed_number(found: Content) -> tuple[str, tuple[str, ...]]:
    """What a person would have typed into a number cell, and what was tidied for it."""
    if isinstance(found, Decimal):
        return trimmed(found), ()
    half = half_width(found)
    full = found.isascii() or parse_decimal(found) is None
    return (found.strip(), ()) if full else (half, (FULL_WIDTH,))


def _value(content: Content) -> Decimal | None:
    return content if isinstance(content, Decimal) else parse_decimal(content)
