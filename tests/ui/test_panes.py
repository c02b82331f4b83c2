"""The window with all its panes: header, goals, findings, preview, and the ways between them."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Severity, heard_weights
from perfdesk.core.state import State
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, Person, filled, make_form
from tests.ui.test_halftyped import notes, wait_for_note
from tests.ui.test_window import NOTE, SCORE, hint, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def field(window: MainWindow, address: str) -> QLineEdit | QPlainTextEdit:
    """Goes to a cell outside the tables; its editor."""
    window.view.go_to(address)
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit | QPlainTextEdit)
    return found


def retype(window: MainWindow, address: str, text: str) -> QLineEdit | QPlainTextEdit:
    """Types over what stands there; the editor stays open."""
    editor = field(window, address)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    return editor


# ---- header and goals ----


def test_a_header_field_reaches_the_store(window: MainWindow) -> None:
    editor = retype(window, "unit", "new unit")
    editing = [window.view.editing]
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert [*editing, window.view.editing] == [True, False]
    assert window.desk.store.load("id-1").form.unit == "new unit"
    assert window.actions_by_key["undo"].text() == "撤销 修改实施单位"


def test_a_goal_is_one_step_of_undo_and_the_keys_work_over_all_parts(window: MainWindow) -> None:
    retype(window, "goal_actual", "12 people")
    type_into(window, 0, "7")
    trigger(window, "undo")
    assert shown(window).form.indicators[0].score.text == ""
    assert shown(window).form.goal_actual == "12 people"
    trigger(window, "undo")
    assert shown(window).form.goal_actual == ""
    assert window.view.goals.actual.editor.typed() == ""
    trigger(window, "redo")
    assert window.view.goals.actual.editor.typed() == "12 people"


@pytest.mark.parametrize("key", ["print_one", "save", "next", "history_closes", "quit"])
def test_an_open_field_is_taken_in_before_anything_else(
    window: MainWindow, person: Person, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    document = shown(window)
    monkeypatch.setattr("perfdesk.ui.historydialog.HistoryDialog.exec", lambda _self: 0)
    retype(window, "supervisor", "head office")
    trigger(window, "history" if key == "history_closes" else key)
    assert document.form.supervisor == "head office"
    if key == "print_one":
        assert person.written[0][1][0].supervisor == "head office"


def test_a_half_typed_goal_is_noted_and_forgotten_with_the_commit(
    window: MainWindow, qtbot: QtBot
) -> None:
    editor = retype(window, "goal_expected", "half")
    wait_for_note(window, qtbot)
    assert notes(window) == [("id-1", "goal_expected", "half")]
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert notes(window) == []
    retype(window, "unit", "half a unit")
    wait_for_note(window, qtbot)
    assert notes(window) == [("id-1", "unit", "half a unit")]
    window.view.finish_editing()
    assert notes(window) == []


def test_a_locked_form_says_why_and_takes_nothing(window: MainWindow) -> None:
    for state in (State.CHECKED, State.REPORTED):
        shown(window).move_to(state)
    editor = retype(window, "unit", "x")
    assert editor.isReadOnly()
    assert hint(window) == shown(window).closed_because
    assert shown(window).form.unit == "区总工会本级"
    retype(window, "goal_actual", "x")
    assert shown(window).form.goal_actual == ""


def test_the_status_bar_speaks_of_the_field_with_the_focus(window: MainWindow) -> None:
    retype(window, "unit", "x")
    assert hint(window) == "实施单位"
    shown(window).apply(SetCell("indicators[0].score", "3"))  # the grid behind does not cut in
    assert hint(window) == "实施单位"


# ---- folding ----


def folded(window: MainWindow) -> bool:
    return window.view.folded


def test_a_low_window_begins_folded_and_a_person_decides(window: MainWindow) -> None:
    assert not folded(window)
    window.resize(1366, 640)
    QApplication.processEvents()
    assert folded(window)
    assert not window.view.header.isVisible()
    assert not window.view.goals.isVisible()
    assert window.view.folded_line.texts["unit"].text() == "区总工会本级"
    trigger(window, "fold")
    assert window.view.header.address == "project_name"
    window.resize(1366, 600)
    QApplication.processEvents()
    assert not folded(window)
    trigger(window, "fold")
    window.resize(1366, 1000)
    QApplication.processEvents()
    assert folded(window)
    assert QApplication.focusWidget() is window.view.indicators


def test_a_long_header_folds_in_a_window_where_a_short_one_does_not(
    opener: Opener, store_file: Path
) -> None:
    long = replace(make_form("长表头"), template="hubei-2020")
    window = opener(filled(store_file, [make_form(), long]))
    assert not folded(window)
    trigger(window, "next")
    assert folded(window)
    trigger(window, "previous")
    assert not folded(window)


def test_what_is_folded_opens_where_it_is_clicked(window: MainWindow) -> None:
    trigger(window, "fold")
    line = window.view.folded_line
    place = line.texts["goal_expected"].geometry().center()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=place)
    assert not folded(window)
    assert window.view.goals.address == "goal_expected"


def test_a_field_with_the_focus_is_not_folded_under_the_hands(window: MainWindow) -> None:
    retype(window, "unit", "x")
    window.resize(1366, 600)
    QApplication.processEvents()
    assert window.view.header.address == "unit"


@pytest.mark.parametrize(
    "address",
    ["signature.date", "year", "goal_actual", "indicators[2].note", "funding.other.executed"],
)
def test_in_a_low_window_everything_can_be_reached(
    opener: Opener, store_file: Path, address: str
) -> None:
    window = opener(filled(store_file, [make_form()]))
    national = replace(shown(window).form, template="national-2020")
    shown(window).take_over(national, State.DRAFT)
    window.resize(1366, 560)
    QApplication.processEvents()
    window.view.go_to(address)
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert focus is not None
    y = focus.mapTo(window, focus.rect().center()).y()
    assert window.view.name.mapTo(window, QPoint()).y() < y
    assert y < window.statusBar().y()


# ---- findings ----


def test_the_next_finding_goes_to_its_cell_wherever_it_is(window: MainWindow) -> None:
    shown(window).apply(SetCell("indicators[1].score", "99"))
    shown(window).apply(SetCell("unit", ""))
    shown(window).apply(SetCell("funding.fiscal.executed", "x"))
    trigger(window, "fold")
    went = set()
    for _ in range(12):
        trigger(window, "next_finding")
        went.add(place(window))
    assert {"unit", "indicators[1].score", "funding.fiscal.executed"} <= went
    trigger(window, "previous_finding")
    assert place(window) in went


def place(window: MainWindow) -> str:
    """The address of the cell with the focus."""
    if grid := window.view.focused_grid():
        index = grid.currentIndex()
        return grid.cells.shown(index.row(), index.column()).address
    return next(panel.address for panel in window.view.panels if panel.address)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("form", "project_name"),
        ("extra.没有这一格", "project_name"),
        ("indicators", "indicators[0].weight"),
        ("grade", "indicators[0].score"),
        ("indicators[2].target.operator", "indicators[2].target"),
        ("funding.carryover.adjusted", "funding.carryover.adjusted"),
        ("execution_weight", "execution_weight"),
    ],
)
def test_what_nobody_types_leads_to_what_it_comes_from(
    window: MainWindow, address: str, expected: str
) -> None:
    window.view.go_to(address)
    assert place(window) == expected


def test_title_and_list_count_the_same_findings(window: MainWindow, qtbot: QtBot) -> None:
    shown(window).apply(SetCell("unit", ""))
    with qtbot.waitSignal(window.side.findings.counted):
        pass
    errors = heard_weights(shown(window).findings).count(Severity.ERROR)
    assert errors > 0
    assert window.side.title.told.text().startswith(f"{errors} 必须改")
    qtbot.waitUntil(lambda: window.panel.model.line(0).errors == errors)


def test_without_the_list_the_finding_is_told_in_the_status_bar(window: MainWindow) -> None:
    trigger(window, "side")
    shown(window).apply(SetCell("unit", ""))
    trigger(window, "next_finding")
    assert window.statusBar().currentMessage() == window.side.sentence != ""


# ---- the right side ----


def test_the_preview_shows_the_page_and_closing_leaves_no_thread(
    window: MainWindow, qtbot: QtBot
) -> None:
    preview = window.side.preview
    qtbot.waitUntil(lambda: not preview._stale and not preview.view.lacking())
    image = preview.view.viewport().grab().toImage()
    assert image.pixelColor(image.rect().center()) == QColor("white")
    assert preview.number.text() == "第 1 / 1 页"
    window.close()
    alive = [thread.name for thread in threading.enumerate()]
    assert not [name for name in alive if name.startswith("preview")]


def test_the_right_side_gives_way_in_a_narrow_window_unless_a_person_wants_it(
    window: MainWindow,
) -> None:
    assert window.side.isVisible()
    window.resize(1000, 700)
    QApplication.processEvents()
    assert not window.side.isVisible()
    trigger(window, "side")
    assert window.side.isVisible()
    trigger(window, "side")
    window.resize(1600, 900)
    QApplication.processEvents()
    assert not window.side.isVisible()


def test_its_width_is_kept_while_it_is_hidden(window: MainWindow) -> None:
    splitter = window.side.parentWidget()
    assert isinstance(splitter, QSplitter)
    left, middle, right = splitter.sizes()
    splitter.setSizes([left, middle - 40, right + 40])
    before = window.side.width()
    assert before > right
    trigger(window, "side")
    trigger(window, "side")
    assert window.side.width() == before


def test_without_a_form_there_is_no_right_side(opener: Opener, store_file: Path) -> None:
    assert not opener(filled(store_file, [])).side.isVisible()


def test_f6_goes_round_all_parts_and_back(window: MainWindow) -> None:
    window.panel.list.setFocus()
    view, side = window.view, window.side
    parts = [view.header, view.funding, view.goals, view.indicators]
    parts += [side.findings.list, side.preview.view, window.panel.list]
    shown(window).apply(SetCell("unit", ""))
    trigger(window, "next_finding")
    window.panel.list.setFocus()
    for part in parts:
        trigger(window, "next_part")
        assert holds_focus(part)
    for part in reversed(parts[:-1]):
        trigger(window, "previous_part")
        assert holds_focus(part)


def holds_focus(part: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (part is focus or part.isAncestorOf(focus))


def test_tab_goes_down_the_paper(window: MainWindow) -> None:
    window.view.go_to("unit")
    unit = QApplication.focusWidget()
    assert unit is not None
    QTest.keyClick(unit, Qt.Key.Key_Tab)
    assert window.view.focused_grid() is window.view.funding
    window.view.go_to("project_name")
    enter = QApplication.focusWidget()
    assert enter is not None
    QTest.keyClick(enter, Qt.Key.Key_Return)
    assert window.view.header.address == "supervisor"
    window.view.go_to("goal_expected")
    goal = QApplication.focusWidget()
    assert goal is not None
    QTest.keyClick(goal, Qt.Key.Key_Tab)
    assert window.view.goals.address == "goal_actual"
    QTest.keyClick(window.view.goals.actual.editor, Qt.Key.Key_Tab)
    assert window.view.focused_grid() is window.view.indicators


def test_names_and_columns_are_kept_when_the_window_is_as_wide_as_an_old_screen(
    window: MainWindow,
) -> None:
    window.resize(1366, 768)
    QApplication.processEvents()
    grid = window.view.indicators
    assert window.side.isVisible()
    assert grid.horizontalScrollBar().maximum() == 0
    visible = grid.viewport().height() // grid.rowHeight(0)
    assert visible >= 9
    assert grid.columnWidth(NOTE) > grid.columnWidth(SCORE)
