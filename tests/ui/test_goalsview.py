"""The goals: how they grow, when they are committed, and what an input method may do."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.core.document import Document
from perfdesk.core.edits import SetCell, SwitchTemplate
from perfdesk.core.state import State
from perfdesk.ui.editors import GrowingEditor
from perfdesk.ui.goalsview import GoalsView
from perfdesk.ui.widgets import Caption
from tests.support.forms import clean_form, template

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

TEXT = "提高技能。\n减少事故。"


class Desk(QWidget):
    """The goals and another place for the focus; what the goals said."""

    def __init__(self) -> None:
        super().__init__()
        self.goals, self.beside = GoalsView(), QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.goals)
        column.addWidget(self.beside)
        column.addStretch(1)
        self.hints: list[str] = []
        self.settled: list[str] = []
        self.typing: list[str] = []
        self.goals.hinted.connect(self.hints.append)
        self.goals.typing.connect(self.typing.append)
        self.goals.settled.connect(self.settled.append)


def document_of(
    expected: str = TEXT, template_id: str = "shanghai-district-2024", state: State = State.DRAFT
) -> Document:
    form = replace(clean_form(goal_expected=expected), template=template_id)
    return Document(form, template, state)


@pytest.fixture
def desk(qtbot: QtBot, application: QApplication) -> Desk:  # noqa: ARG001
    desk = Desk()
    qtbot.addWidget(desk)
    desk.resize(800, 600)
    with qtbot.waitExposed(desk):
        desk.show()
    desk.activateWindow()
    return desk


@pytest.fixture
def document(desk: Desk) -> Document:
    found = document_of()
    desk.goals.show_document(found)
    return found


def goal(desk: Desk, address: str = "goal_expected") -> GrowingEditor:
    """The goal, with the focus and the cursor at its end."""
    assert desk.goals.go_to(address)
    found = QApplication.focusWidget()
    assert isinstance(found, GrowingEditor)
    QTest.keyClick(found, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    return found


def compose(editor: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def captions(desk: Desk) -> list[str]:
    return [label.text() for label in desk.goals.findChildren(Caption)]


def test_both_goals_are_shown_under_the_templates_labels(desk: Desk, document: Document) -> None:
    assert goal(desk).typed() == document.form.goal_expected
    assert goal(desk, "goal_actual").typed() == ""
    assert captions(desk) == ["预期目标", "10 字", "实际完成情况", "0 字"]


def test_a_visit_is_one_step_of_undo_however_much_is_typed(desk: Desk, document: Document) -> None:
    editor = goal(desk)
    for word in ("再", "提高", "收入。"):
        compose(editor, "", word)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert document.form.goal_expected == TEXT
    assert desk.goals.half_typed == ("goal_expected", TEXT + "再\n提高\n收入。\n")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert desk.goals.address == "goal_actual"
    assert document.form.goal_expected == TEXT + "再\n提高\n收入。\n"
    assert document.undo_text == "修改预期目标"
    assert desk.settled == ["goal_expected"]
    document.undo()
    assert not document.undo_text
    assert goal(desk).typed() == TEXT


def test_looking_at_a_goal_changes_nothing_in_it(desk: Desk) -> None:
    text = "　两个全角空格\u00a0与不换行空格\r\n回车换行\u2028\t制表"
    document = document_of(text)
    desk.goals.show_document(document)
    goal(desk)
    desk.beside.setFocus()
    desk.goals.finish_editing()
    assert document.form.goal_expected == text
    assert not document.undo_text
    assert not desk.typing


def test_typing_keeps_no_break_spaces(desk: Desk) -> None:
    document = document_of("5\u00a0人")
    desk.goals.show_document(document)
    compose(goal(desk), "", "次")
    desk.goals.finish_editing()
    assert document.form.goal_expected == "5\u00a0人次"


def test_losing_the_focus_while_composing_commits_nothing_until_it_ends(
    desk: Desk, document: Document
) -> None:
    editor = goal(desk)
    compose(editor, "", "甲")
    compose(editor, "yi")
    desk.beside.setFocus()
    assert document.form.goal_expected == TEXT
    compose(editor, "", "乙")
    assert document.form.goal_expected == TEXT + "甲乙"


def test_finishing_while_composing_takes_what_is_typed_and_keeps_the_composition(
    desk: Desk, document: Document
) -> None:
    editor = goal(desk)
    compose(editor, "", "甲")
    compose(editor, "yi")
    desk.goals.finish_editing()
    assert document.form.goal_expected == TEXT + "甲"
    compose(editor, "", "乙")
    desk.beside.setFocus()
    assert document.form.goal_expected == TEXT + "甲乙"


def test_a_menu_over_the_goal_is_no_leaving(desk: Desk, document: Document) -> None:
    editor = goal(desk)
    compose(editor, "", "甲")
    reason = Qt.FocusReason.PopupFocusReason
    QApplication.sendEvent(editor, QFocusEvent(QEvent.Type.FocusOut, reason))
    assert document.form.goal_expected == TEXT
    desk.beside.setFocus()
    assert document.form.goal_expected == TEXT + "甲"


def test_taking_all_back_inside_the_editor_leaves_nothing_half_typed(
    desk: Desk, document: Document
) -> None:
    editor = goal(desk)
    compose(editor, "", "甲")
    assert desk.typing[-1:] == ["goal_expected"]
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.settled == ["goal_expected"]
    assert desk.goals.half_typed is None
    desk.beside.setFocus()
    assert not document.undo_text


def test_escape_restores_and_ctrl_z_brings_the_typed_text_back(
    desk: Desk, document: Document
) -> None:
    editor = goal(desk)
    compose(editor, "", "很多字")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.typed() == TEXT
    assert desk.goals.half_typed is None
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.typed() == TEXT + "很多字"
    desk.goals.finish_editing()
    assert document.form.goal_expected == TEXT + "很多字"


def test_what_others_change_is_shown_but_not_over_what_is_being_typed(
    desk: Desk, document: Document
) -> None:
    editor = goal(desk)
    compose(editor, "", "甲")
    document.apply(SetCell("goal_actual", "别处填的"))
    assert editor.typed() == TEXT + "甲"
    assert goal(desk, "goal_actual").typed() == "别处填的"


def test_a_goal_grows_with_its_text_and_shrinks_again(desk: Desk, document: Document) -> None:
    editor, line = goal(desk), desk.fontMetrics().lineSpacing()
    least = editor.height()
    editor.load("\n".join("一二三四五六"))
    assert editor.height() == least + 3 * line
    assert not editor.verticalScrollBar().isVisible()
    editor.load("")
    assert editor.height() == least
    assert document.form.goal_expected == TEXT


def test_wrapped_lines_count_and_beyond_the_most_it_scrolls(desk: Desk, document: Document) -> None:
    document.apply(SetCell("goal_expected", "培训企业职工，提高技能。" * 1667))
    editor = goal(desk)
    inner = editor.height() - 2 * editor.document().documentMargin()
    assert round(inner / desk.fontMetrics().lineSpacing()) == 8
    assert editor.verticalScrollBar().isVisible()
    narrow = "企业职工，提高技能。" * 7
    document.apply(SetCell("goal_expected", narrow))
    before = editor.height()
    desk.resize(500, 600)
    QApplication.processEvents()
    assert editor.height() > before


def test_a_locked_form_takes_no_key_and_says_why(desk: Desk) -> None:
    desk.goals.show_document(document_of(state=State.ARCHIVED))
    editor = goal(desk)
    desk.hints.clear()
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.typed() == TEXT
    assert desk.hints == ["这张表已归档，不能修改；要改请先“退回修改”并写明原因。"]
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert desk.goals.address == "goal_actual"


def test_the_labels_follow_another_template_here(desk: Desk, document: Document) -> None:
    document.apply(SwitchTemplate(document.template, template("hubei-2020")))
    assert captions(desk)[::2] == ["预期目标（本模板不打印）", "实际完成情况（本模板不打印）"]
    document.undo()
    assert captions(desk)[::2] == ["预期目标", "实际完成情况"]


def test_a_template_without_goals_shows_none_unless_the_form_brought_some(desk: Desk) -> None:
    desk.goals.show_document(document_of("", "hubei-2020"))
    assert not desk.goals.isVisible()
    desk.goals.show_document(document_of(TEXT, "hubei-2020"))
    assert desk.goals.isVisible()
    assert captions(desk)[0] == "预期目标（本模板不打印）"
    desk.goals.show_document(None)
    assert not desk.goals.isVisible()


def test_the_next_document_takes_nothing_from_the_one_before(
    desk: Desk, document: Document
) -> None:
    compose(goal(desk), "", "甲")
    other = document_of("别的目标")
    desk.goals.show_document(other)
    assert document.form.goal_expected == TEXT + "甲"
    assert goal(desk).typed() == "别的目标"
    document.undo()
    assert goal(desk).typed() == "别的目标"
