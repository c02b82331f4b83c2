"""A new accountant's first day: from the empty window to a printed and exported form."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from perfdesk.ui.columns import FUNDING_COLUMNS, INDICATOR_COLUMNS, FundingColumn, IndicatorColumn
from perfdesk.ui.window import MainWindow
from tests.ui.days.conftest import Start
from tests.ui.days.eyes import (
    findings,
    hint,
    listed,
    page_number,
    printed,
    row_of,
    said,
    saved,
    sheets,
    undoes,
)
from tests.ui.days.hands import click, go_to_part, keys, named_file, press, walk, write
from tests.ui.test_window import figures

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

LEVEL3 = INDICATOR_COLUMNS.index(IndicatorColumn.LEVEL3)
WEIGHT = INDICATOR_COLUMNS.index(IndicatorColumn.WEIGHT)
SCORE = INDICATOR_COLUMNS.index(IndicatorColumn.SCORE)
INITIAL = FUNDING_COLUMNS.index(FundingColumn.INITIAL)
ROWS = (
    ("培训人数", ">=200(人)", "150(人)"),
    ("合格率", "=95(%)", "95(%)"),
    ("完成时间", "12月31日前", "12月20日"),
    ("带动增收", "≥10(万元)", "１２(万元)"),
    ("就业率", "≥80(%)", "85(%)"),
    ("节约用纸", "健全", "达成指标"),
    ("长效机制", "健全", "达成指标"),
    ("学员满意度", "≥90(%)", "93(%)"),
)

UNSCORED = "第 3 行得分（完成时间）没有填写，程序也算不出建议分：按 0 分计，不评等级。"


def fill_assistant(_dialog: QDialog) -> None:
    """The cursor stands in the unit; the rest by Tab, Enter makes the form."""
    for text in ("区总工会本级", "区总工会"):
        write(text)
        click("Tab")
    write("职工培训")
    click("Return")


def fill_funding(window: MainWindow) -> None:
    go_to_part(window, window.view.funding)
    walk(window.view.funding, 1, INITIAL)
    for amount in ("2,000", "1000", "５００"):
        write(amount)
        click("Tab")


def fill_goals(window: MainWindow) -> None:
    go_to_part(window, window.view.goals)
    write("培训职工 200 人，")
    click("Return")
    write("合格率 95%。")
    click("Tab")
    write("培训职工 150 人，合格率 95%。")


def fill_indicators(window: MainWindow) -> None:
    """The three rows of costs go, the others are filled row by row, the points shared out."""
    grid = window.view.indicators
    go_to_part(window, grid)
    walk(grid, 0, LEVEL3)
    click("Shift+Down Shift+Down Ctrl+-")
    for row, texts in enumerate(ROWS):
        walk(grid, row, LEVEL3)
        for text in texts:
            write(text)
            click("Tab")
    walk(grid, 0, WEIGHT)
    click("Ctrl+Shift+Down")
    click("Ctrl+M")


def decide_scores(window: MainWindow) -> None:
    """A score of one's own for the target missed, and why it was missed."""
    grid = window.view.indicators
    walk(grid, 0, SCORE)
    write("8")
    click("Tab")
    write("部分班次因场地原因停办，下年提前预订。")
    click("Return")


def test_a_first_form_is_made_filled_checked_printed_exported_and_kept(
    start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    window = start()
    grid = window.view.indicators
    press("Return", fill_assistant)
    assert said(window) == "已新建“职工培训”"
    assert listed(window) == [("职工培训", "0.00", "–", "草稿")]

    fill_funding(window)
    assert row_of(window.view.funding, 0)[1:5] == ["2000", "1000", "500", "50.00%"]
    assert figures(window) == ("50.00%", "5.00", "10.00（缺 90.00）", "5.00", "–")

    fill_goals(window)
    fill_indicators(window)
    assert said(window) == "已把缺少的 90 分分摊到 8 行。"
    assert undoes(window) == "撤销 分摊第 1–8 行分值"
    assert row_of(grid, 0)[3:7] == [">=200(人)", "150(人)", "11.25", "8.44"]
    assert row_of(grid, 2)[SCORE] == ""  # nobody can compute a date

    decide_scores(window)
    qtbot.waitUntil(lambda: UNSCORED in findings(window))
    go_to_part(window, window.view.funding)
    click("F4")
    while window.side.sentence != UNSCORED:  # what weighs more comes before
        click("F4")
    assert hint(window) == "第 3 行得分：请填写"
    write("11.25")
    click("Return")
    assert figures(window) == ("50.00%", "5.00", "100.00 ✓", "91.75", "优")
    assert listed(window) == [("职工培训", "91.75", "优", "草稿")]

    click("Ctrl+S")
    assert (said(window), saved(window)) == ("全部已保存", "已保存")
    qtbot.waitUntil(lambda: page_number(window) == "第 1 / 1 页", timeout=40_000)
    press("Ctrl+P", keys("Return"), named_file(tmp_path / "表.pdf"))
    assert said(window) == f"已写入 {tmp_path / '表.pdf'}"
    press("Ctrl+E", named_file(tmp_path / "表.xlsx"))
    assert said(window) == f"已写入 {tmp_path / '表.xlsx'}"
    look_at_paper(tmp_path)

    before = seen(window)
    click("Ctrl+Q")
    assert not window.isVisible()
    assert seen(start()) == before


def look_at_paper(folder: Path) -> None:
    """PDF and workbook show what was typed, as it was typed."""
    [page] = printed(folder / "表.pdf")
    cells = sheets(folder / "表.xlsx")["01 职工培训"]
    for shown in ("职工培训", "区总工会本级", ">=200(人)", "11.25", "91.75", "优"):
        assert shown in page
        assert shown in cells
    assert "培训职工200人，合格率95%。" in page
    assert "培训职工 200 人，\n合格率 95%。" in cells


def seen(window: MainWindow) -> list[object]:
    """All that the window shows of its form."""
    view = window.view
    tables = [row_of(grid, n) for grid in view.grids for n in range(grid.cells.rowCount())]
    texts = [card.editor.toPlainText() for card in (view.goals.expected, view.goals.actual)]
    return [view.name.text(), *figures(window), *tables, *texts, *listed(window)]
