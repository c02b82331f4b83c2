"""Keys are written alike in menus, tooltips, search and manual."""

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from perfdesk.ui.actions import ACTIONS
from perfdesk.ui.keynames import shown_keys, typed_keys
from perfdesk.ui.shortcutspage import shortcuts_page
from perfdesk.ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

_NATIVE = QKeySequence.SequenceFormat.NativeText


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("Alt+Up", "Alt+↑"),
        ("Alt+Shift+Down", "Alt+Shift+↓"),
        ("Alt+Left", "Alt+←"),
        ("Alt+Right", "Alt+→"),
        ("Ctrl+PgUp", "Ctrl+PgUp"),
        ("Ctrl+=", "Ctrl+="),
        ("", ""),
    ],
)
def test_arrow_keys_are_shown_as_arrows_and_all_others_as_they_are(keys: str, shown: str) -> None:
    assert shown_keys(keys) == shown
    assert typed_keys(shown) == keys


def test_menus_and_tooltips_name_keys_like_the_manual(window: MainWindow) -> None:
    page = shortcuts_page()
    for spec in ACTIONS:
        action = window.actions_by_key[spec.key]
        shown = shown_keys(spec.shortcut)
        assert action.shortcut().toString(_NATIVE) == shown
        assert shown in action.toolTip()
        assert shown.replace("\\", "\\\\") in page
    assert "方向" not in window.actions_by_key["move_up"].shortcut().toString(_NATIVE)


def test_qts_other_texts_stay_chinese(application: QApplication, qtbot: QtBot) -> None:  # noqa: ARG001 - dressed
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "取消"
