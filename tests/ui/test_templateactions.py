"""Another template from the menu: for the form shown, for many, and back; the window follows."""

from pathlib import Path

import pytest

from perfdesk.core.edits import SetCell
from perfdesk.core.state import State
from perfdesk.desk import Desk
from perfdesk.store.backupfile import Reason
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Opener, Person, filled, make_form
from tests.ui.test_addingactions import choose_all
from tests.ui.test_formactions import lock, message
from tests.ui.test_window import shown, trigger, type_into

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

YUAN = "shanghai-2022"


def test_the_form_shown_goes_over_as_one_step(window: MainWindow, person: Person) -> None:
    person.template = YUAN
    before = shown(window).form
    type_into(window, 0, "9")
    trigger(window, "switch_template")
    assert person.asked == ["职工培训"]
    assert message(window) == "“职工培训”已换用模板“上海 2022”，可以撤销"
    document = shown(window)
    assert (document.template.id, document.form.funding.fiscal.executed.text) == (YUAN, "5000000")
    assert window.view.heading.about.text() == "上海 2022　2024 年度"
    assert window.panel.model.line(0).template == "上海 2022"
    assert window.desk.store.load("id-1").form == document.form
    assert window.actions_by_key["undo"].text() == "撤销 换用模板“上海 2022”"
    trigger(window, "undo")
    trigger(window, "undo")
    assert shown(window).form == before
    assert window.view.heading.about.text() == "上海区级 2024"
    assert window.panel.model.line(0).template == "上海区级 2024"


def test_other_fields_goals_and_findings_follow(window: MainWindow, person: Person) -> None:
    person.template = "hubei-2020"
    trigger(window, "switch_template")
    assert window.view.goals.isHidden() or window.view.folded
    assert window.view.closing.go_to("extra.改进措施及结果应用方案")
    window.side.findings.refresh()
    findings = window.side.findings.model
    texts = [findings.line(row).text for row in range(findings.rowCount())]
    assert any("预算执行率 20" in sentence for sentence in texts)
    assert window.view.summary.earned.figure.text() == "10.00"
    trigger(window, "undo")
    assert not window.view.closing.go_to("extra.改进措施及结果应用方案")
    assert window.view.summary.earned.figure.text() == "5.00"


def test_who_thinks_better_of_it_changes_nothing(window: MainWindow, person: Person) -> None:
    before = shown(window).form
    trigger(window, "switch_template")
    assert (shown(window).form, shown(window).undo_text) == (before, "")
    assert person.asked == ["职工培训"]


def test_all_chosen_forms_go_over_in_one_step_after_a_backup(
    window: MainWindow, person: Person
) -> None:
    person.template = YUAN
    choose_all(window)
    trigger(window, "switch_template")
    assert person.asked == ["职工培训", "党建经费"]
    assert message(window) == "2 张表已换用模板“上海 2022”，可以撤销"
    assert [item.template for item in window.desk.forms()] == [YUAN, YUAN]
    assert [window.panel.model.line(row).template for row in (0, 1)] == ["上海 2022"] * 2
    assert window.desk.backups()[0].reason is Reason.BULK
    assert window.actions_by_key["undo"].text() == "撤销 2 张表换用模板“上海 2022”"
    trigger(window, "undo")
    assert [item.template for item in window.desk.forms()] == ["shanghai-district-2024"] * 2


def test_the_template_in_use_moves_nothing(window: MainWindow, person: Person) -> None:
    person.template = shown(window).template.id
    trigger(window, "switch_template")
    assert (shown(window).undo_text, person.told) == ("", [])


def test_of_many_the_locked_ones_stay(window: MainWindow, person: Person) -> None:
    person.template = YUAN
    lock(window)
    choose_all(window)
    trigger(window, "switch_template")
    assert message(window) == "“党建经费”已换用模板“上海 2022”，可以撤销"
    assert window.desk.store.load("id-1").state is State.REPORTED
    assert window.desk.store.load("id-1").form.template != YUAN


def test_a_locked_form_says_why_not(window: MainWindow, person: Person) -> None:
    person.template = YUAN
    lock(window)
    trigger(window, "switch_template")
    assert (person.asked, message(window)) == ([], State.REPORTED.closed_because)


def test_a_form_with_an_amount_that_is_too_long_stays(window: MainWindow, person: Person) -> None:
    person.template = YUAN
    choose_all(window)
    shown(window).apply(SetCell("funding.other.initial", "9" * 40))
    trigger(window, "switch_template")
    assert message(window) == "“党建经费”已换用模板“上海 2022”，可以撤销"
    assert shown(window).template.id == "shanghai-district-2024"


def test_in_a_store_to_look_at_nothing_can_be_switched(
    opener: Opener, store_file: Path, person: Person
) -> None:
    filled(store_file, [make_form()]).close()
    window = opener(Desk(open_store(FilePlace(store_file), writable=False)))
    trigger(window, "switch_template")
    assert person.asked == []
    assert message(window) == window.desk.read_only


def test_without_a_form_the_menu_offers_nothing(opener: Opener, store_file: Path) -> None:
    window = opener(filled(store_file, []))
    assert not window.actions_by_key["switch_template"].isEnabled()
