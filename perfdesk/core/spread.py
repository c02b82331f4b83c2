"""Spreading the points missing to the full total over chosen indicator rows (分摊分值)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell, name_of
from perfdesk.core.edits import SetCells
from perfdesk.core.number import HUNDRED, ZERO, trimmed
from perfdesk.core.rounding import Rounding, add, divide, multiply, round_to, subtract
from perfdesk.core.scoring import execution_weight, total_weight

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.form import Form
    from perfdesk.core.template import Rules

_CENT = Decimal("0.01")


class Share(Enum):
    """How the points are shared out."""

    EQUAL = "equal"  # every row gets as many more (平均)
    PROPORTIONAL = "proportional"  # by the present weights (按比例)


@dataclass(frozen=True, slots=True)
class Spread:
    """The edit, None where there is nothing to spread, and what to tell the person."""

    edit: SetCells | None
    sentence: str


def missing_points(form: Form, rules: Rules) -> Decimal:
    """The full total less all weights; below 0 where they are too many, unreadable ones count 0."""
    return subtract(rules.total, total_weight(form, execution_weight(form, rules)))


def spread(form: Form, rules: Rules, rows: Iterable[int], share: Share) -> Spread:
    """Makes the weights of `rows` (indices) sum up with all others to the full total, exactly.

    Shares are whole hundredths; what is left over goes to the first rows. Rows whose weight is no
    number, or below 0, stay as they are and are named. Points too many are taken off in
    proportion only. Without any weight to go by, proportional is equal.
    """
    missing = missing_points(form, rules)
    chosen = sorted(set(rows))
    weights = _usable(form, chosen)
    skipped = _skipped(form, chosen, weights)
    if not missing:
        return Spread(None, f"分值合计已是 {trimmed(rules.total)} 分，不用分摊。")
    if not weights:
        return Spread(None, f"没有可以分摊的行。{skipped}" if skipped else "请先选中要分摊的行。")
    if missing < 0 and (refusal := _refusal(missing.copy_negate(), weights, share)):
        return Spread(None, refusal)
    proportional = share is Share.PROPORTIONAL and any(weights.values())
    new = _proportional(weights, missing) if proportional else _equal(weights, missing)
    cells = tuple(
        (indicator_cell(row, "weight"), trimmed(value))
        for row, value in new.items()
        if value != weights[row]
    )
    return Spread(SetCells(cells, "分摊"), _told(missing, len(cells)) + skipped)


def equal_shares(points: Decimal, count: int) -> list[Decimal]:
    """`points` (at least 0) in `count` shares of whole hundredths, the first ones one more."""
    if not count:
        return []
    share = round_to(divide(points, Decimal(count)), Rounding.DOWN)
    return _completed([share] * count, points)


def _usable(form: Form, rows: list[int]) -> dict[int, Decimal]:
    """Row → weight, a blank one 0; without the rows that cannot be reckoned with."""
    numbers = {row: form.indicators[row].weight for row in rows}
    return {
        row: number.value or ZERO
        for row, number in numbers.items()
        if not number.unreadable and (number.value or ZERO) >= 0
    }


def _equal(weights: dict[int, Decimal], missing: Decimal) -> dict[int, Decimal]:
    shares = equal_shares(missing, len(weights))
    pairs = zip(weights.items(), shares, strict=True)
    return {row: add(value, share) for (row, value), share in pairs}


def _proportional(weights: dict[int, Decimal], missing: Decimal) -> dict[int, Decimal]:
    """Rows without a weight get none."""
    counted = {row: value for row, value in weights.items() if value}
    whole = add(*counted.values())
    wanted = add(whole, missing)
    parts = [
        round_to(divide(multiply(value, wanted), whole), Rounding.DOWN)
        for value in counted.values()
    ]
    return dict(zip(counted, _completed(parts, wanted), strict=True))


def _completed(parts: list[Decimal], whole: Decimal) -> list[Decimal]:
    """The parts and what they lack to `whole`: hundredths to the first ones, less to the first."""
    rest = subtract(whole, *parts)
    left = round_to(rest, Rounding.DOWN)
    fraction, extra = subtract(rest, left), int(multiply(left, HUNDRED))
    return [
        add(part, _CENT if place < extra else ZERO, ZERO if place else fraction)
        for place, part in enumerate(parts)
    ]


def _refusal(surplus: Decimal, weights: dict[int, Decimal], share: Share) -> str:
    """Why points too many cannot be taken off these rows, '' where they can."""
    many = f"分值合计多出 {trimmed(surplus)} 分"
    if share is Share.EQUAL:
        return f"{many}，不能再平均分摊；可以按比例减下来。"
    if surplus > add(*weights.values()):
        return f"{many}，选中的行不够减，请多选几行。"
    return ""


def _told(missing: Decimal, count: int) -> str:
    points = trimmed(missing.copy_abs())
    if missing > 0:
        return f"已把缺少的 {points} 分分摊到 {count} 行。"
    return f"已从 {count} 行减去多出的 {points} 分。"


def _skipped(form: Form, rows: list[int], weights: dict[int, Decimal]) -> str:
    names = [
        f"{name_of(indicator_cell(row, 'weight'))}“{form.indicators[row].weight.text}”"
        for row in rows
        if row not in weights
    ]
    return f"不能计算，没有分摊：{'、'.join(names)}。" if names else ""
