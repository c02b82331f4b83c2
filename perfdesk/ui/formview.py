"""The form in the middle, in the order of the paper; above it its name, below it the figures."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.foldedline import FoldedLine
from perfdesk.ui.formheading import FormHeading
from perfdesk.ui.formpaper import FormPaper
from perfdesk.ui.funding import FundingModel
from perfdesk.ui.goalsview import GoalsView
from perfdesk.ui.grid import Grid
from perfdesk.ui.groupedgrid import GroupedGrid
from perfdesk.ui.headerfields import ClosingFields, HeaderFields, PaperFields
from perfdesk.ui.indicators import IndicatorModel
from perfdesk.ui.later import Later
from perfdesk.ui.places import Spot, Table, spot_of
from perfdesk.ui.summary import Summary
from perfdesk.ui.unread import Unread
from perfdesk.ui.widgets import Card

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from perfdesk.core.change import Change
    from perfdesk.core.document import Document

Panel = PaperFields | GoalsView
#: So many rows of indicators should be in view; else header fields and goals begin folded.
_GOOD_ROWS = 7
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
        self.heading = FormHeading()
        self.name = self.heading.name
        self._paper = FormPaper(
            (self.folded_line, self.header),
            self.funding,
            self.goals,
            self.indicators,
            self.closing,
        )
        self._figures = self._summary_card()
        self._wanted: bool | None = None
        self._folded = False
        self._chained: list[QWidget] = []
        self._lay_out()
        self._fold(False)
        self._connect()

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
    def address(self) -> str:
        """The cell with the focus, else the current indicator; '' where none can be typed there."""
        if found := next((panel.address for panel in self.panels if panel.address), ""):
            return found
        grid = self.focused_grid() or self.indicators
        index = grid.currentIndex()
        return grid.cells.shown(index.row(), index.column()).address if index.isValid() else ""

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
        self._take_room()
        self.indicators.go_to(0, INDICATOR_COLUMNS.index(IndicatorColumn.SCORE))
        self.indicators.scrollToTop()
        self._paper.verticalScrollBar().setValue(0)

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
        self.bring_into_view()

    def bring_into_view(self) -> None:
        """Scrolls to the part with the focus, a table with as many rows as there is room for."""
        focus: QWidget | None = self.focused_grid() or self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self._paper.bring(focus)

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
        self._take_room()

    def focused_grid(self) -> Grid | None:
        """The table with the focus, also while one of its cells is edited."""
        return next((grid for grid in self.grids if _holds(grid, self.window())), None)

    def _follow(self, change: Change) -> None:
        """The figures may follow from anything; another template has other fields."""
        self.later.do(self._refresh_shown)
        if change.before.template != change.after.template:
            self._take_room()
            self._hint()

    def _refresh_shown(self) -> None:
        if self.document is not None:
            self._refresh(self.document)

    def _refresh(self, document: Document) -> None:
        self.heading.show_document(document)
        self.folded_line.show_form(document.form)
        self.summary.show_document(document)
        self._chain()

    def _chain(self) -> None:
        """Tab goes down the paper; panels have other editors on another template."""
        chain: list[QWidget] = [self.heading.fold_button]
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
        self.bring_into_view()

    def _arrive(self, grid: Grid) -> None:
        """The view stays while the mouse is down: the cells would move below it."""
        self._hint()
        if grid is self.focused_grid() and not QApplication.mouseButtons():
            self._paper.follow(grid)

    def _take_room(self) -> None:
        """Little room is for the indicators; the status line says what the summary does."""
        folded = self.folded_line.sizeHint().height() + self._tables + 3 * self._paper.gap
        tight = folded + self.closing.lines * self.fontMetrics().height() > self._room
        self._figures.setHidden(tight)
        self._paper.be_tight(tight)
        self._fold_if_cramped()

    def _fold_if_cramped(self) -> None:
        """Nothing is folded under the hands of somebody, or against what a person chose."""
        if self._wanted is not None or any(panel.address for panel in self.panels):
            return
        goals = self.goals.present * (_GOAL_LINES[0] + 2)
        panels = (self.header.lines + self.closing.lines + goals) * self.fontMetrics().height()
        self._fold(self._tables + panels + 4 * self._paper.gap > self._room)

    @property
    def _tables(self) -> int:
        """Pixels of the tables with as many rows as should be in view."""
        return self._paper.tables_height(_GOOD_ROWS)

    @property
    def _room(self) -> int:
        """Pixels between heading and summary."""
        beside = self.heading.sizeHint().height() + self._figures.sizeHint().height()
        return self.height() - beside - 4 * self._paper.gap

    def _fold(self, folded: bool) -> None:
        self._folded = folded
        self.header.fold(folded)
        self.goals.fold(folded)
        self.folded_line.setVisible(folded)
        self.heading.show_folded(folded)

    def _connect(self) -> None:
        self.heading.fold_button.clicked.connect(self.toggle_fold)
        for grid in self.grids:
            grid.arrived.connect(partial(self._arrive, grid))
            grid.refused.connect(self.refused)
            grid.cells.dataChanged.connect(self._hint)
        for panel in self.panels:
            panel.hinted.connect(self.hinted)
        self.header.refused.connect(self.refused)
        self.folded_line.asked.connect(self.go_to)

    def _lay_out(self) -> None:
        space = self._paper.gap
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space, 0, space)
        column.setSpacing(space)
        column.addWidget(self.heading)
        column.addWidget(self._paper, 1)
        column.addWidget(self._figures)

    def _summary_card(self) -> QWidget:
        """The summary in a card of its own, always in view."""
        around, card = QWidget(), Card()
        card.column.addWidget(self.summary)
        row = QHBoxLayout(around)
        row.setContentsMargins(self._paper.gap, 0, self._paper.gap, 0)
        row.addWidget(card)
        return around


def _nothing() -> None:
    return


def _holds(grid: Grid, window: QWidget) -> bool:
    focus: QWidget | None = window.focusWidget()
    return focus is not None and (grid is focus or grid.isAncestorOf(focus))
