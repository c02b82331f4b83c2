"""No mouse: every action by its keys or the palette, every dialog left by Esc, every part by F6."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication

from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.ui.actions import ACTIONS, Spec
from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.grid import Grid
from perfdesk.ui.theme import appearance
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import filled, make_form
from tests.ui.days.conftest import Start
from tests.ui.days.eyes import listed, row_of, said
from tests.ui.days.hands import click, focus, go_to_part, opened_by, walk, write

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (propagateSizeHints|raise)")

LEVEL3 = INDICATOR_COLUMNS.index(IndicatorColumn.LEVEL3)
#: What a person has done before, where the action needs it.
BEFORE = {
    "undo": "Ctrl+=",
    "redo": "Ctrl+= Ctrl+Z",
    "check": "Ctrl+PgDown",  # to the form without errors
    "report": "Ctrl+PgDown Ctrl+Shift+K",
    "archive": "Ctrl+PgDown Ctrl+Shift+K Ctrl+Shift+U",
    "send_back": "Ctrl+PgDown Ctrl+Shift+K",
    "removed": "Ctrl+Shift+Del",
    "scheme_system": "",
    "fill_down": "Shift+Up",
    "fill_right": "Shift+Right",
    "result_met": "Down",
    "result_partly": "Down",
    "result_missed": "Down",
    "move_down": "Up",
}
DIALOGS = (
    *("document_one", "summary_all", "hand_out"),
    *("new", "open", "print_one", "print_all", "export_one", "export_all", "export_each"),
    *("settings", "carry_over", "switch_template", "history", "backups", "removed", "about"),
    *("print_chosen", "export_chosen"),
)


@pytest.fixture
def window(start: Start, store_file: Path) -> MainWindow:
    """The second of three forms is shown; 30 points lack, and a result in words."""
    form = make_form()
    rows = [replace(row, weight=Number.of("20")) for row in form.indicators]
    rows[2] = replace(rows[2], target=Measure.of("健全"), actual=Measure.of(""))
    forms = [replace(form, project_name=name, indicators=tuple(rows)) for name in "甲乙"]
    forms.append(make_form("丙"))
    filled(store_file, forms).close()
    window = start()
    click("Ctrl+PgDown")
    go_to_part(window, window.view.indicators)
    walk(window.view.indicators, 1, LEVEL3)
    return window


def run(spec: Spec) -> None:
    """By its shortcut, else by its name in the palette."""
    if spec.shortcut:
        click(spec.shortcut)
        return
    click("Ctrl+K")
    write(spec.text.rstrip("…"))
    click("Return")


def _current(grid: Grid) -> QModelIndex:
    return grid.currentIndex()


def seen(window: MainWindow) -> list[object]:
    """All that an action may change."""
    tables = [row_of(grid, n) for grid in window.view.grids for n in range(grid.cells.rowCount())]
    cells = [(at.row(), at.column()) for at in map(_current, window.view.grids)]
    windows = [one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()]
    return [
        *(window.isVisible(), window.view.name.text(), window.view.folded, tables),
        *(window.side.isVisible(), appearance().wanted, listed(window), windows),
        *(QGuiApplication.clipboard().text(), cells),
    ]


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.key)
def test_every_action_does_something_by_keys_alone(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, spec: Spec
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    QGuiApplication.clipboard().setText("粘贴的字")
    prepare(spec.key)
    window.statusBar().clearMessage()
    before, place = seen(window), focus()
    dialogs = opened_by(lambda: run(spec))
    elsewhere = window.isVisible() and QApplication.focusWidget() is not place
    assert dialogs or opened or elsewhere or said(window) or seen(window) != before


def prepare(key: str) -> None:
    """Brings the window to where the action makes sense."""
    if key == "take_offer":
        click("Right")
        write(">=9")
        click("Return")
    elif key == "scheme_system":
        run(next(spec for spec in ACTIONS if spec.key == "scheme_dark"))
    elif key in BEFORE:
        click(BEFORE[key])


@pytest.mark.parametrize("key", DIALOGS)
def test_a_dialog_left_by_escape_gives_the_focus_back(window: MainWindow, key: str) -> None:
    spec = next(spec for spec in ACTIONS if spec.key == key)
    if key == "removed":
        click("Ctrl+Shift+Del")
    for part in (window.view.indicators, window.panel.list):
        go_to_part(window, part)
        before, place = seen(window), focus()
        assert opened_by(lambda: run(spec))
        assert focus() is place
        assert seen(window) == before


def test_escape_closes_the_palette_where_one_was(window: MainWindow) -> None:
    for part in (window.view.indicators, window.view.goals, window.panel.list):
        go_to_part(window, part)
        place = focus()
        click("Ctrl+K")
        assert focus() is window.program.palette.line
        click("Escape")
        assert focus() is place


@pytest.mark.usefixtures("window")
def test_f6_leads_through_every_part_and_back() -> None:
    begun, way = focus(), []
    for _ in range(20):
        click("F6")
        way.append(focus())
        if focus() is begun:
            break
    assert len(set(way)) == len(way) == 7
    back = []
    for _ in way:
        click("Shift+F6")
        back.append(focus())
    assert back == [*way[:-1][::-1], begun]
