"""A word with a small arrow behind it: what opens a menu, or unfolds something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
)

from perfdesk.ui import stylepaint, surfaces

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ArrowButton(QToolButton):
    """A flat button of a word and its arrow; keys reach it by Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setArrowType(Qt.ArrowType.DownArrow)
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """Without the style's own small arrow in the corner."""
        super().initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """The ground, the word, the arrow."""
        painter, option = QStylePainter(self), QStyleOptionToolButton()
        self.initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.Arrow
        option.text, word = "", option.text
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        option.text, option.toolButtonStyle = word, Qt.ToolButtonStyle.ToolButtonTextOnly
        side, room = self.fontMetrics().height(), QRect(self.rect())
        option.rect = room.adjusted(0, 0, -side, 0)
        painter.drawControl(QStyle.ControlElement.CE_ToolButtonLabel, option)
        arrow = room.adjusted(room.width() - side * 3 // 2, 0, -side // 3, 0)
        up = self.arrowType() is Qt.ArrowType.UpArrow
        surfaces.chevron(painter, arrow, stylepaint.ink(option), up)


def menu_button(text: str, tip: str, parent: QWidget | None = None) -> ArrowButton:
    """A button that opens its menu at once, still without it."""
    made = ArrowButton(parent)
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(text)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made
