"""A message that can happen to anyone: one sentence, what to do, and more where there is more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QStyle, QVBoxLayout, QWidget

from perfdesk.ui.dialogparts import Notice, Reading, button, em
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from collections.abc import Sequence

#: So many sentences are shown at once; the others are folded away.
MOST_SENTENCES = 6
_WIDE = 30  # characters
_LINES = 12


class MessageDialog(QDialog):
    """A heading, a few sentences, all of them on demand, and a way to copy them."""

    def __init__(
        self,
        icon: QStyle.StandardPixmap,
        heading: str,
        sentences: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.whole = "\n".join([heading, *sentences])
        self.heading = Notice(heading)
        self.sentences = Notice("\n".join(sentences[:MOST_SENTENCES]), Tone.MUTED)
        rest = len(sentences) - MOST_SENTENCES
        self.details = Reading("全部说明", most=_LINES, least=MOST_SENTENCES)
        self.details.show_text("\n".join(sentences))
        self.details.hide()
        self.unfold = button(f"另有 {rest} 条…", self.show_all)
        self.unfold.setVisible(rest > 0)
        self.copying = button("复制", self.copy)
        self.leave = button("知道了", self.accept, default=True)
        self._lay_out(icon)
        self.leave.setFocus()

    def show_all(self) -> None:
        """All sentences, in a field that scrolls."""
        self.sentences.hide()
        self.unfold.hide()
        self.details.show()
        self.adjustSize()

    def copy(self) -> None:
        """Heading and all sentences to the clipboard."""
        QApplication.clipboard().setText(self.whole)
        self.copying.setText("已复制")

    def _lay_out(self, icon: QStyle.StandardPixmap) -> None:
        space, picture = em(self), Caption()
        size = 2 * self.fontMetrics().height()
        picture.setPixmap(self.style().standardIcon(icon).pixmap(size, size))
        texts = QVBoxLayout()
        texts.setSpacing(space // 2)
        for part in (self.heading, self.sentences, self.details):
            part.setMinimumWidth(_WIDE * em(self))
            texts.addWidget(part)
        texts.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        texts.addStretch(1)
        above, buttons, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        above.setSpacing(space)
        above.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        above.addLayout(texts, 1)
        buttons.addStretch(1)
        buttons.addWidget(self.copying)
        buttons.addWidget(self.leave)
        column.setSpacing(space)
        column.addLayout(above)
        column.addLayout(buttons)
