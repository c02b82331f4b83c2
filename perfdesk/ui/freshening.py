"""Figures of very many forms made anew at once, as after an import or an update: says how far."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from perfdesk.files.errors import Refused
from perfdesk.ui.dialogs import TITLE

if TYPE_CHECKING:
    from perfdesk.desk import Desk

#: So many are done before anybody would wonder.
_QUICK = 200


def freshen(desk: Desk, parent: QWidget | None = None) -> None:
    """Brings the figures of the list up to date; a dialog counts where there are many."""
    dialogs: list[QProgressDialog] = []

    def told(done: int) -> None:
        if done <= _QUICK:
            return
        if not dialogs:
            dialogs.append(_dialog(parent))
        dialogs[0].setLabelText(f"正在计算各表的得分和审核结果，已完成 {done} 张…")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    with suppress(Refused):  # the list itself will say why it cannot be shown
        desk.store.freshen(told)
    for dialog in dialogs:
        dialog.close()
        dialog.deleteLater()


def _dialog(parent: QWidget | None) -> QProgressDialog:
    dialog = QProgressDialog("", "", 0, 0, parent)
    dialog.setCancelButton(None)
    dialog.setWindowTitle(TITLE)
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setMinimumWidth(30 * dialog.fontMetrics().horizontalAdvance("国"))
    dialog.show()
    return dialog
