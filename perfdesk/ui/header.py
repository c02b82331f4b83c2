"""A flat table header: muted labels, one line below."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from perfdesk.ui.delegates import padding, row_height
from perfdesk.ui.palette import Tone


class FlatHeader(QHeaderView):
    """Labels aligned like their columns; row labels look like cells."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self._across = orientation == Qt.Orientation.Horizontal

    def sectionSizeFromContents(self, section: int) -> QSize:
        """As high as a row."""
        size = super().sectionSizeFromContents(section)
        return QSize(size.width() + 2 * padding(self.fontMetrics()), row_height(self.fontMetrics()))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Background, label, line."""
        painter.save()
        painter.fillRect(rect, (Tone.HEADER if self._across else Tone.PAPER).color)
        self._label(painter, rect, section)
        painter.setPen(QPen((Tone.BORDER if self._across else Tone.LINE).color, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QPen(Tone.LINE.color, 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()

    def _label(self, painter: QPainter, rect: QRect, section: int) -> None:
        model, metrics = self.model(), self.fontMetrics()
        text = str(model.headerData(section, self.orientation()) or "")
        alignment = model.headerData(
            section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole
        )
        room = rect.adjusted(padding(metrics), 0, -padding(metrics), 0)
        if alignment & Qt.AlignmentFlag.AlignRight:
            room.setRight(room.right() - round(metrics.height() * 0.35))
        painter.setPen((Tone.MUTED if self._across else Tone.TEXT).color)
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(alignment), elided)
