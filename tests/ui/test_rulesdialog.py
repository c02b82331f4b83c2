"""The audit rules in a table: changed, refused, put back, and in force at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Severity
from perfdesk.core.ruleset import RuleChange
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.ui import checking, rulesdialog
from perfdesk.ui.ruleedits import RuleEdits
from perfdesk.ui.rulesdialog import RulesDialog, ask_rules
from perfdesk.ui.ruletexts import LIMIT_NAMES, limits_told, rule_name, rule_told
from perfdesk.ui.shown import NOTHING
from perfdesk.ui.window import MainWindow
from tests.support.desks import when_open
from tests.ui.conftest import Person, make_form
from tests.ui.test_window import shown, trigger

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the changes go; the library is as it was afterwards."""
    file = tmp_path / "checks.toml"
    monkeypatch.setattr(rulesdialog, "rules_file", lambda: file)
    yield file
    library().change_rules({})


@pytest.fixture
def dialog(qtbot: QtBot, application: QApplication, person: Person) -> RulesDialog:  # noqa: ARG001
    dialog = RulesDialog(RuleEdits(library().rule_settings(), {}))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    return dialog


def choose(dialog: RulesDialog, rule: str) -> None:
    rows = [row for row, one in enumerate(dialog.model.rows) if one.id == rule]
    dialog.table.selectRow(rows[0])
    QApplication.processEvents()  # the lines of its limits are shown


def set_severity(dialog: RulesDialog, severity: Severity | None) -> None:
    box = dialog.form.severity
    box.setCurrentIndex(box.findData(severity))
    box.activated.emit(box.currentIndex())


def type_limit(dialog: RulesDialog, key: str, text: str) -> None:
    line = dialog.form.limits[key]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def row_of(dialog: RulesDialog, rule: str) -> list[str]:
    row = next(row for row, one in enumerate(dialog.model.rows) if one.id == rule)
    return [dialog.model.index(row, column).data() for column in range(4)]


def test_every_rule_is_listed_in_the_order_of_the_findings(dialog: RulesDialog) -> None:
    known = library().rule_settings()
    assert [one.id for one in dialog.model.rows] == list(known.settings)
    assert row_of(dialog, "2") == ["2", "原表总分与得分之和不符", "必须改（错误）", "容差 0.02"]
    assert dialog.said.text() == f"{len(known.settings)} 条规则"


def test_every_limit_has_a_name() -> None:
    keys = {key for one in library().rule_settings().settings.values() for key in one.limits}
    assert keys <= LIMIT_NAMES.keys()


def test_words_narrow_the_rules(dialog: RulesDialog) -> None:
    dialog.search.setText("总分 必须改")
    assert {one.id for one in dialog.model.rows} >= {"2"}
    assert all("总分" in one.title + one.basis for one in dialog.model.rows)
    dialog.search.setText("没有这样的规则")
    assert dialog.model.rowCount() == 0
    assert not dialog.form.isEnabled()
    dialog.search.clear()
    assert dialog.form.isEnabled()


def test_severity_and_limit_are_changed_shown_and_put_back(dialog: RulesDialog) -> None:
    choose(dialog, "2")
    set_severity(dialog, Severity.WARNING)
    type_limit(dialog, "tolerance", "0.5")
    assert row_of(dialog, "2")[2:] == ["要看（警告）", "容差 0.5"]
    assert dialog.said.text().endswith("，改过 1 条")
    dialog.changed_only.setChecked(True)
    assert [one.id for one in dialog.model.rows] == ["2"]
    dialog.changed_only.setChecked(False)
    choose(dialog, "2")
    dialog.back.click()
    assert row_of(dialog, "2")[2:] == ["必须改（错误）", "容差 0.02"]
    assert not dialog.edits.changes


