"""A mistake of the program itself: the data are safe, details to copy, go on or close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout

from perfdesk.log import log_file
from perfdesk.ui import dialogparts
from perfdesk.ui.dialogparts import Notice, Reading, button, em, fit
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_FAULT = "程序出错，刚才这一步没有做完。已经填好的内容都在，可以继续填写。"
_WHAT_TO_DO = "请把详情和日志转给维护人员。详情里可能有刚才那一步的文字，日志里没有。日志：{}"


class FaultDialog(QDialog):
    """Accepted: go on. Rejected by its button: close the program; Esc goes on."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.details = details
        self.closes = False
        self.said = Notice(_FAULT)
        self.what_to_do = Notice(_WHAT_TO_DO.format(log_file()), Tone.MUTED)
        self.text = Reading("错误详情")
        self.text.show_text(details)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copying = button("复制详情", self.copy)
        self.folder = button("打开日志文件夹", self.open_folder)
        self.quit = button("关闭程序", self.close_program)
        self.go_on = button("继续", self.accept, default=True)
        self._lay_out()
        self.go_on.setFocus()

    def copy(self) -> None:
        """Puts the details on the clipboard."""
        QApplication.clipboard().setText(self.details)
        self.copying.setText("已复制")

    def open_folder(self) -> None:
        """Shows where the log lies."""
        dialogparts.open_folder(log_file().parent)

    def close_program(self) -> None:
        """The person wants to end the program."""
        self.closes = True
        self.reject()

    def _lay_out(self) -> None:
        space, row, column = em(self), QHBoxLayout(), QVBoxLayout(self)
        for made in (self.copying, self.folder):
            row.addWidget(made)
        row.addStretch(1)
        for made in (self.quit, self.go_on):
            row.addWidget(made)
        column.setSpacing(space // 2)
        column.addWidget(self.said)
        column.addWidget(self.what_to_do)
        column.addWidget(self.text, 1)
        column.addLayout(row)
        fit(self, 50, 26)
