"""Undo over everything: the steps of the list beside those inside the forms, newest first."""

from dataclasses import replace
from random import Random

import pytest

from perfdesk.core.change import Change
from perfdesk.core.document import Closed, Document
from perfdesk.core.edits import SetCell
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.desk import Desk
from perfdesk.files.errors import Refused
from perfdesk.store.backupfile import Reason
from perfdesk.store.errors import Conflict, StoreTrouble
from perfdesk.store.importing import WRITABLE
from tests.support.forms import clean_form
from tests.support.stores import Fault, Stores, kept


@pytest.fixture
def desk(stores: Stores) -> Desk:
    """A desk on 甲, 乙 and 丙, which nobody can take back."""
    before = Desk(stores.opening())
    before.add([clean_form(project_name=name) for name in "甲乙丙"])
    before.close()
    return Desk(stores.opening())


def ids(desk: Desk) -> dict[str, str]:
    return {item.project_name: item.id for item in desk.forms()}


def held(desk: Desk) -> list[tuple[Form, State]]:
    """What the store holds on its lists, in their order."""
    found = desk.store.load_all([item.id for item in desk.forms()])
    return [(stored.form, stored.state) for stored in found]


def texts(desk: Desk, shown: Document | None = None) -> tuple[str, str]:
    return desk.undo_text(shown), desk.redo_text(shown)


def test_a_removal_is_taken_back_and_done_again(desk: Desk) -> None:
    before = held(desk)
    desk.remove_all([ids(desk)["乙"]])
    assert texts(desk) == ("删除“乙”", "")
    taken = desk.undo(None)
    assert taken
    assert (taken.text, taken.listed) == ("删除“乙”", True)
    assert (held(desk), texts(desk)) == (before, ("", "删除“乙”"))
    assert desk.redo(None)
    assert list(ids(desk)) == ["甲", "丙"]
    assert desk.redo(None) is None


def test_several_removed_at_once_are_one_step_after_a_backup(desk: Desk) -> None:
    before = held(desk)
    desk.document(ids(desk)["丙"]).apply(SetCell("unit", "某"))
    desk.remove_all(list(ids(desk).values())[:2])
    assert desk.backups()[0].reason is Reason.BULK
    assert texts(desk)[0] == "删除 2 张表"
    assert desk.undo(None)
    assert [form.project_name for form, _ in held(desk)] == ["甲", "乙", "丙"]
    assert held(desk)[:2] == before[:2]


def test_one_locked_form_among_several_keeps_all_on_the_list(desk: Desk) -> None:
    names = ids(desk)
    for state in (State.CHECKED, State.REPORTED):
        desk.move_to(names["丙"], state)
    with pytest.raises(Closed, match="已上报"):
        desk.remove_all(list(names.values()))
    assert ids(desk) == names
    assert texts(desk) == ("", "")


def test_new_forms_go_and_come_again_with_what_was_typed_into_them(desk: Desk) -> None:
    (new,) = desk.add([clean_form(project_name="新")])
    document = desk.document(new)
    document.apply(SetCell("unit", "某"))
    assert texts(desk, document) == ("修改实施单位", "")
    assert desk.undo(document)
    assert texts(desk, document) == ("新建“新”", "修改实施单位")
    assert desk.undo(document)
    assert "新" not in ids(desk)
    assert "已被删除" in document.closed_because
    assert texts(desk, document) == ("", "新建“新”")
    assert desk.redo(document)
    assert desk.redo(document)
    assert desk.store.load(new).form.unit == "某"
    assert desk.document(new) is document


