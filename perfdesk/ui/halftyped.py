"""What stands half typed in the open cell is noted, should the program be killed (恢复)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.core.cells import text_at
from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from perfdesk.desk import Desk
    from perfdesk.ui.formview import FormView, Panel

#: Milliseconds after the first key that is not noted yet.
PATIENCE = 400


class HalfTypedNotes(QObject):
    """Follows the one open editor of a form's grids and panels.

    Signals:
        troubled: Why a note could not be written.
    """

    troubled = Signal(str)

    def __init__(self, desk: Desk, view: FormView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        self._place = ("", "")
        self._before = self._text = ""
        self._noted = False
        self.timer = QTimer(self, interval=PATIENCE, singleShot=True)
        self.timer.timeout.connect(self._note)
        for grid in view.grids:
            grid.opened.connect(self._open)
            grid.closed.connect(self._close)
        for panel in view.panels:
            panel.typing.connect(partial(self._type, panel))
            panel.settled.connect(self._close)

    def _open(self, editor: QLineEdit, form_id: str, address: str, typed: str) -> None:
        self._place, self._before, self._text = (form_id, address), typed, typed
        editor.textEdited.connect(self._touch)

    def _type(self, panel: Panel, address: str) -> None:
        """A panel knows itself whether its text differs from the form's."""
        document, typed = self._view.document, panel.half_typed
        if document is None:
            return
        before = text_at(document.form, address)
        self._place, self._before = (document.form.id, address), before
        self._touch(typed[1] if typed and typed[0] == address else before)

    def _touch(self, text: str) -> None:
        """Not started anew at each key: who types on and on is noted all the same."""
        self._text = text
        if not self.timer.isActive():
            self.timer.start()

    def _note(self) -> None:
        try:
            if self._text != self._before:
                self._desk.note_half_typed(*self._place, self._text)
                self._noted = True
            else:
                self._forget()
        except Refused as refused:  # the cell itself will be tried again and again
            self.troubled.emit(str(refused))

    def _close(self) -> None:
        """What was committed took its note along; what could not be written yet keeps it.

        A year that is none may still stand somewhere: it is noted again.
        """
        self.timer.stop()
        for panel in self._view.panels:
            if typed := panel.half_typed:
                self._type(panel, typed[0])
                return
        try:
            if not self._desk.unsaved():
                self._forget()
        except Refused as refused:
            self.troubled.emit(str(refused))

    def _forget(self) -> None:
        if self._noted:
            self._desk.forget_half_typed()
            self._noted = False
