"""Ctrl+Z over everything: list and form, named in the menu; whole days with many forms."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from perfdesk.core.state import State
from perfdesk.store.backupfile import Reason
from perfdesk.ui.listorder import Order
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, Person, filled, make_form
from tests.ui.test_addingactions import choose_all
from tests.ui.test_formactions import message
from tests.ui.test_formspanel import names
from tests.ui.test_window import enter, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
ALT, UP, DOWN = Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Up, Qt.Key.Key_Down


@pytest.fixture
def thirty(opener: Opener, store_file: Path) -> MainWindow:
    """Thirty forms of 2024, the first shown."""
    return opener(filled(store_file, [make_form(f"项目{n:02}") for n in range(30)]))


def menu_text(window: MainWindow, key: str = "undo") -> str:
    return window.actions_by_key[key].text()


def test_a_removed_form_comes_back_with_what_can_be_undone_in_it(window: MainWindow) -> None:
    type_into(window, 0, "21")
    enter(window)
    trigger(window, "remove")
    assert (names(window), menu_text(window)) == (["党建经费"], "撤销 删除“职工培训”")
    trigger(window, "undo")
    assert message(window) == "已撤销：删除“职工培训”"
    assert names(window) == ["职工培训", "党建经费"]
    window.panel.list.choose(0)
    assert menu_text(window) == "撤销 修改第 1 行得分"
    trigger(window, "undo")
    assert shown(window).form.indicators[0].score.text == ""
    trigger(window, "redo")
    trigger(window, "redo")
    assert names(window) == ["党建经费"]
    assert window.view.name.text() == "党建经费"


def test_delete_in_the_list_removes_all_selected_as_one_step(window: MainWindow) -> None:
    choose_all(window)
    window.panel.list.setFocus()
    QTest.keyClick(window.panel.list, Qt.Key.Key_Delete)
    assert names(window) == []
    assert message(window) == "已删除 2 张表，Ctrl+Z 可撤销"
    assert window.desk.backups()[0].reason is Reason.BULK
    trigger(window, "undo")
    assert names(window) == ["职工培训", "党建经费"]
    assert window.document is not None


def test_delete_in_the_grid_is_for_its_cells(window: MainWindow) -> None:
    window.view.indicators.setFocus()
    QTest.keyClick(window.view.indicators, Qt.Key.Key_Delete)
    assert len(names(window)) == 2


def test_locked_forms_among_the_selected_stay(window: MainWindow) -> None:
    for key in ("check", "report"):
        trigger(window, key)
    choose_all(window)
    trigger(window, "remove")
    assert names(window) == ["职工培训"]
    assert message(window) == "已删除“党建经费”；1 张已上报或归档，没有删除，Ctrl+Z 可撤销"


def test_thirty_forms_go_over_to_the_next_year_and_back(thirty: MainWindow, person: Person) -> None:
    choose_all(thirty)
    trigger(thirty, "carry_over")
    assert person.asked[0].startswith("把 30 张表结转到 2025 年度？")
    panel = thirty.panel
    assert (panel.tabs.year, len(panel.list.chosen_ids)) == (2025, 30)
    assert panel.footer._chosen == frozenset(panel.ids)
    assert menu_text(thirty) == "撤销 结转 30 张表"
    assert thirty.desk.backups()[0].reason is Reason.BULK
    for form in thirty.desk.current(panel.ids):
        assert (form.year, form.indicators[0].actual.text) == (2025, "")
    trigger(thirty, "undo")
    assert (panel.tabs.year, len(panel.ids)) == (2024, 30)
    assert thirty.desk.years() == [2024]
    trigger(thirty, "redo")
    assert (panel.tabs.year, len(panel.list.chosen_ids)) == (2025, 30)


def test_states_of_all_selected_move_together_and_are_no_step(
    thirty: MainWindow, person: Person
) -> None:
    choose_all(thirty)
    trigger(thirty, "check")
    assert message(thirty) == "30 张表已变为“已审核”"
    assert {item.state for item in thirty.desk.forms()} == {State.CHECKED}
    assert not thirty.actions_by_key["undo"].isEnabled()
    trigger(thirty, "report")
    trigger(thirty, "send_back")
    assert person.asked[-1].startswith("选中的 30 张表里有已锁定的。")
    assert {item.state for item in thirty.desk.forms()} == {State.DRAFT}


def test_alt_and_arrows_move_the_form_in_the_list(window: MainWindow) -> None:
    forms = window.panel.list
    forms.setFocus()
    QTest.keyClick(forms, DOWN, ALT)
    assert names(window) == ["党建经费", "职工培训"]
    assert (window.view.name.text(), forms.currentIndex().row()) == ("职工培训", 1)
    assert QApplication.focusWidget() is forms
    QTest.keyClick(forms, DOWN, ALT)  # the end: no step
    trigger(window, "undo")
    assert names(window) == ["职工培训", "党建经费"]
    assert not window.actions_by_key["undo"].isEnabled()
    trigger(window, "form_down")
    assert names(window) == ["党建经费", "职工培训"]
    trigger(window, "form_up")
    assert names(window) == ["职工培训", "党建经费"]


def test_a_form_is_dropped_between_two_others(thirty: MainWindow) -> None:
    forms = thirty.panel.list
    below = forms.visualRect(forms.forms.index(3, 0)).bottomLeft()
    data = QMimeData()  # the event holds no reference to it
    event = QDropEvent(
        QPointF(below),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    forms.dropEvent(event)
    assert names(thirty)[:5] == ["项目01", "项目02", "项目03", "项目00", "项目04"]
    assert not forms.forms.removeRows(0, 1)  # which Qt asks for at the end of a move
    assert menu_text(thirty) == "撤销 调整顺序"


def test_in_another_order_or_a_part_of_the_list_nothing_moves(window: MainWindow) -> None:
    panel, before = window.panel, window.desk.store.forms()
    panel.tools.sort(Order.TOTAL)
    panel.shift(1)
    assert "改回“列表顺序”才能移动" in message(window)
    panel.tools.clear()
    panel.tools.narrow("state", State.DRAFT)
    panel.shift(1)
    assert "清除查找和筛选才能移动" in message(window)
    panel.clear_filter()
    window.desk.add([make_form("去年的", 2023)])
    panel.refresh()
    panel.tabs.setCurrentIndex(2)
    panel.shift(-1)
    assert message(window) == "请先选一个年度，再移动其中的表。"
    assert window.desk.store.forms()[:2] == before


def test_what_cannot_be_taken_back_says_why_and_changes_nothing(
    window: MainWindow, person: Person
) -> None:
    person.new = make_form("新的")
    trigger(window, "new")
    type_into(window, 0, "9")
    enter(window)
    window.panel.list.choose(0)
    trigger(window, "undo")
    assert "请先转到那张表" in message(window)
    assert person.told == []
    assert "新的" in names(window)


def test_the_menu_of_the_list_counts_the_selected(window: MainWindow) -> None:
    menu = window.panel.list.menu
    assert menu is not None
    menu.aboutToShow.emit()
    assert not menu.actions()[0].isVisible()
    choose_all(window)
    menu.aboutToShow.emit()
    assert menu.actions()[0].text() == "选中 2 张表"


def test_the_selected_forms_are_printed_and_exported(thirty: MainWindow, person: Person) -> None:
    choose_all(thirty)
    trigger(thirty, "print_chosen")
    trigger(thirty, "export_chosen")
    assert [(kind, len(forms)) for kind, forms, _ in person.written] == [
        ("print", 30),
        ("export", 30),
    ]
