"""Asks why something locked is opened again."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from perfdesk.ui.dialogparts import Notice, accepted, button, em, fit


class ReasonDialog(QDialog):
    """A question and one line for the answer, which cannot be left blank."""

    def __init__(self, title: str, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        said = Notice(question)
        self.field = QLineEdit()
        self.field.setPlaceholderText("写明原因，会记入修改历史")
        self.field.setAccessibleName(question)
        self.field.setMinimumWidth(24 * em(self))
        said.setBuddy(self.field)
        self.ok = button("确定(&O)", self.accept, default=True)
        self.ok.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.ok.setEnabled(bool(text.strip())))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.ok)
        row.addWidget(button("取消(&C)", self.reject))
        column = QVBoxLayout(self)
        column.addWidget(said)
        column.addWidget(self.field)
        column.addStretch(1)
        column.addLayout(row)
        fit(self, 32, 10)

    @property
    def reason(self) -> str:
        """What was written, without blanks around it."""
        return self.field.text().strip()


def ask_reason(parent: QWidget | None, title: str, question: str) -> str | None:
    """The reason, never blank; None if the person thought better of it."""
    dialog = ReasonDialog(title, question, parent)
    return dialog.reason if accepted(dialog) else None
