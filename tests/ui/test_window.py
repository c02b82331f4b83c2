"""The window driven as a person would: typing, undoing, printing, turning to another form."""

import gc
import random
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from perfdesk.arrivals import Welcome
from perfdesk.core.document import Document
from perfdesk.core.edits import (
    DeleteIndicators,
    Edit,
    InsertIndicators,
    MoveIndicators,
    SetCell,
)
from perfdesk.core.form import Indicator
from perfdesk.core.groups import group_of
from perfdesk.files.errors import Refused
from perfdesk.files.folders import settings_file
from perfdesk.log import log_file
from perfdesk.ui import faults
from perfdesk.ui.actions import ACTIONS, Menu
from perfdesk.ui.cellediting import LineCell, TextCell
from perfdesk.ui.cellmodel import LOOK_ROLE
from perfdesk.ui.columns import FUNDING_COLUMNS, INDICATOR_COLUMNS, FundingColumn, IndicatorColumn
from perfdesk.ui.shown import Look
from perfdesk.ui.start import run
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, Person, filled, make_form

#: Qt's offscreen windows say this whenever one is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

SCORE = INDICATOR_COLUMNS.index(IndicatorColumn.SCORE)
NOTE = INDICATOR_COLUMNS.index(IndicatorColumn.NOTE)
LEVEL1 = INDICATOR_COLUMNS.index(IndicatorColumn.LEVEL1)
CellEditor = LineCell | TextCell
EXECUTED = FUNDING_COLUMNS.index(FundingColumn.EXECUTED)


def type_into(window: MainWindow, row: int, text: str, column: int = SCORE) -> None:
    """Goes to a cell of the indicators and types; the editor stays open."""
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(row, column)
    QTest.keyClicks(grid, text[:1])
    QTest.keyClicks(editor(window), text[1:])


def editor(window: MainWindow) -> CellEditor:
    grid = window.view.indicators
    editors: list[CellEditor] = [*grid.findChildren(LineCell), *grid.findChildren(TextCell)]
    [found] = [editor for editor in editors if editor.isVisible()]
    return found


def enter(window: MainWindow) -> None:
    press(window, Qt.Key.Key_Return)


def press(window: MainWindow, key: Qt.Key) -> None:
    """A key in the open editor. Qt carries out Enter, Tab and Esc when it next comes round.

    What was typed is stored a little later.
    """
    QTest.keyClick(editor(window), key)
    QApplication.processEvents()
    QApplication.processEvents()
    while window.saving.write.isActive():
        QApplication.processEvents()


def trigger(window: MainWindow, key: str) -> None:
    window.actions_by_key[key].trigger()


def shown(window: MainWindow) -> Document:
    assert window.document is not None
    return window.document


def figures(window: MainWindow) -> tuple[str, ...]:
    summary = window.view.summary
    parts = (summary.rate, summary.earned, summary.weights, summary.total, summary.grade)
    return tuple(part.figure.text() for part in parts)


def score_cell(window: MainWindow, row: int) -> tuple[str, Look]:
    index = window.view.indicator_model.index(row, SCORE)
    return index.data(), index.data(LOOK_ROLE)


def test_typing_a_score_changes_total_and_grade_at_once(window: MainWindow) -> None:
    assert figures(window) == ("50.00%", "5.00", "100.00 ✓", "95.00", "优")
    type_into(window, 0, "12.5")
    enter(window)
    assert figures(window) == ("50.00%", "5.00", "100.00 ✓", "77.50", "中")
    line = window.panel.model.line(0)
    assert (line.total, line.grade) == ("77.50", "中")
    assert score_cell(window, 0) == ("12.50", Look.DIFFERS)


def test_typing_an_amount_changes_rate_and_total(window: MainWindow, qtbot: QtBot) -> None:
    grid = window.view.funding
    grid.setFocus()
    grid.go_to(1, EXECUTED)
    QTest.keyClicks(grid, "1")
    field = grid.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, ",000")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    after = ("100.00%", "10.00", "100.00 ✓", "100.00", "优")
    qtbot.waitUntil(lambda: figures(window) == after)  # the cells are painted first
    assert window.view.funding_model.index(0, EXECUTED).data() == "1,000.00"


