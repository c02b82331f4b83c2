"""A list of two-line entries for the dialogs: steps of a history, forms that would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from perfdesk.ui import surfaces
from perfdesk.ui.cellmodel import LEFT, RIGHT, ROOT, Index
from perfdesk.ui.delegates import padding
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

#: The Line, for the delegate.
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Line:
    """An entry: title with a figure, below it what is known of it with a mark of one tone."""

    title: str
    figure: str = ""
    below: str = ""
    mark: str = ""
    tone: Tone = Tone.MUTED

    @property
    def spoken(self) -> str:
        """The entry for a screen reader."""
        return "，".join(part for part in (self.mark, self.title, self.figure, self.below) if part)


class LinesModel(QAbstractListModel):
    """One row a line. Made for thousands: a line is all there is to a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Shows other lines."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """One a line."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a line."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return line.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case _:
                return line if role == LINE_ROLE else None


class _LineDelegate(QStyledItemDelegate):
    """Paints one line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        """Two lines of text and air."""
        return QSize(0, round(option.fontMetrics.height() * 2.75))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Title and figure above, the rest below, a frame around what has the focus."""
        line, chosen = index.data(LINE_ROLE), bool(option.state & _SELECTED)
        painter.save()
        painter.fillRect(option.rect, (Tone.SELECTED if chosen else Tone.PAPER).color)
        painter.setPen(surfaces.hairline(painter, Tone.LINE))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if chosen:
            bar = QRect(option.rect.topLeft(), QSize(3, option.rect.height()))
            painter.fillRect(bar, Tone.ACCENT.color)
        if isinstance(line, Line):
            _paint_line(painter, option, line, chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(Tone.ACCENT.color, 2, _SOLID, Qt.PenCapStyle.SquareCap))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()


class LinesList(QListView):
    """The list.

    Signals:
        chosen: The row of the line that is current now.
    """

    chosen = Signal(int)

    def __init__(self, model: LinesModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(self))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def choose(self, row: int) -> None:
        """Makes a line the current one."""
        self.setCurrentIndex(self.model().index(row, 0))

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Tells the dialog which line to speak of."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.row())


_SELECTED = QStyle.StateFlag.State_Selected
_SOLID = Qt.PenStyle.SolidLine


def _paint_line(painter: QPainter, option: QStyleOptionViewItem, line: Line, chosen: bool) -> None:
    margin = padding(option.fontMetrics)
    room = option.rect.adjusted(margin * 2, margin // 2, -margin * 2, -margin // 2)
    above = QRect(room.topLeft(), QSize(room.width(), room.height() // 2))
    bold, small = QFont(option.font), QFont(option.font)
    bold.setBold(chosen)
    small.setPointSizeF(small.pointSizeF() * 0.88)
    _paint_row(painter, above, (line.title, Tone.TEXT, bold), (line.figure, Tone.MUTED, small))
    below = above.translated(0, room.height() // 2)
    _paint_row(painter, below, (line.below, Tone.MUTED, small), (line.mark, line.tone, small))


def _paint_row(
    painter: QPainter, room: QRect, left: tuple[str, Tone, QFont], right: tuple[str, Tone, QFont]
) -> None:
    """A shortened text on the left and a whole one on the right."""
    text, tone, font = right
    taken = QFontMetrics(font).horizontalAdvance(text) + padding(QFontMetrics(font))
    painter.setFont(font)
    painter.setPen(tone.color)
    painter.drawText(room, int(RIGHT), text)
    text, tone, font = left
    rest = room.adjusted(0, 0, -taken, 0)
    painter.setFont(font)
    painter.setPen(tone.color)
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rest.width())
    painter.drawText(rest, int(LEFT), elided)
