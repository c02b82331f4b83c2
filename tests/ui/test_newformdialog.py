"""The assistant for a new form."""

import pytest
from PySide6.QtCore import Qt
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
    QTest.keyClicks(dialog.name, " A ")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    form = dialog.form
    assert dialog.result() == NewFormDialog.DialogCode.Accepted
    assert (form.template, form.year, form.project_name) == ("shanghai-district-2024", 2024, "A")
    assert (form.unit, form.supervisor, form.id) == ("区总工会本级", "区总工会", "")
    assert {row.level1 for row in form.indicators} >= {"产出指标", "效益指标"}
    assert all(not row.level3 for row in form.indicators)


def test_without_a_form_to_follow_the_template_gives_the_year(qtbot: QtBot) -> None:
    dialog = shown(qtbot, None)
    assert dialog.year.text() == str(templates()[0].default_year)
    assert (dialog.unit.text(), dialog.form.template) == ("", templates()[0].id)


def test_a_form_of_a_template_that_is_gone_and_without_a_year(qtbot: QtBot) -> None:
    dialog = shown(qtbot, Form("gone", unit="某局"))
    assert (dialog.year.text(), dialog.unit.text()) == ("", "某局")
    assert dialog.form.year is None


def test_a_year_that_is_none_is_told_and_stops_it(dialog: NewFormDialog) -> None:
    dialog.year.setText("24")
    assert (dialog.ok.isEnabled(), dialog.said.text()) == (False, "“24”不是四位数的年份。")
    dialog.year.setText("２０２５")
    assert (dialog.ok.isEnabled(), dialog.form.year) == (True, 2025)


@pytest.mark.parametrize("template", library().ids())
def test_optional_levels_join_when_they_are_ticked(dialog: NewFormDialog, template: str) -> None:
    choose(dialog, template)
    before = len(dialog.form.indicators)
    wanted = dict(dialog.levels)
    assert set(wanted) == {level.name for level in dialog.chosen.levels if level.optional}
    for box in wanted.values():
        box.click()
    rows = dialog.form.indicators
    assert len(rows) > before or not wanted
    assert set(wanted) <= {row.level1 for row in rows}
    assert dialog.said.text() == f"指标表先有 {len(rows)} 行，以后可以增减。"


def test_points_by_the_principle_are_offered_where_they_fit(dialog: NewFormDialog) -> None:
    fitting = 0
    for template in templates():
        choose(dialog, template.id)
        if dialog.split.isVisibleTo(dialog):
            fitting += 1
            dialog.split.setChecked(True)
            weights = [row.weight.value for row in dialog.form.indicators]
            assert sum(weight for weight in weights if weight is not None) == 90
            dialog.split.setChecked(False)
        assert not any(row.weight.text for row in dialog.form.indicators)
    assert fitting
