"""Copying, cutting, pasting and filling with the keys of a spreadsheet."""

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from perfdesk.core.edits import SetCell, SetCells
from perfdesk.ui.columns import FUNDING_COLUMNS, INDICATOR_COLUMNS, FundingColumn, IndicatorColumn
from perfdesk.ui.grid import Grid
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person
from tests.ui.test_formactions import lock, message
from tests.ui.test_window import LEVEL1, NOTE, SCORE, editor, shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

TARGET = INDICATOR_COLUMNS.index(IndicatorColumn.TARGET)
ACTUAL = INDICATOR_COLUMNS.index(IndicatorColumn.ACTUAL)
LEVEL3 = INDICATOR_COLUMNS.index(IndicatorColumn.LEVEL3)
INITIAL = FUNDING_COLUMNS.index(FundingColumn.INITIAL)
RATE = FUNDING_COLUMNS.index(FundingColumn.RATE)
CONTROL = Qt.KeyboardModifier.ControlModifier


def select(grid: Grid, first: tuple[int, int], last: tuple[int, int]) -> None:
    grid.setFocus()
    grid.go_to(*last)
    cells = QItemSelection(grid.cells.index(*first), grid.cells.index(*last))
    grid.selectionModel().select(cells, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def put(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def key(window: MainWindow, letter: Qt.Key) -> None:
    focus = window.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, letter, CONTROL)


def scores(window: MainWindow) -> list[str]:
    return [row.score.text for row in shown(window).form.indicators]


def test_a_block_is_copied_as_typed_and_with_what_is_suggested(window: MainWindow) -> None:
    shown(window).apply(SetCell("indicators[0].note", '下雨\n“改期”\t"慢"'))
    select(window.view.indicators, (0, SCORE), (1, NOTE))
    key(window, Qt.Key.Key_C)
    assert clipboard() == '30.00\t"下雨\n“改期”\t""慢"""\r\n30.00\t\r\n'
    assert message(window) == "已复制 4 个单元格"


def test_one_cell_alone_is_copied_for_a_sentence(window: MainWindow) -> None:
    grid = window.view.indicators
    select(grid, (1, LEVEL3), (1, LEVEL3))
    key(window, Qt.Key.Key_C)
    assert clipboard() == "培训班次"


def test_a_merged_label_is_one_text_and_is_emptied_whole(window: MainWindow) -> None:
    grid = window.view.indicators
    grid.setFocus()
    place = grid.visualRect(grid.cells.index(0, LEVEL1)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    key(window, Qt.Key.Key_C)
    assert clipboard() == "产出指标"
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert [row.level1 for row in shown(window).form.indicators] == ["", "", "效益指标"]
    trigger(window, "undo")
    put("效益指标")
    grid.go_to(0, LEVEL1)
    key(window, Qt.Key.Key_V)
    assert {row.level1 for row in shown(window).form.indicators} == {"效益指标"}


def test_cells_apart_are_not_copied(window: MainWindow) -> None:
    put("before")
    grid = window.view.indicators
    select(grid, (0, SCORE), (0, SCORE))
    apart = grid.cells.index(2, NOTE)
    grid.selectionModel().select(apart, QItemSelectionModel.SelectionFlag.Select)
    trigger(window, "copy")
    assert (clipboard(), message(window)[:12]) == ("before", "选中的单元格不连在一起，")
    trigger(window, "fill_down")
    assert message(window).endswith("再填充")
    assert not shown(window).undo_text


def test_cutting_is_one_step_that_comes_back(window: MainWindow) -> None:
    shown(window).apply(SetCells((("indicators[0].score", "1"), ("indicators[1].score", "2"))))
    select(window.view.indicators, (0, SCORE), (1, SCORE))
    key(window, Qt.Key.Key_X)
    assert (clipboard(), scores(window)) == ("1\r\n2\r\n", ["", "", ""])
    assert window.actions_by_key["undo"].text() == "撤销 剪切第 1–2 行得分"
    trigger(window, "undo")
    assert scores(window) == ["1", "2", ""]


def test_a_block_is_pasted_as_one_step(window: MainWindow) -> None:
    before = shown(window).form
    put('１２\t天气\r\n1.5\t"两\n行"\r\n')
    select(window.view.indicators, (1, SCORE), (1, SCORE))
    key(window, Qt.Key.Key_V)
    assert scores(window) == ["", "１２", "1.5"]
    assert shown(window).form.indicators[2].note == "两\n行"
    assert message(window) == "已粘贴 4 个单元格"
    trigger(window, "undo")
    assert shown(window).form == before


def test_one_value_fills_the_selection(window: MainWindow) -> None:
    put("9")
    select(window.view.indicators, (0, SCORE), (2, SCORE))
    trigger(window, "paste")
    assert scores(window) == ["9", "9", "9"]


def test_what_is_skipped_is_named(window: MainWindow, person: Person) -> None:
    put("5\t99%\t10\t8")
    grid = window.view.funding
    select(grid, (0, RATE - 1), (0, RATE - 1))
    trigger(window, "paste")
    assert shown(window).form.funding.total.executed.text == "5"
    told = person.told or [message(window)]
    assert "自动计算的格不能填写，已跳过：执行率、预算执行得分。" in "".join(told)


def test_a_table_of_47_rows_adds_what_is_missing(window: MainWindow, person: Person) -> None:
    tester = QAbstractItemModelTester(
        window.view.indicator_model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    head = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\r\n"
    first = "产出指标\t数量指标\t指标 0\t≥1\t1\t2\r\n"
    rest = "".join(f"\t\t指标 {n}\t≥1\t1\t2\r\n" for n in range(1, 47))
    put(head + first + rest)
    window.view.indicators.setFocus()
    window.view.indicators.go_to(0, LEVEL1)
    trigger(window, "paste")
    rows = shown(window).form.indicators
    assert (len(rows), rows[46].level3, rows[46].level1) == (47, "指标 46", "产出指标")
    assert any("增加了 44 行" in sentence for sentence in [*person.told, message(window)])
    trigger(window, "undo")
    assert len(shown(window).form.indicators) == 3
    trigger(window, "redo")
    assert window.view.indicator_model.rowCount() == 47
    del tester


def test_rows_are_pasted_into_a_table_without_any(window: MainWindow) -> None:
    select(window.view.indicators, (0, SCORE), (2, SCORE))
    trigger(window, "delete_rows")
    put("产出指标\t数量指标\t人数")
    window.view.indicators.setFocus()
    trigger(window, "paste")
    [row] = shown(window).form.indicators
    assert (row.level1, row.level3) == ("产出指标", "人数")


@pytest.mark.parametrize("text", ["", "x" * 2_000_001])
def test_nothing_and_far_too_much_is_not_pasted(window: MainWindow, text: str) -> None:
    put(text)
    select(window.view.indicators, (0, SCORE), (0, SCORE))
    trigger(window, "paste")
    assert not shown(window).undo_text
    assert message(window).startswith("剪贴板里")


def test_pasting_the_same_again_says_so(window: MainWindow) -> None:
    put("培训人数")
    select(window.view.indicators, (0, LEVEL3), (0, LEVEL3))
    trigger(window, "paste")
    assert message(window) == "内容相同，没有变化"


def test_filling_down_and_right(window: MainWindow) -> None:
    grid = window.view.indicators
    shown(window).apply(SetCell("indicators[0].target", "≥9"))
    select(grid, (0, TARGET), (2, TARGET))
    key(window, Qt.Key.Key_D)
    assert [row.target.text for row in shown(window).form.indicators] == ["≥9", "≥9", "≥9"]
    assert message(window) == "已填充 2 个单元格"
    select(grid, (1, ACTUAL), (1, ACTUAL))
    key(window, Qt.Key.Key_R)
    assert shown(window).form.indicators[1].actual.text == "≥9"
    funding = window.view.funding
    select(funding, (1, INITIAL), (1, INITIAL + 2))
    key(window, Qt.Key.Key_R)
    assert shown(window).form.funding.fiscal.executed.text == "2000"


def test_the_open_editor_keeps_its_own_clipboard_keys(window: MainWindow) -> None:
    type_into(window, 0, "12")
    editor(window).selectAll()
    QTest.keyClick(editor(window), Qt.Key.Key_C, CONTROL)
    QTest.keyClick(editor(window), Qt.Key.Key_V, CONTROL)
    QTest.keyClick(editor(window), Qt.Key.Key_V, CONTROL)
    assert (clipboard(), editor(window).text()) == ("12", "1212")


@pytest.mark.parametrize("name", ["cut", "paste", "fill_down", "fill_right"])
def test_a_locked_form_says_why_nothing_goes_in(window: MainWindow, name: str) -> None:
    put("7")
    lock(window)
    before = shown(window).form
    select(window.view.indicators, (1, ACTUAL), (1, ACTUAL))
    shown_before = window.statusBar().currentMessage()
    trigger(window, name)
    assert shown(window).form == before
    assert message(window) != shown_before
    assert "已上报" in message(window)


def test_outside_the_tables_the_keys_do_nothing(window: MainWindow) -> None:
    put("7")
    window.panel.list.setFocus()
    for name in ("cut", "copy", "paste", "fill_down"):
        trigger(window, name)
    assert (clipboard(), shown(window).undo_text) == ("7", "")
