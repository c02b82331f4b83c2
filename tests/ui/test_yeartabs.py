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
    assert texts(tabs) == ["2024", "2023", "未填", "全部"]
    assert tabs.tabToolTip(2) == "没有填年度的表"
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


def seen(tabs: YearTabs) -> list[str]:
    """The texts of the tabs; each has all its room and lies on the bar, beside the menu."""
    edge = tabs.rest.x() if tabs.rest.isVisible() else tabs.width()
    for index in range(tabs.count()):
        assert tabs.tabRect(index).width() == tabs.tabSizeHint(index).width()
        assert 0 <= tabs.tabRect(index).left() < tabs.tabRect(index).right() < edge
    return texts(tabs)


def offered(tabs: YearTabs) -> list[str]:
    """What the menu at the end has."""
    tabs.rest.menu().aboutToShow.emit()
    return [action.text() for action in tabs.rest.menu().actions()]


@pytest.fixture
def twenty(tabs: YearTabs, qtbot: QtBot) -> YearTabs:
    """Twenty years in the room for four tabs and the menu."""
    tabs.show_years([*range(2024, 2004, -1)])
    with qtbot.waitExposed(tabs):
        tabs.show()
    tabs.resize(4 * tabs.tabSizeHint(0).width() + tabs.rest.sizeHint().width(), tabs.height())
    return tabs


@pytest.mark.parametrize("many", range(1, 21))
def test_every_year_is_on_a_tab_or_in_the_menu_and_no_tab_is_cut(
    tabs: YearTabs, qtbot: QtBot, many: int
) -> None:
    tabs.show_years([*range(2024, 2024 - many, -1)])
    with qtbot.waitExposed(tabs):
        tabs.show()
    tabs.resize(240, tabs.height())
    shown, rest = seen(tabs), offered(tabs)
    assert shown[0] == "2024"
    assert shown[-1] == "全部"
    assert [*shown[:-1], *rest] == [str(year) for year in range(2024, 2024 - many, -1)]
    assert tabs.rest.isVisible() == bool(rest)


def test_the_newest_years_are_on_tabs_and_the_others_in_the_menu(twenty: YearTabs) -> None:
    assert seen(twenty) == ["2024", "2023", "2022", "全部"]
    assert offered(twenty) == [str(year) for year in range(2021, 2004, -1)]


def test_a_year_of_the_menu_is_seen_once_it_is_chosen(twenty: YearTabs, qtbot: QtBot) -> None:
    offered(twenty)
    with qtbot.waitSignal(twenty.turned):
        twenty.rest.menu().actions()[-1].trigger()
    assert twenty.year == 2005
    assert seen(twenty) == ["2024", "2023", "2005", "全部"]


def test_keys_walk_through_all_years_and_the_year_chosen_is_seen(twenty: YearTabs) -> None:
    for year in range(2023, 2004, -1):
        QTest.keyClick(twenty, Qt.Key.Key_Right)
        assert twenty.year == year
        assert str(year) in seen(twenty)
    QTest.keyClick(twenty, Qt.Key.Key_Right)
    assert twenty.year is ALL
    QTest.keyClick(twenty, Qt.Key.Key_Left)
    assert years(twenty) == [2005]
    assert seen(twenty) == ["2024", "2023", "2005", "全部"]


def test_the_program_turns_to_a_year_of_the_menu(twenty: YearTabs) -> None:
    twenty.go_to(2010)
    assert seen(twenty) == ["2024", "2023", "2010", "全部"]


def test_years_that_come_while_all_forms_are_listed_leave_the_tabs_in_view(
    tabs: YearTabs, qtbot: QtBot
) -> None:
    tabs.show_years([2024, 2023])
    tabs.go_to(ALL)
    with qtbot.waitExposed(tabs):
        tabs.show()
    tabs.resize(240, tabs.height())
    tabs.show_years([*range(2024, 2004, -1)])
    assert seen(tabs)[0] == "2024"
    assert tabs.year is ALL


def test_larger_type_leaves_room_for_fewer_years(twenty: YearTabs) -> None:
    font = twenty.font()
    font.setPointSizeF(font.pointSizeF() * 1.25)
    twenty.setFont(font)
    assert seen(twenty) == ["2024", "2023", "全部"]
