"""The offer of what stood half typed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.modeltest import ModelTester

from perfdesk.store.records import HalfTyped
from perfdesk.ui.recoverydialog import NotesModel, Offer, RecoveryDialog, ask_recovery
from tests.support.desks import when_open

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("qapp"),
]

AT = "2026-11-21T09:58:00"
NOTES = [
    HalfTyped("s1", "f1", "indicators[0].note", "因天气原因", "张三", AT),
    HalfTyped("s2", "f2", "goal_actual", "第一行\n第二行", "张三", AT),
]


def offers() -> list[Offer]:
    """The first cell holds a newer text, the second one is gone."""
    names = [f"{note.form_id}　{note.address}" for note in NOTES]
    return [Offer(*given) for given in zip(NOTES, names, ("后来改的", None), strict=True)]


def answered(*keys: Qt.Key) -> list[bool] | None:
    """What `ask_recovery` answers after these keys in the list."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, RecoveryDialog)
        for key in keys:
            QTest.keyClick(dialog.list, key)

    when_open(act)
    return ask_recovery(None, offers())


def test_enter_takes_everything() -> None:
    assert answered(Qt.Key.Key_Return) == [True, True]


def test_space_drops_the_current_note_and_takes_it_again() -> None:
    assert answered(Qt.Key.Key_Space, Qt.Key.Key_Return) == [False, True]
    down = (Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert answered(*down, Qt.Key.Key_Return) == [True, False]
    assert answered(*down, Qt.Key.Key_Space, Qt.Key.Key_Return) == [True, True]


def test_esc_leaves_the_notes_for_the_next_start() -> None:
    assert answered(Qt.Key.Key_Escape) is None


def test_form_cell_and_the_whole_text_are_shown() -> None:
    dialog = RecoveryDialog(offers())
    assert dialog.model.index(0).data() == "f1　indicators[0].note\n因天气原因"
    assert dialog.model.index(1).data() == "f2　goal_actual\n第一行 第二行"
    assert dialog.text.toPlainText() == "因天气原因"
    dialog.list.setCurrentIndex(dialog.model.index(1))
    assert dialog.text.toPlainText() == "第一行\n第二行"
    assert dialog.when.text() == "写于 2026-11-21 09:58，全文："


def test_what_the_cell_holds_now_is_shown() -> None:
    empty = Offer(NOTES[0], "甲", "")
    dialog = RecoveryDialog([*offers(), empty])
    shown = []
    for row in range(3):
        dialog.list.setCurrentIndex(dialog.model.index(row))
        shown.append(dialog.now.toPlainText())
    assert shown == ["后来改的", "（这个单元格已经没有了）", "（空）"]


def test_the_model_is_sound_and_takes_only_checks(qtmodeltester: ModelTester) -> None:
    model = NotesModel(offers())
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert not model.setData(model.index(0), "别的")
    assert model.setData(model.index(0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert model.taken == [False, True]
