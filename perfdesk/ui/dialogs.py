"""Every dialog that stops the program, in one module: tests replace its functions.

Call them through the module (`dialogs.tell(…)`), never by a name imported from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QStyle, QWidget

from perfdesk.ui.dialogparts import accepted
from perfdesk.ui.faultdialog import FaultDialog
from perfdesk.ui.messagedialog import MessageDialog

TITLE = "绩效自评"
_ENDING = re.compile(r"\*(\.\w+)")


def tell(parent: QWidget | None, sentence: str) -> None:
    """Something that can happen to anyone; its further lines are what there is to know of it."""
    heading, *more = sentence.split("\n")
    _show(MessageDialog(QStyle.StandardPixmap.SP_MessageBoxWarning, heading, more, parent))


def inform(parent: QWidget | None, heading: str, sentences: Sequence[str] = ()) -> None:
    """Something done, with what is to be looked at."""
    icon = QStyle.StandardPixmap.SP_MessageBoxInformation
    _show(MessageDialog(icon, heading, sentences, parent))


def confirm(
    parent: QWidget | None, question: str, yes: str, no: str, undoable: bool = False
) -> bool:
    """A question; Esc chooses `no`. Enter does, too, unless what is asked can be undone."""
    box = _message(parent, QMessageBox.Icon.Question, question)
    box.removeButton(box.buttons()[0])
    accept = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    harmless = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(accept if undoable else harmless)
    box.setEscapeButton(harmless)
    box.exec()
    return box.clickedButton() is accept


def ask_target(parent: QWidget | None, title: str, suggested: Path, kinds: str) -> Path | None:
    """Where to write a file; None if the person thought better of it.

    It ends as one of the `kinds` does: as typed, else as the kind chosen below the name says. What
    follows a dot may be part of the name (2024.12月), so such an ending is added, not exchanged.
    """
    name, kind = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
    if not name:
        return None
    chosen = Path(name)
    ended = _ended(chosen, suggested.suffix, _endings(kinds), _endings(kind))
    if ended == chosen or not ended.exists():
        return ended
    question = f"“{ended.name}”已经有了。要替换吗？"  # the system asked for the name as typed
    return ended if confirm(parent, question, "替换", "取消") else None


def _ended(chosen: Path, usual: str, known: Sequence[str], wanted: Sequence[str]) -> Path:
    """The name with its ending; where only the kind was changed, the suggested ending gives way."""
    ending, typed = (wanted or [usual])[0], chosen.suffix.lower()
    if typed == ending or (typed in known and typed != usual):
        return chosen
    if typed == usual and typed in known:
        return chosen.with_suffix(ending)
    return chosen.with_name(chosen.name + ending)


def _endings(kinds: str) -> list[str]:
    """`.xlsx`, `.csv` of `Excel 工作簿 (*.xlsx);;CSV 文件 (*.csv)`."""
    return [found.lower() for found in _ENDING.findall(kinds)]


def ask_files(parent: QWidget | None, title: str, kinds: str, start: str = "") -> list[Path]:
    """Files to read, chosen from the folder `start` on; none if the person thought better of it."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, start, kinds)
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


def show_fault(parent: QWidget | None, details: str) -> bool:
    """Our own mistake: what happened to the data, the details; True to close the program."""
    dialog = FaultDialog(details, parent)
    _show(dialog)
    return dialog.closes


def _show(dialog: QDialog) -> None:
    dialog.setWindowTitle(TITLE)
    accepted(dialog)


def _message(parent: QWidget | None, icon: QMessageBox.Icon, sentence: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle(TITLE)
    box.setIcon(icon)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    return box
