"""Where the parts of a scroll bar lie: it has no arrows, its handle reaches both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QStyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionSlider

Part = QStyle.SubControl
#: A handle is at least so many times as long as the bar is wide.
_LEAST = 2.5


def part_of(option: QStyleOptionSlider, part: Part) -> QRect:
    """The rectangle of a part; empty for the arrows."""
    upright = option.orientation == Qt.Orientation.Vertical
    length = option.rect.height() if upright else option.rect.width()
    size = _handle(option, length)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - size, option.upsideDown
    )
    spans = {
        Part.SC_ScrollBarSubPage: (0, start),
        Part.SC_ScrollBarSlider: (start, size),
        Part.SC_ScrollBarAddPage: (start + size, length - start - size),
        Part.SC_ScrollBarGroove: (0, length),
    }
    at, long = spans.get(part, (0, 0))
    rect = option.rect
    if not long:
        return QRect()
    if upright:
        return QRect(rect.left(), rect.top() + at, rect.width(), long)
    return QRect(rect.left() + at, rect.top(), long, rect.height())


def _handle(option: QStyleOptionSlider, length: int) -> int:
    """As long as the part of the whole that is seen."""
    whole = option.maximum - option.minimum + option.pageStep
    wide = min(option.rect.width(), option.rect.height())
    share = length * option.pageStep // whole if whole > 0 else length
    return min(length, max(share, round(_LEAST * wide)))
