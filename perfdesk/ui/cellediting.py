"""The editors that open over a table's cell: one line, or a text that grows; and compositions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPalette, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from perfdesk.ui.palette import Tone, wear
from perfdesk.ui.plainstyle import paint_alone

#: Qt's own limit of 32767 would cut a longer text that is only looked at.
_LONGEST = 1 << 24
_MOST_LINES = 6
#: The width of the ring around the current cell, in pixels.
_FRAME = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NEW_LINE = (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier)
_HINT = QAbstractItemDelegate.EndEditHint
#: What leaves an editor, and in which direction.
_LEAVING = {
    Qt.Key.Key_Return: _HINT.SubmitModelCache,
    Qt.Key.Key_Enter: _HINT.SubmitModelCache,
    Qt.Key.Key_Tab: _HINT.EditNextItem,
    Qt.Key.Key_Backtab: _HINT.EditPreviousItem,
}


class LineCell(QLineEdit):
    """One line over a cell."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        paint_alone(self)
        self.setFrame(False)
        self.setMaxLength(_LONGEST)
        self.setAutoFillBackground(True)

    def pad(self, margin: int) -> None:
        """The text stands where the cell's own text stood, `margin` pixels inside."""
        self.setTextMargins(margin - 4, 0, margin - 4, 0)


class TextCell(QPlainTextEdit):
    """Several lines over a cell and those below it; Enter leaves it, Alt+Enter begins a line.

    It is asked as a QLineEdit is.

    Signals:
        textEdited: The text, typed by a person.
        left: Enter or Tab was pressed: the hint for the view.
    """

    textEdited = Signal(str)
    left = Signal(QAbstractItemDelegate.EndEditHint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        paint_alone(self)
        self._cell = QRect()
        self._margin = 0
        self._told = ""
        self.setFrameStyle(QFrame.Shape.Box | QFrame.Shadow.Plain)  # it lies over other cells
        self.setLineWidth(_FRAME)
        wear(self, {QPalette.ColorRole.WindowText: Tone.ACCENT})
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # of the frame, not of the text
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._changed)

    def pad(self, margin: int) -> None:
        """The text stands where the cell's own text stood, `margin` pixels inside."""
        self._margin = margin

    def text(self) -> str:
        """The text with its no-break spaces, which toPlainText() would replace."""
        return self.document().toRawText().replace("\u2029", "\n")

    def setText(self, text: str) -> None:
        """Shows a text, all of it selected; not an edit."""
        self._told = text
        self.setPlainText(text)
        self.document().setModified(False)
        self._told = self.text()
        self.selectAll()
        self._grow()

    def insert(self, text: str) -> None:
        """Puts a text in the place of the selection."""
        self.insertPlainText(text)

    def isModified(self) -> bool:
        """True if a person typed something."""
        return self.document().isModified()

    @property
    def on_last_line(self) -> bool:
        """True if the cursor can go no further down."""
        cursor = self.textCursor()
        return not cursor.movePosition(QTextCursor.MoveOperation.Down)

    def stand(self, cell: QRect) -> None:
        """Its place: over the cell, and as far below it as the text needs."""
        self._cell = cell
        above = max(0, (cell.height() - self.fontMetrics().lineSpacing()) // 2 - _FRAME)
        beside = max(0, self._margin - _FRAME - above)
        self.document().setDocumentMargin(above)
        self.setViewportMargins(beside, 0, beside, 0)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Tab leave; with Alt or Ctrl, Enter begins a new line."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and held in _NEW_LINE:
            self.insertPlainText("\n")
        elif key in _LEAVING and not held & ~Qt.KeyboardModifier.ShiftModifier:
            self.left.emit(_LEAVING[key])
        else:
            super().keyPressEvent(event)

    def _changed(self) -> None:
        """Qt also tells of other margins: only another text was typed."""
        self._grow()
        text = self.text()
        if text != self._told:
            self._told = text
            self.textEdited.emit(text)

    def _grow(self) -> None:
        """As high as its text, at most to the end of the view; upwards where there is no room."""
        view = self.parentWidget()
        if view is None or self._cell.isNull():
            return
        self.setGeometry(self._cell)  # the width decides on the lines
        lines = self._lines()
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bar.ScrollBarAsNeeded if lines > _MOST_LINES else bar.ScrollBarAlwaysOff
        )
        lines = min(_MOST_LINES, max(1, lines))
        margins = 2 * (round(self.document().documentMargin()) + self.frameWidth())
        height = max(self._cell.height(), lines * self.fontMetrics().lineSpacing() + margins)
        top = max(0, min(self._cell.top(), view.height() - height))
        self.setGeometry(self._cell.left(), top, self._cell.width(), height)
        self.ensureCursorVisible()

    def _lines(self) -> int:
        """Of the text, counted as far as they matter."""
        layout, block, lines = self.document().documentLayout(), self.document().begin(), 0
        while block.isValid() and lines <= _MOST_LINES:
            layout.blockBoundingRect(block)  # lays it out
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return lines


class Composing:
    """What an input method is composing in the open editor.

    Enter, Tab and Esc inside a composition are not the cell's. Where the focus goes, or the editor
    is to be closed, what was composed so far becomes text: it would vanish with the editor.
    """

    def __init__(self) -> None:
        self._text = ""

    def keeps(self, editor: QWidget, event: QEvent) -> bool:
        """Follows an event of the editor; True where nobody else is to see it."""
        match event.type():
            case QEvent.Type.InputMethod if isinstance(event, QInputMethodEvent):
                self._text = event.preeditString()
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return bool(self._text) and event.key() in (*_LEAVING, Qt.Key.Key_Escape)
            case QEvent.Type.FocusOut:
                self.finish(editor)
            case QEvent.Type.Show:
                self._text = ""
        return False

    def finish(self, editor: QWidget) -> None:
        """Asks the input method for its text; where it does not answer, what was seen is taken."""
        if self._text and editor.hasFocus():
            QApplication.inputMethod().commit()
        if self._text:
            event = QInputMethodEvent()
            event.setCommitString(self._text)
            self._text = ""
            QApplication.sendEvent(editor, event)
