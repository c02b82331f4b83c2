"""The rows' numbers beside the indicators: a click selects rows, dragging moves them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget

from perfdesk.ui import surfaces
from perfdesk.ui.delegates import padding
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from PySide6.QtCore import QTimerEvent

    from perfdesk.ui.grid import Grid

_SMALL = 0.85
#: Milliseconds between two steps of scrolling while rows are held at the edge.
_SCROLL = 60
_SELECT = QItemSelectionModel.SelectionFlag


class RowHeader(QHeaderView):
    """The header at the left of a grid.

    Signals:
        dropped: Rows were dragged before the row that is at that place now.
    """

    dropped = Signal(tuple, int)

    def __init__(self, grid: Grid) -> None:
        super().__init__(Qt.Orientation.Vertical, grid)
        self._grid = grid
        self._pressed = -1
        self._at = 0
        self._to = -1
        self._timer = 0
        self._small = QFont()
        self._line = QWidget(grid.viewport())
        self._line.setAutoFillBackground(True)
        self._line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line.hide()
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setToolTip("点行号选中整行，按住拖动可以移动")

    @property
    def dragging(self) -> bool:
        """Whether rows are held just now."""
        return self._to >= 0

    def cancel(self) -> None:
        """The rows held stay where they are."""
        self._pressed = self._to = -1
        self._line.hide()
        self.unsetCursor()
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0

    def sizeHint(self) -> QSize:
        """Wide enough for three digits."""
        metrics = self._metrics()
        width = metrics.horizontalAdvance("000") + 2 * padding(metrics)
        return QSize(width, super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The number, on a tint while its row is selected."""
        chosen = self._grid.selectionModel().rowIntersectsSelection(section)
        painter.save()
        painter.fillRect(rect, (Tone.SELECTED if chosen else Tone.HEADER).color)
        painter.setFont(self._small_font())
        painter.setPen((Tone.ACCENT if chosen else Tone.MUTED).color)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(section + 1))
        painter.setPen(surfaces.hairline(painter, Tone.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Selects the row; with Shift all from the current one. Selected rows are kept to drag."""
        row = self.logicalIndexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or row < 0:
            return
        self._grid.finish_editing()
        self._grid.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed, self._at = row, event.position().toPoint().y()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select(self._grid.currentIndex().row(), row)
        elif not self._grid.selectionModel().isRowSelected(row):
            self._select(row, row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Past a few pixels the rows are held; a line shows where they would go."""
        if self._pressed < 0:
            return
        if because := self._grid.cells.closed_because:
            self._grid.refused.emit(because)
            return
        y = event.position().toPoint().y()
        if not self.dragging:
            if abs(y - self._at) < QApplication.startDragDistance():
                return
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._timer = self.startTimer(_SCROLL)
        self._at = y
        self._aim()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets the rows go; a mere click leaves one row selected."""
        row, to, held = self._pressed, self._to, self._grid.selected_rows()
        self.cancel()
        if to >= 0:
            self.dropped.emit(held, to)
        elif row >= 0 and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._select(row, row)

    def timerEvent(self, event: QTimerEvent) -> None:
        """Rows held at the edge scroll the table."""
        if event.timerId() != self._timer:
            super().timerEvent(event)
            return
        bar, step = self._grid.verticalScrollBar(), self.defaultSectionSize()
        if self._at < 0:
            bar.setValue(bar.value() - step)
        elif self._at > self.viewport().height():
            bar.setValue(bar.value() + step)
        else:
            return
        self._aim()

    def _aim(self) -> None:
        """The border between two rows that is nearest to the mouse."""
        row = self.logicalIndexAt(0, max(0, min(self._at, self.viewport().height() - 1)))
        if row < 0:
            row = self.count() - 1
        middle = self.sectionViewportPosition(row) + self.sectionSize(row) // 2
        self._to = row if self._at < middle else row + 1
        last = self._to >= self.count()
        y = self.sectionViewportPosition(self._to - 1 if last else self._to)
        y += self.sectionSize(self._to - 1) if last else 0
        palette = self._line.palette()
        palette.setColor(self._line.backgroundRole(), Tone.ACCENT.color)
        self._line.setPalette(palette)
        self._line.setGeometry(0, max(0, y - 1), self._grid.viewport().width(), 2)
        self._line.show()

    def _select(self, first: int, last: int) -> None:
        cells, right = self._grid.cells, self._grid.cells.columnCount() - 1
        top, bottom = sorted((max(0, first), last))
        model = self._grid.selectionModel()
        model.setCurrentIndex(cells.index(first if first >= 0 else last, 0), _SELECT.NoUpdate)
        area = QItemSelection(cells.index(top, 0), cells.index(bottom, right))
        model.select(area, _SELECT.ClearAndSelect)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._small_font())

    def _small_font(self) -> QFont:
        """The very same as long as the header's is: Qt has its glyphs at hand then."""
        size = self.font().pointSizeF() * _SMALL
        if self._small.pointSizeF() != size or self._small.family() != self.font().family():
            self._small = QFont(self.font())
            self._small.setPointSizeF(size)
        return self._small
