"""States, locked forms, removing and bringing back, history and backups from the menus."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from perfdesk.core.edits import SetCell
from perfdesk.core.state import State
from perfdesk.desk import Desk
from perfdesk.store.backupfile import Reason
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace
from perfdesk.store.store import Store
from perfdesk.ui.backupsdialog import BackupsDialog
from perfdesk.ui.formactions import STATES
from perfdesk.ui.historydialog import HistoryDialog
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, Person, compose, filled, make_form
from tests.ui.test_window import SCORE, editor, enter, hint, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def possible(window: MainWindow) -> list[str]:
    return [key for key in STATES if window.actions_by_key[key].isEnabled()]


def message(window: MainWindow) -> str:
    return window.statusBar().currentMessage()


def lock(window: MainWindow) -> None:
    trigger(window, "check")
    trigger(window, "report")


def test_only_the_ways_that_lead_on_are_open(window: MainWindow) -> None:
    seen = [possible(window)]
    for key in ("check", "report", "archive"):
        trigger(window, key)
        seen.append(possible(window))
    assert seen == [["check"], ["report", "send_back"], ["archive", "send_back"], ["send_back"]]
    assert window.view.heading.state.text() == "归档"
    assert window.panel.model.line(0).state is State.ARCHIVED
    assert window.desk.store.load("id-1").state is State.ARCHIVED
    assert message(window) == "已上报 → 归档"


def test_a_form_with_errors_is_not_let_through(window: MainWindow, person: Person) -> None:
    shown(window).apply(SetCell("indicators[0].weight", "99"))
    trigger(window, "check")
    [told] = person.told
    head, first = told.split("\n")
    assert head == "还有 1 处必须改，改正或写明理由忽略以后才能审核通过："
    assert first.startswith("1．")
    assert shown(window).state is State.DRAFT


def test_the_open_editor_is_taken_in_before_the_check(window: MainWindow, person: Person) -> None:
    type_into(window, 0, "99")
    trigger(window, "check")
    assert shown(window).form.indicators[0].score.text == "99"
    assert len(person.told) == 1


def test_typing_in_a_checked_form_makes_it_a_draft_again(window: MainWindow) -> None:
    trigger(window, "check")
    assert window.view.heading.state.text() == "已审核"
    type_into(window, 0, "20")
    enter(window)
    assert (window.view.heading.state.text(), possible(window)) == ("草稿", ["check"])


def double_click(window: MainWindow) -> None:
    grid = window.view.indicators
    place = grid.visualRect(grid.cells.index(0, SCORE)).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize(
    "act",
    [
        lambda window: QTest.keyClicks(window.view.indicators, "5"),
        lambda window: QTest.keyClick(window.view.indicators, Qt.Key.Key_F2),
        lambda window: compose(window.view.indicators, "五"),
        double_click,
        lambda window: QTest.keyClick(window.view.indicators, Qt.Key.Key_Delete),
        lambda window: trigger(window, "insert_row"),
        lambda window: trigger(window, "delete_rows"),
        lambda window: trigger(window, "move_down"),
        lambda window: trigger(window, "remove"),
    ],
)
def test_a_locked_form_says_why_it_takes_nothing(
    window: MainWindow, act: Callable[[MainWindow], object]
) -> None:
    lock(window)
    before = shown(window).form
    window.view.indicators.setFocus()
    window.view.indicators.go_to(0, SCORE)
    window.statusBar().clearMessage()
    shown_first = window.view.indicators.currentIndex()
    act(window)
    assert message(window) == "这张表已上报，不能修改；要改请先“退回修改”并写明原因。"
    assert (shown(window).form, len(window.panel.ids)) == (before, 2)
    assert window.view.indicators.findChild(QLineEdit) is None
    assert window.view.indicators.currentIndex() == shown_first


def test_looking_around_in_a_locked_form_says_nothing(window: MainWindow) -> None:
    lock(window)
    window.statusBar().clearMessage()
    grid = window.view.indicators
    grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Tab):
        QTest.keyClick(grid, key)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert message(window) == ""
    assert hint(window)


def test_undo_ends_at_a_lock_and_goes_on_after_it(window: MainWindow) -> None:
    shown(window).apply(SetCell("indicators[0].note", "天气"))
    lock(window)
    assert not window.actions_by_key["undo"].isEnabled()
    trigger(window, "send_back")
    assert window.actions_by_key["undo"].text() == "撤销 修改第 1 行偏差原因分析及改进措施"
    trigger(window, "undo")
    assert shown(window).form.indicators[0].note == ""


def test_a_form_closed_under_an_open_editor_keeps_its_text(window: MainWindow) -> None:
    type_into(window, 0, "7")
    shown(window).move_to(State.CHECKED)
    shown(window).move_to(State.REPORTED)
    assert editor(window).text() == "7"
    enter(window)
    assert "已上报" in message(window)
    assert shown(window).form.indicators[0].score.text == ""


def test_a_locked_form_opens_for_a_reason_that_is_kept(window: MainWindow, person: Person) -> None:
    lock(window)
    trigger(window, "send_back")
    assert person.asked == ["这张表是“已上报”。请写明退回修改的原因："]
    assert shown(window).state is State.DRAFT
    assert window.desk.history("id-1")[-1].reason == "数字写错了"
    type_into(window, 0, "20")
    enter(window)
    assert shown(window).form.indicators[0].score.text == "20"


def test_without_a_reason_it_stays_locked(window: MainWindow, person: Person) -> None:
    lock(window)
    person.reason = None
    trigger(window, "send_back")
    assert shown(window).state is State.REPORTED


def test_a_checked_form_goes_back_without_a_reason(window: MainWindow, person: Person) -> None:
    trigger(window, "check")
    trigger(window, "send_back")
    assert (shown(window).state, person.asked) == (State.DRAFT, [])


def test_a_removed_form_leaves_the_list_and_comes_back(window: MainWindow, person: Person) -> None:
    type_into(window, 0, "21")
    trigger(window, "remove")
    assert (window.panel.ids, window.view.name.text()) == (["id-2"], "党建经费")
    assert message(window) == "已删除“职工培训”，Ctrl+Z 可撤销"
    person.agrees = False
    trigger(window, "removed")
    assert (person.asked, window.panel.ids) == (["职工培训"], ["id-2"])
    person.agrees = True
    trigger(window, "removed")
    assert window.view.name.text() == "职工培训"
    assert shown(window).form.indicators[0].score.text == "21"


def test_the_last_form_removed_leaves_the_next_steps(window: MainWindow) -> None:
    trigger(window, "remove")
    trigger(window, "remove")
    assert (window.panel.ids, window.document) == ([], None)
    assert window.layout_.middle.currentWidget() is window.layout_.empty
    assert not window.actions_by_key["remove"].isEnabled()
    trigger(window, "removed")
    assert len(window.panel.ids) == 2


def test_history_leads_back_as_a_step_that_can_be_undone(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go_back(dialog: HistoryDialog) -> int:
        assert dialog.form_id == "id-1"
        return int(dialog.desk.return_to("id-1", 1))

    monkeypatch.setattr(HistoryDialog, "exec", go_back)
    type_into(window, 0, "20")
    trigger(window, "history")
    assert shown(window).form.indicators[0].score.text == ""
    trigger(window, "undo")
    assert shown(window).form.indicators[0].score.text == "20"


def test_everything_is_shown_anew_after_a_restore(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.desk.back_up(Reason.MANUAL)
    type_into(window, 0, "20")
    enter(window)
    trigger(window, "next")
    trigger(window, "remove")

    def restore(dialog: BackupsDialog) -> int:
        [backup] = window.desk.backups()
        window.desk.restore(backup)
        dialog.restored.emit()
        return 1

    monkeypatch.setattr(BackupsDialog, "exec", restore)
    trigger(window, "backups")
    assert window.panel.ids == ["id-1", "id-2"]
    assert shown(window).form.indicators[0].score.text == ""
    type_into(window, 0, "5")
    enter(window)
    assert window.desk.store.load("id-1").form.indicators[0].score.text == "5"


def test_a_form_whose_template_is_gone_says_so_in_its_place(
    opener: Opener, store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = filled(store_file, [make_form(), make_form("党建经费")])
    from perfdesk import deskforms as desk_module
    from perfdesk.files.templates import TemplateLibrary

    window = opener(desk)
    monkeypatch.setattr(desk_module, "library", lambda: TemplateLibrary((Path("/nowhere"),)))
    trigger(window, "next")
    assert window.document is None
    assert window.layout_.unopened.text().startswith("没有模板“shanghai-district-2024”")
    assert window.layout_.middle.currentWidget() is window.layout_.unopened
    trigger(window, "previous")
    assert window.view.name.text() == "职工培训"


def test_the_only_form_removed_and_brought_back_is_shown_again(
    opener: Opener, store_file: Path
) -> None:
    window = opener(filled(store_file, [make_form()]))
    trigger(window, "remove")
    assert window.document is None
    trigger(window, "removed")
    assert window.document is window.desk.opened("id-1")
    assert window.layout_.middle.currentWidget() is window.view
    shown(window).apply(SetCell("indicators[0].score", "3"))
    assert window.desk.store.load("id-1").form.indicators[0].score.text == "3"


def test_a_form_that_another_removed_and_i_bring_back_takes_typing(window: MainWindow) -> None:
    mine = window.desk.store
    other = Store(mine.engine, mine.place, "李四", mine.clock)
    other.remove("id-1")
    trigger(window, "removed")  # before the window has looked again
    assert window.document is window.desk.opened("id-1")
    shown(window).apply(SetCell("indicators[0].score", "3"))
    assert mine.load("id-1").form.indicators[0].score.text == "3"


def test_a_window_to_look_only_shows_the_rest_where_a_template_is_missing(
    opener: Opener, store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from perfdesk import deskforms as desk_module
    from perfdesk.files.templates import TemplateLibrary

    writer = filled(store_file, [make_form(), make_form("党建经费")])
    try:
        looking = Desk(open_store(FilePlace(store_file)))
        monkeypatch.setattr(desk_module, "library", lambda: TemplateLibrary((Path("/nowhere"),)))
        window = opener(looking)
        assert looking.read_only
        assert (window.document, len(window.panel.ids)) == (None, 2)
        assert window.layout_.unopened.text().startswith("没有模板“shanghai-district-2024”")
        monkeypatch.undo()
        forms = window.panel.list
        QTest.keyClick(forms, Qt.Key.Key_Return)  # it is there again
        assert window.view.name.text() == "职工培训"
        assert window.close()
    finally:
        writer.close()