@pytest.mark.parametrize("width", [700, 1000, 1366, 1920])
def test_names_and_reasons_keep_room_at_any_width(window: MainWindow, width: int) -> None:
    window.resize(width, 700)
    QApplication.processEvents()
    grid = window.view.indicators
    em = grid.fontMetrics().horizontalAdvance("国")
    for column in (IndicatorColumn.LEVEL3, IndicatorColumn.NOTE):
        assert grid.columnWidth(INDICATOR_COLUMNS.index(column)) >= column.least * em
    if width >= 1366:
        used = sum(grid.columnWidth(number) for number in range(len(INDICATOR_COLUMNS)))
        assert 0 <= grid.viewport().width() - used < 2  # one pixel may not be shared


def test_the_status_line_has_the_figures_too(window: MainWindow) -> None:
    said = window.layout_.figures
    assert said.text() == "总分 95.00 · 评分等级 优 · 分值合计 100.00 ✓ · 执行率 50.00%"
    shown(window).apply(SetCell("indicators[0].weight", "20"))
    assert "分值合计 90.00（缺 10.00）" in said.text()


def test_a_wrong_weight_sum_is_told(window: MainWindow) -> None:
    shown(window).apply(SetCell("indicators[0].weight", "20"))
    assert figures(window)[2] == "90.00（缺 10.00）"


def test_enter_goes_down_and_escape_takes_back(window: MainWindow) -> None:
    type_into(window, 0, "7")
    enter(window)
    grid = window.view.indicators
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, SCORE)
    type_into(window, 1, "8")
    press(window, Qt.Key.Key_Escape)
    assert [row.score.text for row in shown(window).form.indicators] == ["7", "", ""]
    assert grid.currentIndex().row() == 1


def test_enter_steps_over_a_whole_group(window: MainWindow) -> None:
    grid = window.view.indicators
    assert grid.rowSpan(0, LEVEL1) == 2
    type_into(window, 0, "x", LEVEL1)
    enter(window)
    assert grid.currentIndex().row() == 2
    assert [row.level1 for row in shown(window).form.indicators[:2]] == ["x", "x"]


def test_undo_and_redo_restore_and_are_named(window: MainWindow) -> None:
    undo, redo = window.actions_by_key["undo"], window.actions_by_key["redo"]
    assert (undo.isEnabled(), redo.isEnabled()) == (False, False)
    before = shown(window).form
    type_into(window, 2, "3")
    enter(window)
    assert (undo.text(), undo.isEnabled()) == ("撤销 修改第 3 行得分", True)
    after = figures(window)
    undo.trigger()
    assert shown(window).form == before
    assert figures(window)[3:] == ("95.00", "优")
    assert (redo.text(), undo.text()) == ("重做 修改第 3 行得分", "撤销")
    assert window.statusBar().currentMessage() == "已撤销：修改第 3 行得分"
    redo.trigger()
    assert figures(window) == after


def test_undo_takes_back_what_stands_in_the_open_editor(window: MainWindow) -> None:
    shown(window).apply(SetCell("unit", "某局"))
    type_into(window, 0, "9")
    trigger(window, "undo")
    assert shown(window).form.indicators[0].score.text == ""
    assert (shown(window).undo_text, shown(window).redo_text) == ("修改实施单位", "修改第 1 行得分")


def test_an_unreadable_number_stays_as_typed_and_is_marked(window: MainWindow) -> None:
    type_into(window, 0, "1.2.3")
    enter(window)
    assert shown(window).form.indicators[0].score.text == "1.2.3"
    assert score_cell(window, 0) == ("1.2.3", Look.UNREADABLE)
    assert figures(window)[3] == "95.00"  # counted as not filled: the suggestion holds
    window.view.indicators.go_to(0, SCORE)
    assert hint(window) == "第 1 行得分：“1.2.3”不是数字，按未填计算"


@pytest.mark.parametrize("text", ["一" * 40_000, "两\n行\t𠮷"])
def test_a_text_only_looked_at_stays_as_it_is(window: MainWindow, text: str) -> None:
    shown(window).apply(SetCell("indicators[0].note", text))
    before = shown(window).form
    window.view.indicators.go_to(0, NOTE)
    window.view.indicators.edit(window.view.indicators.currentIndex())
    press(window, Qt.Key.Key_Return)
    assert shown(window).form is before


def hint(window: MainWindow) -> str:
    return window.layout_.hint.text()


