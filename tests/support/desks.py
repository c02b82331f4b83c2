"""A desk on a store of its own, and a person who answers dialogs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from perfdesk.core.form import Form
from perfdesk.desk import Desk
from perfdesk.files.formfile import form_from_json
from perfdesk.store.opening import Surroundings, open_store
from tests.support.forms import CLEAN
from tests.support.newstores import new_store

NOW = datetime(2026, 11, 21, 9, 58, tzinfo=UTC)


@contextmanager
def opened_desk(folder: Path) -> Iterator[Desk]:
    """The desk of 张三 on the store in `folder`, with the clock stopped."""
    around = Surroundings(who="张三", clock=lambda: NOW)
    opening = open_store(new_store(folder / "perfdesk.db"), surroundings=around)
    desk = Desk(opening)
    yield desk
    opening.close()


def clean() -> Form:
    """The small clean form, without an identity."""
    return form_from_json(CLEAN)


def when_open(act: Callable[[QDialog], None]) -> None:
    """Lets `act` answer the dialog that is opened next; one left open is closed with Esc's no."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, answer)
