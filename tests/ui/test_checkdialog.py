"""The check of all forms listed: counted, narrowed, one click away from the cell."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Severity
from perfdesk.ui.checkdialog import BY_FORM, BY_RULE, ONE_BY_ONE, CheckDialog
from perfdesk.ui.dialogparts import PlainTable, em
from perfdesk.ui.unitfindings import SILENCED
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person, make_form
from tests.ui.test_window import shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def dialog_of(window: MainWindow) -> CheckDialog:
    assert window.checking.dialog is not None
    return window.checking.dialog


def click(table: PlainTable, row: int) -> None:
    place = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def press(dialog: CheckDialog, text: str) -> None:
    next(one for one in dialog.findChildren(QPushButton) if one.text() == text).click()


@pytest.fixture
def dialog(window: MainWindow) -> CheckDialog:
    """Two forms, the second with a score above its weight."""
    window.desk.document("id-2").apply(SetCell("indicators[1].score", "99"))
    trigger(window, "check_all")
    return dialog_of(window)


def test_all_listed_forms_are_checked_and_a_click_goes_to_the_first_finding(
    window: MainWindow,
) -> None:
    window.desk.document("id-2").apply(SetCell("indicators[1].score", "99"))
    type_into(window, 0, "40")
    trigger(window, "check_all")
    dialog = dialog_of(window)
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert shown(window).form.indicators[0].score.text == "40"  # the open editor is taken in
    names = {line.name: row for row, line in enumerate(dialog.forms.rows)}
    assert set(names) == {"职工培训", "党建经费"}
    click(dialog.form_table, names["党建经费"])
    assert window.view.name.text() == "党建经费"


def test_one_form_is_looked_into_finding_by_finding(
    window: MainWindow, dialog: CheckDialog
) -> None:
    row = next(row for row, line in enumerate(dialog.forms.rows) if line.name == "党建经费")
    dialog.form_table.activated.emit(dialog.forms.index(row, 0))
    assert dialog.tabs.currentIndex() == ONE_BY_ONE
    assert {told.checked.form.id for told in dialog.findings.rows} == {"id-2"}
    place = next(row for row, told in enumerate(dialog.findings.rows) if told.finding.rule == "3")
    click(dialog.finding_table, place)
    assert dialog.sentence.toPlainText() == dialog.findings.rows[place].finding.message
    assert window.view.name.text() == "党建经费"
    grid = window.view.indicators
    assert grid.currentIndex().row() == 1


def test_the_findings_of_forms_of_one_name_are_told_apart(dialog: CheckDialog) -> None:
    labels = [column.label for column in dialog.findings.columns]
    place = dialog.findings.index(0, labels.index("项目名称"))
    told = dialog.findings.rows[0].checked
    assert place.data(Qt.ItemDataRole.ToolTipRole).split("\n") == [
        told.name,
        "2024",
        told.form.unit,
    ]
    assert place.siblingAtColumn(labels.index("年度")).data() == "2024"
    tip = dialog.forms.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert dialog.forms.rows[0].form.unit in tip


def test_it_takes_most_of_the_height_of_a_small_screen(dialog: CheckDialog) -> None:
    room = dialog.screen().availableGeometry().height()
    assert dialog.height() >= min(round(0.9 * room), 75 * em(dialog))
    assert dialog.height() <= room


def test_one_rule_is_looked_into_form_by_form(dialog: CheckDialog) -> None:
    dialog.tabs.setCurrentIndex(BY_RULE)
    row = next(row for row, line in enumerate(dialog.rules.rows) if line.count.rule == "3")
    dialog.rule_table.activated.emit(dialog.rules.index(row, 0))
    assert dialog.tabs.currentIndex() == ONE_BY_ONE
    assert {told.finding.rule for told in dialog.findings.rows} == {"3"}
    assert dialog.rule.currentData() == "3"


def test_severity_and_words_narrow_all_tables(dialog: CheckDialog) -> None:
    dialog.weight.setCurrentIndex(dialog.weight.findData(Severity.ERROR.value))
    dialog.weight.activated.emit(1)
    assert {line.name for line in dialog.forms.rows} == {"党建经费"}
    assert {one.count.severity for one in dialog.rules.rows} == {Severity.ERROR}
    dialog.search.setText("没有这样的字")
    assert (dialog.forms.rowCount(), dialog.rules.rowCount(), dialog.findings.rowCount()) == (
        0,
    ) * 3
    assert dialog.sentence.toPlainText() == ""
    dialog.search.clear()
    dialog.weight.setCurrentIndex(dialog.weight.findData(SILENCED))
    dialog.weight.activated.emit(4)
    assert dialog.findings.rowCount() == 0


def test_mended_forms_are_checked_again_and_stay_narrowed(
    window: MainWindow, dialog: CheckDialog
) -> None:
    dialog.form.setCurrentIndex(dialog.form.findData("id-2"))
    dialog.form.activated.emit(1)
    before = len(dialog.findings.rows)
    window.desk.document("id-2").apply(SetCell("indicators[1].score", "30"))
    press(dialog, "重新审核(&A)")
    assert dialog_of(window) is dialog
    assert len(dialog.findings.rows) < before
    assert dialog.form.currentData() == "id-2"


def test_a_form_that_is_no_longer_listed_is_found_all_the_same(
    window: MainWindow, dialog: CheckDialog
) -> None:
    window.panel.search.setText("没有这样的表")
    window.panel.refresh()
    click(dialog.form_table, 0)
    assert window.view.name.text() == dialog.forms.rows[0].name


def test_nothing_listed_is_said(window: MainWindow, person: Person) -> None:
    window.panel.search.setText("没有这样的表")
    window.panel.refresh()
    trigger(window, "check_all")
    assert window.statusBar().currentMessage() == "没有列出可以审核的表"
    assert (window.checking.dialog, person.told) == (None, [])


def test_the_hint_follows_the_page(dialog: CheckDialog) -> None:
    hints = []
    for page in (BY_FORM, BY_RULE, ONE_BY_ONE):
        dialog.tabs.setCurrentIndex(page)
        hints.append(dialog.hint.text())
    assert len(set(hints)) == 3


def test_the_dialog_goes_with_its_window(window: MainWindow) -> None:
    window.desk.add([make_form("三")])
    trigger(window, "check_all")
    window.close()
    assert not dialog_of(window).isVisible()
