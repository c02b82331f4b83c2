"""A table of 47 indicators comes from Excel in one paste, and goes back in one copy."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.clipboard import parse_block
from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import filled, make_form
from tests.ui.days.conftest import Start
from tests.ui.days.eyes import column_of, page_number, printed, row_of, said, sheets, undoes
from tests.ui.days.hands import click, go_to_part, keys, named_file, press, walk
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


def paste_table(window: MainWindow) -> None:
    """What Excel has copied, at the first cell of the table."""
    go_to_part(window, window.view.indicators)
    walk(window.view.indicators, 0, LEVEL1)
    QGuiApplication.clipboard().setText(as_excel_copies(excel_rows()))
    click("Ctrl+V")


def test_a_table_of_47_rows_comes_in_one_step(window: MainWindow) -> None:
    grid = window.view.indicators
    before = [row_of(grid, row) for row in range(3)]
    paste_table(window)
    assert said(window) == "已粘贴 368 个单元格；表末增加了 44 行。"
    assert undoes(window) == "撤销 粘贴 368 个单元格，增加 44 行"
    assert figures(window) == ("50.00%", "5.00", "100.00 ✓", "94.50", "优")
    expected = excel_rows()
    assert column_of(grid, LEVEL3) == [row[LEVEL3] for row in expected]
    assert column_of(grid, LEVEL1) == ["产出指标"] * 30 + ["效益指标"] * 14 + ["满意度指标"] * 3
    assert (row_of(grid, 1)[SCORE], row_of(grid, 2)[SCORE]) == ("1.50", "2.00")
    assert window.document is not None
    assert window.document.form.indicators[0].note == expected[0][NOTE]

    click("Ctrl+Z")
    assert [row_of(grid, row) for row in range(grid.cells.rowCount())] == before
    assert figures(window)[3] == "95.00"
    click("Ctrl+Y")
    assert (grid.cells.rowCount(), figures(window)[3]) == (MANY, "94.50")


def test_what_was_pasted_is_selected_and_copies_back_as_it_came(window: MainWindow) -> None:
    paste_table(window)
    click("Ctrl+C")
    assert said(window) == "已复制 376 个单元格"
    lines = parse_block(QGuiApplication.clipboard().text())
    for columns in (slice(LEVEL3, SCORE), slice(NOTE, None)):
        assert [list(row[columns]) for row in lines] == [row[columns] for row in excel_rows()]


def test_the_long_table_is_previewed_printed_exported_and_kept(
    window: MainWindow, start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    paste_table(window)
    qtbot.waitUntil(lambda: page_number(window) == "第 1 / 2 页", timeout=40_000)
    press("Ctrl+P", keys("Return"), named_file(tmp_path / "表.pdf"))
    pages = printed(tmp_path / "表.pdf")
    assert len(pages) == 2
    for row in excel_rows():
        assert row[LEVEL3].replace(" ", "") in "".join(pages)
    press("Ctrl+E", named_file(tmp_path / "表.xlsx"))
    cells = sheets(tmp_path / "表.xlsx")["01 职工培训"]
    assert cells.count(">=1,000.00(人)") == MANY
    assert excel_rows()[0][NOTE] in cells
    before = [row_of(window.view.indicators, row) for row in range(MANY)]
    click("Ctrl+Q")
    window = start()
    assert [row_of(window.view.indicators, row) for row in range(MANY)] == before


def test_a_table_pasted_into_a_reported_form_is_refused_with_its_reason(
    window: MainWindow,
) -> None:
    click("Ctrl+Shift+K Ctrl+Shift+U")
    before = figures(window)
    paste_table(window)
    assert "已上报" in said(window)
    assert (window.view.indicator_model.rowCount(), figures(window)) == (3, before)
