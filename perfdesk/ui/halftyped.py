"""What stands half typed in the open cell is noted, should the program be killed (恢复)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from perfdesk.desk import Desk
    from perfdesk.ui.grid import Grid

#: Milliseconds after the first key that is not noted yet.
PATIENCE = 400


class HalfTypedNotes(QObject):
    """Follows the one open editor of some grids.

    Signals:
        troubled: Why a note could not be written.
    """

    troubled = Signal(str)

    def __init__(self, desk: Desk, grids: tuple[Grid, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._place = ("", "")
        self._before = self._text = ""
        self._noted = False
        self.timer = QTimer(self, interval=PATIENCE, singleShot=True)
        self.timer.timeout.connect(self._note)
        for grid in grids:
            grid.opened.connect(self._open)
            grid.closed.connect(self._close)

    def _open(self, editor: QLineEdit, form_id: str, address: str, typed: str) -> None:
        self._place, self._before, self._text = (form_id, address), typed, typed
        editor.textEdited.connect(self._touch)

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
        """What was committed took its note along; what could not be written yet keeps it."""
        self.timer.stop()
        try:
            if not self._desk.unsaved():
                self._forget()
        except Refused as refused:
            self.troubled.emit(str(refused))

    def _forget(self) -> None:
        if self._noted:
            self._desk.forget_half_typed()
            self._noted = False
