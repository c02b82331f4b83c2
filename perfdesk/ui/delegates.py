"""How cells are painted and edited: calm lines, elided text, a dot where a value stands out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from perfdesk.ui.cellediting import Composing, LineCell, TextCell
from perfdesk.ui.cellmodel import INK, LEFT, RIGHT, Index
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look, Shown

if TYPE_CHECKING:
    from perfdesk.ui.cellmodel import CellModel

#: A sub-total's type size against the label's.
_SMALL = 0.8
_MARKED = {Look.DIFFERS: Tone.DIFFERS, Look.UNREADABLE: Tone.WRONG}


def padding(metrics: QFontMetrics) -> int:
    """The space beside a cell's text."""
    return round(metrics.height() * 0.45)


def row_height(metrics: QFontMetrics) -> int:
    """A calm row with one line of text."""
    return round(metrics.height() * 1.45)


class PlainDelegate(QStyledItemDelegate):
    """Paints the tables of dialogs like the form's, from the roles of any model."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background, text, lines, and a frame around the current cell."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = index.data(Qt.ItemDataRole.BackgroundRole) or Tone.PAPER.color
        painter.save()
        painter.fillRect(option.rect, Tone.SELECTED.color if chosen else ground)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        _text(painter, option, Shown(index.data() or ""), alignment)
        _lines(painter, option.rect, index.column() + 1 == index.model().columnCount())
        if option.state & QStyle.StateFlag.State_HasFocus:
            _frame(painter, option.rect)
        painter.restore()


class CellDelegate(QStyledItemDelegate):
    """Paints and edits the cells of both tables.

    Signals:
        opened: An editor is there for a cell.
    """

    opened = Signal(QWidget, QModelIndex)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._composing = Composing()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background, text, lines, mark, and a frame around the current cell.

        The model is asked once for all of a cell: role by role would take most of the time.
        """
        model, column = cast("CellModel", index.model()), index.column()
        shown, rect = model.shown(index.row(), column), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        ground = model.ground(index.row(), column)
        tinted = chosen and shown.look is not Look.LABEL
        painter.fillRect(rect, (Tone.SELECTED if tinted else ground).color)
        painter.setPen(INK[shown.look].color)
        _text(painter, option, shown, model.alignment(column))
        _lines(painter, rect, column + 1 == model.columnCount())
        if shown.look in _MARKED:
            _dot(painter, option, _MARKED[shown.look])
        if option.state & QStyle.StateFlag.State_HasFocus or _edited(option.widget, index):
            _frame(painter, rect)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """An editor over the cell; what is typed is kept as typed."""
        model, column = cast("CellModel", index.model()), index.column()
        editor: LineCell | TextCell
        if model.columns()[column].long:
            editor = TextCell(parent)
            editor.left.connect(partial(self._leave, editor))
        else:
            editor = LineCell(parent)
            across = model.alignment(column) & Qt.AlignmentFlag.AlignHorizontal_Mask
            editor.setAlignment(across | Qt.AlignmentFlag.AlignVCenter)
        editor.pad(padding(option.fontMetrics))
        self.opened.emit(editor, index)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Opens with what was typed, not with its printed format."""
        if isinstance(editor, LineCell | TextCell):
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hands the typed text over as it stands."""
        if isinstance(editor, LineCell | TextCell):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002 - Qt's
    ) -> None:
        """One line high, also over a group's tall cell; a long text grows over the rows below."""
        rect = QRect(option.rect)
        if isinstance(editor, TextCell):
            editor.stand(rect)
            return
        rect.setHeight(min(rect.height(), row_height(option.fontMetrics)))
        editor.setGeometry(rect.adjusted(2, 2, -2, -2))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys inside a composition are the input method's; what it composed is never dropped."""
        if isinstance(editor, LineCell | TextCell) and self._composing.keeps(editor, event):
            return True
        return super().eventFilter(editor, event)

    def finish_composing(self, editor: QWidget) -> None:
        """What an input method still composes stands in the editor's text afterwards."""
        self._composing.finish(editor)

    def _leave(self, editor: TextCell, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)


def _text(
    painter: QPainter, option: QStyleOptionViewItem, shown: Shown, alignment: Qt.AlignmentFlag
) -> None:
    if not shown.text and not shown.below:
        return
    metrics = option.fontMetrics
    margin = padding(metrics)
    rect = option.rect.adjusted(margin, 0, -margin, 0)
    if alignment & RIGHT == RIGHT:
        rect.setRight(rect.right() - dot_room(metrics))
    if rect.height() > row_height(metrics):
        below = _wrapped(painter, rect, metrics, shown.text, alignment)
        if shown.below:
            _below(painter, rect, below, shown.below)
        return
    elided = metrics.elidedText(shown.text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(alignment | Qt.AlignmentFlag.AlignVCenter), elided)


def _wrapped(
    painter: QPainter,
    rect: QRect,
    metrics: QFontMetrics,
    text: str,
    alignment: Qt.AlignmentFlag,
) -> int:
    """A text from the top of a tall cell, on the first row's base line; where it ends."""
    space = (row_height(metrics) - metrics.height()) // 2
    room = rect.adjusted(0, space, 0, -space)
    across = alignment & Qt.AlignmentFlag.AlignHorizontal_Mask
    flags = int(across | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWrapAnywhere)
    return painter.drawText(room, flags, text).bottom()


def _below(painter: QPainter, rect: QRect, top: int, text: str) -> None:
    """A group's sub-total, small and muted under its label, where there is room."""
    font = QFont(painter.font())
    font.setPointSizeF(font.pointSizeF() * _SMALL)
    metrics = QFontMetrics(font)
    room = QRect(rect.left(), top + 1, rect.width(), metrics.height())
    if room.bottom() > rect.bottom():
        return
    painter.setFont(font)
    painter.setPen(Tone.MUTED.color)
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(LEFT), elided)


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
