"""The line below the list: how many forms, their budget together, their mean total."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from perfdesk.core.moneysum import money_text
from perfdesk.core.rounding import add, divide
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.ui import surfaces
from perfdesk.ui.delegates import padding
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import NOTHING, two_places
from perfdesk.ui.widgets import ElidedCaption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.template import MoneyUnit
    from perfdesk.desk import Desk
    from perfdesk.store.records import Listed

#: Milliseconds after the last edit before the sums are made anew.
_PATIENCE = 120


class ListFooter(QWidget):
    """8 个项目 · 2,177.57 万元, and at the right 平均 99.69; of the chosen where several are.

    No figure is cut: where the room is short, words go first, then the mean, then the number.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._listed: Sequence[Listed] = ()
        self._chosen: frozenset[str] = frozenset()
        self._untold = False
        self._budgets: dict[tuple[str, int], Decimal | None] = {}
        self.count = ElidedCaption("", Tone.MUTED, 0.88, grows=False)
        self.money = ElidedCaption("", Tone.MUTED, 0.88, grows=False)
        self.mean = ElidedCaption("", Tone.MUTED, 0.88, grows=False)
        self.timer = QTimer(self, interval=_PATIENCE, singleShot=True)
        self.timer.timeout.connect(self._tell)
        self._variants: tuple[tuple[str, str, str], ...] = ()
        space = padding(self.fontMetrics())
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(2 * space, space, 2 * space, space)
        row.setSpacing(space // 2)
        row.addWidget(self.count)
        row.addWidget(self.money)
        row.addStretch(1)
        row.addWidget(self.mean)

    def show_listed(self, listed: Sequence[Listed], chosen: Sequence[str] = ()) -> None:
        """Another list, of which these are chosen."""
        self._listed, self._chosen = listed, frozenset(chosen)
        if self.isVisible():
            self._tell()
        else:  # at the start the forms are seen first
            self.count.setText(self._head(listed))
            self._untold = True

    def show_chosen(self, form_ids: Sequence[str]) -> None:
        """Other forms are chosen."""
        self._chosen = frozenset(form_ids)
        if not self._untold:
            self.timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other words fit."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """A line above; the window stands now, and the sums can be made."""
        if self._untold:
            self._untold = False
            self.timer.start()
        painter = QPainter(self)
        painter.setPen(surfaces.hairline(painter, Tone.LINE))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())

    def _tell(self) -> None:
        self.timer.stop()
        several = len(self._chosen) > 1
        shown = [item for item in self._listed if not several or item.id in self._chosen]
        head = self._head(shown)
        few = f"已选 {len(shown)}" if several else f"{len(shown)} 个"
        amounts = self._amounts(shown)
        money, exactly = money_text(amounts, exact=False), money_text(amounts)
        after = f"· {money}" if money else ""
        mean = _mean(self._totals(shown))
        average = "" if mean is None else f"平均 {two_places(mean)}"
        self._variants = (
            (head, after, average),
            (few, after, average),
            (few, after, ""),
            ("", money, ""),
        )
        self._fit()
        whole = f"{head}，全年预算数合计 {exactly or NOTHING}"
        self.setToolTip(f"{whole}，总分{average}" if average else whole)

    def _fit(self) -> None:
        """The fullest words that there is room for."""
        margins, parts = self._row.contentsMargins(), (self.count, self.money, self.mean)
        room = self.width() - margins.left() - margins.right() - 2 * self._row.spacing()
        width = self.count.fontMetrics().horizontalAdvance
        for texts in self._variants:
            if sum(map(width, texts)) + len(texts) <= room or texts is self._variants[-1]:
                for part, text in zip(parts, texts, strict=True):
                    part.setText(text)
                    part.setToolTip("")
                return

    def _head(self, shown: Sequence[Listed]) -> str:
        return f"已选 {len(shown)} 个" if len(self._chosen) > 1 else f"{len(shown)} 个项目"

    def _totals(self, shown: Sequence[Listed]) -> list[Decimal]:
        """As they are now where a form is open; a form without a grade is not finished."""
        found = []
        for item in shown:
            if document := self._desk.opened(item.id):
                scores = document.scores
                found += [scores.total_score] if scores.grade else []
            elif item.grade and item.total:
                found.append(Decimal(item.total))
        return found

    def _amounts(self, shown: Sequence[Listed]) -> list[tuple[Decimal, MoneyUnit]]:
        """Budgets with their unit; a form whose template is missing has none."""
        self._read([item for item in shown if not self._desk.opened(item.id)])
        units = _units({item.template for item in shown})
        found = []
        for item in shown:
            document = self._desk.opened(item.id)
            if document:
                budget = document.scores.funding["total"].adjusted
                unit = document.template.money_unit
            elif item.template in units:
                budget = self._budgets.get((item.id, item.version))
                unit = units[item.template]
            else:
                continue
            found += [] if budget is None else [(budget, unit)]
        return found

    def _read(self, closed: Sequence[Listed]) -> None:
        """Asks the store for what is not known yet; one that does not answer leaves a gap."""
        missing = {
            item.id: item.version for item in closed if (item.id, item.version) not in self._budgets
        }
        if not missing:
            return
        try:
            found = self._desk.store.budgets(list(missing))
        except Refused:
            return
        self._budgets |= {(key, missing[key]): budget for key, budget in found.items()}


def _units(template_ids: set[str]) -> dict[str, MoneyUnit]:
    """Of the templates that are here; no others are read for it."""
    there = template_ids & set(library().ids())
    return {template_id: library().get(template_id).money_unit for template_id in there}


def _mean(totals: Sequence[Decimal]) -> Decimal | None:
    return divide(add(*totals), Decimal(len(totals))) if totals else None
