"""The years as flat tabs (年度), newest first; then forms without a year, then all.

Where there is no room for every year, the older ones stand in a menu at the end.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QMenu, QTabBar, QWidget

from perfdesk.ui import surfaces
from perfdesk.ui.menubutton import menu_button
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_YEAR = 0
ALL = None
#: Short, so that they find room beside the years; and in full.
_ON_TABS = {NO_YEAR: "未填", ALL: "全部"}
_NAMES = {NO_YEAR: "没有填年度的表", ALL: "全部的表"}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class YearTabs(QTabBar):
    """The year chosen and 全部 are always on tabs; the arrow keys walk through all years.

    Signals:
        turned: A person chose another year.
    """

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.years: list[int | None] = []  #: those on tabs and in the menu, newest first, then ALL
        self._on_tabs: list[int | None] = []
        self.year: int | None = ALL  #: NO_YEAR for forms without one, ALL for all
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("年度")
        self.rest = menu_button("更多", "其他年度", self)
        self.rest.setMenu(QMenu(self.rest))
        self.rest.menu().aboutToShow.connect(self._fill_rest)
        self.currentChanged.connect(self._turn)

    @property
    def some(self) -> bool:
        """Whether there is any year: the store has forms."""
        return len(self.years) > 1

    @property
    def several(self) -> bool:
        """Whether there are forms of more than one year."""
        return len(self.years) > 2

    def has(self, year: int | None) -> bool:
        """Whether there is a tab or an entry of the menu for this year."""
        return year in self.years

    def show_years(self, years: Sequence[int | None]) -> None:
        """These years are there (None: forms without one); the year chosen stays if it can."""
        wanted = [year if year is not None else NO_YEAR for year in years]
        there: list[int | None] = [*wanted, ALL]
        if there == self.years:
            return
        keep = bool(self.years) and self.year in there
        self.years = there
        self.year = self.year if keep else there[0]
        self._fit()

    def go_to(self, year: int | None) -> None:
        """Turns to a year, to all where it is not there; without the signal."""
        self.year = year if year in self.years else ALL
        self._fit()

    def choose(self, year: int | None) -> None:
        """The same, as a person does."""
        if year != self.year:
            self.go_to(year)
            self.turned.emit()

    def tabSizeHint(self, index: int) -> QSize:
        """The text with some air."""
        return QSize(self._width(self._on_tabs[index]), self.fontMetrics().height() * 9 // 5)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """No narrower: where there is no room, a year goes into the menu."""
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        """Room for all years."""
        return QSize(sum(map(self._width, self.years)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for one year, 全部 and the menu."""
        widest = max(map(self._width, self.years), default=0)
        least = widest + self._width(ALL) + self.rest.sizeHint().width()
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many years as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another type needs other room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go on into the menu."""
        by = _STEPS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        there = self.years.index(self.year) + by
        if 0 <= there < len(self.years):
            self.choose(self.years[there])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """Texts on paper; a line under the tab chosen."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Tone.PAPER.color)
        painter.setPen(surfaces.hairline(painter, Tone.LINE))
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
            self.choose(self._on_tabs[index])

    def _width(self, year: int | None) -> int:
        metrics = self.fontMetrics()
        return metrics.horizontalAdvance(_on_tab(year)) + metrics.height() * 5 // 4

    def _fit(self) -> None:
        """The years that there is room for on tabs, and the menu where some are left."""
        if not self.years:
            return
        fitting = self._fitting()
        self.blockSignals(True)
        if fitting != self._on_tabs:
            while self.count():
                self.removeTab(0)
            self._on_tabs = fitting
            for year in fitting:
                self.setTabToolTip(self.addTab(_on_tab(year)), name_of(year))
        self.setCurrentIndex(fitting.index(self.year))
        self.blockSignals(False)
        self.updateGeometry()
        self._place_rest()

    def _fitting(self) -> list[int | None]:
        """The year chosen and 全部, then from the newest on all that fit; in their order."""
        if sum(map(self._width, self.years)) <= self.width():
            return self.years
        fitting = {self.year, ALL}
        left = self.width() - self.rest.sizeHint().width() - sum(map(self._width, fitting))
        for year in self.years:
            left -= 0 if year in fitting else self._width(year)
            if left < 0:
                break
            fitting.add(year)
        return [year for year in self.years if year in fitting]

    def _place_rest(self) -> None:
        size = self.rest.sizeHint()
        top = (self.height() - size.height()) // 2
        self.rest.setGeometry(self.width() - size.width(), top, size.width(), size.height())
        self.rest.setVisible(self._on_tabs != self.years)

    def _fill_rest(self) -> None:
        menu = self.rest.menu()
        menu.clear()
        for year in self.years:
            if year not in self._on_tabs:
                menu.addAction(_on_tab(year), partial(self.choose, year))


def name_of(year: int | None) -> str:
    """What it lists, in full: 年度 2024."""
    return _NAMES.get(year) or f"年度 {year}"


def _on_tab(year: int | None) -> str:
    return _ON_TABS.get(year) or str(year)