def test_an_import_over_open_forms_is_one_step_between_their_own(desk: Desk) -> None:
    first = desk.document(ids(desk)["甲"])
    first.apply(SetCell("unit", "一"))
    incoming = [replace(first.form, supervisor="导入的"), clean_form(project_name="新")]
    desk.take_in(desk.plan(incoming), WRITABLE)
    first.apply(SetCell("unit", "二"))
    seen = []
    while taken := desk.undo(first):
        seen.append(taken.text)
        assert desk.store.load(first.form.id).form == first.form
    assert seen == ["修改实施单位", "导入 2 张表", "修改实施单位"]
    assert (first.form.unit, first.form.supervisor) == ("区总工会本级", "区总工会")
    assert "新" not in ids(desk)
    while desk.redo(first):
        pass
    assert (first.form.unit, first.form.supervisor) == ("二", "导入的")
    assert desk.store.load(first.form.id).form == first.form


def test_an_import_writes_first_what_waits_and_then_sees_that_the_form_has_changed(
    desk: Desk,
) -> None:
    form_id = ids(desk)["甲"]
    keeper = desk.keeper(form_id)
    planned = desk.plan([replace(keeper.document.form, supervisor="导入的")])
    keeper.soon = lambda: None
    keeper.document.apply(SetCell("unit", "一"))
    with pytest.raises(Conflict):
        desk.take_in(planned, WRITABLE)
    stored = desk.store.load(form_id).form
    assert (stored.unit, stored.supervisor) == ("一", "区总工会")
    assert keeper.saved


def test_an_import_over_a_form_that_clashes_is_refused_and_nobody_loses_anything(
    desk: Desk, stores: Stores
) -> None:
    form_id = ids(desk)["甲"]
    keeper = desk.keeper(form_id)
    kept(stores.another(), form_id).document.apply(SetCell("unit", "他"))
    keeper.document.apply(SetCell("project_name", "我"))
    planned = desk.plan([replace(desk.store.load(form_id).form, supervisor="导入的")])
    with pytest.raises(Refused):
        desk.take_in(planned, WRITABLE)
    assert (keeper.document.form.project_name, bool(keeper.clash)) == ("我", True)
    stored = desk.store.load(form_id).form
    assert (stored.unit, stored.supervisor) == ("他", "区总工会")


def test_an_import_onto_another_template_is_taken_back_with_its_template(desk: Desk) -> None:
    document = desk.document(ids(desk)["甲"])
    before = document.form
    document.apply(SetCell("unit", "一"))
    moved = replace(document.form, template="national-2020")
    desk.take_in(desk.plan([moved]), WRITABLE)
    assert document.template.id == "national-2020"
    assert desk.undo(document)
    assert document.template.id == before.template
    assert desk.undo(document)
    assert document.form == before


def test_what_was_typed_elsewhere_is_taken_back_there_first(desk: Desk) -> None:
    (new,) = desk.add([clean_form(project_name="新")])
    other, made = desk.document(ids(desk)["甲"]), desk.document(new)
    other.apply(SetCell("unit", "一"))
    made.apply(SetCell("unit", "二"))
    assert desk.undo(other)
    assert texts(desk, other) == ("新建“新”", "修改实施单位")
    with pytest.raises(Refused, match="请先转到那张表"):
        desk.undo(other)
    assert "新" in ids(desk)
    assert desk.undo(made)
    assert desk.undo(other)
    assert "新" not in ids(desk)


def test_older_steps_of_a_form_are_not_held_up_by_a_step_elsewhere(desk: Desk) -> None:
    other = desk.document(ids(desk)["甲"])
    other.apply(SetCell("unit", "一"))
    (new,) = desk.add([clean_form(project_name="新")])
    desk.document(new).apply(SetCell("unit", "二"))
    assert texts(desk, other)[0] == "修改实施单位"
    assert desk.undo(other)
    assert other.form.unit == "区总工会本级"


