"""Whatever is typed, refused or goes wrong: nothing that a form holds reaches the log."""

import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk import log
from perfdesk.core.edits import SetCell
from perfdesk.files.errors import Refused
from perfdesk.store.errors import StoreTrouble
from perfdesk.ui import faults, openstore
from perfdesk.ui.joblog import logged
from perfdesk.ui.settings import Settings
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person, filled, make_form

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("application"),
]

MARK = "zq7marker"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(platformdirs, "user_log_dir", lambda *_, **__: str(tmp_path / "log"))
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    yield log.start()
    log.stop()


def test_nothing_typed_reaches_the_log(
    qtbot: QtBot,
    person: Person,
    tmp_path: Path,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = tmp_path / MARK / "perfdesk.db"
    settings = Settings(tmp_path / MARK / "settings.ini")
    window = MainWindow(filled(store, [make_form(MARK)]), logged(person.jobs), settings)
    qtbot.addWidget(window)
    window.show()
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(0, 2)
    QTest.keyClicks(grid, MARK[0])
    QTest.keyClicks(grid.indexWidget(grid.currentIndex()), MARK[1:])
    window.view.finish_editing()
    document = window.document
    assert document is not None
    assert document.form.indicators[0].level3 == MARK
    document.apply(SetCell("unit", MARK))
    person.target = tmp_path / f"{MARK}.pdf"
    person.files = [tmp_path / f"{MARK}.json"]
    refuse(window, person)
    crash(document.form.project_name)
    cannot_save(window, monkeypatch)
    (tmp_path / f"{MARK}.db").write_text(MARK, encoding="utf-8")
    openstore._open(str(tmp_path / f"{MARK}.db"))
    person.refusal = None
    window.actions_by_key["export_one"].trigger()
    window.close()
    log.stop()
    told = file.read_text(encoding="utf-8")
    for part in (
        "print seconds=",
        "ended=Refused",
        "refused why=",
        "ValueError",
        "saving waiting=1",
    ):
        assert part in told
    assert "outcome=FOREIGN" in told
    assert MARK not in told


def refuse(window: MainWindow, person: Person) -> None:
    """A print that is refused, and commands that are."""
    person.refusal = Refused(f"{MARK}：无法写入。")
    window.actions_by_key["print_one"].trigger()
    window.actions_by_key["open"].trigger()

    def refused() -> None:
        raise StoreTrouble(MARK)

    window.attempt(refused)


def crash(name: str) -> None:
    """A mistake of the program that has a form's text in its message."""
    hook = faults.FaultHook()
    hook.install()
    try:
        int(name)
    except ValueError:
        sys.excepthook(*sys.exc_info())
    finally:
        hook.remove()


def cannot_save(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that the store does not take, then does."""
    document = window.document
    assert document is not None

    def full(*_: object, **__: object) -> None:
        raise StoreTrouble(f"{MARK}：磁盘空间不足。")

    with monkeypatch.context() as patched:
        patched.setattr(type(window.desk.store), "save", full)
        document.apply(SetCell("unit", f"{MARK}2"))
        assert window.desk.unsaved()
    window.clashes.save()
