"""A year that is none: nothing passes over it silently, and what was typed is not lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.state import State
from perfdesk.ui.editors import LineEditor
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person
from tests.ui.test_formactions import message
from tests.ui.test_halftyped import notes, wait_for_note
from tests.ui.test_window import NOTE, enter, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

WHY = "“20244”不是四位数的年份。"


@pytest.fixture
def year(window: MainWindow) -> LineEditor:
    """The field of the year with 20244 typed into it, and left."""
    window.view.wanted_fold = False
    window.activateWindow()
    window.view.go_to("year")
    field = QApplication.focusWidget()
    assert isinstance(field, LineEditor)
    field.selectAll()
    QTest.keyClicks(field, "20244")
    window.view.indicators.setFocus()
    return field


def test_why_it_was_not_taken_is_read_after_the_field_is_left_and_there_again(
    window: MainWindow, year: LineEditor
) -> None:
    assert message(window) == WHY
    year.setFocus()
    assert window.layout_.hint.text() == WHY
    QTest.keyClick(year, Qt.Key.Key_Escape)
    assert (year.text(), window.view.unread) == ("2024", None)


@pytest.mark.parametrize(
    "action", ["save", "check", "print_one", "export_one", "export_all", "duplicate", "remove"]
)
def test_what_would_pass_over_it_says_why_and_goes_there(
    window: MainWindow, person: Person, year: LineEditor, action: str
) -> None:
    trigger(window, action)
    assert message(window) == f"年度没有保存：{WHY}请改正，或按 Esc 还原。"
    assert (QApplication.focusWidget(), year.text()) == (year, "20244")
    assert (shown(window).state, person.written, len(window.panel.ids)) == (State.DRAFT, [], 2)


def test_all_else_is_saved(window: MainWindow, year: LineEditor) -> None:
    type_into(window, 0, "x", NOTE)
    trigger(window, "save")
    assert window.desk.store.load("id-1").form.indicators[0].note == "x"
    assert year.text() == "20244"


def test_the_form_stays_on_the_screen(window: MainWindow, year: LineEditor, qtbot: QtBot) -> None:
    window.panel.list.choose(1)
    qtbot.waitUntil(lambda: window.panel.list.currentIndex().row() == 0)
    assert (shown(window).form.id, year.text()) == ("id-1", "20244")
    assert message(window).startswith("年度没有保存")
    assert QApplication.focusWidget() is year
    year.setText("2025")
    year.setModified(True)
    window.panel.list.choose(1)
    assert window.desk.store.load("id-1").form.year == 2025
    assert shown(window).form.id == "id-2"


@pytest.mark.parametrize("agrees", [False, True])
def test_closing_asks(window: MainWindow, person: Person, year: LineEditor, agrees: bool) -> None:
    person.agrees = agrees
    assert window.close() is agrees
    assert WHY in person.asked[-1]
    if not agrees:
        assert QApplication.focusWidget() is year


@pytest.mark.usefixtures("year")
def test_its_note_is_written_again_when_another_cell_is_settled(
    window: MainWindow, qtbot: QtBot
) -> None:
    type_into(window, 0, "12")
    enter(window)
    wait_for_note(window, qtbot)
    assert notes(window) == [("id-1", "year", "20244")]
