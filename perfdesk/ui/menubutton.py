"""A word with an arrow before it that opens a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QStyleOptionToolButton, QToolButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class MenuButton(QToolButton):
    """Opens its menu at once; keys reach it by Tab."""

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """Without the style's own small arrow in the corner."""
        super().initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu


def menu_button(text: str, tip: str, parent: QWidget | None = None) -> MenuButton:
    """A flat button, still without its menu."""
    made = MenuButton(parent)
    made.setArrowType(Qt.ArrowType.DownArrow)
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(text)
    made.setAutoRaise(True)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made
