"""How cells are painted and edited: calm lines, elided text, a dot where a value stands out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
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

from perfdesk.ui import surfaces
from perfdesk.ui.cellediting import Composing, LineCell, TextCell
from perfdesk.ui.cellmodel import INK, LEFT, RIGHT, Index
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look, Shown
from perfdesk.ui.sparing import SparingTable

if TYPE_CHECKING:
    from perfdesk.ui.cellmodel import CellModel

#: A sub-total's type size against the label's.
_SMALL = 0.8
_MARKED = {Look.DIFFERS: Tone.DIFFERS, Look.UNREADABLE: Tone.WRONG}
#: Plain numbers: each operation on Qt's flags is several calls in Python, at every cell painted.
_CHOSEN = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_ACROSS = Qt.AlignmentFlag.AlignHorizontal_Mask.value
_AT_TOP = Qt.AlignmentFlag.AlignTop.value | Qt.TextFlag.TextWrapAnywhere.value
_ROWS = QAbstractItemView.SelectionBehavior.SelectRows
_IN_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value
#: So many shortened texts are remembered.
_MOST_SHORTENED = 4000


@dataclass(frozen=True, slots=True)
class _Sizes:
    """What follows from the height of a line, in pixels."""

    padding: int
    row: int
    dot_room: int


@cache
def _sizes(height: int) -> _Sizes:
    return _Sizes(round(height * 0.45), round(height * 1.45), round(height * 0.35))


def padding(metrics: QFontMetrics) -> int:
    """The space beside a cell's text."""
    return _sizes(metrics.height()).padding


def row_height(metrics: QFontMetrics) -> int:
    """A calm row with one line of text."""
    return _sizes(metrics.height()).row


class PlainDelegate(QStyledItemDelegate):
    """Paints the tables of dialogs like the form's, from the roles of any model."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = _Texts()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background, text, lines, and a frame around the current cell."""
        rect, state = option.rect, option.state.value
        ground = index.data(Qt.ItemDataRole.BackgroundRole) or Tone.PAPER.color
        painter.save()
        painter.fillRect(rect, Tone.SELECTED.color if state & _CHOSEN else ground)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        self._texts.paint(painter, option, rect, Shown(index.data() or ""), alignment)
        _lines(painter, rect, index.column() + 1 == index.model().columnCount())
        view = option.widget
        if isinstance(view, QAbstractItemView) and view.selectionBehavior() is _ROWS:
            if index.row() == view.currentIndex().row() and view.hasFocus():
                _row_frame(painter, view, rect)
        elif state & _FOCUSED:
            _frame(painter, rect)
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
        self._texts = _Texts()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background, text, lines, mark, and a frame around the current cell.

        The model is asked once for all of a cell: role by role would take most of the time.
        """
        rect, view = option.rect, option.widget
        if isinstance(view, SparingTable) and view.painted and not view.painted.intersects(rect):
            return
        model, row, column = cast("CellModel", index.model()), index.row(), index.column()
        shown, state = model.shown(row, column), option.state.value
        tinted = state & _CHOSEN and shown.look is not Look.LABEL
        painter.save()
        painter.fillRect(rect, (Tone.SELECTED if tinted else model.ground(row, column)).color)
        painter.setPen(INK[shown.look].color)
        self._texts.paint(painter, option, rect, shown, model.alignment(column))
        _lines(painter, rect, column + 1 == len(model.columns()))
        if mark := _MARKED.get(shown.look):
            _dot(painter, option, mark)
        if state & _FOCUSED or _edited(view, index):
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


class _Texts:
    """Paints the texts of cells; one that was shortened is not measured again in the same font."""

    def __init__(self) -> None:
        self._shortened: dict[tuple[str, int, int], str] = {}

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        cell: QRect,
        shown: Shown,
        alignment: Qt.AlignmentFlag,
    ) -> None:
        """A cell's text in one line, or wrapped where the cell is high; what stands below it."""
        if not shown.text and not shown.below:
            return
        metrics = option.fontMetrics
        sizes = _sizes(metrics.height())
        spare = sizes.dot_room if alignment == RIGHT else 0
        rect = cell.adjusted(sizes.padding, 0, -sizes.padding - spare, 0)
        if rect.height() > sizes.row:
            below = _wrapped(painter, rect, metrics, shown.text, alignment)
            if shown.below:
                _below(painter, rect, below, shown.below)
            return
        text = self._short(metrics, shown.text, rect.width(), sizes.row)
        painter.drawText(rect, alignment.value | _IN_MIDDLE, text)

    def _short(self, metrics: QFontMetrics, text: str, width: int, row: int) -> str:
        """`row` stands for the font: there is one in a window, in one size after another."""
        found = self._shortened.get((text, width, row))
        if found is None:
            if len(self._shortened) >= _MOST_SHORTENED:
                self._shortened.clear()
            found = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._shortened[text, width, row] = found
        return found


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
    return painter.drawText(room, alignment.value & _ACROSS | _AT_TOP, text).bottom()


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
    painter.setPen(surfaces.hairline(painter, Tone.LINE))
    right, bottom = rect.right(), rect.bottom()
    painter.drawLine(rect.left(), bottom, right, bottom)
    if not last:
        painter.drawLine(right, rect.top(), right, bottom)


def _edited(view: QWidget, index: Index) -> bool:
    """While its editor is open the cell has not the focus itself."""
    if not isinstance(view, QAbstractItemView) or view.currentIndex() != index:
        return False
    return view.indexWidget(view.currentIndex()) is not None


def _frame(painter: QPainter, rect: QRect) -> None:
    painter.setPen(QPen(Tone.ACCENT.color, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _row_frame(painter: QPainter, view: QAbstractItemView, cell: QRect) -> None:
    """The part of the frame around a whole row that lies in one of its cells."""
    row = QRect(0, cell.top(), view.viewport().width(), cell.height())
    painter.setClipRect(cell)
    _frame(painter, row)


def dot_room(metrics: QFontMetrics) -> int:
    """Kept free right of every number, so that figures with and without a mark line up."""
    return _sizes(metrics.height()).dot_room


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
