"""The list of findings: sentences that wrap, groups that fold, links to what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from perfdesk.ui.findingslay import Lay, heading_height, paint_finding, paint_heading
from perfdesk.ui.findingsmodel import LINE_ROLE, FindingsModel

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QPainter,
        QResizeEvent,
    )

    from perfdesk.ui.cellmodel import Index
    from perfdesk.ui.findinglines import Deed, FindingLine

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BY_KEYS = (
    *(Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason),
    *(Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.OtherFocusReason),
)
#: So many rows' heights are kept.
_MOST_HEIGHTS = 4000


class FindingsList(QListView):
    """The list.

    Signals:
        picked: The row of a finding that was clicked, or on which Enter was pressed.
        turned: The row of a heading or a line of several that is to be folded or unfolded.
        asked: A row, and what is to be done about it (Deed).
        menu_wanted: A row, and where on the screen its menu belongs.
    """

    picked = Signal(int)
    turned = Signal(int)
    asked = Signal(int, object)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, model: FindingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings = model
        self.pointed: tuple[int, Deed] | None = None  # the link under the mouse
        self._pressed: tuple[int, Deed] | None = None
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("审核发现的问题")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def row(self) -> int:
        """The current row, -1 where there is none."""
        return self.currentIndex().row()

    @property
    def current(self) -> FindingLine | None:
        """The current line."""
        return self.findings.line(self.row) if self.row >= 0 else None

    def choose(self, row: int) -> None:
        """Makes a row the current one, or none where `row` is -1."""
        index = self.findings.index(row) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)

    def place_of_link(self, row: int, deed: Deed) -> QRect:
        """Where a row's link stands in the viewport."""
        index = self.findings.index(row)
        return Lay(self.font(), self.findings.line(row), self.visualRect(index)).links[deed]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the cell or unfolds; right and left unfold and fold."""
        if event.key() in _ENTER:
            self._pick(self.currentIndex())
            return
        line = self.current
        wanted = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}.get(Qt.Key(event.key()))
        if line is not None and wanted is not None:
            if line.opened is not None and line.opened is not wanted:
                self.turned.emit(self.row)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keys stands on a line at once, and sees it."""
        if self.row < 0 and self.findings.rowCount() and event.reason() in _BY_KEYS:
            self.choose(0)
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A link counts where it was seen before the row became the current one."""
        self._pressed = self._link_at(event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was clicked: a link, a finding, a heading."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        pressed, self._pressed = self._pressed, None
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if pressed is None:
            self._pick(self.indexAt(point))
        elif pressed == self._link_at(point):
            self.asked.emit(*pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A link under the mouse is underlined."""
        super().mouseMoveEvent(event)
        self._point(self._link_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """No link is under the mouse any more."""
        super().leaveEvent(event)
        self._point(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the mouse where it was clicked, by the key at the current row."""
        by_mouse = event.reason() is event.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid():
            return
        at = event.globalPos()
        if not by_mouse:
            at = self.viewport().mapToGlobal(self.visualRect(index).center())
        self.menu_wanted.emit(index.row(), at)

    def keyboardSearch(self, search: str) -> None:
        """Letters typed here go nowhere."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences wrap otherwise: Qt lays a column of rows out anew only where its height is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def text_width(self) -> int:
        """The width for a row; the scroll bar's place is kept free, so that nothing flickers."""
        return self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()

    def _pick(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if not index.isValid():
            return
        folds = self.findings.line(index.row()).opened is not None
        (self.turned if folds else self.picked).emit(index.row())

    def _link_at(self, point: QPoint) -> tuple[int, Deed] | None:
        """The row and the link seen there."""
        index = self.indexAt(point)
        if not index.isValid() or (line := self.findings.line(index.row())).heading:
            return None
        deed = Lay(self.font(), line, self.visualRect(index)).link_at(point)
        seen = index.row() == self.row or (deed and dict(line.deeds)[deed] == line.offer)
        return (index.row(), deed) if deed and seen else None

    def _point(self, link: tuple[int, Deed] | None) -> None:
        if link == self.pointed:
            return
        self.pointed = link
        shape = Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().update()


class _Delegate(QStyledItemDelegate):
    """Paints one row. After an edit most of them are as before, and not laid out again."""

    def __init__(self, parent: FindingsList) -> None:
        super().__init__(parent)
        self._heights: dict[tuple[object, ...], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the sentence needs at the list's width."""
        line, view = index.data(LINE_ROLE), self.parent()
        if line is None or not isinstance(view, FindingsList):
            return QSize()
        width = view.text_width()
        if line.heading:
            return QSize(width, heading_height(option.font))
        return QSize(width, self._height(option, line, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Heading or finding."""
        line, view = index.data(LINE_ROLE), self.parent()
        painter.save()
        if line.heading:
            paint_heading(painter, option, line)
        elif isinstance(view, FindingsList):
            at = view.pointed
            pointed = at[1] if at and at[0] == index.row() else None
            paint_finding(painter, option, line, pointed)
        painter.restore()

    def _height(self, option: QStyleOptionViewItem, line: FindingLine, width: int) -> int:
        """The font's height stands for it: there is one in a window, in one size after another."""
        size = option.fontMetrics.height()
        key = (line.text, bool(line.offer), bool(line.place), line.depth, width, size)
        found = self._heights.get(key)
        if found is None:
            if len(self._heights) >= _MOST_HEIGHTS:
                self._heights.clear()
            found = self._heights[key] = Lay(option.font, line, QRect(0, 0, width, 0)).height
        return found
