"""The toolbar: main button, words where they fit, the search where there is one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QToolBar, QToolButton
from pytestqt.qtbot import QtBot

from perfdesk.core.edits import SetCell
from perfdesk.ui.actions import ACTIONS
from perfdesk.ui.palette import Tone
from perfdesk.ui.toolbar import GROUPS, SEARCH, MainToolBar
from perfdesk.ui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly


def buttons(toolbar: QToolBar) -> list[QToolButton]:
    """From left to right."""
    found = toolbar.findChildren(QToolButton)
    actions = (button for button in found if button.objectName() != "qt_toolbar_ext_button")
    return sorted(actions, key=lambda button: button.x())


def toolbar_of(window: QMainWindow) -> QToolBar:
    [toolbar] = window.findChildren(QToolBar)
    return toolbar


def test_it_has_what_the_table_gives_a_word_for() -> None:
    keys = [key for group in GROUPS for key in group]
    assert sorted(keys) == sorted(spec.key for spec in ACTIONS if spec.button)


def test_the_main_button_is_the_filled_one(window: MainWindow) -> None:
    first, *others = buttons(toolbar_of(window))
    assert first.text() == "新建"
    filled = [
        button.text()
        for button in (first, *others)
        if button.grab().toImage().pixelColor(4, button.height() // 4) == Tone.ACCENT.color
    ]
    assert filled == ["新建"]


@pytest.mark.parametrize("width", [1366, 1280])
def test_all_words_fit_on_a_small_screen(window: MainWindow, width: int) -> None:
    window.resize(width, 700)
    QApplication.processEvents()
    toolbar = toolbar_of(window)
    assert toolbar.toolButtonStyle() == _WORDS
    for button in buttons(toolbar):
        assert button.width() >= button.sizeHint().width()
        assert button.geometry().right() <= toolbar.width()


def test_words_give_way_and_come_back(window: MainWindow, qtbot: QtBot) -> None:
    toolbar = MainToolBar(window.actions_by_key)
    qtbot.addWidget(toolbar)
    toolbar.resize(500, 48)
    toolbar.show()
    QApplication.processEvents()
    shown = buttons(toolbar)
    assert {button.toolButtonStyle() for button in shown} == {_ICONS}
    assert all(button.isVisible() and button.toolTip() for button in shown)
    assert shown[-1].geometry().right() <= toolbar.width()
    toolbar.resize(1366, 48)
    assert {button.toolButtonStyle() for button in shown} == {_WORDS}


def test_undo_stays_as_it_is_in_the_toolbar_and_names_its_step_in_menu_and_tooltip(
    window: MainWindow,
) -> None:
    toolbar = toolbar_of(window)
    places = [button.x() for button in buttons(toolbar)]
    assert window.document is not None
    window.document.apply(SetCell("unit", "一个名字很长很长的单位"))
    QApplication.processEvents()
    undo = next(button for button in buttons(toolbar) if button.text() == "撤销")
    assert undo.isEnabled()
    assert window.actions_by_key["undo"].text() == "撤销 修改实施单位"
    assert undo.toolTip() == "撤销 修改实施单位（Ctrl+Z）"
    assert [button.x() for button in buttons(toolbar)] == places
    window.actions_by_key["undo"].trigger()
    assert not undo.isEnabled()
    assert [button.x() for button in buttons(toolbar)] == places


def test_neighbouring_buttons_stand_close_together(window: MainWindow) -> None:
    shown = [button for button in buttons(toolbar_of(window)) if button.text() in ("撤销", "重做")]
    undo, redo = shown
    assert redo.x() - undo.geometry().right() < undo.fontMetrics().height()


def test_the_search_looks_like_a_field_and_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    asked: list[bool] = []
    search = QAction("搜索", window)
    search.setShortcut(QKeySequence("Ctrl+Alt+K"))
    search.triggered.connect(lambda: asked.append(True))
    toolbar = MainToolBar({**window.actions_by_key, SEARCH: search})
    qtbot.addWidget(toolbar)
    toolbar.resize(1366, 48)
    toolbar.show()
    field = buttons(toolbar)[-1]
    assert field.width() > 200
    assert field.text() == "搜索"
    before = field.grab().toImage()
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    assert asked == [True]
    toolbar.resize(400, 48)
    QApplication.processEvents()
    assert field.width() < 60
    assert field.grab().toImage() != before


def test_without_a_search_there_is_no_field(window: MainWindow, qtbot: QtBot) -> None:
    actions = {key: act for key, act in window.actions_by_key.items() if key != SEARCH}
    toolbar = MainToolBar(actions)
    qtbot.addWidget(toolbar)
    assert len(buttons(toolbar)) == sum(len(group) for group in GROUPS)
