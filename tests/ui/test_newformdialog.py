"""The assistant for a new form."""

import itertools

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from perfdesk.core.form import Form
from perfdesk.core.template import Template
from perfdesk.files.templates import library
from perfdesk.ui.newformdialog import NewFormDialog
from tests.ui.conftest import make_form

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


def templates() -> tuple[Template, ...]:
    return library().all()


@pytest.fixture
def dialog(qtbot: QtBot, application: QApplication) -> NewFormDialog:  # noqa: ARG001
    return shown(qtbot, make_form())


def shown(qtbot: QtBot, like: Form | None) -> NewFormDialog:
    dialog = NewFormDialog(templates(), like)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def choose(dialog: NewFormDialog, template: str) -> None:
    dialog.template.setCurrentIndex([one.id for one in templates()].index(template))


def test_it_begins_like_the_form_that_is_shown(dialog: NewFormDialog) -> None:
    QTest.keyClicks(dialog.names, " A ")
    QTest.keyClick(dialog.names, Qt.Key.Key_Return)
    [form] = dialog.forms
    assert dialog.result() == NewFormDialog.DialogCode.Accepted
    assert (form.template, form.year, form.project_name) == ("shanghai-district-2024", 2024, "A")
    assert (form.unit, form.supervisor, form.id) == ("区总工会本级", "区总工会", "")
    assert {row.level1 for row in form.indicators} >= {"产出指标", "效益指标"}
    assert all(not row.level3 for row in form.indicators)


def test_without_a_form_to_follow_the_template_gives_the_year(qtbot: QtBot) -> None:
    dialog = shown(qtbot, None)
    assert dialog.year.text() == str(templates()[0].default_year)
    assert (dialog.unit.text(), dialog.forms[0].template) == ("", templates()[0].id)


def test_a_form_of_a_template_that_is_gone_and_without_a_year(qtbot: QtBot) -> None:
    dialog = shown(qtbot, Form("gone", unit="某局"))
    assert (dialog.year.text(), dialog.unit.text()) == ("", "某局")
    assert dialog.forms[0].year is None


def test_a_year_that_is_none_is_told_and_stops_it(dialog: NewFormDialog) -> None:
    dialog.year.setText("24")
    assert (dialog.ok.isEnabled(), dialog.said.text()) == (False, "“24”不是四位数的年份。")
    dialog.year.setText("２０２５")
    assert (dialog.ok.isEnabled(), dialog.forms[0].year) == (True, 2025)


def points(dialog: NewFormDialog) -> list[str]:
    """What stands beside the indicators that are ticked."""
    return [item.text(1) for _level1, item in dialog.indicators._ticked()]


def tick(dialog: NewFormDialog, name: str, on: bool = True) -> None:
    """Ticks a level 1 or 2, or takes its tick away."""
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    for item in dialog.indicators.findItems(name, flags):
        item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


@pytest.mark.parametrize("template", library().ids())
def test_optional_levels_join_when_they_are_ticked(dialog: NewFormDialog, template: str) -> None:
    choose(dialog, template)
    levels = dialog.chosen.levels
    usual = [(level.name, name) for level in levels if not level.optional for name in level.level2]
    rows = dialog.forms[0].indicators
    assert [(row.level1, row.level2) for row in rows] == usual
    for level in levels:
        if level.optional:
            tick(dialog, level.name)
    rows = dialog.forms[0].indicators
    every = [(level.name, name) for level in levels for name in level.level2]
    assert [(row.level1, row.level2) for row in rows] == every
    assert dialog.said.text() == f"指标表先有 {len(rows)} 行，以后可以增减。"


def test_a_level_2_without_its_tick_gets_no_row(dialog: NewFormDialog) -> None:
    before = len(dialog.forms[0].indicators)
    tick(dialog, "时效指标", on=False)
    rows = dialog.forms[0].indicators
    assert (len(rows), "时效指标" in {row.level2 for row in rows}) == (before - 1, False)
    tick(dialog, "产出指标", on=False)
    assert "产出指标" not in {row.level1 for row in dialog.forms[0].indicators}


def test_names_pasted_one_a_line_are_a_form_each(dialog: NewFormDialog) -> None:
    dialog.names.setPlainText("党建经费\t12.00\n\n  劳动 保护 \n党建经费\n")
    assert [form.project_name for form in dialog.forms] == ["党建经费", "劳动 保护"]
    said = "重名的只建一张：党建经费。新建 2 张表，每张的指标表先有 "
    assert dialog.said.text().startswith(said)
    QTest.keyClick(dialog.names, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert not dialog.result()
    QTest.keyClick(dialog.names, Qt.Key.Key_Return)
    assert dialog.result() == NewFormDialog.DialogCode.Accepted


def test_the_points_are_shown_beside_the_indicators(dialog: NewFormDialog) -> None:
    for template in templates():
        choose(dialog, template.id)
        if dialog.split.isEnabled():
            break
    dialog.split.setChecked(True)
    shown_points = points(dialog)
    assert shown_points == [row.weight.text for row in dialog.forms[0].indicators]
    assert all(shown_points)
    tick(dialog, "满意度指标", on=False)
    assert not dialog.split.isEnabled()
    assert not any(points(dialog))


def test_points_by_the_principle_are_offered_where_they_fit(dialog: NewFormDialog) -> None:
    fitting = 0
    for template in templates():
        choose(dialog, template.id)
        if dialog.split.isEnabled():
            fitting += 1
            dialog.split.setChecked(True)
            weights = [row.weight.value for row in dialog.forms[0].indicators]
            assert sum(weight for weight in weights if weight is not None) == 90
            dialog.split.setChecked(False)
        assert not any(row.weight.text for row in dialog.forms[0].indicators)
    assert fitting


def test_the_fields_stand_evenly_and_the_names_take_what_is_left(
    dialog: NewFormDialog, qtbot: QtBot
) -> None:
    with qtbot.waitExposed(dialog):
        dialog.show()
    fields = (dialog.template, dialog.year, dialog.unit, dialog.supervisor, dialog.names)
    gaps = {below.y() - above.geometry().bottom() for above, below in itertools.pairwise(fields)}
    assert len(gaps) == 1
    bottom = dialog.names.mapTo(dialog, QPoint(0, dialog.names.height())).y()
    tick = dialog.split.mapTo(dialog, QPoint(0, dialog.split.height())).y()
    assert abs(bottom - tick) <= 1
