"""Which stored form an incoming one is (对应库里的表): to be chosen where that can be doubted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from perfdesk.files.templates import library
from perfdesk.ui.forms import shown_name
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from perfdesk.dryrun import Line
    from perfdesk.store.matching import Rival

_NEW = "新表，库里没有"
_UNCLEAR = "请选定是哪一张"


class IdentityRow(QWidget):
    """A new form, or one of those in the store.

    Signals:
        chosen: The id of the stored form, '' for a new one.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.caption = Caption("对应库里的表：")
        self.choice = QComboBox()
        self.choice.setAccessibleName("对应库里的表")
        self.choice.setPlaceholderText(_UNCLEAR)
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.choice.setSizeAdjustPolicy(adjust)  # long names are cut, not the dialog widened
        self.choice.setMinimumContentsLength(10)
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.activated.connect(self._choose)
        self._now: str | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.caption)
        row.addWidget(self.choice, 1)

    def show_line(self, line: Line | None) -> None:
        """What may be chosen for another line; hidden where there is no doubt."""
        self.setVisible(bool(line and line.may_be_another))
        self.choice.clear()
        if line is None or line.planned is None or not line.may_be_another:
            return
        self._now = line.identity
        self._fill(line.planned.rivals)
        at = -1 if self._now is None else self.choice.findData(self._now)
        self.choice.setCurrentIndex(at)
        self.caption.set_tone(Tone.DIFFERS if at < 0 else Tone.MUTED)

    def _fill(self, rivals: tuple[Rival, ...]) -> None:
        """A new one, those of its name with their number among them, then the others."""
        alike = [one for one in rivals if one.named_alike]
        others = [one for one in rivals if not one.named_alike]
        self.choice.addItem(_NEW, "")
        for number, one in enumerate(alike, 1):
            first = f"第 {number} 张，" if len(alike) > 1 else ""
            self.choice.addItem(first + told(one), one.item.id)
        if others:
            self.choice.insertSeparator(self.choice.count())
        for one in others:
            self.choice.addItem(told(one), one.item.id)

    def _choose(self, at: int) -> None:
        form_id = self.choice.itemData(at)
        if form_id is not None and form_id != self._now:
            self.chosen.emit(str(form_id))


def told(rival: Rival) -> str:
    """职工培训（95.00 优，草稿，上海区级 2024）."""
    item = rival.item
    figures = " ".join(filter(None, (item.total, item.grade)))
    state = "已删除" if rival.removed else item.state.label
    known = filter(None, (figures, state, library().name(item.template)))
    return f"{shown_name(item.project_name)}（{'，'.join(known)}）"
