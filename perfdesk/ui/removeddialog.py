"""The forms that were removed (已删除的表), to bring one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.dialogs import TITLE
from perfdesk.ui.forms import shown_name
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.store.records import Listed

_SAID = "已删除的表，选中后可以放回列表，修改历史还在："
_NONE = "没有删除过的表。"


class RemovedDialog(QDialog):
    """A list of forms; accepted means that those selected come back."""

    def __init__(self, removed: Sequence[Listed], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.list = QListWidget()
        self.list.setAccessibleName("已删除的表")
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for item in removed:
            self.list.addItem(_item(item))
        buttons = QDialogButtonBox()
        self.back = buttons.addButton("放回列表", QDialogButtonBox.ButtonRole.AcceptRole)
        self.leave = buttons.addButton("关闭(&C)", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (Caption(_SAID if removed else _NONE), self.list, buttons):
            layout.addWidget(widget)
        self.list.itemSelectionChanged.connect(self._refresh)
        self.list.itemDoubleClicked.connect(self.accept)
        self.list.setCurrentRow(0)
        self._refresh()
        em = self.fontMetrics().horizontalAdvance("国")
        self.resize(36 * em, 22 * em)

    @property
    def chosen(self) -> list[str]:
        """The ids of the forms selected."""
        return [item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()]

    def _refresh(self) -> None:
        some = bool(self.chosen)
        self.back.setEnabled(some)
        (self.back if some else self.leave).setDefault(True)


def ask_removed(parent: QWidget | None, removed: Sequence[Listed]) -> list[str]:
    """The ids of the forms to bring back."""
    dialog = RemovedDialog(removed, parent)
    try:
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.chosen if accepted else []
    finally:
        dialog.deleteLater()


def _item(listed: Listed) -> QListWidgetItem:
    year = f"{listed.year} 年度" if listed.year else "未填年度"
    item = QListWidgetItem(f"{shown_name(listed.project_name)}　{year}　{listed.unit}".strip())
    item.setData(Qt.ItemDataRole.UserRole, listed.id)
    return item
