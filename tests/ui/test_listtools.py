"""Sorting and filtering from the menus above the list; kept as plain values."""

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from perfdesk.core.edits import SetCell
from perfdesk.core.state import State
from perfdesk.store.listing import Findings
from perfdesk.ui.listorder import Order
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, filled, make_form
from tests.ui.test_formspanel import names

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def window(opener: Opener, store_file: Path) -> MainWindow:
    """Two forms of 2024, one of 2023."""
    forms = [make_form("职工培训"), make_form("党建经费"), make_form("养老服务", 2023)]
    return opener(filled(store_file, forms))


def entries(button: QToolButton) -> dict[str, QAction]:
    """The menu's entries by their words, those of menus within it too, as when it opens."""
    menu = button.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    found: dict[str, QAction] = {}
    for action in menu.actions():
        inner = action.menu()
        found |= {one.text(): one for one in inner.actions()} if isinstance(inner, QMenu) else {}
        found[action.text()] = action
    return found


def test_the_menu_sorts_and_says_so(window: MainWindow) -> None:
    tools = window.panel.tools
    entries(tools.sort_button)["名称（拼音）"].trigger()
    assert names(window) == ["党建经费", "职工培训"]
    assert tools.said.text() == "名称（拼音）"
    entries(tools.sort_button)["倒序"].trigger()
    assert (names(window), tools.said.text()) == (["职工培训", "党建经费"], "名称（拼音）（倒序）")
    entries(tools.sort_button)["列表顺序"].trigger()
    assert (tools.said.isVisible(), tools.backwards) == (False, False)
    assert not entries(tools.sort_button)["倒序"].isEnabled()


def test_the_menu_filters_and_one_click_lists_all_again(window: MainWindow) -> None:
    tools = window.panel.tools
    entries(tools.filter_button)["已上报"].trigger()
    assert window.panel.nothing.isVisible()
    assert not window.panel.list.isVisible()
    assert entries(tools.filter_button)["已上报"].isChecked()
    entries(tools.filter_button)["优"].trigger()
    assert tools.said.text() == "已上报 · 优"
    window.panel.nothing.button.click()
    assert (len(names(window)), tools.said.isVisible()) == (2, False)
    entries(tools.filter_button)["草稿"].trigger()
    entries(tools.filter_button)["草稿"].trigger()  # a second time takes it away
    assert tools.said.text() == ""
    tools.sort(Order.TOTAL)
    tools.clear_button.click()
    assert (tools.order, tools.said.text()) == (Order.OWN, "")


def test_units_are_offered_where_there_are_several(window: MainWindow) -> None:
    tools = window.panel.tools
    assert "区总工会本级" not in entries(tools.filter_button)
    window.desk.add([make_form("别家的")])
    document = window.desk.document(window.desk.forms()[0].id)
    document.apply(SetCell("unit", "A&B 局"))
    entries(tools.filter_button)["A&&B 局"].trigger()
    assert len(names(window)) == 1
    assert tools.said.text() == "A&B 局"


def test_what_was_chosen_is_taken_up_again(window: MainWindow) -> None:
    panel = window.panel
    panel.tabs.go_to(2023)
    panel.tools.narrow("state", State.DRAFT)
    panel.tools.narrow("findings", Findings.SOME)
    panel.tools.sort(Order.CHANGED)
    panel.tools.turn_round()
    kept = json.loads(json.dumps(panel.state()))
    panel.tools.clear()
    panel.tabs.go_to(2024)
    panel.restore(kept)
    assert panel.state() == kept
    assert panel.tabs.year == 2023


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"order": "moon", "backwards": True, "state": 3, "findings": None, "unit": 5, "year": "x"},
        {"year": 1900, "grade": ""},
    ],
)
def test_what_makes_no_sense_is_left_aside(
    window: MainWindow,
    kept: dict[str, object],
) -> None:
    before = window.panel.state()
    window.panel.restore(kept)
    assert window.panel.state() == before
    assert names(window) == ["职工培训", "党建经费"]


def test_an_empty_store_has_nothing_to_sum(opener: Opener, store_file: Path) -> None:
    window = opener(filled(store_file, []))
    assert window.panel.footer.count.text() == "0 个项目"
    assert not window.panel.nothing.isVisible()
