"""Rows by their numbers: selected by a click, moved by dragging, one step that comes back."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.ui.rowheader import RowHeader
from perfdesk.ui.window import MainWindow
from tests.ui.test_formactions import lock, message
from tests.ui.test_window import shown, trigger

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def header(window: MainWindow) -> RowHeader:
    return window.view.indicators.rows


def mouse(window: MainWindow, kind: QEvent.Type, y: int, held: Qt.KeyboardModifier = PLAIN) -> None:
    place = QPoint(5, y)
    viewport = header(window).viewport()
    down = NONE if kind == QEvent.Type.MouseButtonRelease else LEFT
    button = NONE if kind == QEvent.Type.MouseMove else LEFT
    at = QPointF(viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, QMouseEvent(kind, QPointF(place), at, button, down, held))


def middle(window: MainWindow, row: int) -> int:
    return header(window).sectionViewportPosition(row) + header(window).sectionSize(row) // 2


def press(window: MainWindow, row: int, held: Qt.KeyboardModifier = PLAIN) -> None:
    mouse(window, QEvent.Type.MouseButtonPress, middle(window, row), held)


def drag(window: MainWindow, y: int) -> None:
    mouse(window, QEvent.Type.MouseMove, y)


def release(window: MainWindow, y: int, held: Qt.KeyboardModifier = PLAIN) -> None:
    mouse(window, QEvent.Type.MouseButtonRelease, y, held)


def names(window: MainWindow) -> list[str]:
    return [row.level3 for row in shown(window).form.indicators]


def test_a_click_on_a_number_selects_the_row_and_shift_those_between(window: MainWindow) -> None:
    grid = window.view.indicators
    press(window, 1)
    release(window, middle(window, 1))
    assert grid.selectionModel().isRowSelected(1)
    assert not grid.selectionModel().isRowSelected(0)
    press(window, 2, SHIFT)
    release(window, middle(window, 2), SHIFT)
    assert [grid.selectionModel().isRowSelected(row) for row in range(3)] == [False, True, True]
    press(window, 2)
    release(window, middle(window, 2))
    assert [grid.selectionModel().isRowSelected(row) for row in range(3)] == [False, False, True]


def test_a_row_is_dragged_as_one_step_and_keeps_its_labels(window: MainWindow) -> None:
    before = shown(window).form
    press(window, 2)
    drag(window, middle(window, 0) - 4)
    assert header(window).dragging
    release(window, middle(window, 0) - 4)
    assert names(window) == ["就业率", "培训人数", "培训班次"]
    assert shown(window).form.indicators[0].level1 == "效益指标"
    assert window.actions_by_key["undo"].text() == "撤销 移动第 3 行"
    assert window.view.indicators.selected_rows() == (0,)
    trigger(window, "undo")
    assert shown(window).form == before


def test_several_selected_rows_go_together_and_below_the_last(window: MainWindow) -> None:
    press(window, 0)
    release(window, middle(window, 0))
    press(window, 1, SHIFT)
    release(window, middle(window, 1), SHIFT)
    press(window, 1)
    drag(window, middle(window, 2) + 6)
    release(window, middle(window, 2) + 6)
    assert names(window) == ["就业率", "培训人数", "培训班次"]
    assert window.view.indicators.selected_rows() == (0, 1, 2)[1:]


def test_a_row_dropped_into_another_group_says_where_it_belongs(window: MainWindow) -> None:
    press(window, 2)
    drag(window, middle(window, 1) - 4)
    release(window, middle(window, 1) - 4)
    assert names(window) == ["培训人数", "就业率", "培训班次"]
    assert "仍属“效益指标”" in message(window)


def test_escape_and_a_drop_in_the_same_place_change_nothing(window: MainWindow) -> None:
    press(window, 2)
    drag(window, middle(window, 0))
    QTest.keyClick(window.view.indicators, Qt.Key.Key_Escape)
    assert not header(window).dragging
    release(window, middle(window, 0))
    press(window, 1)
    drag(window, middle(window, 1) + 12)
    release(window, middle(window, 1) + 12)
    assert not shown(window).undo_text


def test_a_locked_form_says_why_its_rows_stay(window: MainWindow) -> None:
    lock(window)
    press(window, 2)
    drag(window, middle(window, 0))
    release(window, middle(window, 0))
    assert not shown(window).undo_text
    assert "已上报" in message(window)


def test_rows_held_below_the_table_scroll_it(window: MainWindow, qtbot: QtBot) -> None:
    window.view.indicators.setFixedHeight(70)
    QApplication.processEvents()
    bar = window.view.indicators.verticalScrollBar()
    press(window, 0)
    drag(window, 300)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    release(window, 300)
    assert names(window)[-1] == "培训人数"


def test_a_row_that_begins_a_group_is_chosen_without_the_others(window: MainWindow) -> None:
    press(window, 0)
    release(window, middle(window, 0))
    assert window.view.indicators.selected_rows() == (0,)
    trigger(window, "clear")
    assert shown(window).form.indicators[0].level1 == "产出指标"
    assert shown(window).form.indicators[0].level3 == ""
    trigger(window, "delete_rows")
    assert names(window) == ["培训班次", "就业率"]
