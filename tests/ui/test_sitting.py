"""Another text size: another window stands in the place of the first, and all goes on."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from perfdesk.core.edits import SetCell
from perfdesk.ui.settings import Settings, TextSize
from perfdesk.ui.settingsdialog import SettingsDialog
from perfdesk.ui.sitting import Sitting
from perfdesk.ui.start import enlarge
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person, filled, make_form
from tests.ui.test_incoming import arrivals
from tests.ui.test_window import shown, trigger

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def sitting(
    qtbot: QtBot, application: QApplication, person: Person, store_file: Path
) -> Iterator[Sitting]:
    """A window on two forms, the second shown."""
    desk = filled(store_file, [make_form(), make_form("党建经费")])
    sitting = Sitting(desk, person.jobs, Settings(), partial(enlarge, application))
    with qtbot.waitExposed(sitting.window):
        sitting.window.show()
    trigger(sitting.window, "next")
    yield sitting
    sitting.window.close()
    sitting.window.deleteLater()
    enlarge(application, 1.0)


def choose(sitting: Sitting, size: TextSize) -> None:
    """In the settings, which are closed then."""
    trigger(sitting.window, "settings")
    [dialog] = sitting.window.findChildren(SettingsDialog)
    place = dialog.size_.findData(size)
    dialog.size_.setCurrentIndex(place)
    dialog.size_.activated.emit(place)
    dialog.leave.click()


def renewed(sitting: Sitting, qtbot: QtBot, size: TextSize) -> MainWindow:
    """The window after another text size was chosen."""
    before = sitting.window
    choose(sitting, size)
    qtbot.waitUntil(lambda: sitting.window is not before)
    return sitting.window


def test_texts_are_larger_at_once_and_smaller_again(sitting: Sitting, qtbot: QtBot) -> None:
    before = sitting.window.fontMetrics().height()
    row = sitting.window.view.indicators.rowHeight(0)
    window = renewed(sitting, qtbot, TextSize.LARGEST)
    assert window.fontMetrics().height() > before
    assert window.view.indicators.rowHeight(0) > row
    assert window.isVisible()
    window = renewed(sitting, qtbot, TextSize.USUAL)
    assert window.fontMetrics().height() == before
    assert window.view.indicators.rowHeight(0) == row


def test_the_first_window_goes_and_closes_nothing(sitting: Sitting, qtbot: QtBot) -> None:
    first = sitting.window
    window = renewed(sitting, qtbot, TextSize.LARGER)
    qtbot.waitUntil(lambda: not isValid(first))
    shown(window).apply(SetCell("unit", "新单位"))
    trigger(window, "save")
    assert window.saving.label.text() == "已保存"
    assert window.desk.store.load("id-2").form.unit == "新单位"


def test_form_cell_and_steps_to_undo_stay(sitting: Sitting, qtbot: QtBot) -> None:
    first = sitting.window
    first.keeper("id-1").document.apply(SetCell("indicators[0].score", "7"))
    shown(first).apply(SetCell("indicators[1].score", "8"))
    first.view.go_to("indicators[1].score")
    window = renewed(sitting, qtbot, TextSize.LARGER)
    assert window.view.name.text() == "党建经费"
    assert window.view.address == "indicators[1].score"
    assert window.view.focused_grid() is window.view.indicators
    assert window.actions_by_key["undo"].text() == "撤销 修改第 2 行得分"
    trigger(window, "undo")
    assert shown(window).form.indicators[1].score.text == ""
    trigger(window, "previous")
    trigger(window, "undo")
    assert shown(window).form.indicators[0].score.text == ""


def test_the_list_follows_a_form_that_only_the_first_window_showed(
    sitting: Sitting, qtbot: QtBot
) -> None:
    first = sitting.window
    document = first.keeper("id-1").document
    window = renewed(sitting, qtbot, TextSize.LARGER)
    total = window.panel.model.line(0).total
    document.apply(SetCell("indicators[0].score", "7"))
    assert window.panel.model.line(0).total != total


def test_what_stood_in_an_open_editor_is_taken_over(sitting: Sitting, qtbot: QtBot) -> None:
    grid = sitting.window.view.indicators
    grid.go_to(0, 6)
    grid.setFocus()
    QTest.keyClicks(grid, "9")
    window = renewed(sitting, qtbot, TextSize.LARGER)
    assert shown(window).form.indicators[0].score.text == "9"


def test_imports_that_wait_go_on_waiting(sitting: Sitting, qtbot: QtBot) -> None:
    sitting.window.incoming.waiting = arrivals(make_form("等着的"))
    window = renewed(sitting, qtbot, TextSize.LARGER)
    assert window.actions_by_key["waiting"].text() == "待处理的导入（1）…"


def test_a_window_whose_cell_does_not_take_its_text_stays(sitting: Sitting, qtbot: QtBot) -> None:
    first = sitting.window
    first.view.go_to("year")
    field = first.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "12")
    choose(sitting, TextSize.LARGER)
    qtbot.waitUntil(lambda: bool(first.statusBar().currentMessage()))
    assert sitting.window is first
    assert first.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)


def test_closing_the_settings_as_they_were_changes_nothing(sitting: Sitting, qtbot: QtBot) -> None:
    first = sitting.window
    choose(sitting, TextSize.USUAL)
    qtbot.waitUntil(lambda: not first.findChildren(SettingsDialog))
    assert sitting.window is first
