"""What going back to a backup would change, before it is done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from perfdesk.core.form import UNNAMED
from perfdesk.core.telling import told
from perfdesk.files.templates import library
from perfdesk.store.restoring import Fate
from perfdesk.ui.dialogparts import Notice, Reading, accepted, button, em, fit, moment, one_line
from perfdesk.ui.lines import Line, LinesList, LinesModel
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption, Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.store.backupfile import Backup
    from perfdesk.store.restoring import Difference

_SAFE = "恢复前会先把现在的数据备份一次，以后还可以再恢复回来。"
_SAME = "这个备份与现在的数据相同，不用恢复。"
#: What happens to a form: how it is counted, the mark in the list, its colour, its sentence.
_FATES = {
    Fate.CHANGED: ("{} 张表的内容会变", "会变", Tone.ACCENT, ""),
    Fate.GONE: ("{} 张表会消失", "会消失", Tone.WRONG, "备份里没有这张表，恢复后它会消失。"),
    Fate.BACK: ("{} 张表会回来", "会回来", Tone.GOOD, "这张表只在备份里，恢复后它会回来。"),
}


class RestoreDialog(QDialog):
    """The counts on top, the forms on the left, what happens to the chosen one on the right."""

    def __init__(
        self, backup: Backup, differences: Sequence[Difference], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"恢复第 {backup.number} 号备份")
        self.differences = tuple(differences)
        self.counts = Notice(counted(differences) if differences else _SAME)
        self.model = LinesModel(self)
        self.list = LinesList(self.model, "会变的表")
        self.sentences = Reading("会变的内容")
        self.sentences.setFrameShape(QFrame.Shape.NoFrame)
        self.yes = button("恢复(&R)", self.accept)
        self.no = button("取消(&C)", self.reject, default=True)
        self.yes.setEnabled(bool(differences))
        self._lay_out(f"{moment(backup.when)}　{backup.reason.label}备份")
        self.list.chosen.connect(self._show_row)
        self.model.show([_line(difference) for difference in differences])
        if differences:
            self.list.choose(0)
        (self.list if differences else self.no).setFocus()

    def _show_row(self, row: int) -> None:
        self.sentences.show_text("\n".join(sentences(self.differences[row])))

    def _lay_out(self, about: str) -> None:
        space = self.fontMetrics().height() // 2
        parts, column, row = QSplitter(Qt.Orientation.Horizontal), QVBoxLayout(self), QHBoxLayout()
        for widget in (self.list, self.sentences):
            card = Card()
            card.column.addWidget(widget)
            parts.addWidget(card)
        parts.setChildrenCollapsible(False)
        parts.setSizes([22 * em(self), 34 * em(self)])
        parts.setVisible(bool(self.differences))
        row.setSpacing(space)
        row.addStretch(1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        column.setSpacing(space)
        column.addWidget(Caption(about, Tone.MUTED))
        column.addWidget(self.counts)
        column.addWidget(parts, 1)
        column.addWidget(Notice(_SAFE if self.differences else "", Tone.MUTED))
        column.addStretch(0)
        column.addLayout(row)
        fit(self, *((60, 34) if self.differences else (34, 9)))


def counted(differences: Sequence[Difference]) -> str:
    """恢复后：2 张表的内容会变，1 张表会消失。"""
    numbers = Counter(difference.fate for difference in differences)
    parts = [_FATES[fate][0].format(numbers[fate]) for fate in _FATES if numbers[fate]]
    return f"恢复后：{'，'.join(parts)}。"


def sentences(difference: Difference) -> list[str]:
    """What restoring does to one form, from now to then."""
    if said := _FATES[difference.fate][3]:
        return [said]
    now, then = difference.state_now, difference.state_then
    moved = [f"状态：{now} → {then}"] if now != then else []
    return told(difference.delta, None, library().name) + moved


def ask_restore(parent: QWidget | None, backup: Backup, differences: Sequence[Difference]) -> bool:
    """Whether to go back to `backup`, which would change what `differences` say."""
    return accepted(RestoreDialog(backup, differences, parent))


def _line(difference: Difference) -> Line:
    _count, mark, tone, _said = _FATES[difference.fate]
    year = f"{difference.year} 年度" if difference.year else "未填年度"
    return Line(one_line(difference.project_name) or UNNAMED, "", year, mark, tone)
