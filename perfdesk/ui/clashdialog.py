"""A form changed by two at once: both are shown, a person chooses, nothing is lost silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from perfdesk.ui.clashmodel import COLUMNS, ClashColumn, ClashModel, sides_of
from perfdesk.ui.dialogparts import Notice, PlainTable, Reading, accepted, button, fit, one_line
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption, Card

if TYPE_CHECKING:
    from perfdesk.store.keeping import Clash

Choice = Literal["mine", "theirs"] | frozenset[str]

_HEAD = "你修改这张表的同时，{}也修改了它。"
_BY_CELL = "带 ○ 的地方两人都改了，请选一边（点一下，或按空格键）；其余的自动合并。"
_NO_CONTEST = "两人改的不是同一处，可以合并。"
_WHOLE = (
    "有一方增删或移动了指标行，不能逐格合并，只能整张选择。选“全部用我的”，对方的内容会被换掉。"
)
_SWITCHED = "两边的模板不同，不能逐格合并，只能整张选择。选“全部用我的”，对方的内容会被换掉。"
_REMOVED = "对方已删除这张表；用我的，表会回来，用对方的，表就没有了。"
_CLOSED = "对方已把这张表变为“{}”，不能再改，只能用对方的；你没保存的修改会丢掉。"
_MOVED = "你还把状态改成了“{}”：用对方的，这一步就没有了；否则合并后再改一次，改不成会告诉你。"
_DETAILS = (ClashColumn.BASE, ClashColumn.MINE, ClashColumn.THEIRS)


class _ClashTable(PlainTable):
    """Space and a click choose a side."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space is a click on the current cell."""
        if event.key() == Qt.Key.Key_Space:
            self.clicked.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class ClashDialog(QDialog):
    """Both sides cell by cell. `choice` holds the answer once the dialog is accepted."""

    def __init__(self, clash: Clash, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("两人同时修改")
        self.choice: Choice | None = None
        self.clash = clash
        self.locked = clash.locked
        self.model = ClashModel(sides_of(clash), self)
        widths = [column.width for column in COLUMNS]
        self.table = _ClashTable(self.model, "两边的修改", widths)
        self.details = {column: Reading(column.label, 3, 3) for column in _DETAILS}
        self.question, self.notice = Notice(self._head() + self._asked() + self._moved()), Notice()
        self.mine = button("全部用我的(&M)", lambda: self._answer("mine"))
        self.theirs = button("全部用对方的(&T)", lambda: self._answer("theirs"))
        self.merge = button("合并(&S)", lambda: self._answer(self.model.mine), default=True)
        self._lay_out()
        self._forbid()
        self.table.clicked.connect(self._choose)
        self.table.selectionModel().currentChanged.connect(lambda now, _old: self._show(now.row()))
        self.table.setCurrentIndex(self.model.index(0, COLUMNS.index(ClashColumn.MINE)))
        self.table.setFocus()
        self._count()

    def _answer(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.model.choose(index)
            self._count()

    def _count(self) -> None:
        """Merging waits until every contested cell has its choice."""
        left = self.model.open_places
        self.merge.setEnabled(not left)
        self.notice.say(f"还有 {left} 处没有选。" if left else "", Tone.MUTED)

    def _show(self, row: int) -> None:
        for column, box in self.details.items():
            box.show_text(self.model.rows[row].text(column))

    def _forbid(self) -> None:
        """Hides what cannot be answered."""
        self.mine.setVisible(not self.locked)
        self.merge.setVisible(not self.locked and not self.clash.one_side)
        if self.locked:
            self.theirs.setDefault(True)

    def _head(self) -> str:
        """With the name that the change log gives them."""
        return _HEAD.format(f"{one_line(self.clash.who)}（对方）" if self.clash.who else "对方")

    def _asked(self) -> str:
        if self.locked:
            return _CLOSED.format(self.locked.label)
        if self.clash.theirs.removed:
            return _REMOVED
        if self.clash.whole:
            return _SWITCHED if self.clash.switched else _WHOLE
        return _BY_CELL if self.model.open_places else _NO_CONTEST

    def _moved(self) -> str:
        state = self.clash.my_state
        return _MOVED.format(state.label) if state and not self.locked else ""

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 2
        card, below, column = Card(), QGridLayout(), QVBoxLayout(self)
        card.column.addWidget(self.table)
        below.setSpacing(space // 2)
        for number, (side, box) in enumerate(self.details.items()):
            below.addWidget(Caption(side.label, Tone.MUTED), 0, number)
            below.addWidget(box, 1, number)
        row = QHBoxLayout()
        row.setSpacing(space)
        row.addWidget(self.notice, 1)
        row.addStretch(0)
        for made in (self.mine, self.theirs, self.merge, button("以后再说(&L)", self.reject)):
            row.addWidget(made)
        column.setSpacing(space)
        column.addWidget(self.question)
        column.addWidget(card, 1)
        column.addLayout(below)
        column.addLayout(row)
        fit(self, 66, 36)


def ask_clash(parent: QWidget | None, clash: Clash) -> Choice | None:
    """All mine, all theirs, or the contested cells to take from mine; None to decide later."""
    dialog = ClashDialog(clash, parent)
    return dialog.choice if accepted(dialog) else None
