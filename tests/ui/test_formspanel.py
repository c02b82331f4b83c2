"""The left side: years, search, filter; the form shown stays shown."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.edits import SetCell
from perfdesk.core.state import State
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.listing import Findings
from perfdesk.ui.listfooter import ListFooter
from perfdesk.ui.window import MainWindow
from perfdesk.ui.yeartabs import ALL
from tests.support.sound import sound_form
from tests.ui.conftest import Opener, compose, filled, make_form

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def window(opener: Opener, store_file: Path) -> MainWindow:
    """Four forms: two of 2024, one of 2023, one without a year."""
    forms = [make_form("职工培训"), make_form("党建经费"), make_form("养老服务", 2023)]
    return opener(filled(store_file, [*forms, make_form("劳动保护", None)]))


def names(window: MainWindow) -> list[str]:
    model = window.panel.model
    return [model.line(row).name for row in range(model.rowCount())]


def search(window: MainWindow, qtbot: QtBot, text: str) -> None:
    """Types into the search field and waits for the answer."""
    window.panel.search.setFocus()
    window.panel.search.selectAll()
    with qtbot.waitSignal(window.panel.timer.timeout):
        compose(window.panel.search, text)


def turn(window: MainWindow, tab: int) -> None:
    window.panel.tabs.setCurrentIndex(tab)


def narrow(window: MainWindow, **values: State | Findings | str) -> None:
    """Lists only those with these values."""
    for key, value in values.items():
        window.panel.tools.narrow(key, value)


def test_the_newest_year_is_listed_first_and_each_tab_lists_its_own(window: MainWindow) -> None:
    assert names(window) == ["职工培训", "党建经费"]
    for tab, expected in ((1, ["养老服务"]), (2, ["劳动保护"])):
        turn(window, tab)
        assert names(window) == expected
        assert window.view.name.text() == expected[0]  # a form of the year is shown
    turn(window, 3)
    assert len(names(window)) == 4
    assert window.view.name.text() == "劳动保护"  # listed here as well
    footer = window.panel.footer
    assert (footer.count.text(), footer.money.text()) == ("4 个项目", "· 4,000.00 万元")


def test_the_sums_below_are_of_what_is_still_chosen_after_another_search(
    window: MainWindow,
) -> None:
    panel = window.panel
    panel.tabs.choose(ALL)
    panel.list.select(panel.ids[:3])
    panel.refresh()
    assert panel.footer.count.text().startswith("已选 3")
    panel.search.setText("没有这样的表")
    panel.refresh()
    assert panel.footer.count.text() == "0 个项目"
    panel.clear_filter()
    assert len(panel.list.chosen_ids) == 1
    assert panel.footer.count.text() == "4 个项目"


def test_no_figure_below_the_list_is_cut_in_a_narrow_panel(
    window: MainWindow, qtbot: QtBot
) -> None:
    footer = ListFooter(window.desk)
    qtbot.addWidget(footer)
    footer.show_listed(window.desk.forms())
    with qtbot.waitExposed(footer):
        footer.show()
    qtbot.waitUntil(lambda: bool(footer.toolTip()))
    parts = (footer.count, footer.money, footer.mean)
    seen: list[tuple[str, ...]] = []
    for width in range(400, window.panel.minimumWidth() - 1, -2):
        footer.resize(width, footer.height())
        QApplication.processEvents()
        for part in parts:
            assert part.width() >= part.fontMetrics().horizontalAdvance(part.text())
        seen.append(tuple(part.text() for part in parts))
    assert list(dict.fromkeys(seen)) == [
        ("4 个项目", "· 4,000.00 万元", "平均 95.00"),
        ("4 个", "· 4,000.00 万元", "平均 95.00"),
        ("4 个", "· 4,000.00 万元", ""),
    ]
    assert footer.toolTip() == "4 个项目，全年预算数合计 4,000.00 万元，总分平均 95.00"


@pytest.mark.parametrize("text", ["pxbc", "PXRS", "培训人数", "dj", "党建 总工会", "ｄｊ"])
def test_the_search_answers_while_one_types(window: MainWindow, qtbot: QtBot, text: str) -> None:
    shown = window.document
    search(window, qtbot, text)
    expected = ["党建经费"] if "d" in text or "党" in text or "ｄ" in text else None
    assert names(window) == (expected or ["职工培训", "党建经费"])
    assert window.document is shown


def test_nothing_found_is_said_and_the_form_shown_stays(window: MainWindow, qtbot: QtBot) -> None:
    shown = window.document
    search(window, qtbot, "没有这样的表")
    assert (names(window), window.panel.nothing.isVisible()) == ([], True)
    assert window.document is shown
    assert window.layout_.middle.currentWidget() is window.view
    QTest.keyClick(window.panel.search, Qt.Key.Key_Escape)
    assert (window.panel.search.text(), len(names(window))) == ("", 2)
    assert not window.panel.nothing.isVisible()
    assert window.panel.list.currentIndex().row() == 0  # the form shown is marked again


def test_enter_and_down_lead_from_the_field_to_the_list(window: MainWindow) -> None:
    window.actions_by_key["find"].trigger()
    assert QApplication.focusWidget() is window.panel.search
    QTest.keyClicks(window.panel.search, "dj")
    QTest.keyClick(window.panel.search, Qt.Key.Key_Return)  # before the timer asks
    assert names(window) == ["党建经费"]
    assert QApplication.focusWidget() is window.panel.list
    assert window.view.name.text() == "党建经费"


def test_states_and_findings_filter(window: MainWindow) -> None:
    desk = window.desk
    desk.document("id-2").move_to(State.CHECKED)
    desk.add([sound_form()])  # 职工技能培训
    desk.document("id-1").apply(SetCell("indicators[0].weight", "999"))
    cases: tuple[tuple[dict[str, State | Findings | str], list[str]], ...] = (
        ({"state": State.CHECKED}, ["党建经费"]),
        ({"state": State.DRAFT}, ["职工培训", "职工技能培训"]),
        ({"state": State.REPORTED}, []),
        ({"findings": Findings.ERRORS}, ["职工培训"]),
        ({"findings": Findings.SOME}, ["职工培训", "党建经费"]),
        ({"findings": Findings.NONE}, ["职工技能培训"]),
        ({"grade": "差"}, []),
        ({"unit": "别的单位"}, []),
        ({"state": State.DRAFT, "findings": Findings.ERRORS}, ["职工培训"]),
    )
    for values, expected in cases:
        narrow(window, **values)
        assert names(window) == expected, values
        window.panel.clear_filter()
        assert names(window) == ["职工培训", "党建经费", "职工技能培训"]


def test_forms_are_shown_wherever_they_are_listed(window: MainWindow) -> None:
    narrow(window, state=State.REPORTED)
    window.panel.search.setText("xyz")
    window.show_forms(["id-3"])
    assert (window.view.name.text(), window.panel.tabs.year) == ("养老服务", 2023)
    window.show_forms(["id-4", "id-2"])
    assert (window.panel.tabs.year, len(window.panel.ids)) == (None, 4)
    assert window.view.name.text() == "党建经费"


def test_a_store_that_does_not_answer_leaves_the_list_as_it_was(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_wanted: object) -> None:
        raise StoreTrouble("连不上数据库服务器。")

    monkeypatch.setattr(window.desk, "forms", fails)
    window.panel.search.setText("dj")
    window.panel.refresh()
    assert names(window) == ["职工培训", "党建经费"]
    assert window.statusBar().currentMessage() == "连不上数据库服务器。"


def test_letters_typed_into_the_list_do_not_jump(window: MainWindow) -> None:
    window.panel.list.setFocus()
    QTest.keyClicks(window.panel.list, "d")
    assert window.view.name.text() == "职工培训"


def test_the_badge_of_findings_is_painted(window: MainWindow, qtbot: QtBot) -> None:
    before = window.panel.list.grab().toImage()
    window.desk.document("id-1").apply(SetCell("indicators[0].weight", "999"))
    qtbot.waitUntil(lambda: window.panel.model.line(0).errors > 0)  # once the hand rests
    assert window.panel.list.grab().toImage() != before


def test_choosing_the_row_already_current_shows_its_form(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a form was removed and brought back: the list had marked it, nobody showed it."""
    first = window.panel.ids[0]
    window.view.show_document(None)
    assert window.panel.list.currentIndex().row() == 0
    window.show_forms([first])
    assert window.document is window.desk.opened(first)
    grid = window.view.indicators
    grid.go_to(2, 0)
    monkeypatch.setattr(window.view, "show_document", None)  # shown already: its place stays
    window.show_forms([first])
    assert grid.currentIndex().row() == 2


@pytest.mark.parametrize("by_key", [False, True])
def test_a_click_or_enter_on_the_current_line_shows_a_form_that_was_not_shown(
    window: MainWindow, by_key: bool
) -> None:
    forms = window.panel.list
    window.view.show_document(None)
    if by_key:
        QTest.keyClick(forms, Qt.Key.Key_Return)
    else:
        place = forms.visualRect(forms.currentIndex()).center()
        QTest.mouseClick(forms.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.document is window.desk.opened("id-1")


def test_of_forms_that_are_not_all_listed_the_first_listed_is_shown(window: MainWindow) -> None:
    second = window.panel.ids[1]
    window.desk.remove_all(["id-1"])
    window.show_forms(["id-1", second])
    assert window.view.name.text() == "党建经费"