def test_what_others_have_changed_is_not_taken_back_and_not_offered_again(
    desk: Desk, stores: Stores
) -> None:
    first, second = desk.add([clean_form(project_name=name) for name in ("新", "另")], "结转")
    writer = stores.another()
    stored = writer.load(second)
    theirs = SetCell("unit", "他").apply(stored.form)
    writer.save(Change(stored.form, theirs, "修改实施单位"), stored.version)
    before = held(desk)
    with pytest.raises(Conflict, match="不能撤销“结转 2 张表”：“另”后来又改过"):
        desk.undo(None)
    assert held(desk) == before
    assert texts(desk) == ("", "")
    assert first in ids(desk).values()


def test_a_form_that_went_on_to_another_state_is_not_taken_back(desk: Desk) -> None:
    (new,) = desk.add([clean_form(project_name="新")])
    desk.move_to(new, State.CHECKED)
    with pytest.raises(Conflict, match="后来变为“已审核”"):
        desk.undo(None)
    assert "新" in ids(desk)


def test_a_full_disk_leaves_the_step_to_be_taken_back_later(desk: Desk) -> None:
    desk.remove_all([ids(desk)["甲"]])
    with Fault(desk.store, begins_with="UPDATE forms"), pytest.raises(StoreTrouble):
        desk.undo(None)
    assert texts(desk) == ("删除“甲”", "")
    assert desk.undo(None)
    assert "甲" in ids(desk)


def test_typing_ends_what_was_undone_on_the_list(desk: Desk) -> None:
    (new,) = desk.add([clean_form(project_name="新")])
    assert desk.undo(None)
    document = desk.document(ids(desk)["甲"])
    document.apply(SetCell("unit", "一"))
    assert texts(desk, document) == ("修改实施单位", "")
    assert desk.store.load(new).removed


def test_a_new_step_of_the_list_ends_what_was_undone_in_every_form(desk: Desk) -> None:
    first, second = (desk.document(ids(desk)[name]) for name in "甲乙")
    for document in (first, second):
        document.apply(SetCell("unit", "一"))
        desk.undo(document)
    assert texts(desk, second)[1] == "修改实施单位"
    desk.add([clean_form(project_name="新")])
    assert [texts(desk, document)[1] for document in (first, second)] == ["", ""]
    assert desk.undo(first)
    assert texts(desk, first)[1] == "新建“新”"


def test_typing_ends_what_was_undone_in_other_forms(desk: Desk) -> None:
    first, second = (desk.document(ids(desk)[name]) for name in "甲乙")
    first.apply(SetCell("unit", "一"))
    desk.undo(first)
    second.apply(SetCell("unit", "二"))
    assert texts(desk, first) == ("", "")


def test_redo_does_again_what_was_taken_back_last(desk: Desk) -> None:
    other = desk.document(ids(desk)["甲"])
    other.apply(SetCell("unit", "一"))
    (new,) = desk.add([clean_form(project_name="新")])
    made = desk.document(new)
    made.apply(SetCell("unit", "二"))
    for shown in (other, made, other):  # the first out of order: the new form was typed into
        assert desk.undo(shown)
    for shown, text in ((other, "新建“新”"), (made, "修改实施单位"), (other, "修改实施单位")):
        assert texts(desk, shown)[1] == text
        assert desk.redo(shown)
    assert texts(desk, other) == ("修改实施单位", "")
    assert (other.form.unit, made.form.unit) == ("一", "二")


def test_another_order_is_kept_taken_back_and_backed_up(desk: Desk, stores: Stores) -> None:
    before = list(ids(desk).values())
    desk.back_up_if_changed(Reason.TIMER)
    backups = len(desk.backups())
    desk.reorder(before, before[::-1])
    assert list(ids(desk)) == ["丙", "乙", "甲"]
    assert [item.project_name for item in stores.another().forms()] == ["丙", "乙", "甲"]
    desk.back_up_if_changed(Reason.TIMER)
    assert len(desk.backups()) == backups + 1
    assert texts(desk)[0] == "调整顺序"
    assert desk.undo(None)
    assert list(ids(desk)) == ["甲", "乙", "丙"]
    assert desk.redo(None)
    assert list(ids(desk)) == ["丙", "乙", "甲"]


