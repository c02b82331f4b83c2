"""What is being done, how far it is, how long it will take on, and a way out (进度)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from perfdesk.ui.dialogparts import button, em
from perfdesk.ui.dialogs import TITLE
from perfdesk.ui.palette import Tone
from perfdesk.ui.remaining import told
from perfdesk.ui.widgets import Caption

_WIDE = 30  # characters
_NO_WAY_OUT = "请稍候，这一步不能中断。"


class ProgressDialog(QDialog):
    """Stands in front of its window while something takes long.

    Signals:
        cancelled: The person does not want it any more.
    """

    cancelled = Signal()

    def __init__(self, words: str, can_cancel: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        modality = Qt.WindowModality
        self.setWindowModality(modality.WindowModal if parent else modality.ApplicationModal)
        self.words = Caption(words, bold=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        self.count = Caption("" if can_cancel else _NO_WAY_OUT, Tone.MUTED)
        self.left = Caption("", Tone.MUTED)
        self.cancel = button("取消(&C)", self.reject)
        self.cancel.setVisible(can_cancel)
        self._can_cancel = can_cancel
        self._lay_out()

    def show_progress(self, done: int, total: int, seconds: int | None) -> None:
        """So many of so many are done; `seconds` are left, None where nobody knows."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if self.cancel.isEnabled():
            self.count.setText(f"已完成 {done} / {total}" if total > 1 else "")
            self.left.setText(told(seconds))

    def reject(self) -> None:
        """Esc and the frame's cross are the button; the dialog goes when the work has ended."""
        if self._can_cancel and self.cancel.isEnabled():
            self.cancel.setEnabled(False)
            self.count.setText("正在取消…")
            self.left.setText("")
            self.cancelled.emit()

    def leave(self) -> None:
        """The work has ended."""
        self.hide()
        self.deleteLater()

    def _lay_out(self) -> None:
        space = self.fontMetrics().height()
        below, column = QHBoxLayout(), QVBoxLayout(self)
        below.addWidget(self.count)
        below.addStretch(1)
        below.addWidget(self.left)
        ways = QHBoxLayout()
        ways.addStretch(1)
        ways.addWidget(self.cancel)
        column.setSpacing(space // 2)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addLayout(below)
        column.addLayout(ways)
        self.setFixedWidth(_WIDE * em(self))
