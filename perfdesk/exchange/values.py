"""What a cell brings into a field: texts as they stand, numbers as a person would type them."""

from __future__ import annotations

import re

from perfdesk.core.number import HUNDRED, half_width, parse_decimal, trimmed
from perfdesk.core.placing import DASHES
from perfdesk.exchange.sameness import typed_number
from perfdesk.exchange.sheet import Cell, Kind

DASH = "横线表示未填"
PERCENT_POINTS = "百分数改为分"
NO_MONEY_WORD = "去掉金额单位和货币符号"
NO_POINT_WORD = "去掉“分”字"
_NAMED = re.compile(r"(?:人民币)?[¥￥$]?(?P<digits>[+-]?[\d,.]+)(?P<unit>万元?|元)?整?")
#: A text and what was tidied for it.
Typed = tuple[str, tuple[str, ...]]


def is_dash(text: str) -> bool:
    """True for what tables print where there is nothing."""
    return half_width(text) in DASHES


def named_amount(text: str) -> tuple[str, str] | None:
    """(digits, 元 or 万元) of `￥1,234.50元`, '' for no unit; None for what is no amount."""
    found = _NAMED.fullmatch(half_width(text))
    if not found or parse_decimal(found["digits"]) is None:
        return None
    return found["digits"], f"{found['unit'].rstrip('元')}元" if found["unit"] else ""


def is_figure(text: str) -> bool:
    """True for an amount, points or a rate, also with a percent sign or a unit of money."""
    plain = half_width(text).removesuffix("%")
    return parse_decimal(plain) is not None or named_amount(plain) is not None


def typed_amount(cell: Cell) -> Typed:
    """The number of an amount's cell as shown; '' for a dash."""
    if cell.number is None or cell.kind is Kind.DATE:
        return ("", (DASH,)) if is_dash(cell.text) else typed_number(cell.text)
    shown = parse_decimal(cell.text)
    if shown is None:  # with a currency sign, or a zero that is shown as a dash
        return trimmed(cell.number), ()
    hidden = shown != cell.number
    why = f"格内是 {trimmed(cell.number)}，按显示的 {cell.text} 读取"
    return cell.text.strip(), ((why,) if hidden else ())


def printed_points(text: str) -> Typed:
    """Printed points without the word 分 behind them."""
    bare = text.strip().removesuffix("分")
    if bare != text.strip() and parse_decimal(bare) is not None:
        return bare.strip(), (NO_POINT_WORD,)
    return text, ()


def typed_points(cell: Cell) -> Typed:
    """The points of a weight's or score's cell; 12 % of 100 points are 12."""
    if cell.kind is Kind.PERCENT and cell.number is not None:
        return trimmed(cell.number * HUNDRED), (PERCENT_POINTS,)
    plain = half_width(cell.text)
    bare = plain.removesuffix("%").removesuffix("分")
    if cell.number is None and bare != plain and parse_decimal(bare) is not None:
        return bare, (PERCENT_POINTS if plain.endswith("%") else NO_POINT_WORD,)
    return typed_amount(cell)