def test_a_limit_that_is_none_is_refused_and_stays(dialog: RulesDialog) -> None:
    choose(dialog, "2")
    type_limit(dialog, "tolerance", "x")
    assert "不是界限能用的数字" in dialog.notice.text()
    assert dialog.notice.isVisible()
    assert dialog.form.limits["tolerance"].text() == "0.02"
    type_limit(dialog, "tolerance", "1")
    assert not dialog.notice.isVisible()


def test_enter_on_what_is_no_limit_does_not_close_the_dialog(dialog: RulesDialog) -> None:
    choose(dialog, "2")
    line = dialog.form.limits["tolerance"]
    line.setText("x")
    line.setModified(True)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "不是界限能用的数字" in dialog.notice.text()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def open_line(dialog: RulesDialog, text: str) -> None:
    """Types a limit of rule 2 and leaves it open."""
    choose(dialog, "2")
    line = dialog.form.limits["tolerance"]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_ok_takes_over_a_limit_that_is_being_typed(dialog: RulesDialog, own_file: Path) -> None:
    open_line(dialog, "0.5")
    dialog.accept()
    assert not dialog.isVisible()
    assert '"0.5"' in own_file.read_text(encoding="utf-8")


def test_ok_refuses_a_limit_being_typed_that_is_none(dialog: RulesDialog, own_file: Path) -> None:
    open_line(dialog, "x")
    dialog.accept()
    assert dialog.isVisible()
    assert "不是界限能用的数字" in dialog.notice.text()
    assert not own_file.exists()


def test_ok_keeps_what_was_changed_after_a_limit_was_refused(
    dialog: RulesDialog, own_file: Path
) -> None:
    choose(dialog, "2")
    type_limit(dialog, "tolerance", "x")
    set_severity(dialog, Severity.WARNING)
    assert dialog.notice.text() == ""
    dialog.accept()
    assert not dialog.isVisible()
    assert "warning" in own_file.read_text(encoding="utf-8")


def test_nothing_is_refused_any_more_once_all_are_put_back(
    dialog: RulesDialog, person: Person
) -> None:
    choose(dialog, "2")
    set_severity(dialog, Severity.WARNING)
    type_limit(dialog, "tolerance", "x")
    person.agrees = True
    dialog.all_back.click()
    assert dialog.notice.text() == ""
    dialog.accept()
    assert not dialog.isVisible()


def test_enter_in_the_search_goes_to_the_rules(dialog: RulesDialog) -> None:
    dialog.search.setFocus()
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.table.hasFocus()


def test_ok_writes_nothing_where_nothing_was_changed(dialog: RulesDialog, own_file: Path) -> None:
    own_file.write_text("# mine", encoding="utf-8")
    dialog.accept()
    assert not dialog.isVisible()
    assert own_file.read_text(encoding="utf-8") == "# mine"


def test_rules_of_the_same_limits_show_their_own(dialog: RulesDialog) -> None:
    for rule in ("1", "2"):
        choose(dialog, rule)
        usual = dialog.edits.known.setting(rule).limits["tolerance"]
        assert dialog.form.limits["tolerance"].text() == str(usual)


def test_all_are_put_back_after_a_question(dialog: RulesDialog, person: Person) -> None:
    choose(dialog, "2")
    set_severity(dialog, None)
    person.agrees = False
    dialog.all_back.click()
    assert dialog.edits.is_changed("2")
    person.agrees = True
    dialog.all_back.click()
    assert not dialog.edits.changes


