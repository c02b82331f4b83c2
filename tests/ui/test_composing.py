"""Input methods in the tables: nothing leaves the cell inside a composition, nothing is lost."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.palette import Tone
from perfdesk.ui.window import MainWindow
from tests.ui.test_window import NOTE, editor, press, shown, trigger

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

LEVEL3 = INDICATOR_COLUMNS.index(IndicatorColumn.LEVEL3)
KEYS = {LEVEL3: "level3", NOTE: "note"}
BOTH = pytest.mark.parametrize("column", [LEVEL3, NOTE])


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def start(window: MainWindow, column: int) -> None:
    """The first key of a composition, on a cell nobody edits yet."""
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(0, column)
    assert grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(grid, "pei")


def text(window: MainWindow, column: int) -> str:
    found: str = getattr(shown(window).form.indicators[0], KEYS[column])
    return found


@BOTH
def test_the_first_composing_key_opens_the_editor(window: MainWindow, column: int) -> None:
    start(window, column)
    assert window.view.indicators.editing
    compose(editor(window), "", "培训")
    press(window, Qt.Key.Key_Return)
    assert text(window, column).endswith("培训")
    assert window.view.indicators.currentIndex().row() == 1


@BOTH
def test_a_text_that_is_not_composed_first_is_typed_as_well(
    window: MainWindow, column: int
) -> None:
    """So come brackets and signs from an input method, and all texts from some."""
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(0, column)
    compose(grid, "", "（")
    assert grid.editing
    compose(editor(window), "", "一）")
    press(window, Qt.Key.Key_Return)
    assert text(window, column) == "（一）"  # what stood there is replaced, as by a key


@BOTH
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape])
def test_keys_inside_a_composition_do_not_leave_the_cell(
    window: MainWindow, column: int, key: Qt.Key
) -> None:
    start(window, column)
    compose(editor(window), "peixun")
    press(window, key)
    assert window.view.indicators.editing
    assert not shown(window).undo_text
    compose(editor(window), "", "培训")
    press(window, Qt.Key.Key_Return)
    assert text(window, column).endswith("培训")


@BOTH
@pytest.mark.parametrize(
    "reason", [Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason]
)
def test_losing_the_focus_keeps_what_was_composed(
    window: MainWindow, column: int, reason: Qt.FocusReason
) -> None:
    start(window, column)
    found = editor(window)
    compose(found, "", "甲")
    compose(found, "yi")
    if reason == Qt.FocusReason.MouseFocusReason:
        window.panel.list.setFocus(reason)
    else:
        window.clearFocus()
        found.clearFocus()
        QApplication.sendEvent(found, QFocusEvent(QEvent.Type.FocusOut, reason))
    QApplication.processEvents()
    assert text(window, column).endswith("甲yi")


@BOTH
@pytest.mark.parametrize("name", ["save", "next", "print_one"])
def test_what_ends_the_editor_takes_the_composition_along(
    window: MainWindow, column: int, name: str
) -> None:
    document = shown(window)
    start(window, column)
    compose(editor(window), "peixun")
    trigger(window, name)
    assert getattr(document.form.indicators[0], KEYS[column]).endswith("peixun")


def test_a_reason_is_typed_in_the_ring_of_its_cell(window: MainWindow) -> None:
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(0, NOTE)
    QTest.keyClick(grid, Qt.Key.Key_F2)
    open_ = grid.viewport().grab().toImage()
    cell = grid.visualRect(grid.currentIndex())
    assert editor(window).geometry() == cell
    edges = [cell.topLeft(), cell.topRight(), cell.bottomLeft(), cell.bottomRight()]
    for place in edges:
        assert open_.pixelColor(place) == Tone.ACCENT.color
    [field] = grid.findChildren(QPlainTextEdit)
    assert not field.verticalScrollBar().isVisible()


def test_a_reason_takes_several_lines_and_grows(window: MainWindow) -> None:
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(0, NOTE)
    QTest.keyClick(grid, Qt.Key.Key_F2)
    low = editor(window).height()
    compose(editor(window), "", "天气")
    QTest.keyClick(editor(window), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    compose(editor(window), "", "改期")
    assert editor(window).height() > low
    press(window, Qt.Key.Key_Return)
    assert text(window, NOTE) == "天气\n改期"
    assert (grid.currentIndex().row(), grid.editing) == (1, False)
    assert "改期" in grid.cells.index(0, NOTE).data(Qt.ItemDataRole.ToolTipRole)
