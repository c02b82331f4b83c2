"""The forms that were removed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from perfdesk.ui.removeddialog import RemovedDialog, ask_removed
from tests.ui.test_forms import listed

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def test_the_first_is_chosen_and_enter_brings_it_back(qtbot: QtBot) -> None:
    dialog = RemovedDialog([listed("a"), listed("b", "党建经费", year=None)])
    qtbot.addWidget(dialog)
    dialog.show()
    assert [dialog.list.item(row).text() for row in range(2)] == [
        "职工培训　2024 年度　区总工会本级",
        "党建经费　未填年度　区总工会本级",
    ]
    assert dialog.chosen == ["a"]
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_several_can_be_chosen_or_none(qtbot: QtBot) -> None:
    dialog = RemovedDialog([listed("a"), listed("b")])
    qtbot.addWidget(dialog)
    dialog.list.selectAll()
    assert dialog.chosen == ["a", "b"]
    dialog.list.clearSelection()
    assert (dialog.chosen, dialog.back.isEnabled()) == ([], False)


def test_without_removed_forms_there_is_only_closing(qtbot: QtBot) -> None:
    dialog = RemovedDialog([])
    qtbot.addWidget(dialog)
    assert (dialog.back.isEnabled(), dialog.leave.isDefault()) == (False, True)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("code", "ids"), [(1, ["a"]), (0, [])])
def test_the_answer_is_handed_on(
    monkeypatch: pytest.MonkeyPatch, code: int, ids: list[str]
) -> None:
    monkeypatch.setattr(RemovedDialog, "exec", lambda _self: code)
    assert ask_removed(None, [listed("a")]) == ids
