"""The years as tabs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from perfdesk.ui.yeartabs import ALL, NO_YEAR, YearTabs

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def tabs(qtbot: QtBot) -> YearTabs:
    tabs = YearTabs()
    qtbot.addWidget(tabs)
    return tabs


def texts(tabs: YearTabs) -> list[str]:
    return [tabs.tabText(index) for index in range(tabs.count())]


def years(tabs: YearTabs) -> list[int | None]:
    """The one year chosen."""
    return [tabs.year]


def test_the_newest_year_is_first_and_chosen(tabs: YearTabs) -> None:
    assert (tabs.year, tabs.some) == (ALL, False)
    tabs.show_years([2024, 2023, None])
    assert texts(tabs) == ["2024", "2023", "未填年度", "全部"]
    assert (tabs.year, tabs.some) == (2024, True)


def test_the_chosen_tab_stays_as_long_as_it_is_there(tabs: YearTabs) -> None:
    heard: list[int | None] = []
    tabs.turned.connect(lambda: heard.append(tabs.year))
    tabs.show_years([2024, 2023])
    tabs.go_to(2023)
    tabs.show_years([2025, 2024, 2023])
    assert years(tabs) == [2023]
    tabs.show_years([2025])
    assert years(tabs) == [2025]
    tabs.show_years([])
    assert (texts(tabs), years(tabs)) == (["全部"], [ALL])
    assert heard == []  # a person did none of it


def test_a_person_turns_by_mouse_and_keys(tabs: YearTabs, qtbot: QtBot) -> None:
    tabs.show_years([2024, 2023, None])
    with qtbot.waitExposed(tabs):
        tabs.show()
    with qtbot.waitSignal(tabs.turned):
        QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert tabs.year == 2023
    with qtbot.waitSignal(tabs.turned):
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.year == NO_YEAR
    assert not tabs.grab().isNull()


def test_an_unknown_year_means_all(tabs: YearTabs) -> None:
    tabs.show_years([2024])
    tabs.go_to(1999)
    assert tabs.year is ALL
