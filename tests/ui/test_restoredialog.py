"""What restoring would change, told before it is done."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from perfdesk.core.delta import CellChange, Delta
from perfdesk.store.backupfile import Backup, Reason
from perfdesk.store.restoring import Difference, Fate
from perfdesk.ui.lines import LINE_ROLE
from perfdesk.ui.restoredialog import RestoreDialog, ask_restore, counted
from tests.support.desks import when_open

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("qapp"),
]

BACKUP = Backup(12, datetime(2026, 11, 21, 9, 58, tzinfo=UTC), Reason.CLOSE, Path("x.db"), 4096)
CHANGED = Difference(
    "a",
    "培训",
    2024,
    Fate.CHANGED,
    Delta((CellChange("unit", "今天的", "那时的"),)),
    "已审核",
    "草稿",
)
GONE = Difference("b", "新项目", None, Fate.GONE, Delta(), "草稿", "")
BACK = Difference("c", "", 2023, Fate.BACK, Delta(), "", "草稿")
ALL = [CHANGED, GONE, BACK]


def answered(differences: list[Difference], *keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> bool:
    """What `ask_restore` answers after these keys."""

    def act(dialog: QDialog) -> None:
        for key, modifier in keys:
            QTest.keyClick(dialog, key, modifier)

    when_open(act)
    return ask_restore(None, BACKUP, differences)


def test_the_counts_stand_on_top() -> None:
    assert counted(ALL) == "恢复后：1 张表的内容会变，1 张表会消失，1 张表会回来。"
    assert counted([GONE, GONE]) == "恢复后：2 张表会消失。"
    assert RestoreDialog(BACKUP, ALL).counts.text() == counted(ALL)


def test_each_form_says_what_happens_to_it() -> None:
    dialog = RestoreDialog(BACKUP, ALL)
    told = []
    for row in range(3):
        dialog.list.choose(row)
        line = dialog.model.index(row).data(LINE_ROLE)
        told.append((line.title, line.below, line.mark, dialog.sentences.toPlainText()))
    assert told == [
        ("培训", "2024 年度", "会变", "实施单位：今天的 → 那时的\n状态：已审核 → 草稿"),
        ("新项目", "未填年度", "会消失", "备份里没有这张表，恢复后它会消失。"),
        ("未命名", "2023 年度", "会回来", "这张表只在备份里，恢复后它会回来。"),
    ]


def test_enter_and_esc_are_the_harmless_answer() -> None:
    none = Qt.KeyboardModifier.NoModifier
    assert not answered(ALL, (Qt.Key.Key_Return, none))
    assert not answered(ALL, (Qt.Key.Key_Escape, none))


def test_the_button_restores() -> None:
    when_open(lambda dialog: dialog.accept())
    assert ask_restore(None, BACKUP, ALL)
    assert "(&R)" in RestoreDialog(BACKUP, ALL).yes.text()


def test_a_backup_like_today_needs_no_restoring() -> None:
    dialog = RestoreDialog(BACKUP, [])
    assert "相同" in dialog.counts.text()
    assert not dialog.yes.isEnabled()
