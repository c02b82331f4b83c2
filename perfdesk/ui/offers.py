"""What the window offers to complete a cell with, from the template and the unit's own forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from perfdesk.core.completion import Completion
from perfdesk.core.remembered import Memory
from perfdesk.files.errors import Refused
from perfdesk.search.query import Query

if TYPE_CHECKING:
    from perfdesk.core.document import Document
    from perfdesk.core.form import Form
    from perfdesk.desk import Desk

#: So many forms are remembered, the latest ones.
_FORMS = 200
#: So many are read at a time, every so many milliseconds: nobody who types waits for them.
_AT_ONCE, _PAUSE = 2, 40
#: Milliseconds before the first of them: the window stands first, on a slow machine as well.
_FIRST = 1500


class Offers(QObject):
    """Reads the unit's forms a few at a time; until then, what it knew before is offered."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._memory = Memory(())
        self._waiting: list[str] | None = None
        self._read: list[Form] = []
        self.timer = QTimer(self)
        self.timer.timeout.connect(self._go_on)
        self.read_again()

    def read_again(self) -> None:
        """There are other forms now."""
        self._waiting, self._read = None, []
        self.timer.start(_FIRST)

    def of(self, document: Document, address: str, typed: str) -> list[str]:
        """Whole texts for the cell, the likeliest first; found by pinyin initials, too."""
        completion = Completion(document.form, document.template, self._memory)
        return completion.offers(address, typed, _matches)

    def _go_on(self) -> None:
        """A few forms more. A store that does not answer is left alone: cells need no offers."""
        try:
            if self._waiting is None:
                listed = sorted(self._desk.forms(), key=lambda item: item.year or 0)
                self._waiting = [item.id for item in listed[-_FORMS:]]
                self.timer.start(_PAUSE)
            else:
                self._read += self._desk.current(self._waiting[:_AT_ONCE])
                del self._waiting[:_AT_ONCE]
        except Refused:
            self.timer.stop()
            return
        if not self._waiting:
            self._memory = Memory(self._read)
            self.timer.stop()


def _matches(typed: str, text: str) -> bool:
    return Query.parse(typed).matches([text])
