"""Scroll bars: the handle is as long as what is seen, and can be taken from end to end."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar, QStyleOptionSlider
from pytestqt.qtbot import QtBot

from perfdesk.ui.scrollbars import Part, part_of

_PARTS = (Part.SC_ScrollBarSubPage, Part.SC_ScrollBarSlider, Part.SC_ScrollBarAddPage)


@pytest.fixture(params=Qt.Orientation)
def bar(request: pytest.FixtureRequest, qtbot: QtBot, application: QApplication) -> QScrollBar:  # noqa: ARG001 - dressed
    """200 pixels for 300 steps beside a page of 100."""
    bar = QScrollBar(request.param)
    qtbot.addWidget(bar)
    bar.setRange(0, 300)
    bar.setPageStep(100)
    upright = request.param == Qt.Orientation.Vertical
    bar.resize(10 if upright else 200, 200 if upright else 10)
    with qtbot.waitExposed(bar):
        bar.show()
    return bar


def spans(bar: QScrollBar) -> list[tuple[int, int]]:
    """(begin, end) of what is before the handle, the handle, what is after it."""
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    found = [part_of(option, part) for part in _PARTS]
    if bar.orientation() == Qt.Orientation.Vertical:
        return [(rect.top(), rect.top() + rect.height()) for rect in found]
    return [(rect.left(), rect.left() + rect.width()) for rect in found]


@pytest.mark.parametrize(("value", "begin"), [(0, 0), (150, 75), (300, 150)])
def test_the_handle_reaches_both_ends(bar: QScrollBar, value: int, begin: int) -> None:
    bar.setValue(value)
    assert spans(bar)[1] == (begin, begin + 50)


def test_all_of_the_bar_belongs_to_a_part(bar: QScrollBar) -> None:
    bar.setValue(150)
    assert spans(bar) == [(0, 75), (75, 125), (125, 200)]


def test_a_long_text_leaves_a_handle_that_can_be_taken(bar: QScrollBar) -> None:
    bar.setRange(0, 1_000_000)
    begin, end = spans(bar)[1]
    assert end - begin == 25


def test_a_bar_without_anything_to_scroll_is_all_handle(bar: QScrollBar) -> None:
    bar.setRange(0, 0)
    assert spans(bar)[1] == (0, 200)
    bar.setPageStep(0)
    assert spans(bar)[1] == (0, 200)


def test_there_are_no_arrows(bar: QScrollBar) -> None:
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    for part in (Part.SC_ScrollBarAddLine, Part.SC_ScrollBarSubLine):
        assert part_of(option, part).isEmpty()


def test_it_is_dragged_to_the_end_and_clicked_page_by_page(bar: QScrollBar) -> None:
    upright = bar.orientation() == Qt.Orientation.Vertical

    def at(along: int) -> QPoint:
        return QPoint(5, along) if upright else QPoint(along, 5)

    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=at(10))
    QTest.mouseMove(bar, at(190))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=at(190))
    assert bar.value() == 300
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=at(20))
    assert bar.value() == 200
