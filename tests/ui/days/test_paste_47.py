"""A table of 47 indicators comes from Excel in one paste, and goes back in one copy."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import filled, make_form
from tests.ui.days.conftest import Start
from tests.ui.days.eyes import column_of, listed, page_number, printed, row_of, said, undoes, findings
from tests.ui.days.hands import click, go_to_part, keys, named_file, press, selected, walk, write
from tests.ui.test_window import figures

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

MANY = 47
LEVEL1, LEVEL3, SCORE, NOTE = (
    INDICATOR_COLUMNS.index(getattr(IndicatorColumn, name))
    for name in ("LEVEL1", "LEVEL3", "SCORE", "NOTE")
)


def excel_rows() -> list[list[str]]:
    """As Excel copies them: a merged label stands in its first row only, 90 points in all."""
    rows = []
    for number in range(MANY):
        level1 = {0: "产出指标", 30: "效益指标", 44: "满意度指标"}.get(number, "")
        level2 = {0: "数量指标", 15: "质量指标", 30: "社会效益指标", 44: "服务对象满意度指标"}
        weight = "2.00" if number < 43 else "1.00"
        names = (level1, level2.get(number, ""), f"第 {number + 1} 项")
        rows.append([*names, ">=1,000.00(人)", "１０００(人)", weight, "", ""])
    rows[0][NOTE] = "分两批：\n第一批“春季”，\n第二批秋季"
    rows[1][SCORE] = "1.5"
    return rows


def as_excel_copies(rows: list[list[str]]) -> str:
    """Tabs between cells; a cell with a line break stands in quotes."""
    quoted = [[f'"{cell}"' if "\n" in cell else cell for cell in row] for row in rows]
    return "".join("\t".join(row) + "\r\n" for row in quoted)


@pytest.fixture
def window(start: Start, store_file: Path) -> MainWindow:
    filled(store_file, [make_form()]).close()
    return start()


def test_a_table_of_47_rows_comes_in_one_step(window, qtbot, tmp_path, start) -> None:
    grid = window.view.indicators
    go_to_part(window, grid)
    walk(grid, 0, LEVEL1)
    QGuiApplication.clipboard().setText(as_excel_copies(excel_rows()))
    click("Ctrl+V")
    print(said(window), undoes(window), figures(window), grid.cells.rowCount())
    for r in (0,1,2,15,29, 30,46): print(row_of(grid, r))
    print(selected(grid)[:3], len(selected(grid)))
    qtbot.wait(600)
    print(page_number(window), findings(window)[:8])
    window.grab().save("/tmp/days47.png")
    click("Ctrl+Z")
    print(said(window), figures(window), grid.cells.rowCount())
    click("Ctrl+Y")
    print(said(window), figures(window), grid.cells.rowCount())
    click("Ctrl+Home")
    print(grid.currentIndex())
    click("Ctrl+A")
    print(len(selected(grid)))
    click("Ctrl+C")
    print(said(window), repr(QGuiApplication.clipboard().text())[:300])
    press("Ctrl+P", keys("Return"), named_file(tmp_path / "a.pdf"))
    p = printed(tmp_path/"a.pdf"); print(len(p), p[0][:900])
