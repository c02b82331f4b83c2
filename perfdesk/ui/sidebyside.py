"""A list beside what it tells of: two columns of widgets with a border that can be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from perfdesk.ui.dialogparts import em
from perfdesk.ui.widgets import Card

if TYPE_CHECKING:
    from collections.abc import Sequence


def side_by_side(
    left: Sequence[QWidget], right: Sequence[QWidget], widths: tuple[int, int], least: int
) -> QSplitter:
    """The last widget of each column lies in a card and gets what room is left.

    `widths` of both columns and the `least` of the left one in characters; the right one grows.
    """
    parts = QSplitter(Qt.Orientation.Horizontal)
    space = parts.fontMetrics().height() // 2
    first, second = _column(left, (0, space // 2)), _column(right, (space // 2, 0))
    first.setMinimumWidth(least * em(parts))
    for column in (first, second):
        parts.addWidget(column)
    parts.setChildrenCollapsible(False)
    parts.setStretchFactor(1, 1)
    parts.setSizes([width * em(parts) for width in widths])
    return parts


def _column(widgets: Sequence[QWidget], beside: tuple[int, int]) -> QWidget:
    """`beside`: pixels left and right of it."""
    side, card = QWidget(), Card()
    card.column.addWidget(widgets[-1])
    column = QVBoxLayout(side)
    column.setContentsMargins(beside[0], 0, beside[1], 0)
    for widget in widgets[:-1]:
        column.addWidget(widget)
    column.addWidget(card, 1)
    return side
