"""Forms that a file holds otherwise than the store: which cells, and whose text counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.dialogs import TITLE
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAID = "这些表数据库里已经有了，内容与文件不同（数据库 → 文件）："


class ChangesDialog(QDialog):
    """The differing cells, form by form; accepted means that the file's content is taken."""

    def __init__(
        self, changed: Sequence[tuple[str, list[str]]], parent: QWidget | None = None
    ) -> None:
        """`changed` has a form's name and its sentences."""
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("不同之处")
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        for name, sentences in changed:
            item = QTreeWidgetItem([f"{name}（{len(sentences)} 处）"])
            item.addChildren([_line(sentence) for sentence in sentences])
            self.tree.addTopLevelItem(item)
        self.tree.expandAll()
        buttons = QDialogButtonBox()
        self.take = buttons.addButton("用文件里的", QDialogButtonBox.ButtonRole.AcceptRole)
        self.keep = buttons.addButton("保留数据库的", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (Caption(_SAID), self.tree, buttons):
            layout.addWidget(widget)
        self.take.setAutoDefault(False)
        self.keep.setDefault(True)
        em = self.fontMetrics().horizontalAdvance("国")
        self.resize(46 * em, 26 * em)


def ask_take(parent: QWidget | None, changed: Sequence[tuple[str, list[str]]]) -> bool:
    """Whether the files' content is to replace the store's; Enter and Esc keep the store's."""
    dialog = ChangesDialog(changed, parent)
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()


def _line(sentence: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([" ".join(sentence.split())])
    item.setToolTip(0, sentence)
    return item
