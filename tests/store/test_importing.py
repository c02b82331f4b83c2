"""Importing: a plan that says what each form is, then all of it or nothing, and all of it back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from perfdesk.core.change import Kind
from perfdesk.core.edits import SetCell
from perfdesk.core.form import UNNAMED, Form
from perfdesk.core.silence import Silence
from perfdesk.core.state import State
from perfdesk.store.errors import Conflict, StoreTrouble
from perfdesk.store.importing import (
    Imported,
    Verdict,
    carry_out,
    plan,
    take_back,
    with_taken,
)
from perfdesk.store.listing import Wanted
from perfdesk.store.store import Store
from tests.support.forms import clean_form
from tests.support.stores import Fault, Stores, kept

BOTH = (Verdict.NEW, Verdict.CHANGED)


@pytest.fixture
def form(store: Store) -> Form:
    """A form in the store."""
    return store.add(clean_form()).form


def verdicts(store: Store, *forms: Form) -> list[Verdict]:
    return [item.verdict for item in plan(store, forms)]


def imported(store: Store, *forms: Form) -> Imported:
    return carry_out(store, plan(store, forms), BOTH)


def named(name: str, **texts: str) -> Form:
    return clean_form(project_name=name, **texts)


def test_a_form_is_met_by_its_identity_though_all_else_changed(store: Store, form: Form) -> None:
    other = replace(named("改名", unit="别处", year="2030"), id=form.id)
    (item,) = plan(store, [other])
    assert (item.verdict, item.form) == (Verdict.CHANGED, other)
    assert item.stored
    assert item.stored.form == form
    assert item.delta.apply(form) == other
    assert verdicts(store, form) == [Verdict.SAME]


def test_a_form_is_met_by_year_unit_and_name_whatever_the_spaces(store: Store, form: Form) -> None:
    spaced = clean_form(project_name=" 职工 培训　", unit="区总工会 本级")
    assert verdicts(store, clean_form()) == [Verdict.SAME]
    (item,) = plan(store, [spaced])
    assert (item.verdict, item.form.id) == (Verdict.CHANGED, form.id)
    for other in (named("职工培训2"), clean_form(unit="别处"), clean_form(year="2025")):
        assert verdicts(store, other) == [Verdict.NEW]


def test_a_form_with_an_id_of_its_own_is_no_namesake(store: Store, form: Form) -> None:
    (item,) = plan(store, [replace(clean_form(), id="from-elsewhere")])
    assert (item.verdict, item.form.id) == (Verdict.NEW, "from-elsewhere")
    assert item.namesake == form.id
    (other,) = plan(store, [replace(named("新"), id="x")])
    assert (other.verdict, other.namesake) == (Verdict.NEW, "")


def test_a_form_without_a_name_is_no_other(store: Store) -> None:
    blank = named("")
    store.add(blank)
    assert verdicts(store, blank, blank, named(" ")) == [Verdict.NEW] * 3


def test_of_several_forms_of_one_name_none_is_taken(store: Store, form: Form) -> None:
    store.add(clean_form())
    assert verdicts(store, clean_form(), form) == [Verdict.UNCLEAR, Verdict.SAME]


def test_what_was_met_before_is_repeated(store: Store, form: Form) -> None:
    same_id, twice = replace(clean_form(), id=form.id), replace(named("新"), id="twice")
    assert verdicts(store, form, same_id, clean_form()) == [
        Verdict.SAME,
        Verdict.REPEATED,
        Verdict.REPEATED,
    ]
    assert verdicts(store, named("新"), named("新")) == [Verdict.NEW, Verdict.REPEATED]
    assert verdicts(store, twice, named("新"), twice) == [
        Verdict.NEW,
        Verdict.REPEATED,
        Verdict.REPEATED,
    ]
    assert verdicts(store, twice, replace(twice, id="other")) == [Verdict.NEW, Verdict.NEW]


def test_of_two_with_one_name_and_other_content_the_second_is_left(
    store: Store, form: Form
) -> None:
    one, other = clean_form(goal_actual="一"), clean_form(goal_actual="二")
    first, second = plan(store, [one, other])
    assert (first.verdict, second.verdict) == (Verdict.CHANGED, Verdict.UNCLEAR)
    assert [(cell.before, cell.after) for cell in second.delta.cells] == [("一", "二")]
    assert "内容不同" in second.left_because
    assert imported(store, one, other).ids == (form.id,)
    assert store.load(form.id).form.goal_actual == "一"


def test_what_no_database_can_hold_is_left_and_the_others_go_in(store: Store, form: Form) -> None:
    broken = named("四", goal_actual="\ud800")
    good, bad = plan(store, [named("一"), broken])
    assert (good.verdict, bad.verdict) == (Verdict.NEW, Verdict.UNSTORABLE)
    assert bad.left_because.endswith("。")
    assert len(imported(store, named("一"), broken).ids) == 1
    assert [item.project_name for item in store.forms()] == ["职工培训", "一"]
    assert store.load(form.id).form == form


def test_one_identity_with_two_contents_is_unclear(store: Store, form: Form) -> None:
    new, changed = replace(named("新"), id="x"), replace(form, goal_actual="完成")
    planned = plan(store, [form, changed, new, replace(new, goal_actual="完成")])
    assert [item.verdict for item in planned] == [
        Verdict.SAME,
        Verdict.UNCLEAR,
        Verdict.NEW,
        Verdict.UNCLEAR,
    ]
    assert planned[1].delta.apply(form) == changed


def test_what_equals_any_of_those_before_it_is_repeated(store: Store) -> None:
    one, other = replace(named("新"), id="x"), replace(named("新", goal_actual="完成"), id="y")
    same, third = named("新", goal_actual="完成"), named("新", goal_actual="三")
    planned = plan(store, [one, other, same, third])
    assert [item.verdict for item in planned[2:]] == [Verdict.REPEATED, Verdict.UNCLEAR]
    assert planned[3].delta.apply(one) == replace(third, id="x")


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (named("四", goal_actual="\ud800"), "文字里有残缺的字符（半个代理对）。"),
        (replace(named("四"), id="\udfff"), "文字里有残缺的字符（半个代理对）。"),
        (replace(named("四"), extra=(("\ud800", "x"),)), "文字里有残缺的字符（半个代理对）。"),
        (replace(named("四"), year=2**63), "年度的数字太大，数据库不能保存。"),
        (replace(named("四"), year=-(2**63) - 1), "年度的数字太大，数据库不能保存。"),
        (replace(named("四"), year=0), "年度为 0，没有这样的年度，请改成四位数的年份。"),
        (replace(named("四"), year=-1), "年度为 -1，没有这样的年度，请改成四位数的年份。"),
    ],
)
def test_what_no_column_holds_is_planned_as_such_and_the_others_go_in(
    store: Store, form: Form, broken: Form, problem: str
) -> None:
    changed = replace(form, goal_actual="\ud800")
    planned = plan(store, [named("一"), broken, changed, named("三"), broken])
    assert [item.verdict for item in planned] == [
        Verdict.NEW,
        Verdict.UNSTORABLE,
        Verdict.UNSTORABLE,
        Verdict.NEW,
        Verdict.REPEATED,
    ]
    assert [bool(item.problem) for item in planned] == [False, True, True, False, False]
    assert planned[1].problem == problem
    assert len(carry_out(store, planned, BOTH).ids) == 2
    assert store.load(form.id).form == form
    with pytest.raises(ValueError, match="UNSTORABLE"):
        carry_out(store, planned, (Verdict.UNSTORABLE,))


def test_a_nul_is_unstorable_only_on_a_server(store: Store) -> None:
    forms = [
        replace(named("四"), extra=(("\0", "x"),)),
        replace(named("五", goal_actual="\0"), id=""),
    ]
    planned = plan(store, forms)
    if store.engine.dialect.name == "sqlite":
        assert imported(store, *forms).ids
        assert verdicts(store, *forms) == [Verdict.SAME] * 2
    else:
        assert {item.verdict for item in planned} == {Verdict.UNSTORABLE}
        assert {item.problem for item in planned} == {"文字里有数据库不能保存的字符（NUL）。"}


def test_the_outermost_years_can_be_stored(store: Store) -> None:
    forms = [replace(named("一"), year=2**63 - 1), replace(named("二"), year=1)]
    assert len(imported(store, *forms).ids) == 2
    assert verdicts(store, *forms) == [Verdict.SAME] * 2


def test_a_form_stored_with_a_year_that_is_none_stays_and_can_be_mended(store: Store) -> None:
    old = store.add(replace(named("一"), year=-1)).form
    assert verdicts(store, old) == [Verdict.SAME]
    document = kept(store, old.id).document
    document.apply(SetCell("year", "2024"))
    document.undo()
    assert store.load(old.id).form == old


def test_a_locked_form_is_not_written(store: Store, form: Form) -> None:
    document = kept(store, form.id).document
    document.move_to(State.CHECKED)
    assert verdicts(store, named("职工培训", goal_actual="完成")) == [Verdict.CHANGED]
    document.move_to(State.REPORTED)
    changed = named("职工培训", goal_actual="完成")
    assert verdicts(store, changed) == [Verdict.LOCKED]
    assert verdicts(store, form) == [Verdict.SAME]
    assert imported(store, changed) == Imported("", ())
    with pytest.raises(ValueError, match="LOCKED"):
        carry_out(store, plan(store, [changed]), (Verdict.LOCKED,))
    assert store.load(form.id).form == form


def test_planning_writes_no_step(store: Store, form: Form) -> None:
    plan(store, [clean_form(goal_actual="完成"), named("新"), form])
    assert store.last_step() == 1
    assert plan(store, []) == []


def test_only_what_is_wanted_is_written_as_one_batch(store: Store, form: Form) -> None:
    forms = [replace(form, goal_actual="完成"), named("新"), named("又新"), named("新")]
    planned = plan(store, forms)
    done = carry_out(store, planned)
    assert len(done.ids) == 2
    assert store.load(form.id).form == form
    steps = store.steps_of(done.batch)
    assert [step.sentences for step in steps] == [["导入“新”"], ["导入“又新”"]]
    again = carry_out(store, plan(store, forms), BOTH)
    assert again.ids == (form.id,)
    assert store.load(form.id).form == forms[0]
    assert imported(store, *forms) == Imported("", ())
    assert store.history(form.id)[-1].kind is Kind.IMPORTED


def test_what_was_checked_is_a_draft_after_an_import(store: Store, form: Form) -> None:
    kept(store, form.id).document.move_to(State.CHECKED)
    done = imported(store, replace(form, goal_actual="完成"))
    assert store.load(form.id).state is State.DRAFT
    take_back(store, done.batch)
    assert store.load(form.id).state is State.CHECKED


def test_all_of_an_import_or_nothing(store: Store, form: Form) -> None:
    forms = [named("一"), replace(form, goal_actual="完成"), named("三")]
    with Fault(store, begins_with="UPDATE forms"), pytest.raises(StoreTrouble):
        imported(store, *forms)
    assert [item.id for item in store.forms()] == [form.id]
    assert (store.load(form.id).form, store.last_step()) == (form, 1)


def test_a_stale_plan_is_a_conflict_and_writes_nothing(store: Store, form: Form) -> None:
    planned = plan(store, [named("一"), replace(form, goal_actual="完成")])
    kept(store, form.id).document.apply(SetCell("unit", "他"))
    with pytest.raises(Conflict):
        carry_out(store, planned, BOTH)
    twice = plan(store, [replace(named("二"), id="x")])
    carry_out(store, twice)
    with pytest.raises(Conflict, match=r"二.*再导入一次"):
        carry_out(store, twice)
    nameless = plan(store, [named("三")])
    carry_out(store, nameless)
    with pytest.raises(Conflict, match="三"):
        carry_out(store, nameless)
    assert [item.project_name for item in store.forms()] == ["职工培训", "二", "三"]


@pytest.mark.parametrize("form_id", ["", "x"])
def test_of_two_imports_at_once_one_is_asked_to_come_again(stores: Stores, form_id: str) -> None:
    forms = [named("一"), replace(named("新"), id=form_id)]
    windows = [stores.open(), stores.another()]
    plans = [plan(window, forms) for window in windows]
    together = Barrier(2)

    def write(number: int) -> str:
        together.wait()
        try:
            carry_out(windows[number], plans[number])
        except Conflict as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(write, range(2)))
    assert said == ["", "“一”刚被别人导入过，没有写入；请再导入一次。"]
    assert [item.project_name for item in windows[0].forms()] == ["一", "新"]
    assert [verdicts(window, *forms) for window in windows] == [[Verdict.SAME] * 2] * 2


def test_what_came_and_went_since_the_plan_is_a_conflict(stores: Stores) -> None:
    store, other = stores.open(), stores.another()
    planned = plan(store, [named("一"), named("")])
    form_id = other.add(named(" 一")).form.id
    other.remove(form_id)
    with pytest.raises(Conflict, match="“一”"):
        carry_out(store, planned)
    assert store.forms() == []


def test_a_namesake_that_came_since_the_plan_is_in_no_ones_way(stores: Stores) -> None:
    store, other = stores.open(), stores.another()
    planned = plan(store, [replace(named("一"), id="x"), named("")])
    other.add_all([named("一"), named("")])
    assert len(carry_out(store, planned).ids) == 2
    assert len(store.forms()) == 4


def test_a_nameless_form_whose_identity_came_since_is_a_conflict(stores: Stores) -> None:
    store, other = stores.open(), stores.another()
    planned = plan(store, [replace(named(" "), id="x")])
    other.add(replace(named(""), id="x"))
    with pytest.raises(Conflict, match=f"“{UNNAMED}”刚被"):
        carry_out(store, planned)


def test_an_import_is_taken_back_whole(store: Store, form: Form) -> None:
    removed = store.add(named("删掉的")).form
    store.remove(removed.id)
    done = imported(store, named("新"), replace(form, goal_actual="完成"), removed)
    assert len(done.ids) == 3
    assert [item.project_name for item in store.forms()] == ["职工培训", "删掉的", "新"]
    assert take_back(store, done.batch) == 3
    assert [item.id for item in store.forms()] == [form.id]
    assert store.load(form.id).form == form
    assert store.load(removed.id).form == removed
    assert {item.project_name for item in store.forms(Wanted(removed=True))} == {"新", "删掉的"}


def test_taking_back_can_be_taken_back(store: Store, form: Form) -> None:
    changed = replace(form, goal_actual="完成")
    done = imported(store, named("新"), changed)
    take_back(store, done.batch)
    again = store.history(form.id)[-1].batch
    assert take_back(store, again) == 2
    assert store.load(form.id).form == changed
    assert {item.project_name for item in store.forms()} == {"职工培训", "新"}


def test_what_changed_since_is_not_taken_back(store: Store, form: Form) -> None:
    done = imported(store, named("新"), replace(form, goal_actual="完成"))
    kept(store, form.id).document.apply(SetCell("unit", "他"))
    with pytest.raises(Conflict, match="“职工培训”导入后又改过"):
        take_back(store, done.batch)
    assert len(store.forms()) == 2


def test_there_is_nothing_to_take_back_of_no_batch(store: Store, form: Form) -> None:
    assert take_back(store, "") == take_back(store, "unknown") == 0
    assert store.load(form.id).version == 1


def test_a_removed_form_is_met_again_and_comes_back(store: Store, form: Form) -> None:
    store.remove(form.id)
    (item,) = plan(store, [clean_form()])
    assert (item.verdict, item.form.id) == (Verdict.CHANGED, form.id)
    imported(store, clean_form())
    assert not store.load(form.id).removed
    assert store.history(form.id)[-1].kind is Kind.RETURNED


def test_a_removed_form_stands_back_for_a_living_one_of_its_name(store: Store, form: Form) -> None:
    store.remove(form.id)
    living = store.add(clean_form()).form
    (item,) = plan(store, [clean_form(goal_actual="完成")])
    assert (item.verdict, item.form.id) == (Verdict.CHANGED, living.id)


def test_a_checked_form_that_comes_back_unchanged_stays_checked(store: Store, form: Form) -> None:
    kept(store, form.id).document.move_to(State.CHECKED)
    store.remove(form.id)
    imported(store, form)
    assert (store.load(form.id).state, store.load(form.id).removed) == (State.CHECKED, False)


def test_many_forms_are_planned_and_written_in_order(store: Store) -> None:
    forms = [Form("t", f"项目{number}", id=f"id{number}") for number in range(501)]
    assert imported(store, *forms).ids == tuple(form.id for form in forms)
    assert set(verdicts(store, *forms)) == {Verdict.SAME}


def test_a_changed_form_may_take_over_some_cells_alone(store: Store, form: Form) -> None:
    [item] = plan(store, [clean_form(supervisor="别人", goal_actual="改了")])
    some = with_taken(item, {"supervisor"})
    assert (some.verdict, some.delta.addresses) == (Verdict.CHANGED, frozenset({"supervisor"}))
    carry_out(store, [some], BOTH)
    assert store.load(form.id).form == replace(form, supervisor="别人")


def test_a_changed_form_that_takes_nothing_over_is_the_same(store: Store, form: Form) -> None:
    [item] = plan(store, [clean_form(supervisor="别人")])
    kept_as_is = with_taken(item, ())
    assert (kept_as_is.verdict, kept_as_is.form) == (Verdict.SAME, form)


def test_only_a_form_that_is_stored_has_something_to_choose(store: Store) -> None:
    [item] = plan(store, [named("新")])
    with pytest.raises(ValueError, match="nothing to choose"):
        with_taken(item, ())


def aside(*reasons: str) -> tuple[Silence, ...]:
    return tuple(Silence("3", reason, reason) for reason in reasons)


def test_what_is_set_aside_here_stays_so_whatever_a_file_says(store: Store) -> None:
    here = store.add(replace(clean_form(), silenced=aside("上级核定"))).form
    assert verdicts(store, replace(here, silenced=())) == [Verdict.SAME]
    changed = replace(here, unit="某局", silenced=aside("已核"))
    imported(store, changed)
    found = store.load(here.id).form
    assert (found.unit, found.silenced) == ("某局", aside("上级核定", "已核"))


def test_what_a_file_sets_aside_is_a_difference_that_one_may_leave_out(store: Store) -> None:
    here = store.add(clean_form()).form
    [item] = plan(store, [replace(here, silenced=aside("已核"))])
    assert item.verdict is Verdict.CHANGED
    assert with_taken(item, ()).verdict is Verdict.SAME


def test_a_new_form_brings_what_is_set_aside_on_it(store: Store) -> None:
    [form_id] = imported(store, replace(clean_form(), silenced=aside("已核"))).ids
    assert store.load(form_id).form.silenced == aside("已核")
