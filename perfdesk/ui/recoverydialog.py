"""What stood half typed when the program died: taken into its cells, or dropped, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.cellmodel import ROOT, Index
from perfdesk.ui.dialogparts import Notice, Reading, accepted, button, fit, moment, one_line
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption, Card

if TYPE_CHECKING:
    from perfdesk.store.records import HalfTyped

_QUESTION = "上次关闭前有没写完的内容。勾选的会填进单元格（可以撤销），没勾选的丢掉。"
_NOW = "单元格里现在是："
_GONE = "（这个单元格已经没有了）"
_EMPTY = "（空）"


@dataclass(frozen=True, slots=True)
class Offer:
    """A note, the name of its form and cell, what the cell holds now (None where it is gone)."""

    note: HalfTyped
    name: str
    now: str | None


class NotesModel(QAbstractListModel):
    """One row a note, checked where it is to be taken."""

    def __init__(
        self,
        offers: Sequence[Offer],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = tuple(f"{offer.name}\n{one_line(offer.note.text)}" for offer in offers)
        self.taken = [True] * len(self._lines)

    def rowCount(self, parent: Index = ROOT) -> int:
        """One a note."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a note: form and cell above, the text below."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            taken = self.taken[index.row()]
            return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
        return self._lines[index.row()] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Checkable."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes or drops a note."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.taken[index.row()] = Qt.CheckState(value) is Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [role])
        return True


class RecoveryDialog(QDialog):
    """The notes; below, the whole text of the current one, and what its cell holds now."""

    def __init__(self, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("没写完的内容")
        self.offers = tuple(offers)
        self.model = NotesModel(self.offers, self)
        self.list = _list(self.model)
        self.when = Notice(tone=Tone.MUTED)
        self.text = Reading("没写完的文字", 5, 2)
        self.now = Reading("单元格里现在的内容", 5, 1)
        self.ok = button("确定(&O)", self.accept, default=True)
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(lambda now, _old: self._show(now.row()))
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()

    def _show(self, row: int) -> None:
        offer = self.offers[row]
        self.when.say(f"写于 {moment(offer.note.at)}，全文：", Tone.MUTED)
        self.text.show_text(offer.note.text)
        self.now.show_text(_GONE if offer.now is None else offer.now or _EMPTY)

    def _lay_out(self) -> None:
        card, row, column = Card(), QHBoxLayout(), QVBoxLayout(self)
        card.column.addWidget(self.list)
        row.addStretch(1)
        row.addWidget(self.ok)
        row.addWidget(button("以后再说(&L)", self.reject))
        column.addWidget(Notice(_QUESTION))
        column.addWidget(card, 1)
        for widget in (self.when, self.text, Caption(_NOW, Tone.MUTED), self.now):
            column.addWidget(widget)
        column.addLayout(row)
        fit(self, 44, 32)


def ask_recovery(parent: QWidget | None, offers: Sequence[Offer]) -> list[bool] | None:
    """Which notes to take, in their order; None to be asked again at the next start."""
    dialog = RecoveryDialog(offers, parent)
    return dialog.model.taken if accepted(dialog) else None


def _list(model: NotesModel) -> QListView:
    view = QListView()
    view.setModel(model)
    view.setAccessibleName("没写完的内容；空格键勾选")
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSpacing(view.fontMetrics().height() // 5)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    return view
