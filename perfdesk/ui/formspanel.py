"""The left side: years, search field, order and filter, the forms that answer, their sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from perfdesk.core.document import Closed
from perfdesk.files.errors import Refused
from perfdesk.ui.delegates import padding
from perfdesk.ui.forms import FormsModel
from perfdesk.ui.formslist import FormsList
from perfdesk.ui.icons import icon
from perfdesk.ui.listfooter import ListFooter
from perfdesk.ui.listorder import Order, in_order, moved, placed
from perfdesk.ui.listtools import ListTools
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption
from perfdesk.ui.yeartabs import ALL, YearTabs

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from perfdesk.desk import Desk
    from perfdesk.store.listing import Wanted

#: Milliseconds after the last key before the store is asked.
PATIENCE = 150


class FormsPanel(QFrame):
    """Lists the forms of a desk.

    Signals:
        chosen: The id of the form to show.
        selected: Other forms are selected.
        ordered: The list has another order by hand.
        troubled: A sentence where something was refused; the list stays as it was.
    """

    chosen = Signal(str)
    selected = Signal()
    ordered = Signal()
    troubled = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown = ""
        self.model = FormsModel(desk.opened, self)
        self.list = FormsList(self.model)
        self.tabs = YearTabs()
        self.search = QLineEdit()
        self.tools = ListTools(desk)
        self.footer = ListFooter(desk)
        self.nothing = _NothingFound()
        self.timer = QTimer(self, interval=PATIENCE, singleShot=True)
        self._lay_out()
        self.list.chosen.connect(self._choose)
        self.timer.timeout.connect(self._answer)
        self.search.textEdited.connect(self.timer.start)
        self.search.installEventFilter(self)
        self.tools.changed.connect(self._turn)
        self.tabs.turned.connect(self._turn)
        self.nothing.button.clicked.connect(self.clear_filter)
        self.list.selected.connect(self._select)
        self.list.shifted.connect(self.shift)
        self.list.dropped.connect(self._drop)

    @property
    def ids(self) -> list[str]:
        """The forms listed, in their order."""
        return self.model.ids

    @property
    def wanted(self) -> Wanted:
        """What tabs, search field and filter ask for."""
        return self.tools.narrowed.wanted(self.search.text(), self.tabs.year)

    @property
    def why_not_reorder(self) -> str:
        """Why the forms cannot be moved in this list, as a sentence; '' where they can."""
        if self.tools.order is not Order.OWN:
            return f"现在按“{self.tools.order.label}”排序；改回“列表顺序”才能移动。"
        if self.search.text().strip() or self.tools.narrowed.text:
            return "现在只列出了一部分表；清除查找和筛选才能移动。"
        if self.tabs.year is ALL and self.tabs.several:
            return "请先选一个年度，再移动其中的表。"
        return ""

    def state(self) -> dict[str, str | bool | int]:
        """Year, order and filter as plain values, to be kept."""
        year = {} if self.tabs.year is None else {"year": self.tabs.year}
        return {**self.tools.state(), **year}

    def restore(self, plain: Mapping[str, object]) -> None:
        """Takes up what was kept; what makes no sense, or is gone, is as at the first start."""
        self.tools.restore(plain)
        self.refresh()
        year = plain.get("year")
        if isinstance(year, int) and self.tabs.has(year):
            self.tabs.go_to(year)
            self.refresh()

    def clear_filter(self) -> None:
        """All forms of the year are listed again."""
        self.search.clear()
        self.tools.clear_filter()
        self._turn()

    def form_changed(self, form_id: str) -> None:
        """An open form is another now: its line at once, the sums a little later."""
        self.model.refresh(form_id)
        self.footer.timer.start()

    def shift(self, by: int) -> None:
        """The selected forms a place up (-1) or down (1)."""
        self._reorder(moved(self.ids, self.list.chosen_ids, by))

    def stop(self) -> None:
        """No more timers: the desk is about to close."""
        self.timer.stop()
        self.footer.timer.stop()

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
        found = in_order(found, self.tools.order, self.tools.backwards)
        self.model.show(found)
        self.list.blockSignals(False)
        self.list.mark(self._shown)
        self.footer.show_listed(found, self.list.chosen_ids)
        for part in (self.search, self.tools):
            part.setEnabled(self.tabs.some)  # nothing to look for in an empty store
        self.nothing.setVisible(not found and self.tabs.some)
        self.list.setVisible(not self.nothing.isVisibleTo(self))

    def show_forms(self, form_ids: Collection[str], select: bool = False) -> None:
        """Turns to where all of these are listed, and chooses the first of them.

        `select` leaves all of them selected.
        """
        self.search.clear()
        self.tools.clear_filter()
        self.refresh()
        if not set(form_ids) <= set(self.ids):
            self.tabs.go_to(self._year_of(form_ids))
            self.refresh()
        if rows := {self.model.row_of(form_id) for form_id in form_ids} - {-1}:
            self.list.choose(min(rows))
            if select:
                self.list.select(form_ids)

    def choose_near(self, row: int) -> None:
        """The form in that row or the last one."""
        if self.ids:
            self.list.choose(row)

    def stay(self, form_id: str) -> None:
        """Another form was chosen, but this one is still shown."""
        self._shown = form_id
        self.list.mark(form_id)

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

    def _select(self) -> None:
        self.footer.show_chosen(self.list.chosen_ids)
        self.selected.emit()

    def _drop(self, row: int) -> None:
        self._reorder(placed(self.ids, self.list.chosen_ids, row))

    def _reorder(self, after: Sequence[str]) -> None:
        """Gives the list another order, where that means anything."""
        before = self.ids
        if because := self.why_not_reorder:
            self.troubled.emit(because)
        elif list(after) != before:
            try:
                self._desk.reorder(before, after)
            except (Refused, Closed) as refused:
                self.troubled.emit(str(refused))
            self.refresh()
            self.list.scrollTo(self.list.currentIndex())
            self.ordered.emit()

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
        self.search.setPlaceholderText("名称、单位、指标、拼音")
        self.search.setClearButtonEnabled(True)
        leading = QLineEdit.ActionPosition.LeadingPosition
        self.search.addAction(icon("search", Tone.MUTED), leading)
        self.search.setAccessibleName("查找表单")
        self.nothing.hide()
        space = padding(metrics)
        self.search.setTextMargins(0, space // 3, space // 2, space // 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addLayout(self._tools())
        column.addWidget(self.nothing, 1)
        column.addWidget(self.list, 1)
        column.addWidget(self.footer)

    def _tools(self) -> QVBoxLayout:
        """The search field, below it order and filter."""
        space = padding(self.fontMetrics())
        tools = QVBoxLayout()
        tools.setContentsMargins(2 * space, space * 3 // 2, 2 * space, space // 2)
        tools.setSpacing(space // 2)
        tools.addWidget(self.search)
        tools.addWidget(self.tools)
        return tools


class _NothingFound(QWidget):
    """What stands in the place of the list when search and filter leave nothing."""

    def __init__(self) -> None:
        super().__init__()
        said = Caption("没有符合条件的表。", Tone.MUTED)
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton("清除筛选")
        height = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(height, 2 * height, height, height)
        column.setSpacing(height * 2 // 3)
        column.addWidget(said)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
