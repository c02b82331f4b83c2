"""The fields above and below the tables, typed into as a person would."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.core.document import Document
from perfdesk.core.edits import SetCell
from perfdesk.core.state import State
from perfdesk.ui.editors import GrowingEditor, LineEditor
from perfdesk.ui.headerfields import ClosingFields, HeaderFields, PaperFields
from tests.support.forms import clean_form, template

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Desk(QWidget):
    """Both panels and another place for the focus; what they said."""

    def __init__(self) -> None:
        super().__init__()
        self.header, self.closing, self.beside = HeaderFields(), ClosingFields(), QLineEdit()
        column = QVBoxLayout(self)
        for widget in (self.header, self.closing, self.beside):
            column.addWidget(widget)
        self.hints: list[str] = []
        self.typing: list[str] = []
        self.settled: list[str] = []
        for panel in (self.header, self.closing):
            panel.hinted.connect(self.hints.append)
            panel.typing.connect(self.typing.append)
            panel.settled.connect(self.settled.append)

    def show_document(self, document: Document | None) -> None:
        self.header.show_document(document)
        self.closing.show_document(document)


@pytest.fixture
def desk(qtbot: QtBot, application: QApplication) -> Desk:  # noqa: ARG001
    desk = Desk()
    qtbot.addWidget(desk)
    desk.resize(900, 500)
    with qtbot.waitExposed(desk):
        desk.show()
    desk.activateWindow()
    return desk


def document_of(
    template_id: str = "shanghai-district-2024", state: State = State.DRAFT
) -> Document:
    form = replace(clean_form(), template=template_id)
    return Document(form, template, state)


@pytest.fixture
def document(desk: Desk) -> Document:
    found = document_of()
    desk.show_document(found)
    return found


def field(panel: PaperFields, address: str) -> LineEditor | GrowingEditor:
    """The field, with the focus."""
    assert panel.go_to(address)
    found = QApplication.focusWidget()
    assert isinstance(found, LineEditor | GrowingEditor)
    return found


def compose(editor: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def retype(editor: QWidget, text: str) -> None:
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    compose(editor, "", text)


def test_the_fields_show_the_form_and_follow_it(desk: Desk, document: Document) -> None:
    assert field(desk.header, "project_name").typed() == "职工培训"
    assert field(desk.header, "year").typed() == "2024"
    document.apply(SetCell("unit", "别的单位"))
    assert field(desk.header, "unit").typed() == "别的单位"
    document.undo()
    assert field(desk.header, "unit").typed() == "区总工会本级"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_enter_and_tab_commit_and_go_on(desk: Desk, document: Document, key: Qt.Key) -> None:
    editor = field(desk.header, "supervisor")
    retype(editor, "市总工会")
    before = desk.header.half_typed
    QTest.keyClick(editor, key)
    assert (before, desk.header.half_typed) == (("supervisor", "市总工会"), None)
    assert document.form.supervisor == "市总工会"
    assert document.undo_text == "修改主管部门"
    assert desk.header.address == "unit"
    assert desk.settled == ["supervisor"]


def test_shift_enter_goes_back(desk: Desk, document: Document) -> None:
    editor = field(desk.header, "unit")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.header.address == "supervisor"
    assert not document.undo_text


def test_leaving_a_field_commits_once_and_looking_at_it_does_not(
    desk: Desk, document: Document
) -> None:
    retype(field(desk.header, "project_name"), "党建经费")
    field(desk.header, "year")
    field(desk.header, "unit")
    desk.beside.setFocus()
    assert document.form.project_name == "党建经费"
    assert document.undo()
    assert not document.undo()


def test_escape_restores_the_text_and_says_that_nothing_is_half_typed(
    desk: Desk, document: Document
) -> None:
    editor = field(desk.header, "unit")
    retype(editor, "错了")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.typed() == "区总工会本级"
    assert desk.typing[-1:] == ["unit"]
    assert desk.settled == ["unit"]
    desk.beside.setFocus()
    assert not document.undo_text


@pytest.mark.parametrize("wrong", ["24", "二〇二四", "2024年", "20245"])
def test_a_year_that_is_none_stays_in_the_field_with_a_sentence(
    desk: Desk, document: Document, wrong: str
) -> None:
    editor = field(desk.header, "year")
    retype(editor, wrong)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert desk.hints[-1] == f"“{wrong}”不是四位数的年份。"
    assert desk.header.address == "year"
    assert editor.typed() == wrong
    assert document.form.year == 2024
    document.apply(SetCell("unit", "甲"))
    assert editor.typed() == wrong
    retype(editor, "２０２５")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert document.form.year == 2025
    assert editor.typed() == "2025"


def test_lines_pasted_into_a_field_of_one_line_become_one(desk: Desk, document: Document) -> None:
    editor = field(desk.header, "project_name")
    editor.selectAll()
    QApplication.clipboard().setText("培训\r\n\t经费  一\n")
    QTest.keySequence(editor, QKeySequence.StandardKey.Paste)
    assert editor.typed() == "培训 经费  一"
    desk.beside.setFocus()
    assert document.form.project_name == "培训 经费  一"
    assert document.undo()


def test_a_year_can_be_emptied(desk: Desk, document: Document) -> None:
    retype(field(desk.header, "year"), "")
    desk.header.finish_editing()
    assert document.form.year is None


def test_losing_the_focus_while_composing_commits_nothing_until_the_composition_ends(
    desk: Desk, document: Document
) -> None:
    editor = field(desk.header, "project_name")
    retype(editor, "培训")
    compose(editor, "zhong'xin")
    desk.beside.setFocus()
    assert document.form.project_name == "职工培训"
    compose(editor, "", "中心")
    assert document.form.project_name == "培训中心"


def test_enter_inside_a_composition_does_not_leave_the_field(
    desk: Desk, document: Document
) -> None:
    editor = field(desk.header, "project_name")
    compose(editor, "pei")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert desk.header.address == "project_name"
    assert not document.undo_text


def test_finishing_takes_over_the_open_field(desk: Desk, document: Document) -> None:
    retype(field(desk.header, "unit"), "甲单位")
    desk.header.finish_editing()
    assert document.form.unit == "甲单位"
    assert desk.header.address == "unit"


def test_an_open_field_belongs_to_the_document_that_was_shown(
    desk: Desk, document: Document
) -> None:
    retype(field(desk.header, "unit"), "甲单位")
    other = document_of()
    desk.show_document(other)
    assert document.form.unit == "甲单位"
    assert other.form.unit == "区总工会本级"
    assert field(desk.header, "unit").typed() == "区总工会本级"


def test_another_document_is_followed_and_the_old_one_no_more(
    desk: Desk, document: Document
) -> None:
    other = document_of()
    desk.show_document(other)
    document.apply(SetCell("unit", "旧"))
    assert field(desk.header, "unit").typed() == "区总工会本级"
    other.apply(SetCell("unit", "新"))
    assert field(desk.header, "unit").typed() == "新"


def test_a_locked_form_takes_no_key_and_says_why(desk: Desk) -> None:
    desk.show_document(document_of(state=State.REPORTED))
    editor = field(desk.header, "unit")
    assert "已上报" in desk.hints[-1]
    desk.hints.clear()
    QTest.keyClick(editor, Qt.Key.Key_A)
    assert editor.typed() == "区总工会本级"
    assert "已上报" in desk.hints[-1]
    desk.hints.clear()
    for key in (Qt.Key.Key_C, Qt.Key.Key_Home, Qt.Key.Key_Tab):
        QTest.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)
    assert not desk.hints
    QTest.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "已上报" in desk.hints[-1]


def test_fields_open_again_when_the_form_is_sent_back(desk: Desk) -> None:
    document = document_of(state=State.REPORTED)
    desk.show_document(document)
    document.move_to(State.DRAFT, "数字有误")
    retype(field(desk.header, "unit"), "乙")
    desk.header.finish_editing()
    assert document.form.unit == "乙"


def test_a_form_closed_while_a_field_is_open_keeps_its_text_and_says_why(
    desk: Desk, document: Document
) -> None:
    editor = field(desk.header, "unit")
    retype(editor, "丙")
    document.move_to(State.CHECKED)
    document.move_to(State.REPORTED)
    desk.header.finish_editing()
    assert "已上报" in desk.hints[-1]
    assert editor.typed() == document.form.unit == "区总工会本级"


def test_ctrl_z_in_a_field_nobody_typed_into_is_left_to_the_window(
    desk: Desk, document: Document, qtbot: QtBot
) -> None:
    undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), desk)
    undo.activated.connect(document.undo)
    editor = field(desk.header, "unit")
    retype(editor, "甲单位")
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.typed() == "区总工会本级"  # the editor's own step
    retype(editor, "甲单位")
    desk.header.finish_editing()
    with qtbot.waitSignal(undo.activated):
        QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.form.unit == editor.typed() == "区总工会本级"


def test_another_template_has_other_fields_and_a_panel_without_fields_hides(desk: Desk) -> None:
    desk.show_document(document_of("hubei-2020"))
    assert field(desk.header, "extra.单位名称").accessibleName() == "单位名称"
    assert desk.closing.isVisible()
    desk.show_document(document_of())
    assert not desk.header.go_to("extra.单位名称")
    assert not desk.closing.isVisible()
    desk.show_document(None)
    assert not desk.header.isVisible()


def test_a_form_moved_to_another_template_by_somebody_else_gets_its_fields(
    desk: Desk, document: Document
) -> None:
    form = replace(document.form, template="national-2020")
    document.take_over(form, State.DRAFT)
    retype(field(desk.closing, "signature.preparer"), "陈禾")
    desk.closing.finish_editing()
    assert document.form.signature.preparer == "陈禾"


def test_explanations_take_several_lines_and_tab_leaves_them(desk: Desk) -> None:
    document = document_of("hubei-2020")
    desk.show_document(document)
    address = "extra.改进措施及结果应用方案"
    editor = field(desk.closing, address)
    compose(editor, "", "一")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    compose(editor, "", "二")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert document.form.extra_text("改进措施及结果应用方案") == "一\n二"
    assert desk.closing.address == ""


def test_the_field_with_the_focus_says_what_it_expects(desk: Desk, document: Document) -> None:
    assert document.form.year == 2024
    field(desk.header, "year")
    assert desk.hints[-1] == "年度：四位数的年份，如 2024"
    field(desk.header, "supervisor")
    assert desk.hints[-1] == "主管部门"
