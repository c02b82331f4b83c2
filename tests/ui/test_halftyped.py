"""What is half typed is noted, forgotten when finished, and offered when the program was killed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk.core.cells import with_text
from perfdesk.desk import Desk
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace
from perfdesk.store.store import Store
from perfdesk.ui.window import MainWindow
from tests.support.tools import ROOT
from tests.ui.conftest import Opener, Person, filled, make_form
from tests.ui.test_window import LEVEL1, NOTE, editor, enter, press, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def notes(window: MainWindow) -> list[tuple[str, str, str]]:
    """What another window of the same person would find if this one died now."""
    mine = window.desk.store
    other = Store(mine.engine, mine.place, mine.who, mine.clock)
    return [(note.form_id, note.address, note.text) for note in other.half_typed()]


def wait_for_note(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.notes.timer.timeout):
        pass


def test_a_half_typed_cell_is_noted_and_forgotten_with_the_commit(
    window: MainWindow, qtbot: QtBot
) -> None:
    type_into(window, 0, "12")
    assert notes(window) == []
    wait_for_note(window, qtbot)
    assert notes(window) == [("id-1", "indicators[0].score", "12")]
    QTest.keyClicks(editor(window), ".5")
    wait_for_note(window, qtbot)
    assert notes(window) == [("id-1", "indicators[0].score", "12.5")]
    enter(window)
    assert notes(window) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_cell_left_as_it_was_leaves_no_note(
    window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    type_into(window, 0, "x", NOTE)
    wait_for_note(window, qtbot)
    assert len(notes(window)) == 1
    QTest.keyClick(editor(window), Qt.Key.Key_Backspace)
    press(window, key)
    assert notes(window) == []


def test_typing_back_to_the_old_text_takes_the_note_away(window: MainWindow, qtbot: QtBot) -> None:
    type_into(window, 0, "x", NOTE)
    wait_for_note(window, qtbot)
    QTest.keyClick(editor(window), Qt.Key.Key_Backspace)
    wait_for_note(window, qtbot)
    assert notes(window) == []


def test_who_types_on_and_on_is_noted_all_the_same(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    timer, started = window.notes.timer, list[str]()
    timer.setInterval(1_000_000)  # however slow this machine is, the keys are faster
    start = timer.start

    def count() -> None:
        started.append(editor(window).text())
        start()

    monkeypatch.setattr(timer, "start", count)
    type_into(window, 0, "1")
    QTest.keyClicks(editor(window), "2.5")
    assert started == ["1"]  # and not anew at each key
    timer.setInterval(0)
    qtbot.waitUntil(lambda: not timer.isActive())
    assert notes(window) == [("id-1", "indicators[0].score", "12.5")]


def test_a_cell_only_looked_at_is_not_noted(window: MainWindow) -> None:
    grid = window.view.indicators
    grid.go_to(0, NOTE)
    grid.edit(grid.currentIndex())
    assert not window.notes.timer.isActive()


def test_a_note_stays_while_the_cell_cannot_be_saved(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_into(window, 0, "12")
    wait_for_note(window, qtbot)

    def fails(*_: object) -> None:
        raise StoreTrouble("磁盘空间不足。")

    with monkeypatch.context() as patch:
        patch.setattr(window.desk.store, "write", fails)
        enter(window)
        assert notes(window) == [("id-1", "indicators[0].score", "12")]
    trigger(window, "save")
    assert notes(window) == []


def test_a_note_that_cannot_be_written_is_said_and_typing_goes_on(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StoreTrouble("磁盘空间不足。")

    monkeypatch.setattr(window.desk.store, "note_half_typed", fails)
    type_into(window, 0, "12")
    wait_for_note(window, qtbot)
    assert window.statusBar().currentMessage() == "磁盘空间不足。"
    assert editor(window).text() == "12"


# ---- the next start ----


def left(file: Path, address: str, text: str, form_id: str = "id-1") -> None:
    """A window that died with this cell half typed."""
    desk = filled(file, [make_form(), make_form("党建经费")])
    desk.note_half_typed(form_id, address, text)
    desk.opening.close()


def opened(file: Path) -> Desk:
    return Desk(open_store(FilePlace(file)))


def test_a_note_taken_is_a_step_that_can_be_undone(
    opener: Opener, store_file: Path, person: Person
) -> None:
    left(store_file, "indicators[1].score", "12.5", "id-2")
    window = opener(opened(store_file))
    window.greet()
    assert person.asked == ["党建经费 · 第 2 行得分（培训班次）：12.5"]
    assert window.view.name.text() == "党建经费"
    assert shown(window).form.indicators[1].score.text == "12.5"
    assert window.desk.half_typed() == []
    trigger(window, "undo")
    assert shown(window).form.indicators[1].score.text == ""


def test_a_level_is_typed_for_its_whole_group(
    opener: Opener, store_file: Path, person: Person
) -> None:
    left(store_file, "indicators[0].level1", "成本指标")
    window = opener(opened(store_file))
    window.greet()
    assert len(person.asked) == 1
    rows = shown(window).form.indicators
    assert [row.level1 for row in rows] == ["成本指标", "成本指标", "效益指标"]
    assert window.view.indicators.rowSpan(0, LEVEL1) == 2


@pytest.mark.parametrize(("answer", "again"), [(False, 0), (None, 1)])
def test_a_note_dropped_is_gone_and_one_put_off_is_offered_again(
    opener: Opener, store_file: Path, person: Person, answer: bool | None, again: int
) -> None:
    left(store_file, "unit", "区总工会机关")
    person.recovers = answer
    window = opener(opened(store_file))
    window.greet()
    assert len(window.desk.half_typed()) == again
    assert shown(window).form.unit == "区总工会本级"


def test_a_note_whose_cell_is_gone_is_told(
    opener: Opener, store_file: Path, person: Person
) -> None:
    left(store_file, "indicators[7].score", "3")
    window = opener(opened(store_file))
    window.greet()
    assert person.told[0] == "没有恢复："
    assert "“3”" in person.told[1]
    assert shown(window).form == with_text(make_form(form_id="id-1"), "unit", "区总工会本级")


def test_a_window_that_may_only_look_offers_nothing(
    opener: Opener, store_file: Path, person: Person
) -> None:
    left(store_file, "unit", "某局")
    writer = opened(store_file)
    try:
        window = opener(opened(store_file))
        window.greet()
        assert person.asked == []
    finally:
        writer.opening.close()


#: The real program: types half a cell, then waits to be killed.
_TYPES = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from perfdesk.cli.windows import open_window
from perfdesk.ui.window import MainWindow

def type_():
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    if not windows:  # what comes before the window turns the event loop, too
        QTimer.singleShot(20, type_)
        return
    [window] = windows
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(0, 6)
    QTest.keyClicks(grid, "1")
    QTest.keyClicks(grid.findChild(QLineEdit), "7.25")
    window.notes.timer.timeout.connect(lambda: print("noted", flush=True))

from perfdesk.ui.start import make_application
make_application([])
QTimer.singleShot(0, type_)
open_window(sys.argv[1])
"""


def test_a_kill_in_the_middle_of_typing_costs_nothing(
    opener: Opener, store_file: Path, person: Person
) -> None:
    desk = filled(store_file, [make_form()])
    desk.close()
    child = subprocess.Popen(
        [sys.executable, "-c", _TYPES, str(store_file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "noted\n"
    child.kill()
    child.communicate()
    assert child.returncode == -signal.SIGKILL
    window = opener(opened(store_file))
    assert shown(window).form.indicators[0].score.text == ""
    assert [note.text for note in window.desk.half_typed()] == ["17.25"]
    window.greet()
    assert len(person.asked) == 1
    assert shown(window).form.indicators[0].score.text == "17.25"
    assert window.desk.store.load("id-1").form.indicators[0].score.text == "17.25"
    assert window.desk.half_typed() == []
