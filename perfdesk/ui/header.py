"""A flat table header: muted labels aligned like their columns, one line below."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QTreeView, QWidget

from perfdesk.ui.delegates import dot_room, padding, row_height
from perfdesk.ui.palette import Tone

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FlatHeader(QHeaderView):
    """The header above a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        """As high as a row, and no lower than the style wants."""
        size = super().sizeHint()
        return QSize(size.width(), max(size.height(), row_height(self.fontMetrics())))

    def sectionSizeFromContents(self, section: int) -> QSize:
        """The label with the air that is left around it."""
        size, metrics = super().sectionSizeFromContents(section), self.fontMetrics()
        return size + QSize(2 * padding(metrics) + dot_room(metrics), 0)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Background, label, lines."""
        painter.save()
        painter.fillRect(rect, Tone.HEADER.color)
        self._label(painter, rect, section)
        if section + 1 < self.count():
            painter.setPen(QPen(Tone.LINE.color, 1))
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(QPen(Tone.BORDER.color, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """The labels look the same whatever is selected: Qt would paint some of them anew."""

    def _label(self, painter: QPainter, rect: QRect, section: int) -> None:
        model, metrics, across = self.model(), self.fontMetrics(), Qt.Orientation.Horizontal
        text = str(model.headerData(section, across) or "")
        alignment = model.headerData(section, across, Qt.ItemDataRole.TextAlignmentRole) or _LEFT
        room = rect.adjusted(padding(metrics), 0, -padding(metrics), 0)
        if alignment & Qt.AlignmentFlag.AlignRight:
            room.setRight(room.right() - dot_room(metrics))
        painter.setPen(Tone.MUTED.color)
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(alignment), elided)


def put_header(table: QTableView | QTreeView) -> None:
    """Gives a table this header, which goes on above the vertical scroll bar."""
    header = FlatHeader(table)
    if isinstance(table, QTreeView):
        table.setHeader(header)
    else:
        table.setHorizontalHeader(header)
    table.addScrollBarWidget(_HeaderEnd(header, table), Qt.AlignmentFlag.AlignTop)


class _HeaderEnd(QWidget):
    """The header's ground and line above the scroll bar, which begins where the rows do."""

    def __init__(self, header: FlatHeader, table: QWidget) -> None:
        super().__init__(table)
        self._header = header
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as the header."""
        return QSize(0, self._header.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """Without a label."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Tone.HEADER.color)
        painter.setPen(QPen(Tone.BORDER.color, 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
