"""The command palette's list: entries under the headings of their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from perfdesk.ui.cellmodel import ROOT, Index
from perfdesk.ui.delegates import padding, row_height
from perfdesk.ui.palette import Tone
from perfdesk.ui.paletteentries import Entry, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

#: The Entry, or the Group of a heading.
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SMALL = 0.88


class PaletteModel(QAbstractListModel):
    """A heading where a group begins, then its entries."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Entry | Group] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Other entries."""
        self.beginResetModel()
        self._lines = []
        group = None
        for entry in entries:
            if entry.group is not group:
                group = entry.group
                self._lines.append(group)
            self._lines.append(entry)
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """The entry in a row that can be run; None for headings and what cannot."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return line if isinstance(line, Entry) and line.enabled else None

    def step(self, row: int, by: int) -> int:
        """The next row (1) or the one before (-1) with an entry to run, around the ends, or -1."""
        count = len(self._lines)
        start = row if row >= 0 else (-1 if by > 0 else 0)
        rows = ((start + by * steps) % count for steps in range(1, count + 1))
        return next((place for place in rows if self.entry(place)), -1) if count else -1

    def rowCount(self, parent: Index = ROOT) -> int:
        """A row for each line."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, what a screen reader says, the line itself for the delegate."""
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text if isinstance(line, Entry) else line.value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, Entry):
            return line.tip or line.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings and what cannot be run now cannot be chosen."""
        if not self.entry(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class PaletteList(QListView):
    """The list; it never takes the focus from the line above.

    Signals:
        taken: The Entry that was clicked.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = PaletteModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(PaletteDelegate(self))
        self.setAccessibleName("搜索结果")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def chosen(self) -> Entry | None:
        """The current entry."""
        return self.lines.entry(self.currentIndex().row())

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Other entries; the first that can be run is current."""
        self.lines.show(entries)
        self.scrollToTop()
        self._turn_to(self.lines.step(-1, 1))
        if self.lines.rowCount():
            self.scrollToTop()  # its heading, too

    def step(self, by: int) -> None:
        """To the next entry (1) or the one before (-1)."""
        self._turn_to(self.lines.step(self.currentIndex().row(), by))

    def wanted_height(self) -> int:
        """All lines, without scrolling."""
        return sum(self.sizeHintForRow(row) for row in range(self.lines.rowCount()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """What the mouse points at is current."""
        row = self.indexAt(event.position().toPoint()).row()
        if self.lines.entry(row):
            self._turn_to(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click runs it."""
        entry = self.lines.entry(self.indexAt(event.position().toPoint()).row())
        if entry and event.button() == Qt.MouseButton.LeftButton:
            self.taken.emit(entry)

    def _turn_to(self, row: int) -> None:
        self.setCurrentIndex(self.lines.index(row, 0) if row >= 0 else QModelIndex())


class PaletteDelegate(QStyledItemDelegate):
    """Paints a heading or an entry."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line of text and air."""
        height = row_height(option.fontMetrics)
        is_entry = isinstance(index.data(LINE_ROLE), Entry)
        return QSize(0, height if is_entry else height * 9 // 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """An entry on its tint where it is current; headings small and quiet."""
        line, margin = index.data(LINE_ROLE), 2 * padding(option.fontMetrics)
        room = option.rect.adjusted(margin, 0, -margin, 0)
        painter.save()
        painter.fillRect(option.rect, Tone.PAPER.color)
        if isinstance(line, Entry):
            if option.state & QStyle.StateFlag.State_Selected:
                _paint_current(painter, option.rect.adjusted(margin // 2, 0, -margin // 2, 0))
            _paint_entry(painter, option, line, room)
        elif isinstance(line, Group):
            painter.setFont(_small(option.font))
            painter.setPen(Tone.MUTED.color)
            low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(room.adjusted(0, 0, 0, -margin // 4), int(low), line.value)
        painter.restore()


def _paint_current(painter: QPainter, rect: QRect) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Tone.SELECTED.color)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_entry(
    painter: QPainter, option: QStyleOptionViewItem, entry: Entry, room: QRect
) -> None:
    """Name, where it belongs, and at the right end its keys."""
    gap, small = 2 * padding(option.fontMetrics), _small(option.font)
    small_metrics = QFontMetrics(small)
    keys = entry.keys if entry.enabled else "现在不能用"
    width = small_metrics.horizontalAdvance(keys) + gap if keys else 0
    left = room.adjusted(0, 0, -width, 0)
    name = option.fontMetrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, left.width())
    painter.setPen((Tone.TEXT if entry.enabled else Tone.SUGGESTED).color)
    painter.setFont(option.font)
    painter.drawText(left, int(_LEFT), name)
    painter.setFont(small)
    painter.setPen(Tone.MUTED.color)
    painter.drawText(room, int(_RIGHT), keys)
    rest = left.adjusted(option.fontMetrics.horizontalAdvance(name) + gap, 0, 0, 0)
    detail = small_metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, rest.width())
    if rest.width() > gap:
        painter.drawText(rest, int(_LEFT), detail)


def _small(font: QFont) -> QFont:
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * _SMALL)
    return smaller


def _spoken(line: Entry | Group) -> str:
    if isinstance(line, Group):
        return line.value
    able = "" if line.enabled else "，现在不能用"
    return f"{line.text}，{line.detail}{f'，{line.keys}' if line.keys else ''}{able}"
