"""What has been written and the way to it, on a line above the status bar; it stops nobody."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from perfdesk.ui.dialogparts import open_folder
from perfdesk.ui.palette import Tone, wear
from perfdesk.ui.widgets import ElidedCaption


class DoneBar(QFrame):
    """Stands there from a file's being written until it is closed or something else is begun."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written: Path | None = None
        self.said = ElidedCaption("", Tone.GOOD)
        self.open = _link("打开", "用系统里的程序打开刚写出的文件", self._open)
        self.folder = _link("打开文件夹", "在文件管理器里显示刚写出的文件", self._open_folder)
        self.close_button = _link("×", "收起这一行", self.hide)
        wear(self, {QPalette.ColorRole.Window: Tone.PAPER})
        self.setAutoFillBackground(True)
        height = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(height, height // 4, height // 2, height // 4)
        row.addWidget(self.said, 1)
        for link in (self.open, self.folder, self.close_button):
            row.addWidget(link)
        self.hide()

    def tell(self, sentence: str, written: Path) -> None:
        """Says that `written`, a file or a folder, is there."""
        self._written = written
        self.said.setText(sentence)
        self.open.setVisible(not written.is_dir())
        self.show()

    def _open(self) -> None:
        if self._written is not None:
            self._show_trouble(QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written))))

    def _open_folder(self) -> None:
        if self._written is not None:
            folder = self._written if self._written.is_dir() else self._written.parent
            self._show_trouble(open_folder(folder))

    def _show_trouble(self, opened: bool) -> None:
        if not opened:
            self.said.setText(f"本机没有程序能打开它，文件在 {self._written}")


def _link(text: str, tip: str, act: object) -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    made.setAutoRaise(True)
    made.clicked.connect(act)
    return made
