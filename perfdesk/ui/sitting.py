"""One sitting at the program: the window on an open desk, and the next one when its texts change.

Sizes come from the type when a window is made, so that another text size needs another window. The
desk stays open meanwhile: steps to undo, and what could not be saved yet, stay with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from perfdesk.files.errors import Refused
from perfdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from perfdesk.arrivals import Arrival, Welcome
    from perfdesk.desk import Desk
    from perfdesk.ui.jobs import Jobs
    from perfdesk.ui.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was in a window: form, cell ('' for none), forms opened, imports waiting."""

    form_id: str
    address: str
    opened: tuple[str, ...]
    waiting: tuple[Arrival, ...]


class Sitting:
    """Keeps one window on the screen until a person closes it."""

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        settings: Settings,
        enlarge: Callable[[float], object],
    ) -> None:
        """`enlarge` gives all texts of the application another size, against the usual."""
        self._desk, self._jobs, self._settings = desk, jobs, settings
        self._enlarge = enlarge
        self._window = self._made()

    @property
    def window(self) -> MainWindow:
        """The one that is there now."""
        return self._window

    def run(self, application: QApplication, welcome: Welcome | None) -> int:
        """Until the window is closed; the exit status. `welcome` comes first."""
        self._window.show()
        self._window.greet(welcome)
        status = application.exec()
        self._window.close()
        return status

    def renew(self) -> None:
        """Another window in the place of this one, where that stands in the texts' new size.

        Where a cell does not take what stands in it, the window stays, and says why.
        """
        self._window.attempt(self._renew)

    def _renew(self) -> None:
        old, place = self._window, _left(self._window)
        self._window = self._made()
        _take_up(self._window, place)
        self._window.show()
        old.close()
        old.deleteLater()

    def _made(self) -> MainWindow:
        self._enlarge(self._settings.text_size.factor)
        window = MainWindow(self._desk, self._jobs, self._settings)
        window.outgrown.connect(lambda: QTimer.singleShot(0, self.renew))  # its dialog goes first
        return window


def _left(window: MainWindow) -> Place:
    """Lets the desk go and says where the person was. Raises Unread."""
    window.view.settle()
    document = window.document
    place = Place(
        document.form.id if document else "",
        window.view.address,
        tuple(window.followed.ids),
        tuple(window.incoming.waiting),
    )
    window.let_go()
    window.view.show_document(None)
    window.side.show_document(None)
    return place


def _take_up(window: MainWindow, place: Place) -> None:
    """Goes on where the person was; what is opened is followed, for its steps may be undone."""
    for form_id in place.opened:
        try:
            window.keeper(form_id)
        except Refused:  # gone meanwhile: there is nothing to follow
            continue
    window.incoming.waiting = list(place.waiting)
    window.incoming.tell_waiting()
    if place.form_id:
        window.show_forms([place.form_id])
        window.view.go_to(place.address)
    window.saving.refresh()
