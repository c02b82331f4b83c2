"""`>=` typed: `≥` is offered as a step of its own, and never after a paste."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from perfdesk.core.edits import SetCell
from perfdesk.ui.window import MainWindow
from tests.ui.test_blockactions import ACTUAL, CONTROL, TARGET, select
from tests.ui.test_formactions import lock, message
from tests.ui.test_window import NOTE, enter, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def target(window: MainWindow, row: int = 0) -> str:
    return shown(window).form.indicators[row].target.text


def offered(window: MainWindow) -> bool:
    assert window.offer.isVisible() == window.actions_by_key["take_offer"].isEnabled()
    return window.offer.isVisible()


@pytest.mark.parametrize("by_key", [True, False])
def test_what_was_typed_goes_in_and_the_better_text_is_one_more_step(
    window: MainWindow, by_key: bool
) -> None:
    assert not offered(window)
    type_into(window, 0, ">=95%", TARGET)
    enter(window)
    assert (target(window), offered(window)) == (">=95%", True)
    assert window.offer.text() == "改成“≥95%”（Ctrl+.）"
    if by_key:
        QTest.keyClick(window.view.indicators, Qt.Key.Key_Period, CONTROL)
    else:
        QTest.mouseClick(window.offer, Qt.MouseButton.LeftButton)
    assert (target(window), offered(window)) == ("≥95%", False)
    assert window.view.indicators.hasFocus()
    trigger(window, "undo")
    assert (target(window), offered(window)) == (">=95%", False)
    trigger(window, "undo")
    assert target(window) == "≥10(个)"


def test_results_are_offered_for_too_but_no_other_text(window: MainWindow) -> None:
    type_into(window, 1, "<=5", ACTUAL)
    enter(window)
    assert offered(window)
    type_into(window, 1, ">=5", NOTE)
    enter(window)
    assert not offered(window)


def test_a_pasted_text_stays_as_it_is(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText(">=7")
    select(window.view.indicators, (0, TARGET), (0, TARGET))
    trigger(window, "paste")
    assert (target(window), offered(window)) == (">=7", False)


@pytest.mark.parametrize("ends", ["undo", "next", "other text", "rows"])
def test_the_offer_ends_with_the_text_that_it_was_made_for(window: MainWindow, ends: str) -> None:
    type_into(window, 0, ">=95%", TARGET)
    enter(window)
    if ends == "other text":
        shown(window).apply(SetCell("indicators[0].target", "80"))
    elif ends == "rows":
        select(window.view.indicators, (0, NOTE), (2, NOTE))
        trigger(window, "delete_rows")
    else:
        trigger(window, ends)
    assert not offered(window)
    before = shown(window).form
    window.offer.take()
    assert shown(window).form == before


def test_a_form_locked_meanwhile_says_why(window: MainWindow) -> None:
    type_into(window, 0, ">=9", TARGET)
    enter(window)
    lock(window)
    window.statusBar().clearMessage()
    trigger(window, "take_offer")
    assert target(window) == ">=9"
    assert "已上报" in message(window)
