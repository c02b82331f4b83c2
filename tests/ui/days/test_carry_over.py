"""The first day of a new year: thirty forms carried over, one of them begun."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from perfdesk.core.form import Form
from perfdesk.core.number import Number
from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import filled, make_form
from tests.ui.days.conftest import Start
from tests.ui.days.eyes import column_of, listed, printed, said, saved, undoes
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
LEVEL3, TARGET, ACTUAL, WEIGHT, SCORE = (
    INDICATOR_COLUMNS.index(getattr(IndicatorColumn, name))
    for name in ("LEVEL3", "TARGET", "ACTUAL", "WEIGHT", "SCORE")
)


def last_year(name: str) -> Form:
    """A form with every kind of result."""
    form = make_form(name)
    first, *others = form.indicators
    scored = replace(first, score=Number.of("28"), note="场地原因")
    texts = {"goal_expected": "培训 200 人", "goal_actual": "培训了 200 人"}
    return replace(form, indicators=(scored, *others), **texts)


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
    [question] = carry_all_over(window)
    print(question)
    print(said(window), undoes(window), listed(window)[:2], saved(window))
    for c in range(8): print(column_of(window.view.indicators, c))
    print(focus(), window.panel.tabs.year, window.view.goals.actual.editor.toPlainText())
    print(before[:2], len(window.panel.list.chosen_ids))
    click("Ctrl+Z")
    print(said(window), len(listed(window)), window.panel.tabs.year)
    click("Ctrl+Y")
    print(said(window), len(listed(window)), window.panel.tabs.year)


def test_probe2(window, start, tmp_path, qtbot):
    carry_all_over(window)
    press("Ctrl+Shift+N", keys("Escape"))
    print(said(window))
    grid = window.view.indicators
    go_to_part(window, grid)
    walk(grid, 0, ACTUAL)
    write("10(个)"); click("Return")
    for n in ("Ctrl+PgDown", "Ctrl+PgUp"):
        click(n); print(window.view.name.text(), focus())
    press("Ctrl+Shift+P", keys("Return"), named_file(tmp_path/"全部.pdf"))
    print(said(window)); print(len(printed(tmp_path/"全部.pdf")))
    press("Ctrl+Shift+E", named_file(tmp_path/"全部.xlsx"))
    print(said(window))
    go_to_part(window, window.panel.list)
    press("Ctrl+Shift+N", lambda d: (print(said_in(d)), click("Escape")))
    click("Ctrl+Q")
    window = start()
    print(listed(window)[:2], len(listed(window)))
