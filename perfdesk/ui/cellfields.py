"""Ties editors to single cells of a document: shows, commits, restores, and says why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from perfdesk.core.cells import text_at
from perfdesk.core.document import Closed
from perfdesk.core.edits import SetCell
from perfdesk.ui.following import Following
from perfdesk.ui.unread import Unread

if TYPE_CHECKING:
    from perfdesk.core.document import Document
    from perfdesk.ui.editors import GrowingEditor, LineEditor

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ERASING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_PASTES = (QKeySequence.StandardKey.Paste, QKeySequence.StandardKey.Cut)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


@dataclass(slots=True)
class _Cell:
    """An editor with its cell: `loaded` is the form's text that it was given.

    `composing` while an input method is at work in it, `loading` while we change its text, `wrong`
    why the form does not take what was typed.
    """

    editor: LineEditor | GrowingEditor
    address: str
    hint: str
    loaded: str = ""
    composing: bool = False
    loading: bool = False
    wrong: str = ""


class CellFields(QObject):
    """The editors of one pane.

    A cell is committed when its editor is left or `finish_editing` is called, as one step of undo.
    While an input method composes, losing the focus commits nothing: the composed text would be
    lost. It is committed when the composition ends.

    Signals:
        hinted: What the status bar is to say: of the cell arrived at, or why it takes no text.
        typing: The address of a cell whose typed text is not in the document yet.
        settled: The address of a cell whose typed text was taken over or given up.
        refused: Why a cell does not take its text, which stays there.
        entered: An editor got the focus: the editor and the cell's address.
        left: The editor lost it.
    """

    hinted = Signal(str)
    entered = Signal(QWidget, str)
    left = Signal()
    typing = Signal(str)
    settled = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cells: dict[QObject, _Cell] = {}
        self._following = Following(self._refresh)

    @property
    def document(self) -> Document | None:
        """The document shown."""
        return self._following.document

    @property
    def editors(self) -> list[QWidget]:
        """The editors in the order of the paper."""
        return [cell.editor for cell in self._cells.values()]

    @property
    def address(self) -> str:
        """The cell with the focus, '' where it is elsewhere."""
        return next((cell.address for cell in self._cells.values() if cell.editor.hasFocus()), "")

    @property
    def half_typed(self) -> tuple[str, str] | None:
        """(address, text) of a cell whose typed text is not in the document yet.

        Where a year that is none still stands somewhere, the cell with the focus comes first.
        """
        found = [cell for cell in self._cells.values() if _differs(cell)]
        found.sort(key=lambda cell: not cell.editor.hasFocus())
        return (found[0].address, found[0].editor.typed()) if found else None

    @property
    def unread(self) -> Unread | None:
        """The first cell that did not take its text."""
        wrong = (cell for cell in self._cells.values() if cell.wrong)
        return next((Unread(cell.address, cell.wrong) for cell in wrong), None)

    def add(self, editor: LineEditor | GrowingEditor, address: str, hint: str) -> None:
        """Keeps one more editor; `hint` is said when the focus arrives."""
        cell = self._cells[editor] = _Cell(editor, address, hint)
        editor.installEventFilter(self)
        editor.textChanged.connect(lambda: self._changed(cell))

    def drop_all(self) -> None:
        """Forgets the editors, which are about to be replaced."""
        self.left.emit()
        for editor in self._cells:
            editor.removeEventFilter(self)
        self._cells.clear()

    def show(self, document: Document | None) -> None:
        """Fills the editors from another document."""
        self._following.show(document)
        for cell in self._cells.values():
            self._load(cell)
        self._refresh()

    def finish_editing(self) -> None:
        """Takes over what stands in an open editor, also what is being composed."""
        if any(cell.composing and cell.editor.hasFocus() for cell in self._cells.values()):
            QApplication.inputMethod().commit()
        for cell in self._cells.values():
            self._commit(cell)

    def go_to(self, address: str) -> bool:
        """Puts the focus into a cell; False where it is not here."""
        for cell in self._cells.values():
            if cell.address == address:
                cell.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What a cell's editor does otherwise than Qt's; True where that is all."""
        cell = self._cells.get(watched)
        if cell is None:
            return False
        match event.type():
            case QEvent.Type.FocusIn:
                self._arrived(cell)
            case QEvent.Type.FocusOut:
                self._left(cell, cast("QFocusEvent", event))
            case QEvent.Type.InputMethod:
                return self._composed(cell, cast("QInputMethodEvent", event))
            case QEvent.Type.ShortcutOverride:
                return self._steps_outside(cell, cast("QKeyEvent", event))
            case QEvent.Type.KeyPress:
                return self._pressed(cell, cast("QKeyEvent", event))
        return False

    def _arrived(self, cell: _Cell) -> None:
        closed = self.document.closed_because if self.document else ""
        self.hinted.emit(closed or cell.wrong or cell.hint)
        self.entered.emit(cell.editor, cell.address)

    def _left(self, cell: _Cell, event: QFocusEvent) -> None:
        """A menu over the editor is no leaving."""
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.left.emit()
        if not cell.composing:
            self._commit(cell)

    def _composed(self, cell: _Cell, event: QInputMethodEvent) -> bool:
        cell.composing = bool(event.preeditString())
        cell.editor.event(event)
        if not cell.composing and not cell.editor.hasFocus():
            self._commit(cell)
        return True

    def _steps_outside(self, cell: _Cell, event: QKeyEvent) -> bool:
        """Ctrl+Z in an editor nobody typed into is the document's, not the editor's."""
        if cell.editor.edited or not any(event.matches(step) for step in _STEPS):
            return False
        event.ignore()
        return True

    def _pressed(self, cell: _Cell, event: QKeyEvent) -> bool:
        key = event.key()
        if cell.composing:
            return key in _ENTER  # it ends the composition, not the cell
        if key == Qt.Key.Key_Escape and _differs(cell):
            self._restore(cell)
            return True
        if cell.editor.one_line and key in _ENTER:
            self._go_on(cell, back=event.modifiers() == Qt.KeyboardModifier.ShiftModifier)
            return True
        if cell.editor.isReadOnly() and self.document is not None and _types(event):
            self.hinted.emit(self.document.closed_because)
        return False

    def _go_on(self, cell: _Cell, back: bool) -> None:
        """To the next field, or the one before, wherever the window has it."""
        if self._commit(cell):
            key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
            modifiers = Qt.KeyboardModifier.NoModifier
            tab = QKeyEvent(QEvent.Type.KeyPress, key, modifiers)
            QApplication.sendEvent(cell.editor, tab)

    def _changed(self, cell: _Cell) -> None:
        """By typing, or by an undo inside the editor that takes all of it back."""
        if not cell.loading:
            (self.typing if cell.editor.edited else self.settled).emit(cell.address)

    def _restore(self, cell: _Cell) -> None:
        cell.loading, cell.wrong = True, ""
        cell.editor.restore(cell.loaded)
        cell.loading = False
        self.settled.emit(cell.address)

    def _commit(self, cell: _Cell) -> bool:
        """False where the cell does not take the text, which stays in the editor."""
        cell.wrong = ""
        if self.document is None or not cell.editor.edited:
            return True
        text = cell.editor.typed()
        try:
            self.document.apply(SetCell(cell.address, text))
        except Closed as closed:
            self.hinted.emit(str(closed))
            self._load(cell)
            return True
        except ValueError as wrong:
            cell.wrong = str(wrong)
            cell.editor.mark_wrong(True)
            self.hinted.emit(cell.wrong)
            self.refused.emit(cell.wrong)
            return False
        self._settle(cell, text)
        return True

    def _settle(self, cell: _Cell, text: str) -> None:
        cell.editor.settle()
        cell.loaded = self._text(cell)
        if cell.loaded != text:  # a year is shown as it was read
            self._load(cell)
        self.settled.emit(cell.address)

    def _refresh(self) -> None:
        """After any change: other texts, except where a person is typing; locked or not."""
        locked = self.document is None or bool(self.document.closed_because)
        for cell in self._cells.values():
            if cell.editor.isReadOnly() != locked:
                cell.editor.lock(locked)
            if not cell.editor.edited and self._text(cell) != cell.loaded:
                self._load(cell)

    def _load(self, cell: _Cell) -> None:
        cell.loaded, cell.loading, cell.composing = self._text(cell), True, False
        cell.wrong = ""
        cell.editor.load(cell.loaded)
        cell.loading = False

    def _text(self, cell: _Cell) -> str:
        return text_at(self.document.form, cell.address) if self.document else ""


def _differs(cell: _Cell) -> bool:
    return cell.editor.edited and cell.editor.typed() != cell.loaded


def _types(event: QKeyEvent) -> bool:
    """Whether the key would change a text."""
    if event.key() in _ERASING or any(event.matches(key) for key in _PASTES):
        return True
    plain = not event.modifiers() & _COMMANDS
    return plain and event.text() != "" and event.text().isprintable()
