"""Writing: a step is one transaction, numbered by a counter, signed, and never over another's."""

from dataclasses import replace
from datetime import UTC, datetime
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import func, select

from perfdesk.core.change import Change, Kind
from perfdesk.core.edits import Edit, SetCell
from perfdesk.core.form import Form
from perfdesk.store import tables
from perfdesk.store.engine import reading, writing
from perfdesk.store.errors import Conflict, MissingForm, StoreTrouble, Unstorable
from perfdesk.store.records import Stored
from perfdesk.store.store import Store
from perfdesk.store.writing import Stamp, take_turn, write_steps
from tests.support.forms import clean_form
from tests.support.stores import WHO, Fault, Stores


def step(stored: Stored, edit: Edit) -> Change:
    return Change(stored.form, edit.apply(stored.form), edit.text(stored.form))


def save(store: Store, stored: Stored, edit: Edit) -> Stored:
    change = step(stored, edit)
    return replace(stored, form=change.after, version=store.save(change, stored.version))


def counts(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    with reading(store.engine, store.place) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables.metadata.sorted_tables
        }


STATEMENTS = [
    "INSERT INTO units",
    "INSERT INTO years",
    "UPDATE forms",
    "INSERT INTO goals",
    "INSERT INTO changes",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_step_that_fails_in_the_middle_leaves_nothing(store: Store, statement: str) -> None:
    stored = store.add(clean_form())
    after = replace(stored.form, unit="新单位", year=1999, goal_actual="完成")
    before = counts(store)
    with (
        Fault(store, begins_with=statement) as fault,
        pytest.raises(StoreTrouble, match="磁盘空间不足"),
    ):
        store.save(Change(stored.form, after, "改"), 1)
    assert fault.hits == 1
    assert store.load(stored.form.id) == stored
    assert len(store.history(stored.form.id)) == 1
    assert counts(store) == before
    assert store.save(Change(stored.form, after, "改"), 1) == 2
    assert store.load(stored.form.id).form == after


def test_of_many_forms_all_are_added_or_none(store: Store) -> None:
    forms = [clean_form(project_name=f"项目{number}") for number in range(5)]
    broken = replace(forms[3], goal_actual="\ud800")
    with pytest.raises(Unstorable, match=r"^“项目3”：文字里有残缺的字符"):
        store.add_all([*forms[:3], broken, forms[4]])
    assert counts(store)["forms"] == counts(store)["changes"] == counts(store)["units"] == 0
    assert len(store.add_all(forms)) == 5


@pytest.mark.parametrize(
    ("name", "shown"), [("甲\ud800\n乙\x00", "甲乙"), ("\ud800", "未命名"), ("　丙 ", "丙")]
)
def test_the_form_that_cannot_be_stored_is_named_as_far_as_its_name_can_be_shown(
    store: Store, name: str, shown: str
) -> None:
    fine, stored = clean_form(), store.add(clean_form())
    for odd in ({"goal_actual": "\ud800"}, {"year": 2**63}):
        broken = replace(fine, project_name=name, **odd)
        with pytest.raises(Unstorable, match=f"^“{shown}”：.*。$"):
            store.add_all([fine, broken])
        after = replace(broken, id=stored.form.id)
        with pytest.raises(Unstorable, match=f"^“{shown}”：.*。$"):
            store.save(Change(stored.form, after, "改"), stored.version)


@pytest.mark.parametrize(
    "odd",
    [
        {"goal_actual": "a\ud800b"},
        {"extra": (("\udfff", "1"),)},
        {"year": 2**63},
        {"year": -(10**40)},
    ],
)
def test_what_no_database_holds_is_refused_whole(store: Store, odd: dict[str, Any]) -> None:
    before = counts(store)
    with pytest.raises(Unstorable) as refused:
        store.add(replace(clean_form(), **odd))
    assert str(refused.value).endswith("。")
    assert counts(store) == before


def test_an_id_that_is_taken_is_refused(store: Store) -> None:
    store.add(replace(clean_form(), id="same"))
    with pytest.raises(Conflict, match="same"):
        store.add(replace(clean_form(unit="别处"), id="same"))
    with pytest.raises(Conflict, match="twice"):
        store.add_all([replace(clean_form(), id="twice"), replace(clean_form(), id="twice")])
    assert [item.id for item in store.forms()] == ["same"]


def test_a_step_on_a_form_that_is_not_there_is_refused(store: Store) -> None:
    form = replace(clean_form(), id="nowhere")
    with pytest.raises(MissingForm, match="“职工培训”已不在数据库里"):
        store.save(Change(form, form, "改"), 1)


@pytest.mark.parametrize("seen", [1, 3, 99])
def test_a_step_on_another_version_is_a_conflict_and_overwrites_nothing(
    store: Store, seen: int
) -> None:
    first = store.add(clean_form())
    second = save(store, first, SetCell("unit", "甲局"))
    with pytest.raises(Conflict, match="“职工培训”刚被别人改过"):
        store.save(step(first, SetCell("unit", "乙局")), seen)
    assert store.load(first.form.id) == second
    assert len(store.history(first.form.id)) == 2


def test_steps_are_in_order_whatever_the_clock_says(stores: Stores) -> None:
    years = [2026]
    store = stores.open(clock=lambda: datetime(years[-1], 6, 1, tzinfo=UTC))
    stored = store.add(clean_form())
    for year, text in ((2006, "一"), (2046, "二"), (2026, "三"), (1999, "四")):
        years.append(year)
        stored = save(store, stored, SetCell("unit", text))
    history = store.history(stored.form.id)
    assert [found.version for found in history] == [1, 2, 3, 4, 5]
    assert [int(found.at[:4]) for found in history] == years
    assert [found.form.unit for found in history if found.form][1:] == ["一", "二", "三", "四"]
    numbers = [found.number for found in history]
    assert numbers == sorted(set(numbers))
    assert store.load(stored.form.id).form.unit == "四"


def test_a_step_keeps_who_when_and_why(store: Store, stores: Stores) -> None:
    stored = store.add(clean_form())
    other = stores.another(who="李科长")
    change = replace(step(stored, SetCell("unit", "某局")), kind=Kind.REDONE, reason="填错")
    other.write([change], [1], batch="b1")
    first, second = store.history(stored.form.id)
    assert (first.who, first.at, first.kind) == (WHO, "2026-01-02T12:00:00+00:00", Kind.ADDED)
    assert (second.who, second.kind, second.reason) == ("李科长", Kind.REDONE, "填错")
    assert (second.text, second.batch) == ("修改实施单位", "b1")


def test_units_and_years_are_stored_once(store: Store) -> None:
    store.add_all([clean_form(), clean_form(), clean_form(unit="别处", year="2025")])
    assert (counts(store)["units"], counts(store)["years"]) == (2, 2)


def test_forms_stand_in_the_order_in_which_they_came(store: Store) -> None:
    names = ["丙", "甲", "乙"]
    store.add_all([clean_form(project_name=name) for name in names])
    store.add(clean_form(project_name="丁"))
    assert [item.project_name for item in store.forms()] == [*names, "丁"]


def test_a_step_on_another_form_of_the_same_writer_is_no_conflict(store: Store) -> None:
    one, other = store.add_all([clean_form(), clean_form()])
    save(store, one, SetCell("unit", "甲"))
    assert save(store, other, SetCell("unit", "乙")).version == 2


def test_a_form_and_its_next_step_may_be_one_transaction(store: Store) -> None:
    form = replace(clean_form(), id="x")
    added = Change(Form("", id="x"), form, "新建", Kind.ADDED)
    renamed = replace(form, project_name="改名")
    assert store.write([added, Change(form, renamed, "改")], [0, 1]) == [1, 2]
    assert store.load("x").form == renamed


def test_writers_take_turns_so_that_numbers_follow_the_commits(
    store: Store, stores: Stores
) -> None:
    other = stores.another()
    first = Change(Form("", id="x"), replace(clean_form(), id="x"), "先", Kind.ADDED)
    second = Thread(target=other.add, args=(clean_form(), "后"))
    with writing(store.engine, store.place) as connection:
        take_turn(connection)
        second.start()
        second.join(0.2)
        write_steps(connection, [first], [0], Stamp(WHO, ""))
    second.join(30)
    assert [step.text for step in store.steps_since(0)] == ["先", "后"]
    assert len(store.units()) == 1
