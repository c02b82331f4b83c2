"""Every action of the window that edits: one step with a name, taken back and done again."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from perfdesk.core.measure import Measure
from perfdesk.ui.actions import ACTIONS, Menu
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, filled, make_form
from tests.ui.test_blockactions import ACTUAL, LEVEL3, TARGET, select
from tests.ui.test_window import SCORE, enter, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

#: Where each action is tried: the selected cells, first and last.
PLACES = {
    "cut": ((0, LEVEL3), (1, LEVEL3)),
    "paste": ((1, LEVEL3), (1, LEVEL3)),
    "clear": ((0, ACTUAL), (1, ACTUAL)),
    "fill_down": ((0, LEVEL3), (2, LEVEL3)),
    "fill_right": ((0, LEVEL3), (0, TARGET)),
    "insert_row": ((0, SCORE), (0, SCORE)),
    "delete_rows": ((0, SCORE), (1, SCORE)),
    "move_up": ((2, SCORE), (2, SCORE)),
    "move_down": ((0, SCORE), (0, SCORE)),
    "spread_equal": ((0, SCORE), (2, SCORE)),
    "spread_proportional": ((0, SCORE), (2, SCORE)),
    "result_met": ((2, SCORE), (2, SCORE)),
    "result_partly": ((2, SCORE), (2, SCORE)),
    "result_missed": ((2, SCORE), (2, SCORE)),
    "take_offer": ((0, SCORE), (0, SCORE)),
}
#: They edit nothing, or are the steps themselves.
OTHERS = {"undo", "redo", "copy", "copy_table", "find", "palette"}


@pytest.fixture
def window(opener: Opener, store_file: Path) -> MainWindow:
    """A form with points to share out and a qualitative target without a result."""
    form = make_form()
    rows = [replace(row, weight=type(row.weight).of("20")) for row in form.indicators]
    rows[2] = replace(rows[2], target=Measure.of("健全"), actual=Measure.of(""))
    return opener(filled(store_file, [replace(form, indicators=tuple(rows))]))


def test_every_action_that_edits_is_tried() -> None:
    edits = {spec.key for spec in ACTIONS if spec.menu is Menu.EDIT}
    assert set(PLACES) == edits - OTHERS


@pytest.mark.parametrize("key", PLACES)
def test_an_action_is_one_step_back_and_forth(window: MainWindow, key: str) -> None:
    if key == "take_offer":
        type_into(window, 0, ">=9", TARGET)
        enter(window)
    QGuiApplication.clipboard().setText("甲\t乙\r\n丙\t丁\r\n")
    select(window.view.indicators, *PLACES[key])
    before, name_before = shown(window).form, shown(window).undo_text
    trigger(window, key)
    after, name = shown(window).form, shown(window).undo_text
    assert after != before
    assert name
    trigger(window, "undo")
    assert shown(window).form is before
    assert shown(window).undo_text == name_before
    trigger(window, "redo")
    assert shown(window).form is after
    assert shown(window).undo_text == name
