"""The first day of a new year: thirty forms carried over, one of them begun."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from perfdesk.core.form import Form
from perfdesk.core.number import Number
from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import filled, make_form
from tests.ui.days.conftest import Start
from tests.ui.days.eyes import column_of, listed, printed, said, saved, sheets, undoes
from tests.ui.days.hands import (
    accept_chosen,
    click,
    focus,
    go_to_part,
    keys,
    named_file,
    press,
    said_in,
    walk,
    write,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

MANY = 30
NAMES = [f"项目{number:02}" for number in range(1, MANY + 1)]
LEVEL3, TARGET, ACTUAL, WEIGHT, SCORE, NOTE = (
    INDICATOR_COLUMNS.index(getattr(IndicatorColumn, name))
    for name in ("LEVEL3", "TARGET", "ACTUAL", "WEIGHT", "SCORE", "NOTE")
)


def last_year(name: str) -> Form:
    """A form with every kind of result."""
    form = make_form(name)
    first, *others = form.indicators
    scored = replace(first, score=Number.of("28"), note="场地原因")
    rows = (scored, *others)
    return replace(form, indicators=rows, goal_expected="培训 200 人", goal_actual="培训了 200 人")


@pytest.fixture
def window(start: Start, store_file: Path) -> MainWindow:
    filled(store_file, [last_year(name) for name in NAMES]).close()
    return start()


def carry_all_over(window: MainWindow) -> list[str]:
    """Selects the whole list and agrees; what the question said."""
    asked = []

    def agree(dialog: QDialog) -> None:
        asked.append(said_in(dialog))
        accept_chosen("结转")(dialog)

    go_to_part(window, window.panel.list)
    click("Home Shift+End")
    press("Ctrl+Shift+N", agree)
    return asked


def test_thirty_forms_are_carried_over_without_their_results(window: MainWindow) -> None:
    before = listed(window)
    assert before == [(name, "93.00", "优", "草稿") for name in NAMES]
    [question] = carry_all_over(window)
    assert "把 30 张表结转到 2025 年度？" in question
    assert "上海区级 2024" in question
    assert said(window) == "已结转 30 张表，请填写金额和结果"
    assert listed(window) == [(name, "0.00", "–", "草稿") for name in NAMES]
    grid = window.view.indicators
    assert column_of(grid, LEVEL3) == ["培训人数", "培训班次", "就业率"]
    assert column_of(grid, TARGET) == ["≥10(个)"] * 3
    assert column_of(grid, WEIGHT) == ["30.00"] * 3
    for emptied in (ACTUAL, SCORE, NOTE):
        assert column_of(grid, emptied) == [""] * 3
    goals = window.view.goals
    assert goals.expected.editor.toPlainText() == "培训 200 人"
    assert goals.actual.editor.toPlainText() == ""
    assert saved(window) == "已保存"


def test_the_carry_over_is_one_step_back_and_forth(window: MainWindow) -> None:
    before = listed(window)
    carry_all_over(window)
    after = listed(window)
    assert undoes(window) == "撤销 结转 30 张表"
    click("Ctrl+Z")
    assert said(window) == "已撤销：结转 30 张表"
    assert (window.panel.tabs.year, listed(window)) == (2024, before)
    click("Ctrl+Y")
    assert said(window) == "已重做：结转 30 张表"
    assert (window.panel.tabs.year, listed(window)) == (2025, after)


def test_a_question_left_by_escape_carries_nothing_over(window: MainWindow) -> None:
    go_to_part(window, window.panel.list)
    click("Home Shift+End")
    press("Ctrl+Shift+N", keys("Escape"))
    assert focus() is window.panel.list
    assert not window.panel.tabs.has(2025)
    assert undoes(window) == "撤销"


def test_forms_carried_over_twice_are_named_before(window: MainWindow) -> None:
    carry_all_over(window)
    turn_to_last_year(window)
    [question] = carry_all_over(window)
    assert "30 张在下一年已经有了" in question


def test_the_new_year_is_begun_printed_exported_and_kept(
    window: MainWindow, start: Start, tmp_path: Path
) -> None:
    carry_all_over(window)
    grid = window.view.indicators
    go_to_part(window, grid)
    for name in NAMES[:3]:
        assert window.view.name.text() == name
        walk(grid, 0, ACTUAL)
        write("10(个)")
        click("Return Ctrl+PgDown")
    begun = [(name, "30.00", "–", "草稿") for name in NAMES[:3]]
    untouched = [(name, "0.00", "–", "草稿") for name in NAMES[3:]]
    assert listed(window) == begun + untouched

    press("Ctrl+Shift+P", keys("Return"), named_file(tmp_path / "全部.pdf"))
    pages = printed(tmp_path / "全部.pdf")
    assert len(pages) == MANY
    assert all(name in page for name, page in zip(NAMES, pages, strict=True))
    assert all("（2025年度）" in page for page in pages)
    press("Ctrl+Shift+E", named_file(tmp_path / "全部.xlsx"))
    named = [f"{number:02} {name}" for number, name in enumerate(NAMES, 1)]
    assert list(sheets(tmp_path / "全部.xlsx")) == named

    click("Ctrl+Q")
    window = start()
    assert (window.panel.tabs.year, listed(window)) == (2025, begun + untouched)
    turn_to_last_year(window)
    assert listed(window) == [(name, "93.00", "优", "草稿") for name in NAMES]


def turn_to_last_year(window: MainWindow) -> None:
    """From the list by Shift+Tab to the tabs, there with the arrow key."""
    go_to_part(window, window.panel.list)
    for _ in range(6):
        if focus() is window.panel.tabs:
            break
        click("Shift+Backtab")
    assert focus() is window.panel.tabs
    click("Right")  # the newest year stands first
    assert window.panel.tabs.year == 2024
