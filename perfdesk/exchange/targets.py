"""Targets of indicators from one cell or several: operator, value and unit are put together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.core.measure import Measure
from perfdesk.core.measurewords import OPERATORS, SIGNS
from perfdesk.core.number import half_width, parse_decimal
from perfdesk.exchange.reading import Sure
from perfdesk.exchange.sameness import FULL_WIDTH

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.pieces import Piece
    from perfdesk.exchange.values import Typed

_JOINED = "合并运算符、数值和单位"
_WITH_UNIT = "合并数值和单位两格"
#: What stands in such columns and says nothing of the comparison.
_QUALITATIVE = frozenset(
    {"定性", "定量", "其他", "无", "-", "—", "/", "正向指标", "反向指标", "正向", "反向"}
)
_BRACKETED = re.compile(r"[(（].*[)）]$")


def joined_target(draft: Draft, at: int, cells: dict[str, list[Piece]], apart: bool) -> None:
    """Takes the target of a row: `≥`, `350`, `家` become `≥350(家)`.

    `apart`: operators or units have columns of their own, so a number has a cell to itself.
    """
    address = f"indicators[{at}].target"
    values = [piece for piece in cells.get("target", []) if not draft.faulty(piece)]
    operators, units = cells.get("operator", []), cells.get("unit", [])
    if len(values) > 1:
        operators, values, units = _sorted_out(operators, values, units)
    if not values:
        for piece in (*operators, *units):
            draft.keep(f"第 {at + 1} 行指标值", piece.text, piece)
        return
    first = values[0]
    value, tidied = _typed(first.text) if apart else (first.text, ())
    text = _with_operator(draft, at, operators, value)
    text = _with_unit(draft, at, units, text)
    tidied = (*tidied, _JOINED) if text != value else tidied
    draft.put(address, text, first, Sure.CERTAIN, tidied)
    for piece in values[1:]:
        draft.keep(f"第 {at + 1} 行指标值", piece.text, piece)


def _sorted_out(
    operators: list[Piece], values: list[Piece], units: list[Piece]
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Several cells under one head: those before the number are operators, behind it units."""
    number = next((n for n, piece in enumerate(values) if _is_number(piece.text)), None)
    if number is None or not all(_operator(piece.text) for piece in values[:number]):
        return operators, values, units
    before, after = values[:number], values[number + 1 :]
    return [*operators, *before], values[number : number + 1], [*after, *units]


def joined_actual(draft: Draft, at: int, cells: dict[str, list[Piece]]) -> None:
    """Takes the actual value of a row, from one cell or from several."""
    pieces = [piece for piece in cells.get("actual", []) if not draft.faulty(piece)]
    units = cells.get("actual_unit", [])
    if not pieces:
        for piece in units:
            draft.keep(f"第 {at + 1} 行完成值单位", piece.text, piece)
        return
    more = pieces[1:]
    if _is_number(pieces[0].text):
        units, more = [*more, *units], []
    value, tidied = _typed(pieces[0].text) if units else (pieces[0].text, ())
    text = _with_unit(draft, at, units, "".join([value, *(piece.text for piece in more)]))
    tidied = (*tidied, _WITH_UNIT) if text != value else tidied
    draft.put(f"indicators[{at}].actual", text, pieces[0], tidied=tidied)
    draft.claim(*pieces)


def _typed(text: str) -> Typed:
    """A bare number as a person would type it; any other text as it stands."""
    plain = half_width(text)
    if not _is_number(text) or plain == text:
        return text, ()
    return plain, ((FULL_WIDTH,) if not text.isascii() else ())


def _is_number(text: str) -> bool:
    return parse_decimal(text.rstrip("%％")) is not None


def _operator(text: str) -> str:
    """The operator as it stands on paper; '' where the text is none."""
    plain = half_width(text.translate(SIGNS))
    return plain if plain in OPERATORS else ""


def _with_operator(draft: Draft, at: int, operators: list[Piece], text: str) -> str:
    for piece in operators:
        sign = _operator(piece.text)
        measure = Measure.of(text)
        if not sign:
            _aside(draft, at, piece)
        elif measure.quantitative and measure.operator is None:
            text = f"{sign}{text}"
        draft.claim(piece)
    return text


def _with_unit(draft: Draft, at: int, units: list[Piece], text: str) -> str:
    for piece in units:
        unit = piece.text.strip()
        measure = Measure.of(text)
        if measure.quantitative and not measure.unit and unit not in _QUALITATIVE:
            text = f"{text}{unit}" if _BRACKETED.match(unit) else f"{text}({unit})"
        elif measure.unit != unit:
            _aside(draft, at, piece)
        draft.claim(piece)
    return text


def _aside(draft: Draft, at: int, piece: Piece) -> None:
    """A word in the operator's or unit's cell that the target cannot take."""
    if piece.text.strip() in _QUALITATIVE:
        draft.left(piece, "只说明指标的性质，不属于指标值。")
    else:
        draft.keep(f"第 {at + 1} 行指标性质或单位", piece.text, piece)
