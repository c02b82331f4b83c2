"""Missing points shared out and results entered over the selected rows."""

import pytest

from perfdesk.core.edits import SetCell, SetCells
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person
from tests.ui.test_blockactions import ACTUAL, TARGET, select
from tests.ui.test_formactions import lock, message
from tests.ui.test_window import SCORE, shown, trigger

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def weights(window: MainWindow) -> list[str]:
    return [row.weight.text for row in shown(window).form.indicators]


def results(window: MainWindow) -> list[str]:
    return [row.actual.text for row in shown(window).form.indicators]


def weigh(window: MainWindow, *texts: str) -> None:
    cells = enumerate(texts)
    shown(window).apply(SetCells(tuple((f"indicators[{n}].weight", t) for n, t in cells)))


def test_missing_points_are_shared_equally_to_the_hundredth(window: MainWindow) -> None:
    weigh(window, "30", "20", "20")
    select(window.view.indicators, (0, SCORE), (2, SCORE))
    trigger(window, "spread_equal")
    assert weights(window) == ["36.67", "26.67", "26.66"]
    assert message(window) == "已把缺少的 20 分分摊到 3 行。"
    assert window.view.summary.weights.figure.text() == "100.00 ✓"
    trigger(window, "undo")
    assert weights(window) == ["30", "20", "20"]


def test_points_too_many_come_off_in_proportion(window: MainWindow) -> None:
    weigh(window, "60", "40", "30")
    select(window.view.indicators, (0, TARGET), (1, TARGET))
    trigger(window, "spread_equal")
    assert message(window) == "分值合计多出 40 分，不能再平均分摊；可以按比例减下来。"
    trigger(window, "spread_proportional")
    assert weights(window) == ["36", "24", "30"]
    trigger(window, "spread_proportional")
    assert message(window) == "分值合计已是 100 分，不用分摊。"


def test_results_go_into_blank_rows_without_a_number(window: MainWindow, person: Person) -> None:
    texts = (("target", "提高"), ("actual", "")), (("target", "≥3"), ("actual", ""))
    for row, cells in enumerate(texts):
        for key, text in cells:
            shown(window).apply(SetCell(f"indicators[{row}].{key}", text))
    select(window.view.indicators, (0, SCORE), (2, SCORE))
    trigger(window, "result_partly")
    assert results(window) == ["部分达成指标并具有一定效果", "", "10(个)"]
    assert person.told == [
        "已填入“部分达成指标并具有一定效果” 1 个单元格，请留意：",
        "指标值是数字，请填写实际数：第 2 行实际完成值。",
        "已经填过，没有改动：第 3 行实际完成值。",
    ]
    assert window.actions_by_key["undo"].text() == "撤销 填入第 1 行实际完成值"
    trigger(window, "undo")
    trigger(window, "result_met")
    trigger(window, "undo")
    trigger(window, "result_missed")
    assert results(window)[0] == "未达成指标且效果较差"


def test_one_row_that_is_filled_is_told_in_the_status_bar(window: MainWindow) -> None:
    select(window.view.indicators, (1, ACTUAL), (1, ACTUAL))
    trigger(window, "result_met")
    assert message(window) == "已经填过，没有改动：第 2 行实际完成值。"


@pytest.mark.parametrize("name", ["spread_equal", "spread_proportional", "result_met"])
def test_a_locked_form_says_why(window: MainWindow, name: str) -> None:
    lock(window)
    before = shown(window).form
    window.statusBar().clearMessage()
    trigger(window, name)
    assert shown(window).form == before
    assert "已上报" in message(window)


def test_a_table_without_rows_takes_neither(window: MainWindow) -> None:
    select(window.view.indicators, (0, SCORE), (2, SCORE))
    trigger(window, "delete_rows")
    trigger(window, "result_met")
    trigger(window, "spread_equal")
    assert shown(window).form.indicators == ()
    assert message(window) == "请先选中要分摊的行。"