def test_what_cannot_be_written_is_said_and_the_dialog_stays(
    dialog: RulesDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Refused("磁盘已满。")

    monkeypatch.setattr(rulesdialog, "save_rule_changes", refuse)
    choose(dialog, "2")
    set_severity(dialog, None)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.notice.text() == "磁盘已满。"


@pytest.fixture
def asking(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window that shows the rules themselves."""
    monkeypatch.setattr(checking, "ask_rules", ask_rules)
    return window


def answer(window: MainWindow, severity: Severity | None, button: str) -> None:
    """Opens the rules, sets the severity of rule 3, and presses a button."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, RulesDialog)
        choose(dialog, "3")
        set_severity(dialog, severity)
        next(one for one in dialog.findChildren(QPushButton) if one.text() == button).click()

    when_open(act)
    trigger(window, "rules")


def test_open_forms_and_the_list_are_checked_by_the_new_rules_at_once(
    asking: MainWindow, own_file: Path, qtbot: QtBot
) -> None:
    window = asking
    for form_id in ("id-1", "id-2"):
        window.desk.document(form_id).apply(SetCell("indicators[1].score", "99"))
    window.desk.flush()
    window.panel.refresh()
    window.desk.add([make_form("从没打开", form_id="unopened")])
    window.panel.refresh()
    figures = [(item.id, item.total, item.rate, item.grade) for item in window.desk.forms()]
    line = window.panel.model.line(window.panel.model.row_of("unopened"))
    errors = window.panel.model.line(1).errors
    assert errors
    assert line.total != NOTHING
    before = shown(window).form
    trigger(window, "check_all")
    answer(window, None, "确定(&O)")
    assert window.checking.dialog is not None
    assert "3" not in {told.finding.rule for told in window.checking.dialog.findings.rows}
    assert library().rule_changes == {"3": RuleChange("off")}
    assert "[checks" in own_file.read_text(encoding="utf-8")
    assert not [one for one in shown(window).findings if one.rule == "3"]
    qtbot.waitUntil(lambda: window.panel.model.line(1).errors < errors)
    now = [(item.id, item.total, item.rate, item.grade) for item in window.desk.forms()]
    assert now == figures
    assert window.panel.model.line(window.panel.model.row_of("unopened")) == line
    assert window.desk.opened("unopened") is None
    assert (shown(window).form, window.desk.history("id-1")[-1].text) == (before, "修改第 2 行得分")
    answer(window, Severity.ERROR, "确定(&O)")
    assert [one for one in shown(window).findings if one.rule == "3"]


def test_who_thinks_better_of_it_changes_no_rule(asking: MainWindow, own_file: Path) -> None:
    answer(asking, None, "取消(&C)")
    assert library().rule_changes == {}
    assert not own_file.exists()


@pytest.fixture
def damaged(own_file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file of the person's own that has a mistake; its text."""
    text = '[checks.9]\nseverity = "warning"\n[checks.3]\nseverity = "loud"\n'
    own_file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(library(), "_rules", own_file)
    library().read_rules()
    assert "checks.3.severity" in library().rule_trouble
    return text


def test_a_file_with_a_mistake_is_kept_aside_before_another_is_written(
    asking: MainWindow, own_file: Path, person: Person, damaged: str
) -> None:
    answer(asking, None, "确定(&O)")
    assert "checks.3.severity" in person.asked[-1]
    assert library().rule_changes == {"3": RuleChange("off")}
    assert own_file.with_name("checks-1.toml").read_text(encoding="utf-8") == damaged
    assert "off" in own_file.read_text(encoding="utf-8")


def test_a_file_with_a_mistake_stays_for_who_does_not_want_to_begin_anew(
    asking: MainWindow, own_file: Path, person: Person, damaged: str
) -> None:
    person.agrees = False
    trigger(asking, "rules")
    assert own_file.read_text(encoding="utf-8") == damaged
    person.agrees = True
    answer(asking, None, "取消(&C)")
    assert own_file.read_text(encoding="utf-8") == damaged
    assert list(own_file.parent.glob("checks*")) == [own_file]


def test_a_rule_is_told_in_sentences() -> None:
    setting = library().rule_settings().setting("2")
    assert limits_told(setting) == "容差 0.02"
    assert rule_told(setting)[:2] == ["规则 2：原表总分与得分之和不符", "级别：必须改（错误）"]


@pytest.mark.parametrize("rule", ["32", "46-plans", "rate-told"])
def test_a_rule_is_called_as_in_a_file_of_rules(dialog: RulesDialog, rule: str) -> None:
    choose(dialog, rule)
    named = f"规则 {rule}：{dialog.edits.known.title(rule)}"
    assert rule_name(dialog.edits.setting(rule)) == named
    assert dialog.form.title.text() == named
    row = dialog.table.currentIndex().row()
    tips = [dialog.model.index(row, at).data(Qt.ItemDataRole.ToolTipRole) for at in (0, 1)]
    assert tips == [named, named]
    dialog.search.setText(rule)
    assert rule in [one.id for one in dialog.model.rows]


def test_no_two_rules_are_called_the_same(dialog: RulesDialog) -> None:
    named = [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]
    assert len(set(named)) == len(named)


def test_the_current_rule_stays_in_sight_when_its_card_grows(dialog: RulesDialog) -> None:
    dialog.resize(1300, 640)
    dialog.table.selectRow(0)
    dialog.table.setFocus()
    heights = set[int]()
    for _ in range(dialog.model.rowCount() - 1):
        QTest.keyClick(dialog.table, Qt.Key.Key_Down)
        QApplication.processEvents()
        shown = dialog.table.visualRect(dialog.table.currentIndex())
        assert dialog.table.viewport().rect().contains(shown.center())
        heights.add(dialog.table.height())
    assert len(heights) > 1


def type_words(dialog: RulesDialog, key: str, text: str) -> None:
    line = dialog.form.words[key]
    line.setFocus()
    line.setText(text)
    line.setModified(True)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def test_a_person_adds_words_of_their_own(dialog: RulesDialog, own_file: Path) -> None:
    choose(dialog, "58")
    assert dialog.form.words["pending"].text() == ""
    type_words(dialog, "pending", "待报送，待定")
    assert dialog.form.words["pending"].text() == "待报送"  # 待定 is built in
    assert row_of(dialog, "58")[3].endswith("自加 1 个词")
    choose(dialog, "1")
    assert dialog.form.words == {}
    dialog.accept()
    assert 'more = { "pending" = ["待报送"] }' in own_file.read_text(encoding="utf-8")


def test_a_word_that_would_speak_everywhere_is_refused_and_the_dialog_stays(
    dialog: RulesDialog,
) -> None:
    choose(dialog, "58")
    type_words(dialog, "pending", "的")
    assert dialog.notice.text().startswith("“的”太短")
    assert not dialog.edits.is_changed("58")
    for _ in range(2):
        dialog.accept()
        assert dialog.isVisible()


def test_a_list_with_a_word_that_cannot_be_stays_to_be_mended(
    dialog: RulesDialog, own_file: Path
) -> None:
    choose(dialog, "58")
    type_words(dialog, "pending", "待报送、的")
    assert dialog.form.words["pending"].text() == "待报送、的"
    type_words(dialog, "alone", "空着")
    set_severity(dialog, Severity.ERROR)
    assert dialog.form.words["pending"].text() == "待报送、的"
    assert dialog.notice.text().startswith("“的”太短")
    type_words(dialog, "pending", "待报送")
    assert dialog.notice.text() == ""
    dialog.accept()
    assert not dialog.isVisible()
    text = own_file.read_text(encoding="utf-8")
    assert all(word in text for word in ("待报送", "空着", "error"))


@pytest.mark.parametrize("button", ["back", "all_back"])
def test_what_is_put_back_takes_words_that_cannot_be_along(
    dialog: RulesDialog, person: Person, button: str
) -> None:
    person.agrees = True
    choose(dialog, "58")
    set_severity(dialog, Severity.ERROR)
    type_words(dialog, "pending", "的")
    getattr(dialog, button).click()
    assert dialog.form.words["pending"].text() == ""
    assert dialog.notice.text() == ""
    dialog.accept()
    assert not dialog.isVisible()
