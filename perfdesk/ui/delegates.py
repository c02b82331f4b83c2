"""How cells are painted and edited: calm lines, elided text, a dot where a value stands out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from perfdesk.ui.cellmodel import LOOK_ROLE, RIGHT, Index
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look

#: Qt's own limit of 32767 would cut a longer text that is only looked at.
_LONGEST = 1 << 24
_MARKED = {Look.DIFFERS: Tone.DIFFERS, Look.UNREADABLE: Tone.WRONG}


def padding(metrics: QFontMetrics) -> int:
    """The space beside a cell's text."""
    return round(metrics.height() * 0.45)


def row_height(metrics: QFontMetrics) -> int:
    """A calm row with one line of text."""
    return round(metrics.height() * 1.45)


class CellDelegate(QStyledItemDelegate):
    """Paints and edits the cells of both tables.

    Signals:
        opened: An editor (QLineEdit) is there for a cell.
    """

    opened = Signal(QLineEdit, QModelIndex)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background, text, lines, mark, and a frame around the current cell."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        look = index.data(LOOK_ROLE)
        painter.save()
        painter.fillRect(cell.rect, _background(cell, look))
        self._text(painter, cell, index)
        _lines(painter, cell.rect, index.column() + 1 == index.model().columnCount())
        if look in _MARKED:
            _dot(painter, cell, _MARKED[look])
        if cell.state & QStyle.StateFlag.State_HasFocus or _edited(cell.widget, index):
            _frame(painter, cell.rect)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A plain line over the cell; what is typed is kept as typed."""
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setMaxLength(_LONGEST)
        across = index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
        editor.setAlignment(across | Qt.AlignmentFlag.AlignVCenter)
        margin = padding(option.fontMetrics)
        editor.setTextMargins(margin - 4, 0, margin - 4, 0)
        editor.setAutoFillBackground(True)
        self.opened.emit(editor, index)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Opens with what was typed, not with its printed format."""
        if isinstance(editor, QLineEdit):
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hands the typed text over as it stands."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002 - Qt's
    ) -> None:
        """One line high, also over a group's tall cell."""
        rect = QRect(option.rect)
        rect.setHeight(min(rect.height(), row_height(option.fontMetrics)))
        editor.setGeometry(rect.adjusted(2, 2, -2, -2))

    def _text(self, painter: QPainter, cell: QStyleOptionViewItem, index: Index) -> None:
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        margin = padding(cell.fontMetrics)
        rect = cell.rect.adjusted(margin, 0, -margin, 0)
        if alignment & RIGHT == RIGHT:
            rect.setRight(rect.right() - dot_room(cell.fontMetrics))
        painter.setFont(cell.font)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        if alignment & Qt.AlignmentFlag.AlignTop and rect.height() > row_height(cell.fontMetrics):
            _wrapped(painter, rect, cell.fontMetrics, cell.text)
            return
        elided = cell.fontMetrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(alignment | Qt.AlignmentFlag.AlignVCenter), elided)


def _wrapped(painter: QPainter, rect: QRect, metrics: QFontMetrics, text: str) -> None:
    """A group's label from the top of its tall cell, on the first row's base line."""
    space = (row_height(metrics) - metrics.height()) // 2
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    room = rect.adjusted(0, space, 0, -space)
    painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWrapAnywhere), text)


def _background(cell: QStyleOptionViewItem, look: Any) -> QBrush | QColor:
    if cell.state & QStyle.StateFlag.State_Selected and look is not Look.LABEL:
        return Tone.SELECTED.color
    if cell.backgroundBrush.style() != Qt.BrushStyle.NoBrush:
        return cell.backgroundBrush
    return Tone.PAPER.color


def _lines(painter: QPainter, rect: QRect, last: bool) -> None:
    """Below and to the right; beside the last column stands the card's own border."""
    painter.setPen(QPen(Tone.LINE.color, 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if not last:
        painter.drawLine(rect.topRight(), rect.bottomRight())


def _edited(view: QWidget, index: Index) -> bool:
    """While its editor is open the cell has not the focus itself."""
    if not isinstance(view, QAbstractItemView) or view.currentIndex() != index:
        return False
    return view.indexWidget(view.currentIndex()) is not None


def _frame(painter: QPainter, rect: QRect) -> None:
    painter.setPen(QPen(Tone.ACCENT.color, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def dot_room(metrics: QFontMetrics) -> int:
    """Kept free right of every number, so that figures with and without a mark line up."""
    return round(metrics.height() * 0.35)


def _dot(painter: QPainter, cell: QStyleOptionViewItem, tone: Tone) -> None:
    radius = cell.fontMetrics.height() * 0.17
    right = cell.rect.right() - padding(cell.fontMetrics) * 0.55
    centre = QPointF(right - radius, QRectF(cell.rect).center().y() - radius * 0.2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone.color)
    painter.drawEllipse(centre, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
