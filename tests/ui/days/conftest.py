"""A window as the program opens it: real jobs, real dialogs, settings in a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.app import window_jobs
from perfdesk.cli.windows import read_files
from perfdesk.desk import Desk
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace
from perfdesk.ui.settings import Settings
from perfdesk.ui.window import MainWindow

Start = Callable[[], MainWindow]


@pytest.fixture
def start(qtbot: QtBot, application: QApplication, store_file: Path, tmp_path: Path) -> Start:
    """Starts the program on the store, as often as wanted, one window after another."""

    def start_program() -> MainWindow:
        desk = Desk(open_store(FilePlace(store_file)))
        window = MainWindow(desk, window_jobs(read_files), Settings(tmp_path / "settings.ini"))
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.outgoing.folder = tmp_path
        with qtbot.waitActive(window):
            window.show()
        window.greet()
        qtbot.waitUntil(lambda: application.focusWindow() is window.windowHandle())
        return window

    return start_program


@pytest.fixture(autouse=True)
def _empty_clipboard(application: QApplication) -> None:  # noqa: ARG001 - a clipboard needs one
    QGuiApplication.clipboard().clear()
