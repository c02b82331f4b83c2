"""Small parts that several places use: a card, a label of one tone, a figure with its caption."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui import surfaces
from perfdesk.ui.palette import Tone, wear


class Card(QFrame):
    """A white panel with a thin round border; its contents lie one pixel inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """The panel."""
        surfaces.plate(QPainter(self), self.rect(), Tone.PAPER, Tone.BORDER)


class Caption(QLabel):
    """A label in one tone, scaled against the window's font, that gives way when space is short."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.TEXT, scale: float = 1.0, bold: bool = False
    ) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * scale)
        font.setBold(bold)
        self.setFont(font)
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # also on a white panel
        self.set_tone(tone)

    def set_tone(self, tone: Tone) -> None:
        """Another colour."""
        wear(self, {QPalette.ColorRole.WindowText: tone})


class Pill(Caption):
    """A word on a round tint: the form's state."""

    def __init__(self) -> None:
        super().__init__("", Tone.MUTED, 0.9)
        self._tint = Tone.HEADER
        height = self.fontMetrics().height()
        self.setContentsMargins(height // 2, height // 8, height // 2, height // 8)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str, ink: Tone, tint: Tone) -> None:
        """Another word in its colours."""
        self._tint = tint
        self.set_tone(ink)
        self.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tint below the word."""
        painter = QPainter(self)
        surfaces.plate(painter, self.rect(), self._tint, None, self.height() / 2)
        painter.end()
        super().paintEvent(event)


class ElidedCaption(Caption):
    """A caption that shortens its text with … instead of pushing its neighbours out.

    One that `grows` takes all the room there is, else no more than its text needs.
    """

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.TEXT,
        scale: float = 1.0,
        bold: bool = False,
        grows: bool = True,
    ) -> None:
        super().__init__(text, tone, scale, bold)
        width = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Maximum
        self.setSizePolicy(width, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(1)

    def setText(self, text: str) -> None:
        """The tooltip has the whole text."""
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """One line, shortened to the width."""
        painter, room = QPainter(self), self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(room, self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)


class Figure(QWidget):
    """A caption and its figure: 总分 97.81."""

    def __init__(self, caption: str, scale: float = 1.0) -> None:
        super().__init__()
        self.figure = Caption("", Tone.TEXT, scale, bold=True)
        self.figure.setAccessibleName(caption)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().height() // 3)
        row.addWidget(Caption(caption, Tone.MUTED))
        row.addWidget(self.figure)

    def show_figure(self, text: str, tone: Tone = Tone.TEXT) -> None:
        """Another value."""
        self.figure.setText(text)
        self.figure.set_tone(tone)
