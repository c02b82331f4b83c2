"""A form as it was (当时的表): header, funding, goals and indicators to read, changes marked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.cells import FORM_NAMES
from perfdesk.core.document import Document
from perfdesk.files.templates import library
from perfdesk.ui.delegates import row_height
from perfdesk.ui.dialogparts import Notice, Reading, one_line
from perfdesk.ui.grid import Grid
from perfdesk.ui.groupedgrid import GroupedGrid
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import NOTHING
from perfdesk.ui.thenmodels import MarkDelegate, Marks, ThenFunding, ThenIndicators, marks_of
from perfdesk.ui.widgets import Caption, Card

if TYPE_CHECKING:
    from perfdesk.core.delta import Delta
    from perfdesk.core.form import Form
    from perfdesk.core.state import State

_FIELDS = ("project_name", "year", "supervisor", "unit")
_GOALS = ("goal_expected", "goal_actual")
_ONLY_SHOWN = "这里显示的是当时的表，不能修改。"


class ThenView(QScrollArea):
    """Shows one earlier form on a page that scrolls as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.fields = {key: Notice() for key in _FIELDS}
        self.about = Notice(tone=Tone.MUTED)
        self.compared = Notice(tone=Tone.ACCENT)
        self.others = Notice(tone=Tone.ACCENT)
        self.goals = {key: Reading(FORM_NAMES[key], 4, 4) for key in _GOALS}
        self.goal_names = {key: Caption(FORM_NAMES[key], Tone.MUTED) for key in _GOALS}
        self.funding_model, self.indicator_model = ThenFunding(self), ThenIndicators(self)
        self.funding = _to_read(Grid(self.funding_model, "当时的项目资金"))
        self.indicators = _to_read(GroupedGrid(self.indicator_model, "当时的绩效指标"))
        self._page = QWidget()
        self._lay_out()
        for grid in (self.funding, self.indicators):
            grid.arrived.connect(partial(self._follow_cell, grid))

    def show_form(self, form: Form, state: State, delta: Delta) -> None:
        """Shows `form`, from which `delta` leads to today's. Raises Refused for its template."""
        document = Document(form, library().get, state, closed=_ONLY_SHOWN)
        marks = marks_of(delta)
        template = document.template  # the amounts are in its unit, whatever today's is
        about = f"{template.name}（{template.money_unit.value}）　{state.label}"
        self.about.say(about, Tone.MUTED)
        self._compare(marks)
        self._show_texts(form, marks)
        for model in (self.funding_model, self.indicator_model):
            model.marks = marks
            model.show(document)
        for grid in (self.funding, self.indicators):
            _whole_height(grid)
        self._page.show()

    def clear(self) -> None:
        """Shows nothing."""
        self._page.hide()

    def _follow_cell(self, grid: Grid) -> None:
        """Scrolls the page to the current cell, since the table itself does not scroll."""
        cell = grid.visualRect(grid.currentIndex())
        place = grid.viewport().mapTo(self._page, cell.center())
        self.ensureVisible(0, place.y(), 0, 2 * cell.height())

    def _compare(self, marks: Marks) -> None:
        count = marks.count
        self.compared.say(
            f"与现在不同的有 {count} 处，单元格带蓝色角标。" if count else "与现在的内容相同。",
            Tone.ACCENT if count else Tone.GOOD,
        )
        self.others.say("\n".join(("从那时到现在：", *marks.others)) if marks.others else "")

    def _show_texts(self, form: Form, marks: Marks) -> None:
        for key, field in self.fields.items():
            now, value = marks.sentence(key), getattr(form, key)
            field.say(one_line(str(value or "")) or NOTHING)
            if now:
                field.say(f"{field.text()}　（{one_line(now)}）", Tone.ACCENT)
        for key, box in self.goals.items():
            now = marks.sentence(key)
            box.show_text(getattr(form, key))
            box.setToolTip(now)
            box.setAccessibleDescription(now)
            self.goal_names[key].setText(FORM_NAMES[key] + ("（与现在不同）" if now else ""))
            self.goal_names[key].set_tone(Tone.ACCENT if now else Tone.MUTED)

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 2
        column = QVBoxLayout(self._page)
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space)
        for notice in (self.about, self.compared):
            column.addWidget(notice)
        column.addLayout(self._header(space))
        column.addWidget(_card(self.funding))
        column.addLayout(self._goals(space))
        column.addWidget(_card(self.indicators))
        column.addWidget(self.others)
        column.addStretch(1)
        self.setWidget(self._page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its tables and texts have it
        self._page.setBackgroundRole(QPalette.ColorRole.Base)

    def _header(self, space: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space * 2)
        grid.setVerticalSpacing(space // 2)
        grid.setColumnStretch(1, 1)
        for row, (key, field) in enumerate(self.fields.items()):
            grid.addWidget(Caption(FORM_NAMES[key], Tone.MUTED), row, 0, _TOP)
            grid.addWidget(field, row, 1)
        return grid

    def _goals(self, space: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(space)
        for key, box in self.goals.items():
            column = QVBoxLayout()
            column.setSpacing(space // 2)
            column.addWidget(self.goal_names[key])
            column.addWidget(box)
            row.addLayout(column)
        return row


_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def _to_read(grid: Grid) -> Grid:
    """A grid in which nothing can be typed or selected; Tab leaves it."""
    grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    grid.setItemDelegate(MarkDelegate(grid))
    grid.setTabKeyNavigation(False)
    grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    grid.horizontalScrollBar().rangeChanged.connect(lambda _least, _most: _whole_height(grid))
    grid.horizontalHeader().geometriesChanged.connect(lambda: _whole_height(grid))
    return grid


def _card(grid: Grid) -> Card:
    card = Card()
    card.column.addWidget(grid)
    return card


def _whole_height(grid: Grid) -> None:
    """As high as its rows: the page scrolls, not the table in it."""
    header, bar = grid.horizontalHeader().sizeHint().height(), grid.horizontalScrollBar()
    rows = grid.cells.rowCount() * row_height(grid.fontMetrics())
    grid.setFixedHeight(header + rows + (bar.sizeHint().height() if bar.maximum() else 0))
