"""Saved or not: said at once, tried again, and never closed over without a word."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from perfdesk.core.edits import SetCell
from perfdesk.core.state import State
from perfdesk.desk import Desk
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.keeping import Clash
from perfdesk.store.store import Store
from perfdesk.ui import clashes
from perfdesk.ui.clashdialog import Choice
from perfdesk.ui.palette import Tone
from perfdesk.ui.window import MainWindow
from tests.support.stores import Fault
from tests.ui.conftest import Person, filled
from tests.ui.test_window import enter, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

_FULL = "还没有保存：磁盘空间不足，请腾出空间。"


@pytest.fixture
def full(window: MainWindow) -> Callable[[bool], None]:
    """Fills the disk under the store, or makes room again."""
    fault = Fault(window.desk.store, begins_with="BEGIN IMMEDIATE")  # as every writer begins

    def switch(on: bool) -> None:
        if on:
            fault.__enter__()
        else:
            fault.__exit__()

    return switch


def said(window: MainWindow) -> str:
    return window.saving.label.text()


def stored(window: MainWindow, form_id: str = "id-1") -> str:
    return window.desk.store.load(form_id).form.indicators[0].score.text


def test_a_committed_cell_is_on_disk_before_it_counts_as_saved(window: MainWindow) -> None:
    seen: list[tuple[str, str]] = []
    shown(window).listen(lambda _change: seen.append((stored(window), said(window))))
    assert said(window) == "已保存"
    type_into(window, 0, "12")
    assert stored(window) == ""
    enter(window)
    assert seen == [("", "正在保存…")]  # the cells are painted before the disk is waited for
    assert (stored(window), said(window)) == ("12", "已保存")
    trigger(window, "undo")
    assert (stored(window), said(window)) == ("", "已保存")


def test_a_full_disk_is_said_and_tried_again(
    window: MainWindow, full: Callable[[bool], None], qtbot: QtBot
) -> None:
    full(True)
    type_into(window, 0, "12")
    enter(window)
    assert (said(window), stored(window)) == (_FULL, "")
    assert window.saving.label.palette().windowText().color() == Tone.WRONG.color
    assert "职工培训：还没有保存" in window.saving.label.toolTip()
    assert window.saving.again.isActive()
    full(False)
    window.saving.again.setInterval(1)
    qtbot.waitUntil(lambda: said(window) == "已保存")
    assert stored(window) == "12"
    assert not window.saving.again.isActive()


def test_a_step_that_is_about_to_be_written_is_no_failure(window: MainWindow) -> None:
    window.saving.typing = lambda: True
    shown(window).apply(SetCell("indicators[0].score", "1"))
    window.saving.refresh()
    assert (said(window), window.saving.waiting()) == ("正在保存…", [])
    assert window.saving.label.palette().windowText().color() == Tone.MUTED.color
    assert not window.saving.again.isActive()
    window.saving.write.timeout.emit()
    assert (stored(window), said(window)) == ("1", "已保存")


def test_nothing_is_tried_again_while_long_work_has_the_store(
    window: MainWindow, full: Callable[[bool], None]
) -> None:
    full(True)
    shown(window).apply(SetCell("indicators[0].score", "1"))
    full(False)
    window.saving.working = lambda: True
    window.saving.again.timeout.emit()
    assert stored(window) == ""
    window.saving.working = lambda: False
    window.saving.again.timeout.emit()
    assert stored(window) == "1"


def test_the_next_edit_brings_the_waiting_ones_along(
    window: MainWindow, full: Callable[[bool], None]
) -> None:
    full(True)
    shown(window).apply(SetCell("indicators[0].score", "1"))
    shown(window).apply(SetCell("indicators[0].note", "a"))
    assert len(window.desk.unsaved()[0].waiting) == 2
    full(False)
    shown(window).apply(SetCell("indicators[0].score", "3"))
    assert (stored(window), said(window)) == ("3", "已保存")


def test_saving_by_hand_takes_in_the_open_editor_and_says_so(
    window: MainWindow, person: Person, full: Callable[[bool], None]
) -> None:
    type_into(window, 0, "7")
    trigger(window, "save")
    assert (stored(window), window.statusBar().currentMessage()) == ("7", "全部已保存")
    full(True)
    type_into(window, 1, "8")
    trigger(window, "save")
    [sentence] = person.told
    assert sentence.startswith("职工培训：还没有保存：")
    full(False)
    trigger(window, "save")
    assert window.statusBar().currentMessage() == "全部已保存"


def test_closing_with_unsaved_steps_asks_and_names_what_would_be_lost(
    window: MainWindow, person: Person, full: Callable[[bool], None]
) -> None:
    full(True)
    person.agrees = False
    type_into(window, 0, "3")
    assert not window.close()
    assert person.asked == ["还没有保存，现在关闭会丢失：\n职工培训：修改第 1 行得分"]
    for number in range(6):
        shown(window).apply(SetCell("indicators[1].note", str(number)))
    assert not window.close()
    assert person.asked[-1].endswith("等 7 步")
    person.agrees = True
    assert window.close()


def test_closing_saves_what_could_not_be_saved_before(
    window: MainWindow, person: Person, full: Callable[[bool], None], store_file: Path
) -> None:
    full(True)
    shown(window).apply(SetCell("indicators[0].score", "5"))
    full(False)
    type_into(window, 1, "6")
    assert window.close()
    assert person.asked == person.told == []
    desk = filled(store_file, [])
    scores = [row.score.text for row in desk.document("id-1").form.indicators]
    assert scores == ["5", "6", ""]
    assert len(desk.backups()) == 1  # made when the window closed
    desk.close()


def test_a_backup_that_fails_at_closing_is_told(
    window: MainWindow, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StoreTrouble("备份文件夹：磁盘空间不足。")

    monkeypatch.setattr(window.desk.opening.backups, "make", fails)
    assert window.close()
    assert person.told == ["备份文件夹：磁盘空间不足。"]
    assert window.close()  # a second time does nothing
    assert len(person.told) == 1


def test_two_unsaved_forms_are_counted(window: MainWindow, full: Callable[[bool], None]) -> None:
    window.panel.turn(1)
    window.panel.turn(-1)
    full(True)
    for form_id in ("id-1", "id-2"):
        window.desk.document(form_id).apply(SetCell("indicators[0].score", "5"))
    assert said(window) == f"2 张表{_FULL}"


@pytest.fixture
def other(window: MainWindow) -> Store:
    """Somebody else's connection to the same store."""
    mine = window.desk.store
    return Store(mine.engine, mine.place, "李四", mine.clock)


