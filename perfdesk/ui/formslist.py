"""The unit's forms on the left: two lines each, name and template, total and grade."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from perfdesk.ui.cellmodel import Index
from perfdesk.ui.delegates import padding
from perfdesk.ui.forms import LINE_ROLE, FormLine, FormsModel
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import ThinScrollBar

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LineDelegate(QStyledItemDelegate):
    """Paints one form."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        """Two lines of text and air."""
        return QSize(0, round(option.fontMetrics.height() * 2.75))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name and total above, template and grade below."""
        line = index.data(LINE_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, (Tone.SELECTED if chosen else Tone.PAPER).color)
        painter.setPen(QPen(Tone.LINE.color, 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if chosen:
            bar = QRect(option.rect.topLeft(), QSize(3, option.rect.height()))
            painter.fillRect(bar, Tone.ACCENT.color)
        if isinstance(line, FormLine):
            _paint_line(painter, option, line, chosen)
        painter.restore()


class FormsList(QListView):
    """The list.

    Signals:
        chosen: The row of the form to show.
    """

    chosen = Signal(int)

    def __init__(self, model: FormsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
        self.setAccessibleName("表单")
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBar(ThinScrollBar(Qt.Orientation.Vertical, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def choose(self, row: int) -> None:
        """Makes a form the current one, within the list's ends."""
        row = max(0, min(row, self.model().rowCount() - 1))
        self.setCurrentIndex(self.model().index(row, 0))

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tells the window which form to show."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.row())


def _paint_line(
    painter: QPainter, option: QStyleOptionViewItem, line: FormLine, chosen: bool
) -> None:
    metrics, margin = option.fontMetrics, padding(option.fontMetrics)
    room = option.rect.adjusted(margin * 2, margin // 2, -margin * 2, -margin // 2)
    above = QRect(room.topLeft(), QSize(room.width(), room.height() // 2))
    below = above.translated(0, room.height() // 2)
    figures = metrics.horizontalAdvance("100.00") + margin
    font = QFont(option.font)
    font.setBold(chosen)
    painter.setFont(font)
    painter.setPen(Tone.TEXT.color)
    left = above.adjusted(0, 0, -figures, 0)
    bold = QFontMetrics(font)
    name = bold.elidedText(line.name, Qt.TextElideMode.ElideRight, left.width())
    painter.drawText(left, int(_LEFT), name)
    painter.drawText(above, int(_RIGHT), line.total)
    _paint_below(painter, option, line, below)


def _paint_below(
    painter: QPainter, option: QStyleOptionViewItem, line: FormLine, below: QRect
) -> None:
    small = QFont(option.font)
    small.setPointSizeF(small.pointSizeF() * 0.88)
    painter.setFont(small)
    painter.setPen(Tone.MUTED.color)
    painter.drawText(below, int(_LEFT), line.template)
    painter.setPen(line.standing.tone.color)
    painter.drawText(below, int(_RIGHT), line.grade)
