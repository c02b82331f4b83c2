"""The store's face: removing, batches, settings, notes of what stands half typed."""

from dataclasses import replace

import pytest

from perfdesk.core.change import Change, Kind
from perfdesk.core.edits import SetCell
from perfdesk.core.form import Form
from perfdesk.store.errors import Conflict, StoreTrouble
from perfdesk.store.listing import Wanted
from perfdesk.store.store import Store
from tests.support.forms import clean_form
from tests.support.stores import Stores, kept


@pytest.fixture
def form_id(store: Store) -> str:
    return store.add(clean_form()).form.id


def test_a_form_gets_an_identity_and_keeps_one_that_it_has(store: Store) -> None:
    named = store.add(replace(clean_form(), id="abc"))
    other = store.add(clean_form())
    assert named.form.id == "abc"
    assert len(other.form.id) == 36
    assert (named.version, other.version) == (1, 1)


def test_a_removed_form_is_off_the_lists_and_comes_back_with_its_history(
    store: Store, form_id: str
) -> None:
    store.remove(form_id)
    store.remove(form_id)
    assert store.forms() == []
    assert (store.years(), store.units()) == ([], [])
    assert [item.id for item in store.forms(Wanted(removed=True))] == [form_id]
    assert store.load(form_id).removed
    store.bring_back(form_id)
    store.bring_back(form_id)
    assert [item.id for item in store.forms()] == [form_id]
    kinds = [step.kind for step in store.history(form_id)]
    assert kinds == [Kind.ADDED, Kind.REMOVED, Kind.RETURNED]


def test_a_form_is_removed_only_as_it_was_seen(store: Store, form_id: str) -> None:
    seen = store.load(form_id)
    kept(store, form_id).document.apply(SetCell("unit", "甲"))
    with pytest.raises(Conflict, match="刚被别人改过"):
        store.put([seen], Kind.REMOVED)
    assert not store.load(form_id).removed
    store.put([store.load(form_id)], Kind.REMOVED)
    assert store.load(form_id).removed


def test_steps_since_a_number_are_everybodys_and_each_once(store: Store, stores: Stores) -> None:
    assert (store.last_step(), store.steps_since(0)) == (0, [])
    first = store.add(clean_form())
    seen = store.last_step()
    other = stores.another()
    other.add(clean_form(project_name="别的"))
    other.remove(first.form.id)
    steps = store.steps_since(seen)
    assert [(step.kind, step.who) for step in steps] == [
        (Kind.ADDED, "李科长"),
        (Kind.REMOVED, "李科长"),
    ]
    assert store.steps_since(steps[-1].number) == []
    assert store.last_step() == steps[-1].number


def test_a_batch_can_be_asked_for_and_the_empty_one_is_none(store: Store) -> None:
    store.add_all([clean_form(), clean_form()], batch="b")
    store.add(clean_form())
    assert len(store.steps_of("b")) == 2
    assert store.steps_of("") == store.steps_of("c") == []


def test_settings_are_kept(store: Store, stores: Stores) -> None:
    assert store.setting("x") == ""
    for value in ("1", "第二个值", ""):
        store.set_setting("x", value)
        assert stores.another().setting("x") == value


def test_a_store_to_look_at_takes_nothing_and_says_why(stores: Stores, form_id: str) -> None:
    store = stores.opening(who="李科长", writable=False).needed()
    stored = store.load(form_id)
    change = Change(stored.form, replace(stored.form, unit="x"), "改")
    for act in (
        lambda: store.add(clean_form()),
        lambda: store.save(change, 1),
        lambda: store.remove(form_id),
        lambda: store.set_setting("x", "1"),
        lambda: store.note_half_typed(form_id, "unit", "x"),
        lambda: store.forget_half_typed("other"),
    ):
        with pytest.raises(StoreTrouble, match="不能修改"):
            act()
    assert [item.total for item in store.forms()] == ["89.00"]
    assert store.load(form_id) == stored


def test_a_form_with_a_name_of_any_length_of_unit_is_refused_or_kept(store: Store) -> None:
    unit = "".join(chr(0x4E00 + number * 37 % 20000) for number in range(5000))
    if store.engine.dialect.name == "sqlite":
        assert store.load(store.add(clean_form(unit=unit)).form.id).form.unit == unit
    else:
        with pytest.raises(StoreTrouble, match="单位名称太长"):
            store.add(clean_form(unit=unit))
        assert not store.forms()


def test_two_writers_may_bring_the_same_unit_and_year(stores: Stores, store: Store) -> None:
    other = stores.another()
    for number in range(3):
        store.add(clean_form(unit=f"单位{number}", year=f"20{number}0"))
        other.add(clean_form(unit=f"单位{number}", year=f"20{number}0"))
    assert store.units() == ["单位0", "单位1", "单位2"]
    assert store.years() == other.years() == [2020, 2010, 2000]


def test_an_empty_store_has_empty_answers(store: Store) -> None:
    assert (store.forms(), store.years(), store.units()) == ([], [], [])
    assert (store.half_typed(), store.load_all([])) == ([], [])
    assert store.add_all(list[Form]()) == []
    assert store.last_step() == 0
