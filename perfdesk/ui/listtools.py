"""Sorting and filtering the list of forms: two small buttons, and what is in force as words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from perfdesk.core.state import State
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.ui.listfilter import FINDINGS, Narrowed, narrowed_from
from perfdesk.ui.listorder import Order
from perfdesk.ui.menubutton import menu_button
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import ElidedCaption

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfdesk.desk import Desk


class ListTools(QWidget):
    """Order and filter.

    Signals:
        changed: A person chose another order or filter.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.narrowed = Narrowed()
        self.order = Order.OWN
        self.backwards = False
        self.sort_button = menu_button("排序", "按什么排列左边的表")
        self.filter_button = menu_button("筛选", "只列出一部分表")
        self.said = ElidedCaption("", Tone.ACCENT, 0.92)
        self.clear_button = QToolButton()
        self._lay_out()
        for button, fill in (
            (self.sort_button, self._fill_orders),
            (self.filter_button, self._fill_filters),
        ):
            menu = QMenu(button)
            menu.aboutToShow.connect(partial(fill, menu))
            button.setMenu(menu)
        self.clear_button.clicked.connect(self.clear)
        self._tell()

    def clear(self) -> None:
        """Lists all again, in the list's own order."""
        self._take(Narrowed(), Order.OWN, backwards=False)

    def clear_filter(self) -> None:
        """Lists all again; the order stays, and nobody is told."""
        self.narrowed = Narrowed()
        self._tell()

    def narrow(self, key: str, value: Any) -> None:
        """Filters by a value of a field of Narrowed; by the same value again, no more."""
        self._take(self.narrowed.switched(key, value), self.order, self.backwards)

    def sort(self, order: Order) -> None:
        """Another order."""
        self._take(self.narrowed, order, self.backwards and order is not Order.OWN)

    def turn_round(self) -> None:
        """The same order from its other end."""
        self._take(self.narrowed, self.order, not self.backwards)

    def state(self) -> dict[str, str | bool]:
        """Order and filter as plain values."""
        return {"order": self.order.value, "backwards": self.backwards, **self.narrowed.plain()}

    def restore(self, plain: Mapping[str, object]) -> None:
        """From plain values; what makes no sense is as at the first start. Nobody is told."""
        orders = {order.value: order for order in Order}
        self.order = orders.get(str(plain.get("order")), Order.OWN)
        self.backwards = self.order is not Order.OWN and plain.get("backwards") is True
        self.narrowed = narrowed_from(plain)
        self._tell()

    def _take(self, narrowed: Narrowed, order: Order, backwards: bool) -> None:
        self.narrowed, self.order, self.backwards = narrowed, order, backwards
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """What is in force, if it is not as at the first start."""
        order = "" if self.order is Order.OWN else self.order.label
        order += "（倒序）" if self.backwards else ""
        words = " · ".join(word for word in (self.narrowed.text, order) if word)
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.clear_button.setVisible(bool(words))

    def _fill_orders(self, menu: QMenu) -> None:
        menu.clear()
        for order in Order:
            _add(menu, order.label, self.order is order, partial(self.sort, order))
        menu.addSeparator()
        turned = _add(menu, "倒序", self.backwards, self.turn_round)
        turned.setEnabled(self.order is not Order.OWN)

    def _fill_filters(self, menu: QMenu) -> None:
        menu.clear()
        self._section(menu, "状态", "state", {state: state.label for state in State})
        self._section(menu, "审核", "findings", FINDINGS)
        self._section(menu, "评分等级", "grade", {name: name for name in _grades()})
        units = self._units()
        if len(units) > 1 or self.narrowed.unit is not None:
            names = {unit: unit or "未填单位" for unit in units}
            self._section(menu, "单位", "unit", names)
        menu.addSeparator()
        nothing = partial(self._take, Narrowed(), self.order, self.backwards)
        _add(menu, "清除筛选", None, nothing).setEnabled(bool(self.narrowed.text))

    def _section(self, menu: QMenu, title: str, key: str, values: Mapping[Any, str]) -> None:
        within = menu.addMenu(title)
        for value, label in values.items():
            chosen = getattr(self.narrowed, key) == value
            _add(within, label, chosen, partial(self.narrow, key, value))
        chosen = getattr(self.narrowed, key)
        if chosen is not None:
            within.setTitle(f"{title}：{values.get(chosen, chosen)}")

    def _units(self) -> list[str]:
        try:
            return self._desk.store.units()
        except Refused:  # the list itself says that the store does not answer
            return []

    def _lay_out(self) -> None:
        self.clear_button.setText("清除")
        self.clear_button.setToolTip("清除筛选和排序")
        self.clear_button.setAutoRaise(True)
        self.said.setAccessibleName("正在使用的筛选和排序")
        buttons = QHBoxLayout()
        buttons.addWidget(self.filter_button)
        buttons.addWidget(self.sort_button)
        buttons.addStretch(1)
        words = QHBoxLayout()
        words.addWidget(self.said, 1)
        words.addWidget(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(buttons)
        column.addLayout(words)


def _add(menu: QMenu, text: str, chosen: bool | None, act: Any) -> QAction:
    """An entry; `chosen` None for one that is never ticked."""
    made = menu.addAction(text.replace("&", "&&"))
    made.setCheckable(chosen is not None)
    made.setChecked(bool(chosen))
    made.triggered.connect(lambda _checked: act())
    return made


def _grades() -> list[str]:
    """All names of grades, from the best."""
    grades = [grade for template in library().all() for grade in template.rules.grades]
    best_first = sorted(grades, key=lambda grade: -grade.least)
    return list(dict.fromkeys(grade.name for grade in best_first))
