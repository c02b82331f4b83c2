"""The question for a reason."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from perfdesk.ui.reasondialog import ReasonDialog, ask_reason
from tests.support.desks import when_open

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("qapp"),
]


def typed(text: str, key: Qt.Key) -> str | None:
    """What `ask_reason` answers after that typing."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, ReasonDialog)
        dialog.field.setText(text)
        QTest.keyClick(dialog.field, key)

    when_open(act)
    return ask_reason(None, "退回修改", "为什么退回？")


def test_enter_gives_the_reason_without_blanks_around_it() -> None:
    assert typed("  supplement  ", Qt.Key.Key_Return) == "supplement"


@pytest.mark.parametrize("blank", ["", "   ", "\u3000"])
def test_a_blank_reason_is_none(blank: str) -> None:
    assert typed(blank, Qt.Key.Key_Return) is None


def test_esc_thinks_better_of_it() -> None:
    assert typed("reason", Qt.Key.Key_Escape) is None


def test_ok_waits_for_a_reason() -> None:
    dialog = ReasonDialog("退回修改", "为什么？")
    assert not dialog.ok.isEnabled()
    dialog.field.setText("漏填")
    assert dialog.ok.isEnabled()
    dialog.field.setText(" ")
    assert not dialog.ok.isEnabled()
    assert dialog.field.accessibleName() == "为什么？"
