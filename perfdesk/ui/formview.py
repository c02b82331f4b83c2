"""The form in the middle: heading, header fields, funding, indicators, and the live figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from perfdesk.core.state import State
from perfdesk.ui.columns import FUNDING_ROWS, INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.delegates import row_height
from perfdesk.ui.forms import shown_name
from perfdesk.ui.funding import FundingModel
from perfdesk.ui.grid import Grid, GroupedGrid
from perfdesk.ui.indicators import IndicatorModel
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import NOTHING
from perfdesk.ui.summary import Summary
from perfdesk.ui.widgets import Caption, Card, ElidedCaption, Pill

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.change import Change
    from perfdesk.core.document import Document


class FormView(QWidget):
    """Shows one document.

    Signals:
        hinted: What the status bar is to say about the current cell.
        refused: Why something cannot be typed.
    """

    hinted = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document: Document | None = None
        self._stop: Callable[[], None] = _nothing
        self.funding_model = FundingModel(self)
        self.indicator_model = IndicatorModel(self)
        self.funding = Grid(self.funding_model, "项目资金")
        self.indicators = GroupedGrid(self.indicator_model, "绩效指标")
        self.summary = Summary()
        self.name = ElidedCaption("", scale=1.3, bold=True)
        self.state = Pill()
        self.about = Caption("", Tone.MUTED)
        self.supervisor = ElidedCaption()
        self.unit = ElidedCaption()
        self._lay_out()
        for grid in (self.funding, self.indicators):
            grid.arrived.connect(self._hint)
            grid.refused.connect(self.refused)
            grid.cells.dataChanged.connect(self._hint)

    @property
    def grids(self) -> tuple[Grid, Grid]:
        """Both tables."""
        return self.funding, self.indicators

    @property
    def editing(self) -> bool:
        """Whether a cell's editor is open."""
        return any(grid.editing for grid in self.grids)

    def show_document(self, document: Document | None) -> None:
        """Shows another document; an open editor belongs to the old one and is taken over first."""
        self.finish_editing()
        self._stop()
        self.document = document
        self.funding_model.show(document)
        self.indicator_model.show(document)
        if document is None:
            self._stop = _nothing
            return
        self._stop = document.listen(self._follow)
        self._refresh(document)
        self.indicators.go_to(0, INDICATOR_COLUMNS.index(IndicatorColumn.SCORE))
        self.indicators.scrollToTop()

    def finish_editing(self) -> None:
        """Takes over what stands in an open editor."""
        for grid in self.grids:
            grid.finish_editing()

    def focused_grid(self) -> Grid | None:
        """The table with the focus, also while one of its cells is edited."""
        return next((grid for grid in self.grids if _holds(grid, self.window())), None)

    def _follow(self, change: Change) -> None:  # noqa: ARG002 - the figures may follow from anything
        if self.document is not None:
            self._refresh(self.document)

    def _refresh(self, document: Document) -> None:
        form = document.form
        self.name.setText(shown_name(form.project_name))
        self.state.say(document.state.label, *_STATE_TONES[document.state])
        year = f"{form.year} 年度" if form.year else "未填年度"
        self.about.setText(f"{document.template.name}　{year}")
        self.supervisor.setText(form.supervisor or NOTHING)
        self.unit.setText(form.unit or NOTHING)
        self.summary.show_document(document)

    def _hint(self) -> None:
        grid = self.focused_grid() or self.indicators
        self.hinted.emit(grid.cells.hint(grid.currentIndex()))

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() * 2 // 3
        column = QVBoxLayout(self)
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space)
        column.addLayout(self._heading())
        column.addWidget(self._fields())
        column.addWidget(self._funding_card())
        column.addWidget(self._indicator_card(), 1)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.fontMetrics().height())
        row.addWidget(self.name, 1)
        row.addWidget(self.state)
        self.about.setContentsMargins(0, 0, 0, self.fontMetrics().height() // 8)  # one base line
        row.addWidget(self.about, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _fields(self) -> Card:
        card, height = Card(), self.fontMetrics().height()
        row = QHBoxLayout()
        row.setContentsMargins(height // 2, height // 3, height // 2, height // 3)
        row.setSpacing(height)
        for caption, field in (("主管部门", self.supervisor), ("实施单位", self.unit)):
            row.addWidget(Caption(caption, Tone.MUTED))
            row.addWidget(field, 1)
        card.column.addLayout(row)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return card

    def _funding_card(self) -> Card:
        card, grid = Card(), self.funding
        header = grid.horizontalHeader().sizeHint().height()
        last_line = 1  # the card's border takes its place
        rows = len(FUNDING_ROWS) * row_height(grid.fontMetrics())
        grid.setFixedHeight(header + rows - last_line)
        grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card.column.addWidget(grid)
        return card

    def _indicator_card(self) -> Card:
        card = Card()
        card.column.addWidget(self.indicators, 1)
        card.column.addWidget(self.summary)
        return card


_STATE_TONES = {
    State.DRAFT: (Tone.MUTED, Tone.HEADER),
    State.CHECKED: (Tone.ACCENT, Tone.SELECTED),
    State.REPORTED: (Tone.GOOD, Tone.GOOD_TINT),
    State.ARCHIVED: (Tone.GOOD, Tone.GOOD_TINT),
}


def _nothing() -> None:
    return


def _holds(grid: Grid, window: QWidget) -> bool:
    focus: QWidget | None = window.focusWidget()
    return focus is not None and (grid is focus or grid.isAncestorOf(focus))
