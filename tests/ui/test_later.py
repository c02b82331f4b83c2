"""What may be seen after the cell itself: nothing lost, nothing twice, nothing out of turn."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.store.opening import open_store
from perfdesk.ui.later import Later
from perfdesk.ui.window import MainWindow
from tests.ui.test_window import editor, enter, figures, shown, type_into

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("application"),
]


class Typing:
    """Whether somebody types, and what was done so far."""

    def __init__(self) -> None:
        self.now = True
        self.done: list[str] = []
        self.later = Later(lambda: self.now)
        self.first, self.second = (partial(self.done.append, word) for word in ("a", "b"))


def test_while_nobody_types_it_is_done_at_once() -> None:
    typing = Typing()
    typing.now = False
    typing.later.do(typing.first)
    assert typing.done == ["a"]


def test_while_somebody_types_each_is_done_once_in_the_order_of_asking(qtbot: QtBot) -> None:
    typing = Typing()
    for act in (typing.second, typing.first, typing.second):
        typing.later.do(act)
    assert typing.done == []
    qtbot.waitUntil(lambda: typing.done == ["b", "a"])


def test_nothing_overtakes_what_waits(qtbot: QtBot) -> None:
    typing = Typing()
    typing.later.do(typing.first)
    typing.now = False
    typing.later.do(typing.second)
    assert typing.done == []
    qtbot.waitUntil(lambda: typing.done == ["a", "b"])


def test_what_was_caught_up_with_is_not_done_again(qtbot: QtBot) -> None:
    typing = Typing()
    typing.later.do(typing.first)
    typing.later.catch_up()
    assert typing.done == ["a"]
    typing.later.do(typing.second)
    qtbot.waitUntil(lambda: typing.done == ["a", "b"])


def test_one_that_fails_does_not_take_the_others_along(qtbot: QtBot) -> None:
    typing = Typing()

    def fails() -> None:
        raise ValueError("a fault of ours")

    typing.later.do(fails)
    typing.later.do(typing.first)
    with pytest.raises(ValueError, match="a fault of ours"):
        typing.later.catch_up()
    qtbot.waitUntil(lambda: typing.done == ["a"])


def test_figures_and_menu_follow_a_typed_cell_by_themselves(
    window: MainWindow, qtbot: QtBot
) -> None:
    undo = window.actions_by_key["undo"]
    type_into(window, 0, "12")
    assert not undo.isEnabled()
    enter(window)
    assert undo.isEnabled()
    qtbot.waitUntil(lambda: figures(window)[3] == "77.00")
    assert undo.text() != "撤销"
    assert "77.00" in window.layout_.figures.text()


def test_whoever_asks_for_the_form_finds_its_figures_shown(window: MainWindow) -> None:
    type_into(window, 0, "12")
    window.settled()
    assert figures(window)[3] == "77.00"
    assert shown(window).form.indicators[0].score.text == "12"


def test_a_window_closed_right_after_enter_has_stored_the_cell(window: MainWindow) -> None:
    place = window.desk.opening.place
    type_into(window, 0, "12")
    QTest.keyClick(editor(window), Qt.Key.Key_Return)
    QApplication.processEvents()  # the cell is taken over, all else may still wait
    window.close()
    opening = open_store(place)
    assert opening.needed().load("id-1").form.indicators[0].score.text == "12"
    opening.close()
