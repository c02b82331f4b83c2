"""The question which side counts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from perfdesk.ui.changesdialog import ChangesDialog, ask_take

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

_CHANGED = [("职工培训", ["第 1 行得分：1 → 2", "实施单位：甲 → 乙"]), ("党建经费", ["a：\n1 → 2"])]


@pytest.fixture
def dialog(qtbot: QtBot) -> ChangesDialog:
    dialog = ChangesDialog(_CHANGED)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_every_cell_is_listed_below_its_form(dialog: ChangesDialog) -> None:
    first, second = (dialog.tree.topLevelItem(row) for row in range(2))
    assert first is not None
    assert second is not None
    assert (first.text(0), first.childCount()) == ("职工培训（2 处）", 2)
    line = second.child(0)
    assert line is not None
    assert line.text(0) == "a： 1 → 2"


@pytest.mark.parametrize(
    ("key", "result"),
    [
        (Qt.Key.Key_Return, QDialog.DialogCode.Rejected),
        (Qt.Key.Key_Escape, QDialog.DialogCode.Rejected),
    ],
)
def test_enter_and_escape_keep_what_is_stored(
    dialog: ChangesDialog, key: Qt.Key, result: QDialog.DialogCode
) -> None:
    QTest.keyClick(dialog, key)
    assert (dialog.isVisible(), dialog.result()) == (False, result)


def test_the_button_takes_the_files(dialog: ChangesDialog) -> None:
    dialog.take.click()
    assert dialog.result() == QDialog.DialogCode.Accepted


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("code", list(QDialog.DialogCode))
def test_the_answer_is_handed_on(monkeypatch: pytest.MonkeyPatch, code: QDialog.DialogCode) -> None:
    monkeypatch.setattr(ChangesDialog, "exec", lambda _self: code)
    assert ask_take(None, _CHANGED) == (code == QDialog.DialogCode.Accepted)