def test_an_order_that_others_have_changed_stays_theirs(desk: Desk, stores: Stores) -> None:
    before = list(ids(desk).values())
    first, second, third = before
    stores.another().reorder(before, [second, first, third])
    with pytest.raises(Conflict, match="没有移动"):
        desk.reorder(before, [third, first, second])
    assert (list(ids(desk)), texts(desk)) == (["乙", "甲", "丙"], ("", ""))


def test_a_restored_store_has_nothing_to_take_back(desk: Desk) -> None:
    desk.back_up(Reason.MANUAL)
    backup = desk.backups()[0]
    desk.remove_all([ids(desk)["甲"]])
    desk.restore(backup)
    assert texts(desk) == ("", "")


class Person:
    """Does and takes back at random, as one who turns from form to form."""

    def __init__(self, desk: Desk, random: Random) -> None:
        self.desk = desk
        self.random = random
        self.shown: Document | None = None

    def act(self) -> None:
        acts = (self.turn, self.type, self.type, self.add, self.remove, self.take_in, self.order)
        self.random.choice((*acts, self.carry_over, self.undo, self.redo))()

    def turn(self) -> None:
        listed = list(ids_of(self.desk))
        self.shown = self.desk.document(self.random.choice(listed)) if listed else None

    def type(self) -> None:
        if self.shown and not self.shown.closed_because:
            self.shown.apply(SetCell("unit", f"单位{self.random.randrange(1000)}"))

    def add(self) -> None:
        self.desk.add([clean_form(project_name=f"新{self.random.randrange(1000)}")])

    def carry_over(self) -> None:
        self.desk.add([clean_form(project_name=f"结{n}", year="2025") for n in range(3)], "结转")

    def remove(self) -> None:
        listed = ids_of(self.desk)
        self.desk.remove_all(self.random.sample(listed, min(2, len(listed))))

    def take_in(self) -> None:
        forms = self.desk.current(ids_of(self.desk))
        some = self.random.sample(forms, min(2, len(forms)))
        changed = [replace(form, supervisor=f"局{self.random.randrange(99)}") for form in some]
        self.desk.take_in(self.desk.plan([*changed, clean_form(project_name="来的")]), WRITABLE)

    def order(self) -> None:
        listed = [item.id for item in self.desk.forms() if item.year == 2024]
        self.desk.reorder(listed, self.random.sample(listed, len(listed)))

    def undo(self) -> None:
        quietly(self.desk, "undo", self.shown)

    def redo(self) -> None:
        quietly(self.desk, "redo", self.shown)


def quietly(desk: Desk, act: str, shown: Document | None) -> bool:
    """Whether anything was undone or redone; nobody else writes, so only the order may stop it."""
    try:
        return bool(getattr(desk, act)(shown))
    except Conflict:
        raise
    except Refused:
        return False


def ids_of(desk: Desk) -> list[str]:
    return [item.id for item in desk.forms()]


def all_of(desk: Desk, known: set[str], act: str) -> int:
    """Undoes or redoes all there is, turning to whichever form still has something; how often."""
    done, moved = 0, True
    while moved:
        moved = False
        for form_id in (None, *sorted(known)):
            shown = desk.document(form_id) if form_id else None
            while quietly(desk, act, shown):
                done, moved = done + 1, True
    return done


@pytest.mark.parametrize("seed", range(25))
def test_all_undone_is_the_beginning_and_all_redone_the_end(desk: Desk, seed: int) -> None:
    begin, person = held(desk), Person(desk, Random(seed))
    known: set[str] = set()
    for _ in range(25):
        person.act()
        known |= set(ids_of(desk))
    all_of(desk, known, "redo")
    end = held(desk)
    assert all_of(desk, known, "undo")
    assert held(desk) == begin
    all_of(desk, known, "redo")
    assert held(desk) == end
