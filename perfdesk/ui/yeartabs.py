"""The years as flat tabs (年度), newest first; then forms without a year, then all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_YEAR = 0
ALL = None
_NAMES = {NO_YEAR: "未填年度", ALL: "全部"}


class YearTabs(QTabBar):
    """One tab a year.

    Signals:
        turned: A person chose another tab.
    """

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: list[int | None] = []
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("年度")
        self.currentChanged.connect(self._turn)

    @property
    def year(self) -> int | None:
        """The year chosen: NO_YEAR for forms without one, ALL for all."""
        return self._years[self.currentIndex()] if self._years else ALL

    @property
    def some(self) -> bool:
        """Whether there is any year: the store has forms."""
        return len(self._years) > 1

    @property
    def several(self) -> bool:
        """Whether there are forms of more than one year."""
        return len(self._years) > 2

    def has(self, year: int | None) -> bool:
        """Whether there is a tab for this year."""
        return year in self._years

    def show_years(self, years: Sequence[int | None]) -> None:
        """The tabs for these years (None: forms without one); the chosen tab stays if it can."""
        wanted = [year if year is not None else NO_YEAR for year in years]
        tabs: list[int | None] = [*wanted, ALL]
        if tabs == self._years:
            return
        before = self.year if self._years else tabs[0]
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        self._years = tabs
        for year in tabs:
            self.addTab(_NAMES.get(year) or str(year))
        self.setCurrentIndex(tabs.index(before if before in tabs else tabs[0]))
        self.blockSignals(False)

    def go_to(self, year: int | None) -> None:
        """Turns to a year's tab, without the signal."""
        self.blockSignals(True)
        self.setCurrentIndex(self._years.index(year if year in self._years else ALL))
        self.blockSignals(False)

    def tabSizeHint(self, index: int) -> QSize:
        """The text with some air."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.tabText(index)) + metrics.height() * 5 // 4
        return QSize(width, metrics.height() * 9 // 5)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """No narrower: where there is no room, the bar scrolls."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """Texts on paper; a line under the tab chosen."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Tone.PAPER.color)
        painter.setPen(QPen(Tone.LINE.color, 1))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        rect, chosen = self.tabRect(index), index == self.currentIndex()
        font = QFont(self.font())
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen((Tone.ACCENT if chosen else Tone.MUTED).color)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self.tabText(index))
        if chosen:
            line = QRect(rect.left(), rect.bottom() - 1, rect.width(), 2)
            painter.fillRect(line, Tone.ACCENT.color)
            if self.hasFocus():
                painter.setPen(QPen(Tone.ACCENT.color, 1, Qt.PenStyle.DotLine))
                painter.drawRect(rect.adjusted(3, 3, -4, -4))

    def _turn(self, index: int) -> None:
        if index >= 0:
            self.turned.emit()
