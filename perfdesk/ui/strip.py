"""A calm strip above everything: what a person should know of the store while it is open."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from perfdesk.ui.palette import Tone, wear
from perfdesk.ui.widgets import Caption


class Strip(QFrame):
    """One sentence on a tint; not there where there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = Caption("", Tone.DIFFERS)
        self.said.setWordWrap(True)
        height = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(height, height // 3, height, height // 3)
        row.addWidget(self.said, 1)
        wear(self, {QPalette.ColorRole.Window: Tone.DIFFERS_TINT})
        self.setAutoFillBackground(True)
        self.say("")

    def say(self, sentence: str) -> None:
        """Another sentence; '' hides the strip."""
        self.said.setText(sentence)
        self.setVisible(bool(sentence))
