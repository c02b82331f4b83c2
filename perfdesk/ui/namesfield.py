"""A field for names, one a line: Enter is for the dialog, Shift+Enter and pasting add lines."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

_LINES = 4


class NamesField(QPlainTextEdit):
    """Several lines, at least four of them in view; Tab leaves it.

    Signals:
        entered: Enter.
    """

    entered = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        space = round(self.document().documentMargin()) + self.frameWidth()
        self.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing() + 2 * space)

    @property
    def names(self) -> list[str]:
        """The names, each once; of cells pasted from a sheet the first of each line."""
        return list(dict.fromkeys(self._written()))

    @property
    def repeated(self) -> list[str]:
        """The names written more than once."""
        return [name for name, times in Counter(self._written()).items() if times > 1]

    def _written(self) -> list[str]:
        lines = self.toPlainText().splitlines()
        found = (" ".join(line.partition("\t")[0].split()) for line in lines)
        return [name for name in found if name]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is done."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
