"""The figures below the indicators, live: rate, its score, weights, total, grade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from perfdesk.ui.forms import standing_of
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import NOTHING, two_places
from perfdesk.ui.widgets import Figure

if TYPE_CHECKING:
    from decimal import Decimal

    from perfdesk.core.document import Document


class Summary(QWidget):
    """One line of figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rate = Figure("执行率")
        self.earned = Figure("执行得分")
        self.weights = Figure("分值合计")
        self.total = Figure("总分", 1.3)
        self.grade = Figure("评分等级", 1.3)
        height = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(height * 4 // 5, height * 2 // 5, height * 4 // 5, height * 2 // 5)
        row.setSpacing(height * 2)
        for figure in (self.rate, self.earned, self.weights):
            row.addWidget(figure)
        row.addStretch(1)
        for figure in (self.total, self.grade):
            row.addWidget(figure)

    def show_document(self, document: Document) -> None:
        """The figures of a document as it is now."""
        scores, rules = document.scores, document.template.rules
        rate = scores.funding["total"].rate
        self.rate.show_figure(NOTHING if rate is None else f"{two_places(rate)}%", Tone.ACCENT)
        self.earned.show_figure(two_places(scores.funding_score), Tone.ACCENT)
        self._show_weights(rules.total - scores.total_weight, two_places(scores.total_weight))
        self.total.show_figure(two_places(scores.total_score))
        self.grade.show_figure(scores.grade or NOTHING, standing_of(document).tone)

    def _show_weights(self, missing: Decimal, sum_: str) -> None:
        if missing:
            said = f"缺 {two_places(missing)}" if missing > 0 else f"多 {two_places(-missing)}"
            self.weights.show_figure(f"{sum_}（{said}）", Tone.DIFFERS)
        else:
            self.weights.show_figure(f"{sum_} ✓", Tone.GOOD)
