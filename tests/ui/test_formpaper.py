"""In a low window the indicators get the room, and the cell that keys lead to is always seen."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, filled, indicator, make_form
from tests.ui.test_window import trigger

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

_ROWS = 30


@pytest.fixture
def low(opener: Opener, store_file: Path) -> MainWindow:
    """A form of many rows in a low window."""
    rows = tuple(indicator("产出指标", f"{n // 5}类指标", f"指标{n}") for n in range(_ROWS))
    window = opener(filled(store_file, [replace(make_form(), indicators=rows)]))
    window.resize(960, 540)
    QApplication.processEvents()
    return window


def seen(part: QWidget, rect: QRect) -> QRect:
    """What is on the screen of a rectangle of a part."""
    return rect & part.visibleRegion().boundingRect()


def rows_seen(window: MainWindow) -> list[int]:
    """The rows of indicators that are wholly on the screen."""
    grid = window.view.indicators
    places = {row: grid.visualRect(grid.cells.index(row, 2)) for row in range(_ROWS)}
    return [row for row, place in places.items() if seen(grid.viewport(), place) == place]


def test_the_indicators_reached_by_f6_have_the_view_with_their_head(low: MainWindow) -> None:
    low.view.funding.setFocus()
    trigger(low, "next_part")
    while low.view.focused_grid() is not low.view.indicators:
        trigger(low, "next_part")
    head = low.view.indicators.horizontalHeader().viewport()
    assert seen(head, head.rect()) == head.rect()
    assert rows_seen(low)[:8] == [0, 1, 2, 3, 4, 5, 6, 7]


def test_several_rows_are_seen_below_the_upper_blocks_at_once(low: MainWindow) -> None:
    assert low.view.folded_line.visibleRegion().boundingRect().height() > 0
    assert rows_seen(low)[:4] == [0, 1, 2, 3]


def test_the_cell_that_keys_lead_to_is_seen(low: MainWindow) -> None:
    grid = low.view.indicators
    grid.setFocus()
    for row in range(1, _ROWS):
        QTest.keyClick(grid, Qt.Key.Key_Down)
        assert grid.currentIndex().row() == row
        assert row in rows_seen(low)
    for row in reversed(range(_ROWS - 1)):
        QTest.keyClick(grid, Qt.Key.Key_Up)
        assert row in rows_seen(low)


def test_a_cell_of_a_longer_form_is_seen_at_once(opener: Opener, store_file: Path) -> None:
    rows = tuple(indicator("产出指标", "数量指标", f"指标{n}") for n in range(_ROWS))
    long = replace(make_form("很多行"), indicators=rows)
    window = opener(filled(store_file, [replace(make_form(), indicators=()), long]))
    window.resize(960, 540)
    QApplication.processEvents()
    window.show_forms(["id-2"])
    window.view.go_to("indicators[20].score")  # before anything has been laid out
    QApplication.processEvents()
    assert 20 in rows_seen(window)
    head = window.view.indicators.horizontalHeader().viewport()
    assert seen(head, head.rect()) == head.rect()


def test_the_funding_comes_back_with_the_focus(low: MainWindow) -> None:
    low.view.indicators.setFocus()
    for _ in range(12):
        QTest.keyClick(low.view.indicators, Qt.Key.Key_Down)
    trigger(low, "previous_part")
    assert low.view.focused_grid() is low.view.funding
    rows = low.view.funding.viewport()
    assert seen(rows, rows.rect()) == rows.rect()


def test_nothing_moves_below_the_mouse(low: MainWindow) -> None:
    grid = low.view.indicators
    half = max(rows_seen(low)) + 1
    place = seen(grid.viewport(), grid.visualRect(grid.cells.index(half, 2))).center()
    before = grid.mapTo(low, QPoint(0, 0))
    QTest.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert grid.currentIndex().row() == half
    assert grid.mapTo(low, QPoint(0, 0)) == before
    QTest.mouseRelease(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert grid.mapTo(low, QPoint(0, 0)) == before


def test_the_summary_gives_its_room_and_the_status_line_has_the_figures(low: MainWindow) -> None:
    assert not low.view.summary.isVisible()
    assert low.layout_.figures.isVisible()
    assert "总分" in low.layout_.figures.text()
    low.resize(1366, 768)
    QApplication.processEvents()
    assert low.view.summary.isVisible()
    assert not low.layout_.figures.isVisible()  # nothing is said twice


def test_rows_that_come_in_a_low_window_get_room(opener: Opener, store_file: Path) -> None:
    window = opener(filled(store_file, [replace(make_form(), indicators=())]))
    window.resize(960, 540)
    QApplication.processEvents()
    before = window.view.indicators.minimumHeight()
    for _ in range(9):
        trigger(window, "insert_row")
    assert window.view.indicators.minimumHeight() > before
