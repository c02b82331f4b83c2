"""Steps onto another template in the store, alone and where two change a form at once."""

from dataclasses import replace

import pytest

from perfdesk.core.change import Change
from perfdesk.core.edits import SetCell, SwitchTemplate
from perfdesk.core.form import Amounts, Form
from perfdesk.files.errors import Refused
from perfdesk.store.keeping import Keeper
from tests.support.forms import template
from tests.support.stores import Fault


def stored(keeper: Keeper) -> Form:
    return keeper.store.load(keeper.document.form.id).form


TO_YUAN = SwitchTemplate(template(), template("shanghai-2022"))


def test_of_two_templates_only_a_whole_side_can_be_taken(mine: Keeper, theirs: Keeper) -> None:
    theirs.document.apply(SetCell("funding.carryover.initial", "5"))
    mine.document.apply(TO_YUAN)
    assert mine.clash is not None
    assert (mine.clash.switched, mine.clash.one_side) == (True, True)
    before = mine.document.form
    assert mine.keep_mine()
    assert stored(mine) == mine.document.form == before
    assert mine.document.template.id == TO_YUAN.new.id


def test_what_i_typed_is_not_put_on_a_form_of_another_unit(mine: Keeper, theirs: Keeper) -> None:
    theirs.document.apply(TO_YUAN)
    mine.document.apply(SetCell("funding.carryover.initial", "5"))
    mine.take_theirs()
    assert mine.document.form == stored(theirs) == theirs.document.form
    assert mine.document.form.funding.carryover == Amounts()
    assert mine.document.template.id == TO_YUAN.new.id


def test_two_who_chose_the_same_template_are_merged_cell_by_cell(
    mine: Keeper, theirs: Keeper
) -> None:
    with Fault(mine.store):
        mine.document.apply(TO_YUAN)
        mine.document.apply(SetCell("unit", "我"))
    theirs.document.apply(TO_YUAN)
    theirs.document.apply(SetCell("supervisor", "他"))
    assert not mine.flush()
    assert mine.clash is not None
    assert (mine.clash.whole, mine.clash.cells) == (False, frozenset())
    assert mine.keep_mine()
    assert (stored(mine).unit, stored(mine).supervisor) == ("我", "他")


def test_a_step_onto_a_template_that_is_missing_here_leaves_what_waits(
    mine: Keeper, theirs: Keeper
) -> None:
    theirs_form = theirs.document.form
    theirs.store.save(Change(theirs_form, replace(theirs_form, template="gone"), "导入"), 1)
    mine.document.apply(SetCell("unit", "我"))
    with pytest.raises(Refused, match="没有模板“gone”"):
        mine.take_theirs()
    assert (mine.waiting, mine.document.form.unit) == (["修改实施单位"], "我")
    assert mine.clash is not None


def test_the_stores_template_follows_the_step_and_its_undo(mine: Keeper) -> None:
    mine.document.apply(TO_YUAN)
    assert [item.template for item in mine.store.forms()] == ["shanghai-2022"]
    mine.document.undo()
    assert [item.template for item in mine.store.forms()] == ["shanghai-district-2024"]
    steps = mine.store.history(mine.document.form.id)
    assert [step.text for step in steps[1:]] == ["换用模板“上海 2022”"] * 2
    assert steps[1].form == TO_YUAN.apply(mine.document.form)
