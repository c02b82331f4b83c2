"""What is left of header fields and goals that are folded away: one line; a click opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from perfdesk.core.cells import FORM_NAMES
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import NOTHING
from perfdesk.ui.widgets import Caption, Card, ElidedCaption

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from perfdesk.core.form import Form

_SHOWN = ("supervisor", "unit", "goal_expected", "goal_actual")


class FoldedLine(Card):
    """The first words of what is folded away.

    Signals:
        asked: The address of the cell that was clicked.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = {address: ElidedCaption() for address in _SHOWN}
        height = self.fontMetrics().height()
        row = QHBoxLayout()
        row.setContentsMargins(height * 2 // 3, height // 3, height * 2 // 3, height // 3)
        row.setSpacing(height // 2)
        for address, text in self.texts.items():
            row.addWidget(Caption(FORM_NAMES[address], Tone.MUTED))
            row.addWidget(text, 1)
        self.column.addLayout(row)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("点击展开")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_form(self, form: Form) -> None:
        """The words as they are now."""
        for address, text in self.texts.items():
            text.setText(" ".join(getattr(form, address).split()) or NOTHING)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Goes to what was clicked."""
        x = event.position().x()
        left_of = [address for address, text in self.texts.items() if text.geometry().right() < x]
        self.asked.emit(_SHOWN[min(len(left_of), len(_SHOWN) - 1)])