@pytest.mark.parametrize(
    ("key", "kind", "names"),
    [
        ("print_one", "print", ["职工培训"]),
        ("print_all", "print", ["职工培训", "党建经费"]),
        ("export_one", "export", ["职工培训"]),
        ("export_all", "export", ["职工培训", "党建经费"]),
    ],
)
def test_printing_and_exporting_take_in_the_open_editor(
    window: MainWindow, person: Person, key: str, kind: str, names: list[str]
) -> None:
    type_into(window, 0, "21")
    trigger(window, key)
    [(written, forms, target)] = person.written
    assert (written, [form.project_name for form in forms]) == (kind, names)
    assert (forms[0].indicators[0].score.text, target) == ("21", person.target)
    assert person.told == []
    single = f"2024_区总工会本级_{names[0]}"
    assert person.suggested[0].stem == (single if len(names) == 1 else "绩效自评表2张")
    assert window.statusBar().currentMessage() == f"已写入 {target}"


def test_no_target_no_file(window: MainWindow, person: Person) -> None:
    person.target = None
    trigger(window, "print_one")
    assert (person.written, person.told) == ([], [])


def test_the_last_folder_is_offered_again(window: MainWindow, person: Person) -> None:
    trigger(window, "print_one")
    trigger(window, "export_one")
    assert person.suggested[1] == Path("/somewhere/2024_区总工会本级_职工培训.xlsx")


def test_warnings_and_refusals_are_told(window: MainWindow, person: Person) -> None:
    person.warnings = ["“𠮷”没有字体。"]
    trigger(window, "print_one")
    assert person.told == ["已写入 表.pdf，请留意：", "“𠮷”没有字体。"]
    person.told.clear()
    person.refusal = Refused("/somewhere/表.pdf：无法写入，磁盘空间不足。")
    trigger(window, "export_one")
    assert person.told == ["/somewhere/表.pdf：无法写入，磁盘空间不足。"]
    assert QApplication.overrideCursor() is None


def test_a_project_name_makes_a_file_name(window: MainWindow, person: Person) -> None:
    shown(window).apply(SetCell("project_name", "一/二：\n“三”*?. "))
    trigger(window, "print_one")
    assert person.suggested[0].name == "2024_区总工会本级_一_二： “三”.pdf"


def test_another_form_gets_shown_after_the_open_editor_is_taken_in(window: MainWindow) -> None:
    first = shown(window)
    type_into(window, 0, "1")
    trigger(window, "next")
    assert first.form.indicators[0].score.text == "1"
    assert shown(window) is window.desk.document("id-2")
    assert window.view.name.text() == "党建经费"
    assert not window.actions_by_key["undo"].isEnabled()
    assert score_cell(window, 0) == ("30.00", Look.SUGGESTED)
    trigger(window, "next")  # the last stays
    assert shown(window) is window.desk.document("id-2")
    trigger(window, "previous")
    assert window.actions_by_key["undo"].text() == "撤销 修改第 1 行得分"


def test_rows_are_inserted_moved_and_deleted(window: MainWindow) -> None:
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(1, SCORE)
    trigger(window, "insert_row")
    rows = shown(window).form.indicators
    assert (rows[2].level1, rows[2].level2, rows[2].level3) == ("产出指标", "数量指标", "")
    assert (grid.currentIndex().row(), grid.rowSpan(0, LEVEL1)) == (2, 3)
    grid.go_to(3, SCORE)
    for _ in range(5):  # more often than there are rows
        trigger(window, "move_up")
    assert shown(window).form.indicators[0].level3 == "就业率"
    assert (grid.currentIndex().row(), grid.rowSpan(1, LEVEL1)) == (0, 3)
    trigger(window, "move_down")
    assert shown(window).form.indicators[1].level3 == "就业率"
    trigger(window, "delete_rows")
    assert [row.level3 for row in shown(window).form.indicators] == ["培训人数", "培训班次", ""]
    for _ in range(3):
        trigger(window, "delete_rows")
    trigger(window, "delete_rows")
    assert shown(window).form.indicators == ()
    trigger(window, "insert_row")
    assert len(shown(window).form.indicators) == 1
    while shown(window).undo():
        pass
    assert not shown(window).undo_text


def test_delete_clears_the_cells_of_the_table_with_the_focus(window: MainWindow) -> None:
    grid = window.view.indicators
    shown(window).apply(SetCell("indicators[0].score", "3"))
    window.panel.list.setFocus()
    trigger(window, "clear")
    assert shown(window).form.indicators[0].score.text == "3"
    grid.setFocus()
    grid.select_rows(0, 2, SCORE)
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert shown(window).form.indicators[0].score.text == ""


