"""The figures below the indicators, live: rate, its score, weights, total, grade.

Where the room is short the lesser ones give way, one after another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from perfdesk.ui.forms import standing_of
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import NOTHING, two_places
from perfdesk.ui.widgets import Figure

if TYPE_CHECKING:
    from decimal import Decimal

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from perfdesk.core.document import Document


class Summary(QWidget):
    """One line of figures; total and grade are always seen.

    Signals:
        told: Total, grade, weights and rate in few words, whenever they are others.
        lacking: Whether some of these are not to be seen here.
    """

    told = Signal(str)
    lacking = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rate = Figure("执行率")
        self.earned = Figure("执行得分")
        self.weights = Figure("分值合计")
        self.total = Figure("总分", 1.3)
        self.grade = Figure("评分等级", 1.3)
        self.line = ""
        height = self.fontMetrics().height()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(height * 4 // 5, height * 2 // 5, height * 4 // 5, height * 2 // 5)
        row.setSpacing(height * 2)
        for figure in (self.rate, self.earned, self.weights):
            row.addWidget(figure)
        row.addStretch(1)
        for figure in (self.total, self.grade):
            row.addWidget(figure)

    def minimumSizeHint(self) -> QSize:
        """Room for total and grade."""
        return QSize(self._needed(2), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many figures as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """There is room for it now."""
        super().showEvent(event)
        self._tell_lacking()

    def hideEvent(self, event: QHideEvent) -> None:
        """There is none any more."""
        super().hideEvent(event)
        self._tell_lacking()

    def show_document(self, document: Document) -> None:
        """The figures of a document as it is now."""
        scores, rules = document.scores, document.template.rules
        rate = scores.funding["total"].rate
        self.rate.show_figure(NOTHING if rate is None else f"{two_places(rate)}%", Tone.ACCENT)
        self.earned.show_figure(two_places(scores.funding_score), Tone.ACCENT)
        self._show_weights(rules.total - scores.total_weight, two_places(scores.total_weight))
        self.total.show_figure(two_places(scores.total_score))
        self.grade.show_figure(scores.grade or NOTHING, standing_of(document).tone)
        self._fit()
        self._tell()

    def _tell(self) -> None:
        told = (f"{one.figure.accessibleName()} {one.figure.text()}" for one in self._told)
        line = " · ".join(told)
        if line != self.line:
            self.line = line
            self.told.emit(line)

    @property
    def _told(self) -> tuple[Figure, ...]:
        return self.total, self.grade, self.weights, self.rate

    @property
    def _by_weight(self) -> tuple[Figure, ...]:
        """The weightiest first."""
        return self.total, self.grade, self.weights, self.rate, self.earned

    def _needed(self, many: int) -> int:
        """The width of so many of the weightiest."""
        margins = self._row.contentsMargins()
        gaps = many * self._row.spacing()  # the stretch counts as one
        figures = sum(figure.sizeHint().width() for figure in self._by_weight[:many])
        return margins.left() + figures + gaps + margins.right()

    def _fit(self) -> None:
        for place, figure in enumerate(self._by_weight):
            figure.setVisible(place < 2 or self._needed(place + 1) <= self.width())
        self._tell_lacking()

    def _tell_lacking(self) -> None:
        self.lacking.emit(not self.isVisible() or any(one.isHidden() for one in self._told))

    def _show_weights(self, missing: Decimal, sum_: str) -> None:
        if missing:
            said = f"缺 {two_places(missing)}" if missing > 0 else f"多 {two_places(-missing)}"
            self.weights.show_figure(f"{sum_}（{said}）", Tone.DIFFERS)
        else:
            self.weights.show_figure(f"{sum_} ✓", Tone.GOOD)
