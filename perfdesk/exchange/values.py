"""What a cell brings into a field: texts as they stand, numbers as a person would type them."""

from __future__ import annotations

from perfdesk.core.number import HUNDRED, half_width, parse_decimal, trimmed
from perfdesk.core.placing import DASHES
from perfdesk.exchange.sameness import typed_number
from perfdesk.exchange.sheet import Cell, Kind

DASH = "横线表示未填"
PERCENT_POINTS = "百分数改为分"
#: A text and what was tidied for it.
Typed = tuple[str, tuple[str, ...]]


def is_dash(text: str) -> bool:
    """True for what tables print where there is nothing."""
    return half_width(text) in DASHES


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


def typed_points(cell: Cell) -> Typed:
    """The points of a weight's or score's cell; 12 % of 100 points are 12."""
    if cell.kind is Kind.PERCENT and cell.number is not None:
        return trimmed(cell.number * HUNDRED), (PERCENT_POINTS,)
    plain = half_width(cell.text)
    bare = plain.removesuffix("%").removesuffix("分")
    if cell.number is None and bare != plain and parse_decimal(bare) is not None:
        return bare, (PERCENT_POINTS if plain.endswith("%") else "去掉“分”字",)
    return typed_amount(cell)
