"""What stands in the middle of a store without forms: the next steps, as buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

#: What a first-time user reads on the button, where it is not the action's own text.
_WORDS = {"new": "我的单位：新建表", "sample": "示例单位", "open": "导入已有的表…"}


class EmptyState(QWidget):
    """A heading, a sentence, a button for each action; the first one is the main way."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = Caption("还没有表单", Tone.TEXT, 1.4, bold=True)
        said = Caption(
            "填自己单位的表，先用示例单位试一试，或者导入已有的表单文件、工作簿。", Tone.MUTED
        )
        self.buttons = [_button(action) for action in actions]
        self.buttons[0].setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(self.fontMetrics().height())
        row.addStretch(1)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(self.fontMetrics().height())
        column.addStretch(2)
        for caption in (heading, said):
            caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(caption)
        column.addLayout(row)
        column.addStretch(3)


def _button(action: QAction) -> QPushButton:
    button = QPushButton(_WORDS.get(action.objectName(), action.text()))
    height = button.fontMetrics().height()
    button.setMinimumHeight(height * 2)
    button.setMinimumWidth(height * 9)
    button.setAutoDefault(True)
    button.setToolTip(action.statusTip())
    button.clicked.connect(action.trigger)
    return button
