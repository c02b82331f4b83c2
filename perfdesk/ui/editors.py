"""The two editors of single cells: one line, and a text that grows with what is typed."""

from __future__ import annotations

import re
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from perfdesk.ui import surfaces
from perfdesk.ui.palette import Tone, wear

#: Qt's own limit of 32767 would cut a longer text that is only looked at.
_LONGEST = 1 << 24
_BREAK = re.compile(r"\s*[\t\n\v\f\r\x85\u2028\u2029]\s*")


class Editor(Protocol):
    """What the cell's keeper asks of an editor."""

    @property
    def edited(self) -> bool:
        """True if a person typed something since the last `load` or `settle`."""
        ...

    @property
    def one_line(self) -> bool:
        """True if Enter leaves it, False if Enter begins a new line."""
        ...

    def typed(self) -> str:
        """The text as it stands, without what an input method still composes."""
        ...

    def load(self, text: str) -> None:
        """Shows the cell's text; not an edit."""
        ...

    def restore(self, text: str) -> None:
        """Puts the cell's text back over what was typed."""
        ...

    def settle(self) -> None:
        """What stands there is the cell's text now."""
        ...

    def lock(self, locked: bool) -> None:
        """Lets nobody type, and looks it."""
        ...

    def mark_wrong(self, wrong: bool) -> None:
        """Marks a text that the cell does not take."""
        ...


class LineEditor(QLineEdit):
    """One line in a thin frame; lines and columns pasted into it become one line."""

    one_line = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wrong = False
        self.setFrame(False)
        self.setMaxLength(_LONGEST)
        self.textEdited.connect(self._join)
        space = self.fontMetrics().height() // 3
        self.setTextMargins(space, space // 2, space, space // 2)
        self.lock(False)

    @property
    def edited(self) -> bool:
        """True if a person typed something."""
        return self.isModified()

    def typed(self) -> str:
        """The text as it stands."""
        return self.text()

    def load(self, text: str) -> None:
        """Shows a text from its beginning; the tooltip has the whole of a long one."""
        self.setText(text)
        self.setCursorPosition(0)
        self.setToolTip(text if len(text) > 20 else "")
        self.mark_wrong(False)

    def restore(self, text: str) -> None:
        """The cell's text, all of it selected, so that typing replaces it."""
        self.load(text)
        self.selectAll()

    def settle(self) -> None:
        """No longer edited."""
        self.setModified(False)
        self.mark_wrong(False)

    def lock(self, locked: bool) -> None:
        """Read-only on a tint."""
        self.setReadOnly(locked)
        _tint(self, Tone.COMPUTED if locked else Tone.PAPER)

    def mark_wrong(self, wrong: bool) -> None:
        """A red frame."""
        self._wrong = wrong
        self.update()

    def _join(self, text: str) -> None:
        if _BREAK.search(text):
            self.selectAll()
            self.insert(_BREAK.sub(" ", text.strip()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and a frame that shows focus and trouble."""
        super().paintEvent(event)
        frame = Tone.BORDER
        if self._wrong:
            frame = Tone.WRONG
        elif self.hasFocus():
            frame = Tone.ACCENT
        draw_frame(self, frame, strong=self.hasFocus())


class GrowingEditor(QPlainTextEdit):
    """Several lines, as high as its text from `least` to `most` lines; beyond that it scrolls."""

    one_line = False

    def __init__(self, least: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(self.fontMetrics().height() // 3)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.lock(False)
        self._grow()

    @property
    def edited(self) -> bool:
        """True if a person typed something."""
        return self.document().isModified()

    @property
    def characters(self) -> int:
        """How many there are, line breaks not counted."""
        return self.document().characterCount() - self.document().blockCount()

    def typed(self) -> str:
        """The text with its no-break spaces, which toPlainText() would replace."""
        return self.document().toRawText().replace("\u2029", "\n")

    def load(self, text: str) -> None:
        """Shows a text from its beginning; Ctrl+Z inside it begins anew."""
        self.setPlainText(text)
        self.settle()

    def restore(self, text: str) -> None:
        """The cell's text; Ctrl+Z still brings back what was typed."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def settle(self) -> None:
        """No longer edited; what happened inside is one step of the document now."""
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)

    def let_grow(self, most: int) -> None:
        """Becomes at most so many lines high from now on."""
        self._most = max(self._least, most)
        self._grow()

    def lock(self, locked: bool) -> None:
        """Read-only on a tint; arrow keys still move through a long text."""
        self.setReadOnly(locked)
        if locked:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        _tint(self, Tone.COMPUTED if locked else Tone.PAPER)

    def mark_wrong(self, wrong: bool) -> None:
        """Any text is right here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has other lines."""
        super().resizeEvent(event)
        self._grow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The panel around it shows the focus."""
        super().focusInEvent(event)
        self._tell_panel()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The panel around it shows the focus."""
        super().focusOutEvent(event)
        self._tell_panel()

    def _tell_panel(self) -> None:
        if panel := self.parentWidget():
            panel.update()

    def _grow(self) -> None:
        lines = self._lines()
        shown = max(self._least, min(lines, self._most))
        fits = lines <= self._most
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )
        margins = 2 * round(self.document().documentMargin())
        height = shown * self.fontMetrics().lineSpacing() + margins + 1
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _lines(self) -> int:
        """Lines on the screen, counted no further than one beyond the most."""
        layout, block, lines = self.document().documentLayout(), self.document().begin(), 0
        while block.isValid() and lines <= self._most:
            layout.blockBoundingRect(block)  # lays it out
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return lines


def draw_frame(widget: QWidget, tone: Tone, strong: bool) -> None:
    """A round frame just inside a widget, `strong` where it has the focus."""
    draw = surfaces.ring if strong else surfaces.outline
    draw(QPainter(widget), widget.rect(), tone)


def _tint(editor: QWidget, tone: Tone) -> None:
    wear(editor, {QPalette.ColorRole.Base: tone})