def write_theirs(other: Store, address: str, text: str) -> None:
    """A step by somebody else."""
    from perfdesk.core.document import Document
    from perfdesk.files.templates import library
    from perfdesk.store.keeping import Keeper

    found = other.load("id-1")
    document = Document(found.form, library().get, found.state)
    Keeper(other, document, found.version)
    document.apply(SetCell(address, text))


@pytest.mark.parametrize(("choice", "score"), [("mine", "1"), ("theirs", "2"), (frozenset(), "2")])
def test_a_clash_is_shown_and_settled(
    window: MainWindow, person: Person, other: Store, qtbot: QtBot, choice: Choice, score: str
) -> None:
    write_theirs(other, "indicators[0].score", "2")
    person.clash = choice
    with qtbot.waitSignal(window.saving.clashed):
        shown(window).apply(SetCell("indicators[0].score", "1"))
        assert person.asked == []  # not within the edit
    assert person.asked == ["indicators[0].score"]
    assert (stored(window), said(window)) == (score, "已保存")
    assert shown(window).form.indicators[0].score.text == score


def test_a_clash_put_off_is_asked_again_when_saving_and_closing(
    window: MainWindow, person: Person, other: Store, qtbot: QtBot
) -> None:
    write_theirs(other, "indicators[0].score", "2")
    with qtbot.waitSignal(window.saving.clashed):
        shown(window).apply(SetCell("indicators[0].score", "1"))
    window.saving.again.timeout.emit()  # trying again does not settle it
    assert len(person.asked) == 1
    assert said(window).startswith("还没有保存：")
    trigger(window, "save")
    assert (len(person.asked), len(person.told)) == (2, 1)
    person.agrees = False
    assert not window.close()
    assert person.asked[2] == "indicators[0].score"
    assert person.asked[3].startswith("还没有保存，现在关闭会丢失：")
    person.clash = "theirs"
    assert window.close()


def test_what_stands_in_an_open_editor_is_part_of_mine_in_a_clash(
    window: MainWindow, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Clash] = []

    def ask(_parent: object, clash: Clash) -> Choice:
        asked.append(clash)
        window.view.finish_editing()  # as when the dialog takes the focus
        return "mine"

    monkeypatch.setattr(clashes, "ask_clash", ask)
    write_theirs(other, "indicators[0].score", "2")
    shown(window).apply(SetCell("indicators[0].score", "1"))
    type_into(window, 1, "6")
    window.saving.clashed.emit()
    assert [clash.mine.indicators[1].score.text for clash in asked] == ["6"]
    scores = [row.score.text for row in other.load("id-1").form.indicators]
    assert scores[:2] == ["1", "6"]
    assert said(window) == "已保存"


def test_an_answer_about_less_than_there_is_is_asked_for_again(
    window: MainWindow, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(_parent: object, clash: Clash) -> Choice:
        asked.append(clash.mine.indicators[1].note)
        if len(asked) == 1:
            shown(window).apply(SetCell("indicators[1].note", "后写的"))
        return "theirs"

    monkeypatch.setattr(clashes, "ask_clash", ask)
    write_theirs(other, "indicators[0].score", "2")
    shown(window).apply(SetCell("indicators[0].score", "1"))
    window.saving.clashed.emit()
    assert asked == ["", "后写的"]
    assert shown(window).form.indicators[0].score.text == "2"


def test_a_clash_with_a_locked_form_keeps_mine_and_says_why(
    window: MainWindow, person: Person, other: Store, qtbot: QtBot
) -> None:
    desk = Desk(window.desk.opening)
    desk.opening.store = other
    desk.document("id-1").move_to(State.CHECKED)
    desk.document("id-1").move_to(State.REPORTED)
    person.clash = "mine"
    with qtbot.waitSignal(window.saving.clashed):
        shown(window).apply(SetCell("indicators[0].score", "1"))
    assert "已上报" in window.statusBar().currentMessage()
    assert not window.desk.unsaved()[0].saved
    person.clash = "theirs"
    trigger(window, "save")
    assert shown(window).state is State.REPORTED
