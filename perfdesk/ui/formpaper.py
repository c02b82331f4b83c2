"""The parts of the form one below the other, as on paper, on a page that scrolls where it must."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from perfdesk.ui.columns import FUNDING_ROWS
from perfdesk.ui.delegates import row_height
from perfdesk.ui.header import FlatHeader
from perfdesk.ui.palette import Tone, wear
from perfdesk.ui.widgets import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from perfdesk.ui.grid import Grid

#: The rows that the indicators keep before the whole form scrolls.
_LEAST_ROWS = 5


class FormPaper(QScrollArea):
    """Both tables, and what stands above, between and below them.

    Where it is tight, the indicators take the whole view once one is among them.
    """

    def __init__(
        self,
        above: Sequence[QWidget],
        funding: Grid,
        between: QWidget,
        indicators: Grid,
        below: QWidget,
    ) -> None:
        super().__init__()
        self._funding, self._indicators = funding, indicators
        self._tight = False
        self._space = self.fontMetrics().height() * 2 // 3
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        for part in (*above, _whole(funding), between):
            self._column.addWidget(part)
        self._card = Card()
        self._card.column.addWidget(indicators, 1)
        self._column.addWidget(self._card, 1)
        self._column.addWidget(below)
        self.setWidget(self._page)
        self._dress()
        self.be_tight(False)
        for changed in (indicators.cells.rowsInserted, indicators.cells.rowsRemoved):
            changed.connect(self._make_room)

    @property
    def gap(self) -> int:
        """Pixels between two parts where it is not tight."""
        return self._space

    def tables_height(self, rows: int) -> int:
        """Pixels of both tables with their heads and so many rows of indicators."""
        return (len(FUNDING_ROWS) + 1 + rows + 1) * row_height(self._indicators.fontMetrics())

    def be_tight(self, tight: bool) -> None:
        """Closer together, and with a large table of indicators to scroll to."""
        self._tight = tight
        header = self._indicators.horizontalHeader()
        if isinstance(header, FlatHeader):
            header.let_wrap(not tight)
        self._column.setSpacing(self._space // 2 if tight else self._space)
        self._leave_margin()
        self._make_room()

    def bring(self, part: QWidget) -> None:
        """Scrolls to where a part is seen, the whole of it if possible."""
        self._lay_out_now()
        bar, around = self.verticalScrollBar(), self._space // 4
        top = part.mapTo(self._page, QPoint(0, 0)).y() - around
        lowest = top + part.height() + 2 * around - self.viewport().height()
        bar.setValue(min(top, max(bar.value(), lowest)))

    def follow(self, grid: Grid) -> None:
        """Scrolls to a table whose current cell is out of sight, for who goes there by keys."""
        cell = grid.visualRect(grid.currentIndex())
        top = grid.viewport().mapTo(self.viewport(), QPoint(0, cell.top())).y()
        if top < 0 or top + cell.height() > self.viewport().height():
            self.bring(grid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The indicators follow the view."""
        super().resizeEvent(event)
        self._make_room()

    def _lay_out_now(self) -> None:
        """What has just been unfolded or has grown has its place only when Qt next comes round."""
        for layout in (self._card.column, self._column):
            layout.activate()
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _make_room(self) -> None:
        """No lower than a few rows; where it is tight as high as the view, were there rows."""
        grid = self._indicators
        head, row = grid.horizontalHeader().sizeHint().height(), row_height(grid.fontMetrics())
        least = head + _LEAST_ROWS * row
        if self._tight:
            whole = head + grid.cells.rowCount() * row
            least = max(least, min(whole, self.viewport().height() - self._space // 2))
        grid.setMinimumHeight(least)

    def _leave_margin(self) -> None:
        """A bar that appears takes the place of the margin: nothing else moves."""
        bar = self.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() else 0
        self._column.setContentsMargins(self._space, 0, self._space - taken, 0)

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = self.verticalScrollBar()
        wear(bar, {QPalette.ColorRole.Base: Tone.WINDOW})
        bar.rangeChanged.connect(lambda _least, _most: self._leave_margin())


def _whole(grid: Grid) -> Card:
    """The funding table in a card, with all its rows."""
    card, header = Card(), grid.horizontalHeader()

    def fit() -> None:
        rows = len(FUNDING_ROWS) * row_height(grid.fontMetrics())
        # the card's border takes the last line's place
        grid.setFixedHeight(header.sizeHint().height() + rows - 1)

    fit()
    header.geometriesChanged.connect(fit)
    grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    card.column.addWidget(grid)
    return card