def test_the_status_bar_speaks_of_the_current_cell(window: MainWindow) -> None:
    window.view.indicators.setFocus()
    window.view.indicators.go_to(1, SCORE)
    assert hint(window) == "第 2 行得分：建议 30.00（达到目标，得全部分值），直接输入可改"
    window.view.funding.setFocus()
    window.view.funding.go_to(0, FUNDING_COLUMNS.index(FundingColumn.RATE))
    assert "自动计算" in hint(window)


def test_a_window_without_forms_offers_the_next_steps(
    opener: Opener, store_file: Path, person: Person
) -> None:
    window = opener(filled(store_file, []))
    assert window.layout_.middle.currentWidget() is window.layout_.empty
    over_the_window = ("backups", "settings", "about", "help", "shortcuts", "log", "log_folder")
    for spec in ACTIONS:
        if spec.key not in ("quit", "sample", *over_the_window):
            trigger(window, spec.key)
    assert (person.written, window.panel.ids) == ([], [])
    QTest.mouseClick(window.layout_.empty.buttons[1], Qt.MouseButton.LeftButton)
    assert window.view.name.text() == "示例一"
    assert window.layout_.middle.currentWidget() is window.view
    assert len(window.panel.ids) == 2  # of two years, so all are listed
    assert QApplication.focusWidget() is window.view.indicators


def test_every_action_stands_in_its_menu_with_its_own_shortcut(window: MainWindow) -> None:
    shortcuts = [spec.shortcut for spec in ACTIONS if spec.shortcut]
    assert len(set(shortcuts)) == len(shortcuts)
    assert all(not QKeySequence(shortcut).isEmpty() for shortcut in shortcuts)
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == [menu.value for menu in Menu]


def test_chinese_is_shown_in_the_bundled_font(window: MainWindow) -> None:
    assert QFontInfo(window.font()).family() == "PerfDesk Sans"
    for character in "绩效自评表优良中差":
        assert window.fontMetrics().inFontUcs4(ord(character))


def test_run_shows_the_window_until_it_is_closed(
    application: QApplication, person: Person, store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    turns: list[float] = []
    frozen: list[int] = []

    def exec_once(*_: object) -> int:
        [window] = [w for w in application.topLevelWidgets() if isinstance(w, MainWindow)]
        seen.extend([window.windowTitle(), window.view.name.text()])
        assert isinstance(sys.excepthook, faults.FaultHook)
        turns.append(sys.getswitchinterval())
        frozen.append(gc.get_freeze_count())
        assert window.settings.file == settings_file()
        window.close()
        return 0

    monkeypatch.setattr(QApplication, "exec", exec_once)
    before, turn = sys.excepthook, sys.getswitchinterval()
    welcome = Welcome((make_form(),), notes=("缺一张。",))
    status = run(str(store_file), person.jobs, [], "1.2", welcome)
    assert (status, sys.excepthook) == (0, before)
    assert turns[0] < turn == sys.getswitchinterval()
    assert frozen[0] > 0 == gc.get_freeze_count()  # the rubbish of the start is not looked through
    assert seen == ["PerfDesk 绩效自评", "职工培训"]
    assert person.told == ["打开时请留意：", "缺一张。"]
    told = log_file().read_text(encoding="utf-8")
    assert "store kind=FilePlace outcome=READY portable=False" in told
    assert settings_file().is_file()


def test_groups_stay_right_through_any_edits(window: MainWindow) -> None:
    dice = random.Random(7)
    document, grid = shown(window), window.view.indicators
    for _ in range(150):
        act(document, dice)
        rows = document.form.indicators
        assert window.view.indicator_model.rowCount() == len(rows)
        for row in range(len(rows)):
            for column, key in ((0, "level1"), (1, "level2")):
                group = group_of(rows, row, key)
                assert grid.rowSpan(row, column) == len(group)


def act(document: Document, dice: random.Random) -> None:
    """Some edit, undo or redo."""
    count = len(document.form.indicators)
    row = dice.randrange(count) if count else 0
    new = Indicator(dice.choice("甲乙 ").strip(), dice.choice("丙丁 ").strip(), "x")
    edits: list[Edit] = [InsertIndicators(row, (new,) * dice.randint(1, 3))]
    if count:
        some = tuple(dice.sample(range(count), min(count, 2)))
        key = dice.choice(("level1", "level2", "score"))
        edits += [DeleteIndicators(some), MoveIndicators(some, row)]
        edits += [SetCell(f"indicators[{row}].{key}", dice.choice(("甲", "丙", "")))] * 2
    step = dice.randrange(len(edits) + 2)
    if step < len(edits):
        document.apply(edits[step])
    elif step == len(edits):
        document.undo()
    else:
        document.redo()
