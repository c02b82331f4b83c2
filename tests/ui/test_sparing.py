"""The tables paint what looks otherwise, and nothing beside it."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.ui.palette import Tone
from perfdesk.ui.window import MainWindow
from tests.ui.test_window import NOTE, SCORE, enter, score_cell, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


class Painted(QObject):
    """What of a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.region = QRegion()
        QApplication.processEvents()
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_a_focus_that_moves_paints_the_current_cell_alone(window: MainWindow, qtbot: QtBot) -> None:
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(1, SCORE)
    cells, table = Painted(grid.viewport()), Painted(grid)
    window.panel.search.setFocus()
    qtbot.waitUntil(lambda: not cells.region.isEmpty())
    assert cells.region.boundingRect() == grid.visualRect(grid.currentIndex())
    assert table.region.isEmpty()


def test_labels_beyond_what_is_painted_are_left_out(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid, model = window.view.indicators, window.view.indicator_model
    QApplication.processEvents()
    painted: list[tuple[int, int]] = []
    ground = model.ground

    def watched(row: int, column: int) -> Tone:
        painted.append((row, column))
        return ground(row, column)

    monkeypatch.setattr(model, "ground", watched)
    grid.update(model.index(2, NOTE))
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == [(2, NOTE)]
    painted.clear()
    grid.viewport().update()
    qtbot.waitUntil(lambda: (0, 0) in painted)
    assert len(painted) > 20


def test_another_cell_chosen_leaves_the_column_heads_as_they_are(
    window: MainWindow, qtbot: QtBot
) -> None:
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(0, SCORE)
    heads, cells = Painted(grid.horizontalHeader().viewport()), Painted(grid.viewport())
    grid.go_to(1, SCORE)
    qtbot.waitUntil(lambda: not cells.region.isEmpty())
    assert heads.region.isEmpty()


def test_a_cell_painted_again_after_typing_shows_the_new_text(window: MainWindow) -> None:
    grid, model = window.view.indicators, window.view.indicator_model
    rect = grid.visualRect(model.index(0, SCORE))
    before = grid.viewport().grab(rect).toImage()
    type_into(window, 0, "12")
    enter(window)
    assert score_cell(window, 0)[0] == "12.00"
    assert grid.viewport().grab(rect).toImage() != before
    assert grid.hasFocus()
