"""Shows a sheet as it was sent, with a legend and a line on the cell that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from perfdesk.arrivals import Mark
from perfdesk.ui import surfaces
from perfdesk.ui.delegates import row_height
from perfdesk.ui.dialogparts import Notice, PlainTable, em
from perfdesk.ui.palette import Tone
from perfdesk.ui.sheetmodel import GROUNDS, SIGNS, WORDS, SheetModel
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from perfdesk.arrivals import Arrival, Picture

_NARROWEST, _WIDEST = 4, 11  # characters
_HINT = "单击或指着一格，看它读成了哪一栏。"


class SheetView(QWidget):
    """One sheet, marked."""

    def __init__(self) -> None:
        super().__init__()
        self.model = SheetModel(self)
        self.table = PlainTable(self.model, "原来的工作表", ())
        self.said = Notice(_HINT, Tone.MUTED)
        table = self.table
        table.horizontalHeader().setStretchLastSection(False)
        table.verticalHeader().show()
        table.verticalHeader().setSectionsClickable(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setMouseTracking(True)
        table.entered.connect(self._tell)
        table.selectionModel().currentChanged.connect(lambda now, _old: self._tell(now))
        self._lay_out()

    def show_arrival(self, arrival: Arrival | None) -> None:
        """Shows the sheet of another form, or none."""
        picture = arrival.picture if arrival else None
        self.table.clearSpans()
        self.model.show(picture, arrival.understood if arrival else ())
        self.said.say(_HINT, Tone.MUTED)
        if picture:
            self._span(picture)
            self._widen(picture)

    def _span(self, picture: Picture) -> None:
        for top, left, bottom, right in picture.merges:
            row, column = self.model.position((top, left))
            high, wide = bottom - top + 1, right - left + 1
            if high * wide > 1:
                self.table.setSpan(row, column, high, wide)

    def _widen(self, picture: Picture) -> None:
        """Columns as wide as their own texts, within limits; merged texts have room anyway."""
        merged = {(top, left) for top, left, _, _ in picture.merges}
        for column in range(self.model.columnCount()):
            own = picture.bounds[1] + column
            texts = [
                text
                for place, text in picture.cells.items()
                if place[1] == own and place not in merged
            ]
            longest = max((len(text.strip()) for text in texts), default=0) + 2
            wide = min(_WIDEST, max(_NARROWEST, longest))
            self.table.setColumnWidth(column, round(wide * em(self)))

    def _tell(self, index: QModelIndex) -> None:
        self.said.say(self.model.sentence(index) or _HINT, Tone.MUTED)

    def _lay_out(self) -> None:
        legend, column = QHBoxLayout(), QVBoxLayout(self)
        space = self.fontMetrics().height() // 2
        legend.setSpacing(space)
        for mark in Mark:
            legend.addWidget(_Swatch(mark))
            legend.addWidget(Caption(WORDS[mark], Tone.MUTED, 0.9))
        legend.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space)
        column.addLayout(legend)
        column.addWidget(self.table, 1)
        self.said.setMinimumHeight(2 * row_height(self.fontMetrics()))
        self.said.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.said)


class _Swatch(QWidget):
    """A mark with its colour, as it stands in the cells."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A square."""
        side = round(self.fontMetrics().height() * 1.1)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """The ground and the sign."""
        painter = QPainter(self)
        room = QRect(self.rect())
        surfaces.plate(painter, room, GROUNDS[self._mark], Tone.BORDER)
        painter.setPen(Tone.TEXT.color)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), SIGNS[self._mark])
