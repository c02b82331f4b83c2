"""The left side: years, search field, filter, and the forms that answer."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from perfdesk.core.state import State
from perfdesk.files.errors import Refused
from perfdesk.store.listing import Findings, Wanted
from perfdesk.ui.delegates import padding
from perfdesk.ui.forms import FormsModel
from perfdesk.ui.formslist import FormsList
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption
from perfdesk.ui.yeartabs import ALL, YearTabs

if TYPE_CHECKING:
    from collections.abc import Collection

    from perfdesk.desk import Desk

#: Milliseconds after the last key before the store is asked.
PATIENCE = 150


class Filter(Enum):
    """What the small list offers: its text, the state and the findings asked for."""

    NONE = ("全部状态", None, None)
    DRAFT = (State.DRAFT.label, State.DRAFT, None)
    CHECKED = (State.CHECKED.label, State.CHECKED, None)
    REPORTED = (State.REPORTED.label, State.REPORTED, None)
    ARCHIVED = (State.ARCHIVED.label, State.ARCHIVED, None)
    ERRORS = ("审核有错误", None, Findings.ERRORS)
    SOME = ("审核有发现", None, Findings.SOME)
    SOUND = ("审核无发现", None, Findings.NONE)

    def __init__(self, label: str, state: State | None, findings: Findings | None) -> None:
        self.label = label
        self.state = state
        self.findings = findings


class FormsPanel(QFrame):
    """Lists the forms of a desk.

    Signals:
        chosen: The id of the form to show.
        troubled: A sentence where the store did not answer; the list stays as it was.
    """

    chosen = Signal(str)
    troubled = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown = ""
        self.model = FormsModel(desk.opened, self)
        self.list = FormsList(self.model)
        self.tabs = YearTabs()
        self.search = QLineEdit()
        self.filter = QComboBox()
        self.count = Caption("", Tone.MUTED)
        self.nothing = Caption("没有符合条件的表。", Tone.MUTED)
        self.timer = QTimer(self, interval=PATIENCE, singleShot=True)
        self._lay_out()
        self.list.chosen.connect(self._choose)
        self.timer.timeout.connect(self._answer)
        self.search.textEdited.connect(self.timer.start)
        self.search.installEventFilter(self)
        self.filter.currentIndexChanged.connect(self._turn)
        self.tabs.turned.connect(self._turn)

    @property
    def ids(self) -> list[str]:
        """The forms listed, in their order."""
        return self.model.ids

    @property
    def wanted(self) -> Wanted:
        """What tabs, search field and filter ask for."""
        chosen: Filter = self.filter.currentData()
        return Wanted(self.search.text(), self.tabs.year, None, chosen.state, None, chosen.findings)

    def refresh(self) -> None:
        """Asks the store again; the form shown stays the one shown."""
        self.timer.stop()
        try:
            self.tabs.show_years(self._desk.years())
            found = self._desk.forms(self.wanted)
        except Refused as refused:
            self.troubled.emit(str(refused))
            return
        self.list.blockSignals(True)  # Qt makes a neighbour current where the form is not listed
        self.model.show(found)
        self.list.blockSignals(False)
        self.list.mark(self._shown)
        self.count.setText(f"{len(found)} 张")
        self.nothing.setVisible(not found and self.tabs.some)

    def show_forms(self, form_ids: Collection[str]) -> None:
        """Turns to where all of these are listed, and chooses the first of them."""
        self.search.clear()
        self.filter.setCurrentIndex(0)
        self.refresh()
        if not set(form_ids) <= set(self.ids):
            self.tabs.go_to(self._year_of(form_ids))
            self.refresh()
        if rows := {self.model.row_of(form_id) for form_id in form_ids} - {-1}:
            self.list.choose(min(rows))

    def choose_near(self, row: int) -> None:
        """The form in that row or the last one."""
        if self.ids:
            self.list.choose(row)

    def turn(self, by: int) -> None:
        """To the next form (1) or the one before (-1)."""
        self.choose_near(self.list.currentIndex().row() + by)

    def go_to_search(self) -> None:
        """The cursor goes into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field Down and Enter go to the list, Esc empties the field."""
        if watched is not self.search or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        return isinstance(event, QKeyEvent) and self._key(Qt.Key(event.key()))

    def _key(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.refresh()
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.choose_near(0)
            return True
        if key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.refresh()
            return True
        return False

    def _choose(self, form_id: str) -> None:
        self._shown = form_id
        self.chosen.emit(form_id)

    def _answer(self) -> None:
        self.refresh()

    def _turn(self) -> None:
        """Another tab or filter: one of its forms is shown."""
        self.refresh()
        if not self.list.currentIndex().isValid():
            self.choose_near(0)

    def _year_of(self, form_ids: Collection[str]) -> int | None:
        """The one year of these forms, else ALL."""
        self.tabs.go_to(ALL)
        years = {item.year or 0 for item in self._desk.forms() if item.id in form_ids}
        return years.pop() if len(years) == 1 else ALL

    def _lay_out(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        metrics = self.fontMetrics()
        self.setMinimumWidth(metrics.height() * 8)
        self.search.setPlaceholderText("名称、单位、指标、拼音首字母")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("查找表单")
        self.filter.setAccessibleName("按状态和审核结果筛选")
        for item in Filter:
            self.filter.addItem(item.label, item)
        self.filter.insertSeparator(list(Filter).index(Filter.ERRORS))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(0, metrics.height(), 0, metrics.height())
        self.nothing.hide()
        self.search.setTextMargins(*[padding(metrics) // 2, padding(metrics) // 3] * 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addLayout(self._tools())
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)

    def _tools(self) -> QVBoxLayout:
        """The search field, below it the filter and how many forms there are."""
        space = padding(self.fontMetrics())
        row = QHBoxLayout()
        row.addWidget(self.filter)
        row.addStretch(1)
        row.addWidget(self.count)
        tools = QVBoxLayout()
        tools.setContentsMargins(2 * space, space * 3 // 2, 2 * space, space)
        tools.setSpacing(space)
        tools.addWidget(self.search)
        tools.addLayout(row)
        return tools
