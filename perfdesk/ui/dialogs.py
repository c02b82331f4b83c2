"""Every dialog that stops the program, in one module: tests replace its functions.

Call them through the module (`dialogs.tell(…)`), never by a name imported from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

TITLE = "绩效自评"
_MOST_SENTENCES = 12
_FAULT = "程序出错，刚才这一步没有做完。\n已经填好的内容都在，可以继续填写。"


def tell(parent: QWidget | None, sentence: str) -> None:
    """One sentence about something that can happen to anyone."""
    _message(parent, QMessageBox.Icon.Warning, sentence).exec()


def inform(parent: QWidget | None, heading: str, sentences: Sequence[str] = ()) -> None:
    """Something done, with what is to be looked at."""
    shown = [*sentences[:_MOST_SENTENCES]]
    if len(sentences) > len(shown):
        shown.append(f"……另有 {len(sentences) - len(shown)} 条。")
    box = _message(parent, QMessageBox.Icon.Information, heading)
    box.setInformativeText("\n".join(shown))
    box.exec()


def confirm(parent: QWidget | None, question: str, yes: str, no: str) -> bool:
    """A question; Enter and Esc choose `no`, the harmless answer."""
    box = _message(parent, QMessageBox.Icon.Question, question)
    box.removeButton(box.buttons()[0])
    accept = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    harmless = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(harmless)
    box.setEscapeButton(harmless)
    box.exec()
    return box.clickedButton() is accept


def ask_target(parent: QWidget | None, title: str, suggested: Path, kinds: str) -> Path | None:
    """Where to write a file; None if the person thought better of it."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
    if not name:
        return None
    chosen = Path(name)
    return chosen if chosen.suffix else chosen.with_suffix(suggested.suffix)


def ask_files(parent: QWidget | None, title: str, kinds: str) -> list[Path]:
    """Files to read; none if the person thought better of it."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
    return [Path(name) for name in names]


def ask_store(parent: QWidget | None) -> str:
    """A store file to open instead; '' for none."""
    kinds = "数据文件 (*.db);;所有文件 (*)"
    return QFileDialog.getOpenFileName(parent, "选择数据文件", "", kinds)[0]


def choose(parent: QWidget | None, sentence: str, details: str, answers: Sequence[str]) -> int:
    """One of several answers, by number; the last is the harmless one, also for Enter and Esc."""
    box = _message(parent, QMessageBox.Icon.Warning, sentence)
    box.setInformativeText(details)
    box.removeButton(box.buttons()[0])
    buttons = [box.addButton(text, QMessageBox.ButtonRole.ActionRole) for text in answers[:-1]]
    buttons.append(box.addButton(answers[-1], QMessageBox.ButtonRole.RejectRole))
    box.setDefaultButton(buttons[-1])
    box.setEscapeButton(buttons[-1])
    box.exec()
    return next(n for n, button in enumerate(buttons) if button is box.clickedButton())


def show_fault(parent: QWidget | None, details: str) -> None:
    """Our own mistake: what happened to the data, and the details to copy."""
    FaultDialog(details, parent).exec()


class FaultDialog(QDialog):
    """The details of an unexpected error, as text that can be copied."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.details = details
        said = QLabel(_FAULT)
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setAccessibleName("错误详情")
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox()
        copy = buttons.addButton("复制详情", QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("继续", QDialogButtonBox.ButtonRole.AcceptRole)
        copy.clicked.connect(self.copy)
        buttons.accepted.connect(self.accept)
        close.setDefault(True)
        close.setFocus()
        layout = QVBoxLayout(self)
        for widget in (said, text, buttons):
            layout.addWidget(widget)
        em = self.fontMetrics().horizontalAdvance("国")
        self.resize(44 * em, 24 * em)

    def copy(self) -> None:
        """Puts the details on the clipboard."""
        QApplication.clipboard().setText(self.details)


def _message(parent: QWidget | None, icon: QMessageBox.Icon, sentence: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(TITLE)
    box.setIcon(icon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    return box
