"""The backups: listed, checked beside the window, made, restored, copied to a second folder."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from perfdesk.core.edits import SetCell
from perfdesk.desk import Desk
from perfdesk.files.errors import Refused
from perfdesk.store.backupfile import Backup, Reason
from perfdesk.store.backups import Made
from perfdesk.store.opening import open_store
from perfdesk.store.secondfolder import CHOICE
from perfdesk.ui import dialogparts, restoredialog
from perfdesk.ui.backupsdialog import BackupsDialog
from perfdesk.ui.backupsmodel import COLUMNS, BackupColumn, BackupsModel
from tests.support.desks import clean, opened_desk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

CHECKED = COLUMNS.index(BackupColumn.CHECKED)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened_desk(tmp_path) as desk:
        desk.add([clean()])
        yield desk


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    """A folder on a USB stick."""
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def shown(qtbot: QtBot, desk: Desk) -> BackupsDialog:
    dialog = BackupsDialog(desk, None)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def checked(qtbot: QtBot, dialog: BackupsDialog) -> list[str]:
    """The verdicts, once all are there."""
    qtbot.waitUntil(lambda: not dialog.model.unchecked)
    rows = range(dialog.model.rowCount())
    return [dialog.model.index(row, CHECKED).data() for row in rows]


def second_of(desk: Desk) -> Path | None:
    """The second folder that is chosen."""
    assert desk.opening.backups
    return desk.opening.backups.second.folder


def make(dialog: BackupsDialog) -> None:
    """A backup by the button, once it is done."""
    dialog.make.click()
    dialog.worker.finish()


def answer(monkeypatch: pytest.MonkeyPatch, folder: Path | None) -> None:
    monkeypatch.setattr(dialogparts, "ask_folder", lambda *_asked: folder)


def spoil(backup: Backup) -> None:
    backup.path.write_bytes(backup.path.read_bytes()[:3000])


def test_backups_are_listed_newest_first(qtbot: QtBot, desk: Desk) -> None:
    desk.back_up(Reason.TIMER)
    desk.back_up(Reason.MANUAL)
    dialog = shown(qtbot, desk)
    texts = [dialog.model.index(0, column).data() for column in range(len(COLUMNS))]
    assert texts[0] == "2"
    assert texts[1].startswith("2026-11-2")
    assert texts[2] == "手动"
    assert texts[3].endswith("B")
    assert texts[5] == "数据文件旁"
    assert dialog.model.index(1, 2).data() == "定时"
    assert checked(qtbot, dialog) == ["完好", "完好"]


def test_a_damaged_backup_says_why_it_cannot_be_used(qtbot: QtBot, desk: Desk) -> None:
    for _ in range(2):
        desk.back_up(Reason.MANUAL)
    spoil(desk.backups()[1])
    dialog = shown(qtbot, desk)
    assert checked(qtbot, dialog) == ["完好", "不能用"]
    assert dialog.back.isEnabled()
    dialog.table.setCurrentIndex(dialog.model.index(1, 0))
    assert not dialog.back.isEnabled()
    assert str(desk.backups()[1].path) in dialog.why.text()


def test_a_slow_check_does_not_hold_up_the_dialog(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        desk.back_up(Reason.MANUAL)
    go_on, asked = threading.Event(), list[int]()

    def check(backup: Backup) -> str:
        asked.append(backup.number)
        go_on.wait(30)
        return ""

    monkeypatch.setattr(desk.opening.backups, "check", check)
    dialog = shown(qtbot, desk)
    qtbot.waitUntil(lambda: bool(asked))
    assert dialog.model.index(0, CHECKED).data() == "正在检查…"
    assert dialog.back.isEnabled()
    threading.Timer(0.05, go_on.set).start()
    dialog.close()  # waits for the one that is being checked, and for no other
    assert asked == [3]


def test_making_a_backup_shows_and_checks_it(qtbot: QtBot, desk: Desk) -> None:
    dialog = shown(qtbot, desk)
    assert "还没有备份" in dialog.why.text()
    assert not dialog.back.isEnabled()
    make(dialog)
    assert dialog.notice.text() == "已备份。"
    assert dialog.why.text() == ""
    assert checked(qtbot, dialog) == ["完好"]
    assert [backup.reason for backup in desk.backups()] == [Reason.MANUAL]


def test_a_slow_backup_does_not_hold_up_the_dialog(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.opening.backups
    go_on, copy = threading.Event(), desk.opening.backups.make

    def slow(*given: Any) -> Made:
        go_on.wait(30)
        return copy(*given)

    monkeypatch.setattr(desk.opening.backups, "make", slow)
    dialog = shown(qtbot, desk)
    dialog.make.click()
    assert dialog.notice.text() == "正在备份…"
    assert not dialog.make.isEnabled()
    desk.document(desk.forms()[0].id).apply(SetCell("project_name", "写在备份时"))
    assert not desk.unsaved()
    go_on.set()
    qtbot.waitUntil(lambda: dialog.notice.text() == "已备份。")
    assert dialog.make.isEnabled()
    assert len(desk.backups()) == 1


def test_closing_the_dialog_waits_for_the_backup(qtbot: QtBot, desk: Desk) -> None:
    dialog = shown(qtbot, desk)
    dialog.make.click()
    dialog.close()
    assert not dialog.worker.busy
    assert len(desk.backups()) == 1


@pytest.mark.parametrize("method", ["make", "backups", "restore_preview"])
def test_what_can_go_wrong_becomes_a_sentence(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    desk.back_up(Reason.MANUAL)
    dialog = shown(qtbot, desk)

    def refuse(*_given: object) -> None:
        raise Refused("磁盘空间不足。")

    monkeypatch.setattr(desk.opening.backups if method == "make" else desk, method, refuse)
    acts = {"make": lambda: make(dialog), "restore_preview": dialog.back.click}
    acts.get(method, dialog.reload)()
    assert dialog.notice.text() == "磁盘空间不足。"


def test_restoring_shows_what_would_change_then_does_it(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    [form_id] = [line.id for line in desk.forms()]
    desk.back_up(Reason.MANUAL)
    desk.document(form_id).apply(SetCell("project_name", "改过的名称"))
    dialog, seen = shown(qtbot, desk), list[object]()

    def agree(_parent: object, backup: Backup, differences: list[object]) -> bool:
        seen.extend((backup.number, len(differences)))
        return True

    monkeypatch.setattr(restoredialog, "ask_restore", agree)
    with qtbot.waitSignal(dialog.restored):
        dialog.back.click()
    assert seen == [1, 1]
    assert desk.document(form_id).form.project_name == "职工培训"
    assert "已恢复到第 1 号备份" in dialog.notice.text()
    assert [backup.reason for backup in desk.backups()] == [Reason.RESTORE, Reason.MANUAL]
    assert checked(qtbot, dialog) == ["完好", "完好"]


def test_thinking_better_of_it_changes_nothing(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.back_up(Reason.MANUAL)
    dialog = shown(qtbot, desk)
    monkeypatch.setattr(restoredialog, "ask_restore", lambda *_asked: False)
    with qtbot.assertNotEmitted(dialog.restored):
        dialog.back.click()
    assert len(desk.backups()) == 1


def test_a_restore_that_fails_says_why_and_lets_the_window_look_again(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.back_up(Reason.MANUAL)
    dialog = shown(qtbot, desk)
    monkeypatch.setattr(restoredialog, "ask_restore", lambda *_asked: True)

    def refuse(_backup: Backup) -> None:
        raise Refused("正被另一个程序占用。")

    monkeypatch.setattr(desk, "restore", refuse)
    with qtbot.waitSignal(dialog.restored):
        dialog.back.click()
    assert dialog.notice.text() == "正被另一个程序占用。"


def test_the_second_folder_gets_a_copy_of_the_next_backup(
    qtbot: QtBot, desk: Desk, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(qtbot, desk)
    assert "没有设第二个备份文件夹" in dialog.second.said.text()
    assert dialog.second.forget.isHidden()
    answer(monkeypatch, usb)
    dialog.second.choose.click()
    assert second_of(desk) == usb
    assert str(usb) in dialog.second.said.text()
    make(dialog)
    assert len(list(usb.glob("*/*.db"))) == 1
    places = {dialog.model.index(row, 5).data() for row in range(dialog.model.rowCount())}
    assert places == {"数据文件旁", "第二个文件夹"}


def test_a_second_folder_that_is_not_there_is_warned_of(
    qtbot: QtBot, desk: Desk, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(qtbot, desk)
    answer(monkeypatch, usb)
    dialog.second.choose.click()
    usb.rename(usb.with_name("pulled out"))
    dialog.reload()
    assert "现在不在" in dialog.second.said.text()
    make(dialog)
    assert "没有复制到第二个文件夹" in dialog.notice.text()
    dialog.second.forget.click()
    assert second_of(desk) is None
    make(dialog)
    assert dialog.notice.text() == "已备份。"


def test_a_choice_that_cannot_be_read_is_told_and_can_be_made_again(
    qtbot: QtBot, desk: Desk, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.opening.backups
    desk.opening.backups.choose_second(usb)
    (desk.opening.backups.folder / CHOICE).write_bytes(b"[]")
    dialog = shown(qtbot, desk)
    assert "读不出第二个备份文件夹的设置" in dialog.second.said.text()
    assert not dialog.second.forget.isHidden()
    answer(monkeypatch, usb)
    dialog.second.choose.click()
    assert str(usb) in dialog.second.said.text()
    assert second_of(desk) == usb


def test_the_first_folder_cannot_be_the_second(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.back_up(Reason.MANUAL)
    dialog = shown(qtbot, desk)
    answer(monkeypatch, desk.backups()[0].path.parent)
    dialog.second.choose.click()
    assert "U 盘" in dialog.notice.text()
    assert second_of(desk) is None


def test_no_folder_chosen_leaves_the_setting(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(qtbot, desk)
    answer(monkeypatch, None)
    dialog.second.choose.click()
    assert second_of(desk) is None


def test_the_folder_is_shown_or_named(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    dialog = shown(qtbot, desk)

    def show(folder: Path) -> bool:
        opened.append(folder)
        return True

    monkeypatch.setattr(dialogparts, "open_folder", show)
    dialog.folder.click()
    make(dialog)
    dialog.folder.click()
    assert opened == [desk.opening.file.parent, desk.backups()[0].path.parent]
    monkeypatch.setattr(dialogparts, "open_folder", lambda _folder: False)
    dialog.folder.click()
    assert str(opened[1]) in dialog.notice.text()


def test_a_store_to_look_at_only_cannot_be_restored_and_says_why(qtbot: QtBot, desk: Desk) -> None:
    desk.back_up(Reason.MANUAL)
    second = open_store(desk.opening.place)
    try:
        looking = Desk(second)
        dialog = shown(qtbot, looking)
        assert looking.read_only
        assert dialog.why.text() == looking.read_only
        assert not dialog.back.isEnabled()
        assert dialog.second.choose.isEnabled()
        dialog.close()
    finally:
        second.close()


def test_on_a_server_the_administrator_is_named(qtbot: QtBot, desk: Desk) -> None:
    desk.opening.backups = None
    dialog = shown(qtbot, desk)
    assert "pg_dump" in dialog.second.said.text()
    for button in (dialog.make, dialog.back, dialog.second.choose, dialog.folder):
        assert not button.isEnabled()
        assert "pg_dump" in button.toolTip()


def test_the_keyboard_alone_is_enough(qtbot: QtBot, desk: Desk) -> None:
    for _ in range(2):
        desk.back_up(Reason.MANUAL)
    dialog = shown(qtbot, desk)
    assert dialog.focusWidget() is dialog.table
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.chosen == desk.backups()[1]
    met = [dialog.focusWidget()]
    for _ in range(5):
        QTest.keyClick(met[-1], Qt.Key.Key_Tab)
        met.append(dialog.focusWidget())
    buttons = [dialog.second.choose, dialog.make, dialog.back, dialog.folder, dialog.leave]
    assert met == [dialog.table, *buttons]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_model_is_sound(qtbot: QtBot, desk: Desk, qtmodeltester: ModelTester) -> None:
    desk.back_up(Reason.MANUAL)
    dialog = shown(qtbot, desk)
    assert type(dialog.model) is BackupsModel
    qtmodeltester.check(dialog.model)  # type: ignore[no-untyped-call]
    checked(qtbot, dialog)
    make(dialog)
    qtmodeltester.check(dialog.model)  # type: ignore[no-untyped-call]
    spoken = Qt.ItemDataRole.ToolTipRole
    assert dialog.model.index(0, 0).data(spoken) == str(desk.backups()[0].path)
