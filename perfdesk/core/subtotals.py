"""The points of a group of rows (分组小计): what its indicators reached of what they weigh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.number import ZERO
from perfdesk.core.rounding import add

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from perfdesk.core.form import Indicator
    from perfdesk.core.formats import NumberFormat
    from perfdesk.core.scoring import RowScore


@dataclass(frozen=True, slots=True)
class Subtotal:
    """Points of some rows: their scores and their weights, rows without one left out."""

    score: Decimal
    weight: Decimal

    def text(self, score: NumberFormat, weight: NumberFormat) -> str:
        """58.19/60.00, each in its column's format."""
        return f"{score.text(self.score)}/{weight.text(self.weight)}"


def subtotal(indicators: Sequence[Indicator], points: Sequence[RowScore]) -> Subtotal | None:
    """The sums over rows that stand together; None where no row has a weight or a score."""
    scores = [row.score for row in points if row.score is not None]
    weights = [row.weight.value for row in indicators if row.weight.value is not None]
    if not scores and not weights:
        return None
    return Subtotal(add(ZERO, *scores), add(ZERO, *weights))
