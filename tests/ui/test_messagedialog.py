"""Messages: a heading, a few sentences, the rest on demand, all of it to copy."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle
from pytestqt.qtbot import QtBot

from perfdesk.ui.messagedialog import MOST_SENTENCES, MessageDialog

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("application"),
]


def message(qtbot: QtBot, count: int) -> MessageDialog:
    icon = QStyle.StandardPixmap.SP_MessageBoxWarning
    dialog = MessageDialog(icon, "请留意<b>：", [f"第 {n} 条" for n in range(count)])
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_few_sentences_are_all_shown(qtbot: QtBot) -> None:
    dialog = message(qtbot, MOST_SENTENCES)
    assert dialog.heading.text() == "请留意<b>："
    assert dialog.sentences.text().count("\n") == MOST_SENTENCES - 1
    assert dialog.unfold.isHidden()


def test_many_are_folded_until_somebody_asks(qtbot: QtBot, application: QApplication) -> None:
    dialog = message(qtbot, 500)
    assert dialog.sentences.text().count("\n") == MOST_SENTENCES - 1
    assert dialog.unfold.text() == f"另有 {500 - MOST_SENTENCES} 条…"
    dialog.unfold.click()
    assert dialog.details.toPlainText().count("\n") == 499
    assert not dialog.details.isHidden()
    assert dialog.height() < 700
    dialog.copying.click()
    assert application.clipboard().text().splitlines() == [
        "请留意<b>：",
        *(f"第 {n} 条" for n in range(500)),
    ]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_close_it(qtbot: QtBot, key: Qt.Key) -> None:
    dialog = message(qtbot, 0)
    QTest.keyClick(dialog, key)
    assert not dialog.isVisible()
