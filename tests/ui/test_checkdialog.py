"""The check of all forms listed: counted, worst first, one click away from the cell."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from perfdesk.core.checks import check_form
from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Severity
from perfdesk.core.form import UNNAMED, Form
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.ui.checkdialog import CheckDialog
from perfdesk.ui.checkmodel import COLUMNS, CheckModel, checked, summed_up
from perfdesk.ui.window import MainWindow
from tests.support.forms import clean_form
from tests.ui.conftest import Person, make_form
from tests.ui.test_window import shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SOUND = clean_form(project_name="好")
WRONG = clean_form(project_name="错\n误", indicators_0__weight="1")


def row_of(model: CheckModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(len(COLUMNS))]


def results(*forms: Form) -> CheckModel:
    model = CheckModel()
    found = [tuple(check_form(form, library().get(form.template))) for form in forms]
    model.show(checked(forms, found))
    return model


def test_the_worst_form_comes_first_and_a_sound_one_says_so() -> None:
    model = results(SOUND, WRONG)
    assert model.lines[0].name == "错 误"
    errors = model.lines[0].count(Severity.ERROR)
    assert errors > 0
    first = model.lines[0].first
    assert first is not None
    assert first.severity is Severity.ERROR
    assert row_of(model, 0)[:2] == ["错 误", str(errors)]
    assert row_of(model, 0)[-1] == first.message


def test_a_form_without_a_template_says_why_and_stands_on_top() -> None:
    model = CheckModel()
    findings = tuple(check_form(WRONG, library().get(WRONG.template)))
    model.show(checked([WRONG, Form("mars")], [findings, Refused("没有模板“mars”。")]))
    assert row_of(model, 0) == [UNNAMED, "", "", "", "没有模板“mars”。"]
    assert model.lines[0].first is None


def test_the_counts_are_summed_up() -> None:
    model = results(SOUND, WRONG, WRONG)
    assert summed_up(model.lines) == "检查了 3 张表：2 张有必须改的，1 张没有问题。"


def test_the_model_keeps_qts_rules(application: QApplication) -> None:  # noqa: ARG001 - Qt's
    model = CheckModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for forms in ([SOUND, WRONG], [WRONG], []):
        findings = [tuple(check_form(form, library().get(form.template))) for form in forms]
        model.show(checked(forms, findings))
        assert model.rowCount() == len(forms)
    assert tester.model() is model


def dialog_of(window: MainWindow) -> CheckDialog:
    assert window.checking.dialog is not None
    return window.checking.dialog


def click(window: MainWindow, row: int) -> None:
    table = dialog_of(window).table
    place = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_all_listed_forms_are_checked_and_a_click_goes_to_the_first_finding(
    window: MainWindow,
) -> None:
    window.desk.document("id-2").apply(SetCell("indicators[1].weight", "1"))
    type_into(window, 0, "40")
    trigger(window, "check_all")
    dialog = dialog_of(window)
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert shown(window).form.indicators[0].score.text == "40"  # the open editor is taken in
    names = {line.name: row for row, line in enumerate(dialog.model.lines)}
    assert set(names) == {"职工培训", "党建经费"}
    click(window, names["党建经费"])
    assert window.view.name.text() == "党建经费"
    first = dialog.model.lines[names["党建经费"]].first
    assert first is not None


def test_mended_forms_are_checked_again(window: MainWindow) -> None:
    document = window.desk.document("id-1")
    document.apply(SetCell("indicators[1].weight", "1"))
    trigger(window, "check_all")
    dialog, before = dialog_of(window), [line.findings for line in dialog_of(window).model.lines]
    document.apply(SetCell("indicators[1].weight", "30"))
    dialog.again.emit()
    assert dialog_of(window) is dialog
    assert [line.findings for line in dialog.model.lines] != before


def test_a_form_that_is_no_longer_listed_is_found_all_the_same(window: MainWindow) -> None:
    trigger(window, "check_all")
    window.panel.search.setText("没有这样的表")
    window.panel.refresh()
    click(window, 0)
    assert window.view.name.text() == dialog_of(window).model.lines[0].name


def test_nothing_listed_is_said(window: MainWindow, person: Person) -> None:
    window.panel.search.setText("没有这样的表")
    window.panel.refresh()
    trigger(window, "check_all")
    assert window.statusBar().currentMessage() == "没有列出可以检查的表"
    assert (window.checking.dialog, person.told) == (None, [])


def test_the_dialog_goes_with_its_window(window: MainWindow) -> None:
    window.desk.add([make_form("三")])
    trigger(window, "check_all")
    window.close()
    assert not dialog_of(window).isVisible()
