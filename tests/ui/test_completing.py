"""Completion in the tables: what is offered, and that the keys stay the editor's."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from perfdesk.core.edits import SetCell
from perfdesk.files.errors import Refused
from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, compose, filled, make_form
from tests.ui.test_blockactions import ACTUAL, LEVEL3, TARGET
from tests.ui.test_window import NOTE, SCORE, editor, enter, press, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

LEVEL2 = INDICATOR_COLUMNS.index(IndicatorColumn.LEVEL2)


@pytest.fixture
def window(qtbot: QtBot, opener: Opener, store_file: Path) -> MainWindow:
    """A form with earlier ones beside it, which tell reasons and names."""
    rows = make_form().indicators
    told = tuple(replace(row, note=f"受疫情影响{n}") for n, row in enumerate(rows))
    earlier = replace(make_form("早先", 2023), indicators=told)
    named = replace(rows[0], level3="培训合格率", note="受疫情影响0")
    other = replace(make_form("更早", 2022), indicators=(named,))
    return read(qtbot, opener(filled(store_file, [make_form(), earlier, other])))


def read(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The window, once it has read the unit's forms."""
    qtbot.waitUntil(lambda: not window.offers.timer.isActive())
    return window


def write(window: MainWindow, row: int, text: str, column: int = NOTE) -> None:
    """Chinese into a cell's open editor: QTest's keys know none."""
    window.view.indicators.setFocus()
    window.view.indicators.go_to(row, column)
    QTest.keyClick(window.view.indicators, Qt.Key.Key_F2)
    editor(window).selectAll()
    compose(editor(window), text)


def offers(window: MainWindow) -> list[str]:
    found = window.completing.list
    texts = [found.item(row).data(Qt.ItemDataRole.UserRole) for row in range(found.count())]
    return texts if found.isVisible() else []


def down(window: MainWindow) -> None:
    QTest.keyClick(editor(window), Qt.Key.Key_Down)


def test_initials_find_the_templates_own_labels(window: MainWindow) -> None:
    type_into(window, 2, "jjxy", LEVEL2)
    assert offers(window) == ["经济效益指标"]
    down(window)
    assert editor(window).text() == "经济效益指标"
    assert shown(window).form.indicators[2].level2 == "社会效益指标"
    enter(window)
    assert shown(window).form.indicators[2].level2 == "经济效益指标"
    assert offers(window) == []
    trigger(window, "undo")
    assert not shown(window).undo_text


def test_reasons_of_the_same_indicator_come_first(window: MainWindow) -> None:
    write(window, 1, "疫情")
    assert offers(window) == ["受疫情影响1", "受疫情影响0", "受疫情影响2"]
    down(window)
    down(window)
    QTest.keyClick(editor(window), Qt.Key.Key_Up)
    QTest.keyClick(editor(window), Qt.Key.Key_Up)
    assert editor(window).text() == "受疫情影响2"


def test_enter_takes_what_stands_in_the_editor_not_in_the_list(window: MainWindow) -> None:
    write(window, 0, "疫情")
    assert offers(window)
    enter(window)
    assert shown(window).form.indicators[0].note == "疫情"
    assert window.view.indicators.currentIndex().row() == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Escape])
def test_leaving_the_editor_closes_the_list(window: MainWindow, key: Qt.Key) -> None:
    write(window, 0, "疫情")
    if key == Qt.Key.Key_Escape:  # the list first, then the editor
        press(window, key)
        assert (offers(window), editor(window).text()) == ([], "疫情")
    press(window, key)
    assert offers(window) == []
    typed = "" if key == Qt.Key.Key_Escape else "疫情"
    assert shown(window).form.indicators[0].note == typed


def test_down_opens_all_offers_of_a_cell_that_is_only_looked_at(window: MainWindow) -> None:
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(0, LEVEL3)
    QTest.keyClick(grid, Qt.Key.Key_F2)
    assert offers(window) == []
    QTest.keyClick(editor(window), Qt.Key.Key_Up)
    assert offers(window) == []
    down(window)
    assert offers(window) == ["培训人数", "培训合格率"]
    assert editor(window).text() == "培训人数"
    editor(window).clear()


def test_a_number_is_offered_the_units_in_use(window: MainWindow) -> None:
    type_into(window, 0, "12", TARGET)
    assert offers(window) == ["12(个)"]


def test_results_are_offered_their_words(window: MainWindow) -> None:
    shown(window).apply(SetCell("indicators[0].target", "提高"))
    type_into(window, 0, "dczb", ACTUAL)
    assert offers(window)[0] == "达成指标"


def test_a_click_chooses_and_commits_as_one_step(window: MainWindow) -> None:
    write(window, 0, "疫情")
    found = window.completing.list
    place = found.visualItemRect(found.item(0)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert shown(window).form.indicators[0].note == "受疫情影响0"
    assert (offers(window), window.view.indicators.editing) == ([], False)
    trigger(window, "undo")
    assert shown(window).form.indicators[0].note == ""


def test_an_input_method_finds_offers_when_it_commits(window: MainWindow) -> None:
    type_into(window, 0, "a", NOTE)
    editor(window).selectAll()
    compose(editor(window), "疫情")
    assert len(offers(window)) == 3
    editor(window).clear()


def test_where_nothing_fits_and_for_figures_there_is_no_list(window: MainWindow) -> None:
    type_into(window, 0, "9", SCORE)
    down(window)
    assert offers(window) == []
    enter(window)
    write(window, 0, "天书")
    assert offers(window) == []
    enter(window)


def test_the_list_stays_inside_the_window(window: MainWindow) -> None:
    window.resize(1000, 600)
    write(window, 2, "疫情")
    assert window.rect().contains(window.completing.list.geometry())
    enter(window)


def test_many_forms_are_read_a_few_at_a_time(qtbot: QtBot, window: MainWindow) -> None:
    document = shown(window)
    row = make_form().indicators[0]
    rows = [(replace(row, note=f"原因{n}"),) for n in range(20)]
    ids = window.desk.add([replace(make_form(f"项目{n}"), indicators=rows[n]) for n in range(20)])
    window.show_forms(ids)
    assert window.offers.of(document, "indicators[0].note", "原因") == []
    read(qtbot, window)
    assert len(window.offers.of(document, "indicators[0].note", "原因")) == 12


def test_new_forms_are_remembered_also_when_the_store_falls_silent(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = shown(window)
    assert window.offers.of(document, "indicators[0].note", "暴雨") == []
    row = replace(make_form().indicators[0], note="暴雨延期")
    ids = window.desk.add([replace(make_form("新来的"), indicators=(row,))])
    window.show_forms(ids)
    read(qtbot, window)
    assert window.offers.of(document, "indicators[0].note", "by") == ["暴雨延期"]

    def refuse(*_: object) -> list[object]:
        raise Refused("数据库没有回答。")

    monkeypatch.setattr(window.desk, "forms", refuse)
    window.offers.read_again()
    read(qtbot, window)
    assert window.offers.of(document, "indicators[0].note", "by") == ["暴雨延期"]


def test_header_fields_are_completed_from_earlier_forms_and_escape_closes_the_list_first(
    window: MainWindow,
) -> None:
    header = window.view.header
    assert header.go_to("supervisor")
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "q")
    assert offers(window) == ["区总工会"]
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "区总工会"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (offers(window), field.text(), shown(window).undo_text) == ([], "区总工会", "")
