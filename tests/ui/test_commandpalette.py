"""The command palette driven by keys and mouse: what it offers, and what Enter does."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from perfdesk.core.document import Document
from perfdesk.files.errors import Refused
from perfdesk.ui.actions import ACTIONS
from perfdesk.ui.commandpalette import CommandPalette
from perfdesk.ui.paletteentries import MOST, Entry, Group
from perfdesk.ui.palettelist import LINE_ROLE, PaletteModel
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, Person, filled, make_form

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def palette(window: MainWindow) -> CommandPalette:
    """Open over the window; the focus was in the indicators."""
    window.view.indicators.setFocus()
    window.actions_by_key["palette"].trigger()
    return window.program.palette


def lines(palette: CommandPalette) -> list[Entry | Group]:
    model = palette.list.lines
    return [model.index(row, 0).data(LINE_ROLE) for row in range(model.rowCount())]


def texts(palette: CommandPalette, group: Group) -> list[str]:
    found = (line for line in lines(palette) if isinstance(line, Entry))
    return [line.text for line in found if line.group is group]


def press(palette: CommandPalette, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(palette.line, key)


def shown(window: MainWindow) -> Document:
    assert window.document is not None
    return window.document


def test_at_first_all_that_can_be_done_now(window: MainWindow, palette: CommandPalette) -> None:
    assert palette.isVisible()
    assert QApplication.focusWidget() is palette.line
    offered = texts(palette, Group.COMMANDS)
    able = [spec for spec in ACTIONS if window.actions_by_key[spec.key].isEnabled()]
    assert offered == [spec.text.rstrip("…") for spec in able if spec.key != "palette"]
    assert lines(palette)[0] is Group.COMMANDS
    assert palette.list.chosen is lines(palette)[1]


@pytest.mark.parametrize("typed", ["dybb", "dayinbenb", "打印本"])
def test_enter_does_the_best_answer_after_the_palette_is_gone(
    window: MainWindow, palette: CommandPalette, person: Person, typed: str
) -> None:
    palette.line.setText(typed)
    press(palette, Qt.Key.Key_Return)
    assert not palette.isVisible()
    [(kind, forms, _)] = person.written
    assert (kind, [form.project_name for form in forms]) == ("print", ["职工培训"])
    assert QApplication.focusWidget() is window.view.indicators


def test_an_open_editor_is_taken_over_first(window: MainWindow) -> None:
    grid = window.view.indicators
    grid.setFocus()
    grid.go_to(0, 6)
    QTest.keyClicks(grid, "7")
    window.actions_by_key["palette"].trigger()
    assert shown(window).form.indicators[0].score.text == "7"
    assert not [line for line in grid.findChildren(QLineEdit) if line.isVisible()]
    palette = window.program.palette
    palette.line.setText("chexiao")
    press(palette, Qt.Key.Key_Return)
    assert shown(window).form.indicators[0].score.text == ""


def test_a_command_for_the_table_acts_on_the_cells_chosen_before(
    window: MainWindow, palette: CommandPalette
) -> None:
    palette.dismiss()
    grid = window.view.indicators
    grid.select_rows(0, 1, 2)
    grid.setFocus()
    window.actions_by_key["palette"].trigger()
    palette.line.setText("清空")
    press(palette, Qt.Key.Key_Return)
    assert shown(window).form.indicators[0].level3 == ""


def test_forms_are_found_by_initials_and_shown(window: MainWindow, palette: CommandPalette) -> None:
    palette.line.setText("djjf")
    assert texts(palette, Group.FORMS) == ["党建经费"]
    press(palette, Qt.Key.Key_Return)
    assert window.view.name.text() == "党建经费"


def test_a_form_that_the_list_does_not_show_is_found_too(
    window: MainWindow, palette: CommandPalette
) -> None:
    palette.dismiss()
    window.panel.search.setText("职工")
    window.panel.refresh()
    assert window.panel.ids == ["id-1"]
    palette.open()
    palette.line.setText("党建")
    press(palette, Qt.Key.Key_Return)
    assert window.view.name.text() == "党建经费"
    assert len(window.panel.ids) == 2


def test_an_indicator_is_gone_to(window: MainWindow, palette: CommandPalette) -> None:
    palette.line.setText("就业率")
    [entry] = [line for line in lines(palette) if isinstance(line, Entry)]
    assert (entry.group, entry.detail) == (Group.INDICATORS, "第 3 行　效益指标 › 社会效益指标")
    press(palette, Qt.Key.Key_Return)
    assert window.view.indicators.currentIndex().row() == 2
    assert QApplication.focusWidget() is window.view.indicators


def test_a_command_answers_by_what_it_explains(palette: CommandPalette) -> None:
    palette.line.setText("工作簿")
    assert "导出本表 Excel" in texts(palette, Group.COMMANDS)


@pytest.mark.parametrize("typed", ["F7", "f7"])
def test_a_command_answers_by_its_key(palette: CommandPalette, typed: str) -> None:
    palette.line.setText(typed)
    assert texts(palette, Group.COMMANDS)[0] == "审核整个单位"


@pytest.mark.parametrize("typed", ["Ctrl+P", "ctrl p"])
def test_a_key_with_a_modifier_is_found_however_it_is_typed(
    palette: CommandPalette, typed: str
) -> None:
    palette.line.setText(typed)
    assert texts(palette, Group.COMMANDS)[0] == "打印本表"


@pytest.mark.parametrize("typed", ["Alt+↑", "alt up", "Alt+Up"])
def test_an_arrow_key_is_found_by_its_sign_and_its_word(
    palette: CommandPalette, typed: str
) -> None:
    palette.line.setText(typed)
    assert texts(palette, Group.COMMANDS)[0] == "指标行上移"


@pytest.fixture
def years(opener: Opener, store_file: Path) -> MainWindow:
    """Forms of two years and one without a year."""
    forms = [make_form("职工培训"), make_form("党建经费", 2023), make_form("养老服务", None)]
    return opener(filled(store_file, forms))


@pytest.mark.parametrize(
    ("typed", "text", "shown_then"),
    [
        ("年度 2023", "年度 2023", "党建经费"),
        ("nd2023", "年度 2023", "党建经费"),
        ("没有填年度", "没有填年度的表", "养老服务"),
    ],
)
def test_a_year_is_found_and_turned_to(
    years: MainWindow, typed: str, text: str, shown_then: str
) -> None:
    years.actions_by_key["palette"].trigger()
    palette = years.program.palette
    palette.line.setText(typed)
    assert texts(palette, Group.YEARS) == [text]
    assert palette.list.chosen is not None
    assert palette.list.chosen.text == text
    press(palette, Qt.Key.Key_Return)
    assert (years.view.name.text(), len(years.panel.ids)) == (shown_then, 1)


def test_the_years_offered_are_those_of_the_list(years: MainWindow) -> None:
    years.actions_by_key["palette"].trigger()
    years.program.palette.line.setText("年度")
    offered = texts(years.program.palette, Group.YEARS)
    assert offered == ["年度 2024", "年度 2023", "没有填年度的表"]
    years.program.palette.line.setText("全部")
    assert texts(years.program.palette, Group.YEARS) == ["全部的表"]


def test_a_form_is_found_by_its_name_and_year_together(years: MainWindow) -> None:
    years.actions_by_key["palette"].trigger()
    palette = years.program.palette
    palette.line.setText("党建 2023")
    assert texts(palette, Group.FORMS) == ["党建经费"]
    palette.line.setText("党建 2024")
    assert texts(palette, Group.FORMS) == []


def test_what_cannot_be_done_now_comes_last_and_is_stepped_over(
    window: MainWindow, palette: CommandPalette
) -> None:
    palette.line.setText("归档")
    found = [line for line in lines(palette) if isinstance(line, Entry)]
    assert not found[-1].enabled
    before = shown(window).state
    for _ in range(4):
        press(palette, Qt.Key.Key_Down)
        assert palette.list.chosen is None or palette.list.chosen.enabled
    assert shown(window).state is before
    model = palette.list.lines
    spoken = model.index(model.rowCount() - 1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "现在不能用" in spoken


def test_arrows_go_around_over_headings(palette: CommandPalette) -> None:
    first = palette.list.chosen
    press(palette, Qt.Key.Key_Up)
    last = [line for line in lines(palette) if isinstance(line, Entry)][-1]
    assert palette.list.chosen is last
    press(palette, Qt.Key.Key_Down)
    assert palette.list.chosen is first


def test_escape_brings_the_focus_back_and_does_nothing(
    window: MainWindow, palette: CommandPalette, person: Person
) -> None:
    palette.line.setText("打印")
    press(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is window.view.indicators
    assert person.written == []


def test_the_same_key_closes_it(window: MainWindow, palette: CommandPalette) -> None:
    window.actions_by_key["palette"].trigger()
    assert not palette.isVisible()


def test_going_elsewhere_closes_it_and_keeps_the_focus_there(
    window: MainWindow, palette: CommandPalette
) -> None:
    window.panel.search.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not palette.isVisible()
    assert QApplication.focusWidget() is window.panel.search


def test_nothing_found_says_what_can_be_typed(palette: CommandPalette, person: Person) -> None:
    palette.line.setText("zzzzz")
    assert (palette.list.isVisible(), palette.nothing.isVisible()) == (False, True)
    press(palette, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert person.written == []


def test_a_click_does_it(palette: CommandPalette, person: Person) -> None:
    palette.line.setText("打印列出")
    place = palette.list.visualRect(palette.list.lines.index(1, 0)).center()
    heading = QPoint(place.x(), 2)
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert (palette.isVisible(), person.written) == (True, [])
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(person.written) == 1


def test_commands_last_used_come_first(window: MainWindow, palette: CommandPalette) -> None:
    palette.line.setText("打印列出")
    press(palette, Qt.Key.Key_Return)
    palette.open()
    assert texts(palette, Group.RECENT) == ["打印列出的表"]
    assert "打印列出的表" not in texts(palette, Group.COMMANDS)
    assert list(window.settings.recent_commands) == ["print_all"]


def test_a_group_shows_only_its_best_answers(palette: CommandPalette) -> None:
    palette.line.setText("表")
    assert len(texts(palette, Group.COMMANDS)) == MOST


def test_a_store_that_does_not_answer_offers_commands(
    window: MainWindow, palette: CommandPalette, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Refused("服务器断了。")

    monkeypatch.setattr(window.desk, "forms", refuse)
    palette.line.setText("打印")
    assert texts(palette, Group.COMMANDS)
    assert window.statusBar().currentMessage() == "服务器断了。"


def test_it_stays_within_a_small_window(window: MainWindow, palette: CommandPalette) -> None:
    window.resize(700, 500)
    QApplication.processEvents()
    assert window.rect().adjusted(-8, -8, 8, 8).contains(palette.geometry())


def test_the_model_keeps_the_rules_of_models(palette: CommandPalette) -> None:
    model = PaletteModel(palette)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, palette
    )
    entries = [line for line in lines(palette) if isinstance(line, Entry)]
    for shown_now in (entries, [], entries[:1]):
        model.show(shown_now)
    assert tester.model() is model
    assert model.rowCount() == 2
    assert model.step(-1, 1) == 1
    model.show([])
    assert model.step(0, 1) == -1
