"""How the columns of a table share its width: what they must have, what is good, the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.ui.delegates import padding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFontMetrics

    from perfdesk.ui.columns import Column


def shared_widths(columns: Sequence[Column], room: int, metrics: QFontMetrics) -> list[int]:
    """Pixels for each column in `room` pixels; more than that where not even the least fit."""
    least = [_pixels(column.least, metrics) for column in columns]
    good = [_pixels(column.width, metrics) for column in columns]
    lacking = sum(good) - sum(least)
    part = min(1.0, max(0, room - sum(least)) / lacking) if lacking else 1.0
    widths = [low + int(part * (high - low)) for low, high in zip(least, good, strict=True)]
    sharing = sum(column.shares for column in columns)
    spare = max(0, room - sum(widths)) // max(1, sharing)
    return [
        width + (spare if column.shares else 0)
        for width, column in zip(widths, columns, strict=True)
    ]


def _pixels(characters: float, metrics: QFontMetrics) -> int:
    return round(characters * metrics.horizontalAdvance("国")) + 2 * padding(metrics)
