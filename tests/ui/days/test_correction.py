"""A form was reported with a wrong figure: it is sent back, corrected and reported again."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.historydialog import HistoryDialog
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import filled, make_form
from tests.ui.days.conftest import Start
from tests.ui.days.eyes import hint, listed, printed, row_of, said, saved, undoes
from tests.ui.days.hands import (
    Answer,
    click,
    focus,
    go_to_part,
    keys,
    named_file,
    press,
    walk,
    write,
)
from tests.ui.test_window import figures

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

ACTUAL = INDICATOR_COLUMNS.index(IndicatorColumn.ACTUAL)
NOTE = INDICATOR_COLUMNS.index(IndicatorColumn.NOTE)
WHY = "受疫情影响，企业招聘减少；下一年度加强对接，增加岗位。"
REASON = "就业率的完成值写错了"
LOCKED = "这张表已上报，不能修改；要改请先“退回修改”并写明原因。"
KEYS = (
    "5 F2 Del Ctrl+X Ctrl+V Ctrl+D Ctrl+R Ctrl+= Ctrl+- Alt+Up Alt+Down "
    "Ctrl+M Ctrl+Shift+M Ctrl+1 Ctrl+2 Ctrl+3"
)
REPORTED = ["已审核 → 已上报", "草稿 → 已审核"]
CORRECTED = ["修改第 3 行实际完成值", "修改第 3 行偏差原因分析及改进措施"]
TOLD = [*REPORTED, *CORRECTED, "已上报 → 草稿", *REPORTED, "新建"]


@pytest.fixture
def window(start: Start, store_file: Path) -> MainWindow:
    """Two forms, the first of them reported."""
    filled(store_file, [make_form(), make_form("党建经费")]).close()
    window = start()
    click("Ctrl+Shift+K")
    assert said(window) == "草稿 → 已审核"
    click("Ctrl+Shift+U")
    assert said(window) == "已审核 → 已上报"
    return window


def because(reason: str) -> Answer:
    """An answer to the question why a locked form is opened again."""

    def answer(_dialog: QDialog) -> None:
        click("Return")  # a blank reason is none: the dialog stays
        write(reason)
        click("Return")

    return answer


def steps() -> list[str]:
    """The titles of the history's lines, newest first; the dialog is left by Esc."""
    found: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, HistoryDialog)
        model = dialog.model
        found.extend(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        click("Escape")

    press("Ctrl+H", read)
    return found


def correct(window: MainWindow) -> None:
    press("Ctrl+Shift+R", because(REASON))
    assert listed(window)[0][3] == "草稿"
    go_to_part(window, window.view.indicators)
    walk(window.view.indicators, 2, NOTE)
    write(WHY)  # without it the deduction would be an error
    click("Tab")
    walk(window.view.indicators, 2, ACTUAL)
    write("5(个)")
    click("Return")


def test_a_reported_form_takes_nothing_and_says_why(window: MainWindow) -> None:
    grid = window.view.indicators
    go_to_part(window, grid)
    before = [row_of(grid, row) for row in range(3)]
    walk(grid, 1, ACTUAL)
    for typed in KEYS.split():
        window.statusBar().clearMessage()
        click(typed)
        assert said(window) == LOCKED, typed
        assert not grid.editing
    assert [row_of(grid, row) for row in range(grid.cells.rowCount())] == before
    for part in (grid, window.view.goals, window.view.header, window.view.funding):
        go_to_part(window, part)
        window.statusBar().clearMessage()
        write("五")
        assert LOCKED in (said(window), hint(window)), part
    go_to_part(window, window.panel.list)
    click("Ctrl+Shift+Del")
    assert said(window) == LOCKED
    assert len(listed(window)) == 2
    assert undoes(window) == "撤销"


def test_sending_back_without_a_reason_changes_nothing(window: MainWindow) -> None:
    before = focus()
    press("Ctrl+Shift+R", keys("Return Escape"))
    assert listed(window)[0][3] == "已上报"
    assert focus() is before


def test_the_correction_is_made_printed_reported_again_and_told_by_the_history(
    window: MainWindow, start: Start, tmp_path: Path
) -> None:
    correct(window)
    assert figures(window) == ("50.00%", "5.00", "100.00 ✓", "80.00", "良")
    assert listed(window)[0] == ("职工培训", "80.00", "良", "草稿")
    assert undoes(window) == "撤销 修改第 3 行实际完成值"
    click("Ctrl+Shift+K Ctrl+Shift+U")
    assert (listed(window)[0][3], saved(window)) == ("已上报", "已保存")

    grid = window.view.indicators
    assert steps() == TOLD
    assert focus() is grid
    press("Ctrl+P", keys("Return"), named_file(tmp_path / "更正.pdf"))
    [page] = printed(tmp_path / "更正.pdf")
    assert "5(个)" in page
    assert "80.00" in page

    click("Ctrl+Q")
    window = start()
    assert listed(window) == [
        ("职工培训", "80.00", "良", "已上报"),
        ("党建经费", "95.00", "优", "草稿"),
    ]
    assert steps() == TOLD


def test_undo_takes_back_the_correction_but_never_the_state(window: MainWindow) -> None:
    correct(window)
    click("Ctrl+Z")
    assert listed(window)[0] == ("职工培训", "95.00", "优", "草稿")
    click("Ctrl+Z Ctrl+Z")
    assert listed(window)[0] == ("职工培训", "95.00", "优", "草稿")
    click("Ctrl+Y Ctrl+Y")
    assert listed(window)[0][1] == "80.00"
