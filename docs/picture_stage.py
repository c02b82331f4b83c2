"""The window on the sample unit, ready to be pictured, and the dialogs that its actions open."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from perfdesk.app import window_jobs
from perfdesk.cli.windows import read_files
from perfdesk.core.edits import SetCell
from perfdesk.desk import Desk
from perfdesk.sample import sample_forms
from perfdesk.store.backupfile import Reason
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace
from perfdesk.ui.lines import LinesList
from perfdesk.ui.start import make_application
from perfdesk.ui.theme import Scheme, appearance
from perfdesk.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

#: The form with a missed target: it shows a reduced score and its reason.
SHOWN = "使用地方教育附加专项资金开展职工职业培训工作"
#: What an accountant might have typed last: it brings findings and the mark of an own score.
TYPED = (
    ("indicators[9].actual", ""),
    ("indicators[6].actual", "十二"),
    ("funding.other.executed", "5.00"),
    ("indicators[0].score", "3.50"),
)
_SETTLES = 700  # milliseconds until a dialog has read and drawn what it shows
_PATIENCE = 10_000


@contextmanager
def stage(scheme: Scheme, wide: int, high: int) -> Iterator[MainWindow]:
    """A window on a new, empty store, thrown away in the end."""
    if QApplication.instance() is None:
        make_application(sys.argv)
    appearance().want(scheme)
    with tempfile.TemporaryDirectory(prefix="perfdesk-") as folder:
        desk = Desk(open_store(FilePlace(Path(folder) / "perfdesk.db")))
        window = MainWindow(desk, window_jobs(read_files))
        window.resize(wide, high)
        window.show()
        pause(_SETTLES)
        yield window
        window.close()


def take_sample(window: MainWindow) -> None:
    """The sample unit, with a form on the screen that is being worked on."""
    window.incoming.take(sample_forms())
    [shown] = [item.id for item in window.desk.forms() if item.project_name == SHOWN]
    window.panel.list.choose(window.panel.model.row_of(shown))
    document = window.keeper(shown).document
    window.desk.back_up_if_changed(Reason.BULK)
    for address, text in TYPED:
        document.apply(SetCell(address, text))
    window.view.go_to(TYPED[-1][0])
    window.activateWindow()
    window.view.indicators.setFocus()
    window.statusBar().clearMessage()  # what was taken in is told for a moment only
    settle(window)


def settle(window: MainWindow) -> None:
    """Until the preview shows the page, or the patience is over."""
    patience = QElapsedTimer()
    patience.start()
    preview = window.side.preview
    while patience.elapsed() < _PATIENCE:
        pause(50)
        done = not preview.updating.text() and not preview.view.lacking()
        if patience.elapsed() > 2 * _SETTLES and done:
            return


def pause(milliseconds: int) -> None:
    """The event loop runs."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def picture_dialog(window: MainWindow, key: str, target: Path, settles: int = _SETTLES) -> None:
    """The modal dialog that an action opens, which may or may not return at once.

    A list in it goes to its first line, so that what a choice tells is seen.
    """

    def shoot() -> None:
        dialog = _there(QApplication.activeModalWidget())
        if lines := dialog.findChild(LinesList):
            lines.choose(0)
            pause(_SETTLES)
        save(dialog, target)
        dialog.close()

    QTimer.singleShot(settles, shoot)
    window.actions_by_key[key].trigger()
    pause(settles + 100)


def picture(shown: QWidget | None, target: Path) -> None:
    """Something that stays beside the window; closed afterwards."""
    widget = _there(shown)
    pause(_SETTLES)
    save(widget, target)
    widget.close()


def save(widget: QWidget, target: Path) -> None:
    """What is on the screen. Raises OSError where the picture cannot be written."""
    if not widget.grab().save(str(target)):
        raise OSError(target)


def _there(shown: QWidget | None) -> QWidget:
    """Raises RuntimeError where the program did not open what is to be pictured."""
    if shown is None:
        raise RuntimeError
    return shown
