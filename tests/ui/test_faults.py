"""Mistakes of the program itself: shown from any thread, logged without what was typed."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk import log
from perfdesk.ui import dialogparts, dialogs, faults
from perfdesk.ui.faultdialog import FaultDialog
from tests.ui.conftest import Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def hook(
    application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[faults.FaultHook]:
    assert application is not None
    monkeypatch.setattr(platformdirs, "user_log_dir", lambda *_, **__: str(tmp_path / "log"))
    log.start()
    for name, where in (("excepthook", sys), ("excepthook", threading), ("unraisablehook", sys)):
        monkeypatch.setattr(where, name, lambda *_: None)
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    hook = faults.FaultHook()
    hook.install()
    yield hook
    hook.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    log.stop()


def fail(message: str) -> None:
    raise ZeroDivisionError(message)


def raise_through_hook(message: str) -> None:
    try:
        fail(message)
    except ZeroDivisionError:
        sys.excepthook(*sys.exc_info())


@pytest.mark.usefixtures("hook")
def test_an_unexpected_error_is_shown_with_details_and_logged_without(person: Person) -> None:
    raise_through_hook("除零")
    [details] = person.told
    assert "PySide6" in details
    assert "ZeroDivisionError: 除零" in details
    logged = log.log_file().read_text(encoding="utf-8")
    assert "ZeroDivisionError（信息 2 字，不记录）" in logged
    assert "test_faults.py" in logged
    assert "除零" not in logged


@pytest.mark.usefixtures("hook")
def test_the_same_error_at_once_again_is_not_shown_but_logged_every_time(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "QUIET", 3_600_000)
    for number in range(3):
        raise_through_hook(str(number))
    assert len(person.told) == 1
    assert log.log_file().read_text(encoding="utf-8").count("ZeroDivisionError") == 3


@pytest.mark.usefixtures("hook")
def test_the_same_error_later_is_shown_again(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults, "QUIET", 0)
    for number in range(2):
        raise_through_hook(str(number))
    assert len(person.told) == 2


@pytest.mark.usefixtures("hook")
def test_an_error_while_one_is_shown_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def fails_too(_parent: object, details: str) -> bool:
        seen.append(details)
        try:
            raise KeyError("another")
        except KeyError:
            sys.excepthook(*sys.exc_info())
        return False

    monkeypatch.setattr(dialogs, "show_fault", fails_too)
    raise_through_hook("首次")
    assert len(seen) == 1


@pytest.mark.usefixtures("hook")
def test_an_error_in_a_thread_is_shown_in_the_windows_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, threading.Thread]] = []

    def show(_parent: object, details: str) -> bool:
        shown.append((details, threading.current_thread()))
        return False

    monkeypatch.setattr(dialogs, "show_fault", show)
    thread = threading.Thread(target=fail, args=("线程",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(shown))
    [(details, where)] = shown
    assert "ZeroDivisionError: 线程" in details
    assert where is threading.main_thread()


@pytest.mark.usefixtures("hook")
def test_an_error_while_cleaning_up_is_shown(person: Person) -> None:
    class Stubborn:
        def __del__(self) -> None:
            fail("收尾")

    Stubborn()
    [details] = person.told
    assert "ZeroDivisionError: 收尾" in details


@pytest.mark.usefixtures("hook")
def test_a_person_may_close_the_program(
    person: Person, application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[bool] = []
    monkeypatch.setattr(application, "closeAllWindows", lambda: closed.append(True))
    monkeypatch.setattr(QApplication, "closeAllWindows", lambda: closed.append(True))
    raise_through_hook("一")
    assert not closed
    person.closes = True
    try:
        raise LookupError
    except LookupError:
        sys.excepthook(*sys.exc_info())
    assert closed == [True]


@pytest.mark.usefixtures("hook")
def test_an_interrupt_quits_without_a_word(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    quits: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: quits.append(True))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (quits, person.told) == ([True], [])


@pytest.fixture
def dialog(qtbot: QtBot, application: QApplication) -> FaultDialog:
    assert application is not None
    dialog = FaultDialog("细节")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_details_can_be_copied_and_the_log_found(
    dialog: FaultDialog, application: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(dialogparts, "open_folder", opened.append)
    dialog.copying.click()
    dialog.folder.click()
    assert application.clipboard().text() == "细节"
    assert opened == [log.log_file().parent]
    assert str(log.log_file()) in dialog.what_to_do.text()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_go_on(dialog: FaultDialog, key: Qt.Key) -> None:
    QTest.keyClick(dialog, key)
    assert (dialog.isVisible(), dialog.closes) == (False, False)


def test_only_its_button_closes_the_program(dialog: FaultDialog) -> None:
    dialog.quit.click()
    assert (dialog.isVisible(), dialog.closes) == (False, True)
