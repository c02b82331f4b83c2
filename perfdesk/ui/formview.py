"""The form in the middle, in the order of the paper; above it its name, below it the figures."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from perfdesk.core.state import State
from perfdesk.ui.columns import FUNDING_ROWS, INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.delegates import row_height
from perfdesk.ui.foldedline import FoldedLine
from perfdesk.ui.forms import shown_name
from perfdesk.ui.funding import FundingModel
from perfdesk.ui.goalsview import GoalsView
from perfdesk.ui.grid import Grid, GroupedGrid
from perfdesk.ui.headerfields import ClosingFields, HeaderFields, PaperFields
from perfdesk.ui.indicators import IndicatorModel
from perfdesk.ui.later import Later
from perfdesk.ui.palette import Tone, wear
from perfdesk.ui.places import Spot, Table, spot_of
from perfdesk.ui.summary import Summary
from perfdesk.ui.unread import Unread
from perfdesk.ui.widgets import Card, ElidedCaption, Pill

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QScrollBar

    from perfdesk.core.change import Change
    from perfdesk.core.document import Document

Panel = PaperFields | GoalsView
#: So many rows of indicators should be in view; else header fields and goals begin folded.
_GOOD_ROWS = 7
#: The rows that the indicators keep before the whole form scrolls.
_LEAST_ROWS = 5
#: A goal is at most so many lines high in the lowest and in the highest views.
_GOAL_LINES = (3, 8)


class FormView(QWidget):
    """Shows one document.

    Header fields and goals fold away into one line. A person does so; until then the room for the
    indicators decides.

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
        self.later = Later(lambda: any(grid.editing for grid in self.grids), self)
        self.header = HeaderFields()
        self.goals = GoalsView(*_GOAL_LINES)
        self.closing = ClosingFields()
        self.folded_line = FoldedLine()
        self.summary = Summary()
        self.name = ElidedCaption("", scale=1.3, bold=True)
        self.state = Pill()
        self.about = ElidedCaption("", Tone.MUTED, grows=False)
        self._wanted: bool | None = None
        self._folded = False
        self._chained: list[QWidget] = []
        self._lay_out()
        self._fold(False)
        for grid in (self.funding, self.indicators):
            grid.arrived.connect(self._hint)
            grid.refused.connect(self.refused)
            grid.cells.dataChanged.connect(self._hint)
        for panel in self.panels:
            panel.hinted.connect(self.hinted)
        self.header.refused.connect(self.refused)
        self.folded_line.asked.connect(self.go_to)

    @property
    def grids(self) -> tuple[Grid, Grid]:
        """Both tables."""
        return self.funding, self.indicators

    @property
    def panels(self) -> tuple[Panel, ...]:
        """The cells outside the tables."""
        return self.header, self.goals, self.closing

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """All that takes the focus, from top to bottom."""
        return self.header, self.funding, self.goals, self.indicators, self.closing

    @property
    def editing(self) -> bool:
        """Whether something typed is not in the document yet, or a cell's editor is open."""
        typing = any(panel.half_typed for panel in self.panels)
        return typing or any(grid.editing for grid in self.grids)

    @property
    def unread(self) -> Unread | None:
        """The cell that did not take its text, if any."""
        found = (panel.fields.unread for panel in self.panels)
        return next((unread for unread in found if unread), None)

    @property
    def folded(self) -> bool:
        """Whether header fields and goals are folded away."""
        return self._folded

    @property
    def wanted_fold(self) -> bool | None:
        """Whether a person wants it folded; None: the room decides."""
        return self._wanted

    @wanted_fold.setter
    def wanted_fold(self, wanted: bool | None) -> None:
        self._wanted = wanted
        if wanted is not None:
            self._fold(wanted)

    def show_document(self, document: Document | None) -> None:
        """Shows another document; an open editor belongs to the old one and is taken over first."""
        self.finish_editing()
        self._stop()
        self.document = document
        self.funding_model.show(document)
        self.indicator_model.show(document)
        for panel in self.panels:
            panel.show_document(document)
        if document is None:
            self._stop = _nothing
            return
        self._stop = document.listen(self._follow)
        self._refresh(document)
        self._fold_if_cramped()
        self.indicators.go_to(0, INDICATOR_COLUMNS.index(IndicatorColumn.SCORE))
        self.indicators.scrollToTop()
        self._scroll.verticalScrollBar().setValue(0)

    def finish_editing(self) -> None:
        """Takes over what stands in an open editor."""
        for grid in self.grids:
            grid.finish_editing()
        for panel in self.panels:
            panel.finish_editing()
        self.later.catch_up()

    def settle(self) -> None:
        """The same. Raises Unread, with the focus there, where a cell does not take its text."""
        self.finish_editing()
        if unread := self.unread:
            self.go_to(unread.address)
            raise unread

    def go_to(self, address: str) -> None:
        """Puts the focus where a cell is typed, or nearest to a figure that nobody types."""
        spot = spot_of(address)
        if spot is not None:
            self._go_to_spot(spot)
            return
        if self._folded and not self.closing.go_to(address):
            self.toggle_fold()
        panel = next((panel for panel in self.panels if panel.go_to(address)), None)
        if panel is None:
            self.header.go_to("project_name")
        self._bring_into_view()

    def toggle_fold(self) -> None:
        """Folds header fields and goals away, or opens them; from now on only a person does."""
        self.finish_editing()
        self._wanted = not self._folded
        self._fold(self._wanted)
        if self._wanted:
            self.indicators.setFocus()
        else:
            self.header.go_to("project_name")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is folded, and how high the goals grow, follow the height."""
        super().resizeEvent(event)
        lines = self.height() // self.fontMetrics().height()
        least, most = _GOAL_LINES
        self.goals.let_grow(max(least, min(most, (lines - 31) // 3)))
        self._fold_if_cramped()

    def focused_grid(self) -> Grid | None:
        """The table with the focus, also while one of its cells is edited."""
        return next((grid for grid in self.grids if _holds(grid, self.window())), None)

    def _follow(self, change: Change) -> None:
        """The figures may follow from anything; another template has other fields."""
        self.later.do(self._refresh_shown)
        if change.before.template != change.after.template:
            self._fold_if_cramped()
            self._hint()

    def _refresh_shown(self) -> None:
        if self.document is not None:
            self._refresh(self.document)

    def _refresh(self, document: Document) -> None:
        form = document.form
        self.name.setText(shown_name(form.project_name))
        self.state.say(document.state.label, *_STATE_TONES[document.state])
        year = f"{form.year} 年度" if form.year else "未填年度"
        self.about.setText(f"{document.template.name}　{year}")
        self.folded_line.show_form(form)
        self.summary.show_document(document)
        self._chain()

    def _chain(self) -> None:
        """Tab goes down the paper; panels have other editors on another template."""
        chain: list[QWidget] = [self.fold_button]
        for part in self.parts:
            chain += part.fields.editors if isinstance(part, Panel) else [part]
        if chain != self._chained:
            self._chained = chain
            for before, after in pairwise(chain):
                QWidget.setTabOrder(before, after)

    def _hint(self) -> None:
        self.later.do(self._hint_now)

    def _hint_now(self) -> None:
        if any(panel.address for panel in self.panels):
            return  # it spoke itself when the focus came
        grid = self.focused_grid() or self.indicators
        self.hinted.emit(grid.cells.hint(grid.currentIndex()))

    def _go_to_spot(self, spot: Spot) -> None:
        grid = self.funding if spot.table is Table.FUNDING else self.indicators
        row = spot.row if spot.row >= 0 else max(0, grid.currentIndex().row())
        grid.setFocus()
        grid.go_to(row, spot.column)
        self._bring_into_view()

    def _bring_into_view(self) -> None:
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None:
            self._column.activate()  # what has just been unfolded has no place yet
            self._scroll.ensureWidgetVisible(focus)

    def _fold_if_cramped(self) -> None:
        """Nothing is folded under the hands of somebody, or against what a person chose."""
        if self._wanted is not None or any(panel.address for panel in self.panels):
            return
        line, row = self.fontMetrics().height(), row_height(self.indicators.fontMetrics())
        tables = (len(FUNDING_ROWS) + 1 + _GOOD_ROWS + 1) * row
        goals = self.goals.present * (_GOAL_LINES[0] + 2)
        panels = (self.header.lines + self.closing.lines + goals) * line
        gaps = 4 * self._column.spacing()
        self._fold(tables + panels + gaps > self._scroll.height())

    def _fold(self, folded: bool) -> None:
        self._folded = folded
        self.header.fold(folded)
        self.goals.fold(folded)
        self.folded_line.setVisible(folded)
        self.fold_button.setText("展开" if folded else "收起")
        self.fold_button.setToolTip(f"{self.fold_button.text()}表头和目标（Ctrl+Shift+B）")
        self.fold_button.setAccessibleName(f"{self.fold_button.text()}表头和目标")
        arrow = Qt.ArrowType.DownArrow if folded else Qt.ArrowType.UpArrow
        self.fold_button.setArrowType(arrow)

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() * 2 // 3
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space, 0, space)
        column.setSpacing(space)
        column.addLayout(self._heading(space))
        column.addWidget(self._paper(space), 1)
        column.addWidget(self._figures(space))

    def _paper(self, space: int) -> QScrollArea:
        """The form; it scrolls where the view is too low even for a few indicators."""
        paper = QWidget()
        column = self._column = QVBoxLayout(paper)
        column.setContentsMargins(space, 0, space, 0)
        column.setSpacing(space)
        for part in (self.folded_line, self.header, self._funding_card(), self.goals):
            column.addWidget(part)
        column.addWidget(self._indicator_card(), 1)
        column.addWidget(self.closing)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = self._scroll.verticalScrollBar()
        wear(bar, {QPalette.ColorRole.Base: Tone.WINDOW})
        bar.rangeChanged.connect(partial(_stand_in_margin, column, bar, space))
        self._scroll.setWidget(paper)
        return self._scroll

    def _heading(self, space: int) -> QHBoxLayout:
        self.fold_button = QToolButton()
        self.fold_button.setAutoRaise(True)
        self.fold_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.fold_button.clicked.connect(self.toggle_fold)
        row = QHBoxLayout()
        row.setContentsMargins(space, 0, space, 0)
        row.setSpacing(self.fontMetrics().height())
        row.addWidget(self.name, 1)
        for part in (self.state, self.about, self.fold_button):
            row.addWidget(part)
        return row

    def _figures(self, space: int) -> QWidget:
        """The summary in a card of its own, always in view."""
        around, card = QWidget(), Card()
        card.column.addWidget(self.summary)
        row = QHBoxLayout(around)
        row.setContentsMargins(space, 0, space, 0)
        row.addWidget(card)
        return around

    def _funding_card(self) -> Card:
        card, grid = Card(), self.funding
        header = grid.horizontalHeader().sizeHint().height()
        rows = len(FUNDING_ROWS) * row_height(grid.fontMetrics())
        grid.setFixedHeight(header + rows - 1)  # the card's border takes the last line's place
        grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card.column.addWidget(grid)
        return card

    def _indicator_card(self) -> Card:
        card, grid = Card(), self.indicators
        header = grid.horizontalHeader().sizeHint().height()
        grid.setMinimumHeight(header + _LEAST_ROWS * row_height(grid.fontMetrics()))
        card.column.addWidget(grid, 1)
        return card


_STATE_TONES = {
    State.DRAFT: (Tone.MUTED, Tone.HOVER),
    State.CHECKED: (Tone.ACCENT, Tone.SELECTED),
    State.REPORTED: (Tone.GOOD, Tone.GOOD_TINT),
    State.ARCHIVED: (Tone.GOOD, Tone.GOOD_TINT),
}


def _stand_in_margin(
    column: QVBoxLayout, bar: QScrollBar, margin: int, _least: int, most: int
) -> None:
    """A bar that appears takes the place of the margin: nothing else moves."""
    taken = bar.sizeHint().width() if most else 0
    column.setContentsMargins(margin, 0, margin - taken, 0)


def _nothing() -> None:
    return


def _holds(grid: Grid, window: QWidget) -> bool:
    focus: QWidget | None = window.focusWidget()
    return focus is not None and (grid is focus or grid.isAncestorOf(focus))
