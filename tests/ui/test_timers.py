"""What the window does by itself."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from perfdesk.core.edits import SetCell
from perfdesk.desk import Desk
from perfdesk.store.backups import Made
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.opening import open_store
from perfdesk.store.place import place_of
from perfdesk.store.store import Store
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, make_form
from tests.ui.test_window import editor, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def theirs(window: MainWindow) -> Desk:
    """Somebody else's desk on the same store."""
    mine = window.desk.store
    store = Store(mine.engine, mine.place, "李四", mine.clock)

    class Theirs(Desk):
        """Writes as somebody else."""

        @property
        def store(self) -> Store:
            return store

    return Theirs(window.desk.opening)


def test_backups_are_made_by_the_clock_only_when_something_changed(window: MainWindow) -> None:
    assert window.timers.backup.isActive()
    for edits, backups in ((0, 1), (0, 1), (1, 2), (0, 2)):
        for _ in range(edits):
            shown(window).apply(SetCell("indicators[0].score", "1"))
        window.timers.backup.timeout.emit()
        window.timers.backups.finish()
        assert len(window.desk.backups()) == backups


def test_a_backup_that_fails_is_said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise StoreTrouble("磁盘空间不足。")

    monkeypatch.setattr(window.desk.opening.backups, "make", fails)
    window.timers.backup.timeout.emit()
    window.timers.backups.finish()
    assert window.statusBar().currentMessage() == "没有备份：磁盘空间不足。"
    monkeypatch.undo()


def test_typing_goes_on_while_a_backup_is_made(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = window.desk.opening.backups
    assert backups
    begun, go_on, copy = threading.Event(), threading.Event(), backups.make

    def slow(*given: Any) -> Made:
        begun.set()
        go_on.wait(30)
        return copy(*given)

    monkeypatch.setattr(backups, "make", slow)
    window.timers.backup.timeout.emit()
    assert begun.wait(30)
    shown(window).apply(SetCell("indicators[0].score", "1"))
    assert window.saving.label.text() == "已保存"
    window.timers.backup.timeout.emit()  # one at a time
    go_on.set()
    qtbot.waitUntil(lambda: not window.timers.backups.busy)
    assert len(window.desk.backups()) == 1


def test_a_window_closed_during_a_backup_waits_for_it(window: MainWindow) -> None:
    window.timers.backup.timeout.emit()
    assert window.close()
    assert not window.timers.backups.busy
    assert len(window.desk.backups()) == 1


def test_a_fault_in_the_backups_thread_is_raised_where_it_is_shown(window: MainWindow) -> None:
    def fault() -> str:
        raise RuntimeError("a bug")

    worker = window.timers.backups
    worker.start(fault, window.say, window.say)
    with pytest.raises(RuntimeError, match="a bug"):
        worker.finish()
    assert not worker.busy


def test_a_form_that_another_removes_is_shown_no_longer(window: MainWindow, theirs: Desk) -> None:
    theirs.remove_all(["id-1"])
    window.timers.look.timeout.emit()
    assert shown(window).form.id == "id-2"
    assert window.panel.ids == ["id-2"]


def test_a_file_of_ones_own_is_not_looked_at_again(window: MainWindow) -> None:
    assert not window.timers.look.isActive()


def test_what_others_write_is_shown(window: MainWindow, theirs: Desk) -> None:
    theirs.document("id-1").apply(SetCell("indicators[0].score", "2"))
    theirs.add([make_form("助餐")])
    window.timers.look.timeout.emit()
    assert shown(window).form.indicators[0].score.text == "2"
    assert window.panel.model.line(0).total == "67.00"
    assert len(window.panel.ids) == 3
    assert window.saving.label.text() == "已保存"
    assert window.statusBar().currentMessage() == "李四：“职工培训”修改第 1 行得分（共 2 条）"


def test_nothing_changes_under_the_hands_of_who_types(window: MainWindow, theirs: Desk) -> None:
    type_into(window, 0, "12")
    theirs.document("id-1").apply(SetCell("indicators[0].score", "2"))
    window.timers.look.timeout.emit()
    assert editor(window).text() == "12"
    assert shown(window).form.indicators[0].score.text == ""


def test_nothing_is_taken_over_or_backed_up_while_long_work_has_the_store(
    window: MainWindow, theirs: Desk
) -> None:
    theirs.document("id-1").apply(SetCell("indicators[0].score", "2"))
    go_on = threading.Event()
    seen: list[tuple[str, bool]] = []

    def tick() -> None:
        window.timers.look.timeout.emit()
        window.timers.backup.timeout.emit()
        seen.append((shown(window).form.indicators[0].score.text, window.timers.backups.busy))
        go_on.set()

    QTimer.singleShot(0, tick)
    assert window.work.run("正在读入", lambda _progress: go_on.wait(30))
    assert seen == [("", False)]
    window.timers.look.timeout.emit()
    assert shown(window).form.indicators[0].score.text == "2"


def test_a_server_that_is_gone_is_said(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise StoreTrouble("连不上数据库服务器。")

    monkeypatch.setattr(window.desk.store, "steps_since", fails)
    window.timers.look.timeout.emit()
    assert window.statusBar().currentMessage() == "连不上数据库服务器。"


def test_a_closed_window_does_nothing_more(window: MainWindow) -> None:
    type_into(window, 0, "1")
    assert window.close()
    timers = (window.timers.backup, window.timers.look, window.saving.again, window.notes.timer)
    assert not any(timer.isActive() for timer in timers)


@pytest.mark.usefixtures("application")
def test_two_people_on_a_server_see_what_the_other_writes(
    opener: Opener, postgres_url: str
) -> None:
    theirs = Desk(open_store(place_of(postgres_url)))
    theirs.add([make_form(form_id="a")])
    window = opener(Desk(open_store(place_of(postgres_url))))
    assert window.timers.look.isActive()
    theirs.document("a").apply(SetCell("indicators[0].score", "2"))
    window.timers.look.timeout.emit()
    assert shown(window).form.indicators[0].score.text == "2"
    trigger(window, "save")
    assert window.statusBar().currentMessage() == "全部已保存"
    assert window.close()
    theirs.close()
