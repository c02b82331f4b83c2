"""Printed figures as cells of all kinds: texts, numbers with and without formats, formulas."""

import math
import re
from datetime import date

from perfdesk.core.number import parse_decimal
from tests.support.shapes.canvas import Ink

_FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_PERCENT = re.compile(r"\d+(?:\.(\d+))?%")
_SIGNS = "([<>=≤≥]+)"
_TARGET = re.compile(rf"{_SIGNS}(\d+(?:\.\d+)?)\((\D+)\)")
DAY = Ink(date(2025, 3, 18), 'yyyy"年"m"月"d"日"')


def figure(text: str, kind: str) -> Ink:
    """An amount, a rate or points as a cell of this kind; other texts as they are."""
    value = parse_decimal(text)
    if kind == "full width":
        return Ink(text.translate(_FULL_WIDTH)) if value is not None else Ink(text)
    if kind in ("text", "units") or (value is None and not _PERCENT.fullmatch(text)):
        return Ink(text)
    if value is None:
        return _percent(text)
    number = float(value)
    if kind == "noisy":
        return Ink(math.nextafter(math.nextafter(number, math.inf), math.inf) if number else 0.0)
    decimals = -int(value.as_tuple().exponent)
    code = "#,##0.00" if kind == "money" and decimals <= 2 else "General"
    return Ink(number, code, kind == "formulas")


def amount(text: str, kind: str, unit: str) -> Ink:
    """An amount of money as a cell of this kind."""
    named = kind == "units" and parse_decimal(text) is not None
    return Ink(f"￥{text}{unit}") if named else figure(text, kind)


def points(text: str, kind: str) -> Ink:
    """Points as a cell of this kind."""
    spoken = kind == "units" and parse_decimal(text) is not None
    return Ink(f"{text} 分") if spoken else figure(text, kind)


def measured(text: str, kind: str) -> Ink:
    """A target or an actual value: plain numbers and percentages become cells of this kind."""
    value = parse_decimal(text)
    if kind in ("text", "full width", "units"):
        return Ink(text)
    if value is None:
        return _percent(text) if _PERCENT.fullmatch(text) else Ink(text)
    decimals = max(0, -int(value.as_tuple().exponent))
    grouped = "#,##0" if "," in text else "0"
    code = f"{grouped}.{'0' * decimals}" if decimals else grouped
    shown = f"{value:,f}" if "," in text else f"{value:f}"
    return Ink(float(value), code, kind == "formulas") if shown == text else Ink(text)


def _percent(text: str) -> Ink:
    decimals = len((_PERCENT.fullmatch(text) or [""])[1] or "")
    code = f"0.{'0' * decimals}%" if decimals else "0%"
    shown = f"{float(text[:-1]):.{decimals}f}%"
    return Ink(float(text[:-1]) / 100, code) if shown == text else Ink(text)


def target_parts(text: str) -> tuple[str, str, str]:
    """Operator, value and unit of `=100.00(%)`; other targets stay whole in the middle."""
    found = _TARGET.fullmatch(text)
    return (found[1], found[2], found[3]) if found else ("", text, "")
