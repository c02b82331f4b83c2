"""A desk's forms on other templates: there and back again, told before, followed by all."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from perfdesk.core.change import Change
from perfdesk.core.document import Closed
from perfdesk.core.edits import SetCell, SwitchTemplate
from perfdesk.core.state import State
from perfdesk.core.switching import Topic
from perfdesk.desk import Desk
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.store.errors import Conflict
from perfdesk.store.importing import Verdict
from tests.support.forms import clean_form
from tests.support.stores import Stores, kept


def test_a_version_on_another_template_comes_back_with_it(desk: Desk, form_id: str) -> None:
    document = desk.document(form_id)
    first, yuan = document.form, library().get("shanghai-2022")
    assert desk.switch_template(form_id, yuan)
    moved = document.form
    assert desk.return_to(form_id, 1)
    assert (document.form, document.template.id) == (first, first.template)
    assert document.undo()
    assert (document.form, document.template) == (moved, yuan)


def test_a_version_whose_template_is_missing_does_not_come_back(desk: Desk) -> None:
    (form_id,) = desk.add([replace(clean_form(), template="gone")])
    gone = desk.store.load(form_id).form
    desk.store.save(Change(gone, replace(clean_form(), id=form_id), "换模板"), 1)
    with pytest.raises(Refused, match="没有模板“gone”"):
        desk.return_to(form_id, 1)
    assert desk.document(form_id).form.template == clean_form().template


def test_an_import_on_another_template_is_a_step_that_can_be_undone(
    desk: Desk, form_id: str
) -> None:
    document = desk.document(form_id)
    first = document.form
    desk.take_in(desk.plan([replace(first, template="national-2020")]), {Verdict.CHANGED})
    assert document.template.id == "national-2020"
    assert not document.undo()  # it is a step of the list
    assert desk.undo(document)
    assert (document.form, document.template.id) == (first, first.template)


@pytest.mark.parametrize("target", library().ids())
def test_there_and_back_again_gives_every_amount_as_it_was_typed(
    stores: Stores, target: str
) -> None:
    typed = clean_form(
        funding__total__initial="1,200.50", funding__fiscal__adjusted="１２", goal_actual="完成"
    )
    first = Desk(stores.opening())
    (form_id,) = first.add([typed])
    before = first.document(form_id).form
    first.switch_template(form_id, library().get(target))
    moved = first.document(form_id).form
    first.close()
    again = Desk(stores.opening())
    assert again.document(form_id).form == moved
    assert again.forms()[0].template == target
    again.switch_template(form_id, library().get(before.template))
    assert again.document(form_id).form == before
    again.close()


def test_what_a_template_changes_is_told_before_anything_is_changed(
    desk: Desk, form_id: str
) -> None:
    before, steps = desk.document(form_id).form, len(desk.history(form_id))
    found = desk.what_switches(form_id, library().get("shanghai-2022"))
    assert found.changes[Topic.AMOUNTS][0] == "年度资金总额的年初预算数：12.00 万元 → 120000 元"
    assert (desk.document(form_id).form, len(desk.history(form_id))) == (before, steps)
    desk.switch_template(form_id, found.new)
    assert desk.document(form_id).form == found.moved
    assert desk.history(form_id)[-1].text == "换用模板“上海 2022”"
    assert not desk.switch_template(form_id, found.new)


def test_an_amount_with_too_many_digits_is_not_converted(desk: Desk, form_id: str) -> None:
    document, yuan = desk.document(form_id), library().get("shanghai-2022")
    document.apply(SetCell("funding.other.initial", "9" * 40))
    before = document.form
    acts: list[Callable[[], object]] = [
        lambda: desk.what_switches(form_id, yuan),
        lambda: desk.switch_template(form_id, yuan),
    ]
    for act in acts:
        with pytest.raises(Refused, match="其他资金的年初预算数的位数太多，不能换算成元"):
            act()
    assert document.form == before


def test_a_locked_form_keeps_its_template(desk: Desk, form_id: str) -> None:
    document = desk.document(form_id)
    document.move_to(State.CHECKED)
    document.move_to(State.REPORTED)
    with pytest.raises(Closed, match="退回修改"):
        desk.switch_template(form_id, library().get("shanghai-2022"))


def test_a_template_that_another_window_chose_is_followed(
    desk: Desk, stores: Stores, form_id: str
) -> None:
    document = desk.document(form_id)
    desk.look_again()
    theirs = kept(stores.another(), form_id).document
    theirs.apply(SwitchTemplate(theirs.template, library().get("shanghai-2022")))
    assert desk.look_again() == [form_id]
    assert (document.template.id, document.form) == ("shanghai-2022", theirs.form)


def test_of_several_forms_all_go_over_or_none(desk: Desk, form_id: str, stores: Stores) -> None:
    (other,) = desk.add([clean_form(project_name="另")])
    before = desk.document(form_id).form
    national, seen = library().get("national-2020"), desk.document(other)
    kept(stores.another(), other).document.apply(SetCell("unit", "他"))
    with pytest.raises(Conflict, match="没有换用模板"):
        desk.switch_all([form_id, other], national)
    assert desk.store.load(form_id).form == desk.document(form_id).form == before
    assert seen.form.unit == "他"
    desk.switch_all([form_id, other], national)
    assert {desk.store.load(key).form.template for key in (form_id, other)} == {national.id}
    assert desk.undo(None)
    assert desk.store.load(form_id).form == before
