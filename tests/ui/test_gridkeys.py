"""The keys of a spreadsheet: Enter, Tab, F2, Esc, and Ctrl with an arrow."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from perfdesk.core.edits import SetCell
from perfdesk.ui.gridkeys import edge
from perfdesk.ui.window import MainWindow
from tests.ui.test_window import LEVEL1, NOTE, SCORE, editor, press, shown, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def place(window: MainWindow) -> tuple[int, int]:
    index = window.view.indicators.currentIndex()
    return index.row(), index.column()


def strike(window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window.view.indicators, key, held)


def start(window: MainWindow, row: int, column: int) -> None:
    window.view.indicators.setFocus()
    window.view.indicators.go_to(row, column)


@pytest.mark.parametrize(
    ("filled", "at", "by", "to"),
    [
        ("xxx..x.", 0, 1, 2),  # to the end of the block
        ("xxx..x.", 2, 1, 5),  # over the gap
        ("xxx..x.", 5, 1, 6),  # nothing more: to the end
        ("xxx..x.", 6, 1, 6),
        ("xxx..x.", 5, -1, 2),
        ("xxx..x.", 2, -1, 0),
        ("..x", 2, -1, 0),
        ("x", 0, 1, 0),
    ],
)
def test_ctrl_with_an_arrow_leads_to_the_edge_of_what_is_filled(
    filled: str, at: int, by: int, to: int
) -> None:
    assert edge(lambda place: filled[place] == "x", at, len(filled), by) == to


def test_enter_without_an_editor_goes_down_over_groups_and_shift_up(window: MainWindow) -> None:
    start(window, 0, LEVEL1)
    seen = []
    for key, *held in (
        (Qt.Key.Key_Return,),
        (Qt.Key.Key_Enter,),
        (Qt.Key.Key_Return, SHIFT),
        (Qt.Key.Key_Return, SHIFT),
    ):
        strike(window, key, *held)
        seen.append(place(window))
    assert seen == [(2, LEVEL1), (2, LEVEL1), (0, LEVEL1), (0, LEVEL1)]
    assert window.view.indicators.findChild(QLineEdit) is None


def test_tab_leaves_the_editor_to_the_right_without_opening_the_next(window: MainWindow) -> None:
    type_into(window, 0, "7")
    press(window, Qt.Key.Key_Tab)
    assert (place(window), window.view.indicators.editing) == ((0, NOTE), False)
    assert shown(window).form.indicators[0].score.text == "7"
    strike(window, Qt.Key.Key_Backtab, SHIFT)
    assert place(window) == (0, SCORE)
    type_into(window, 1, "8")
    QTest.keyClick(editor(window), Qt.Key.Key_Backtab, SHIFT)
    QApplication.processEvents()
    assert place(window) == (1, SCORE - 1)
    assert shown(window).form.indicators[1].score.text == "8"


def test_f2_opens_what_was_typed_and_escape_leaves_it(window: MainWindow) -> None:
    shown(window).apply(SetCell("indicators[0].score", "12.5"))
    start(window, 0, SCORE)
    strike(window, Qt.Key.Key_F2)
    assert editor(window).text() == "12.5"
    QTest.keyClicks(editor(window), "9")
    press(window, Qt.Key.Key_Escape)
    assert shown(window).form.indicators[0].score.text == "12.5"


def test_ctrl_and_shift_select_to_the_edge(window: MainWindow) -> None:
    start(window, 0, SCORE)
    strike(window, Qt.Key.Key_Down, CONTROL)
    assert place(window) == (2, SCORE)
    assert len(window.view.indicators.selectionModel().selectedIndexes()) == 1
    strike(window, Qt.Key.Key_Up, CONTROL, SHIFT)
    strike(window, Qt.Key.Key_Left, CONTROL, SHIFT)
    indexes = window.view.indicators.selectionModel().selectedIndexes()
    chosen = {(index.row(), index.column()) for index in indexes}
    assert place(window) == (0, 0)
    assert chosen == {(row, column) for row in range(3) for column in range(SCORE + 1)}
