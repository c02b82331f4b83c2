"""The desk: documents of one store, lists, history, notes, backups; nothing typed is let go."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from perfdesk.core.change import Change
from perfdesk.core.document import Closed
from perfdesk.core.edits import DeleteIndicators, SetCell
from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.desk import Desk
from perfdesk.deskforms import AT_HAND
from perfdesk.files.errors import Refused
from perfdesk.runner import Progress
from perfdesk.store import restoring
from perfdesk.store.backupfile import Backup, Reason
from perfdesk.store.errors import Conflict, StoreTrouble
from perfdesk.store.importing import Verdict
from perfdesk.store.opening import Outcome
from tests.support.forms import clean_form
from tests.support.stores import WHO, Fault, Stores, kept


def made_backup(desk: Desk) -> Backup:
    desk.back_up(Reason.MANUAL)
    return desk.backups()[0]


def leave_note(stores: Stores, form_id: str, address: str, text: str) -> None:
    """Another window of the same person dies with this text half typed."""
    stores.another(who=WHO).note_half_typed(form_id, address, text)


def step_to(form: Form, unit: str) -> Change:
    return Change(form, SetCell("unit", unit).apply(form), "修改实施单位")


def kinds(desk: Desk, form_id: str) -> list[str]:
    return [step.kind.label for step in desk.history(form_id)]


def test_a_document_is_the_same_at_every_call_and_kept(desk: Desk, form_id: str) -> None:
    assert desk.opened(form_id) is None
    document = desk.document(form_id)
    assert desk.document(form_id) is document is desk.opened(form_id)
    document.apply(SetCell("unit", "甲"))
    assert desk.store.load(form_id).form == document.form
    assert [item.unit for item in desk.forms()] == ["甲"]
    assert (desk.read_only, desk.shared, desk.years()) == ("", False, [2024])


def test_documents_that_nothing_was_done_to_are_let_go_and_the_others_kept(desk: Desk) -> None:
    ids = desk.add([replace(clean_form(), id=f"tidy-{number}") for number in range(AT_HAND + 5)])
    first, second = desk.document(ids[0]), desk.document(ids[1])
    first.apply(SetCell("unit", "某局"))
    for form_id in ids[2:]:
        desk.document(form_id)
    desk.tidy(shown=ids[2])
    opened = [form_id for form_id in ids if desk.opened(form_id)]
    assert opened == [ids[0], ids[2], *ids[-AT_HAND:]]
    assert desk.document(ids[0]).undo()
    with pytest.raises(Closed):
        second.apply(SetCell("unit", "某局"))
    assert desk.document(ids[1]).apply(SetCell("unit", "某局"))


def test_a_form_whose_template_is_missing_says_so(desk: Desk) -> None:
    (form_id,) = desk.add([replace(clean_form(), template="gone")])
    with pytest.raises(Refused, match="没有模板“gone”"):
        desk.document(form_id)
    assert [form.template for form in desk.current([form_id])] == ["gone"]


def test_current_forms_are_those_on_the_screen(desk: Desk, form_id: str) -> None:
    (other,) = desk.add([clean_form(project_name="别的")])
    with Fault(desk.store, begins_with="INSERT"):
        desk.document(form_id).apply(SetCell("unit", "还没存"))
        found = desk.current([other, "nowhere", form_id])
    assert [form.unit for form in found] == ["区总工会本级", "还没存"]


def test_unsaved_steps_are_told_and_written_later(desk: Desk, form_id: str) -> None:
    with Fault(desk.store, begins_with="UPDATE forms"):
        desk.document(form_id).apply(SetCell("unit", "甲"))
        assert not desk.flush()
    assert [keeper.document.form.id for keeper in desk.unsaved()] == [form_id]
    assert desk.flush()
    assert desk.store.load(form_id).form.unit == "甲"


def test_nothing_that_waits_is_let_go(desk: Desk, form_id: str) -> None:
    backup = made_backup(desk)
    with Fault(desk.store, begins_with="UPDATE forms"):
        desk.document(form_id).apply(SetCell("unit", "甲"))
        acts: list[Callable[[], None]] = [
            lambda: desk.remove_all([form_id]),
            lambda: desk.bring_back_all([form_id]),
            lambda: desk.restore(backup),
        ]
        for act in acts:
            with pytest.raises(Refused, match=r"还没有保存.*磁盘空间不足"):
                act()
    assert desk.flush()
    assert desk.store.load(form_id).form.unit == "甲"
    desk.document(form_id).apply(SetCell("unit", "乙"))
    assert desk.store.load(form_id).form.unit == "乙"


def test_a_removal_that_fails_leaves_the_document_kept(desk: Desk, form_id: str) -> None:
    document = desk.document(form_id)
    with Fault(desk.store, begins_with="INSERT INTO changes"), pytest.raises(StoreTrouble):
        desk.remove_all([form_id])
    document.apply(SetCell("unit", "甲"))
    assert desk.store.load(form_id).form.unit == "甲"
    desk.remove_all([form_id])
    assert desk.forms() == []
    desk.bring_back_all([form_id])
    assert desk.document(form_id) is document
    assert document.undo_text == "修改实施单位"
    assert kinds(desk, form_id) == ["新建", "修改", "删除", "恢复"]


@pytest.mark.parametrize("is_open", [True, False])
def test_a_locked_form_cannot_be_removed(desk: Desk, form_id: str, is_open: bool) -> None:
    for state in (State.CHECKED, State.REPORTED):
        desk.document(form_id).move_to(state)
    shown = desk if is_open else Desk(desk.opening)
    with pytest.raises(Closed, match="已上报"):
        shown.remove_all([form_id])
    assert [item.id for item in desk.forms()] == [form_id]


def test_a_form_with_errors_is_not_checked(desk: Desk) -> None:
    wrong, right = desk.add(
        [clean_form(indicators_0__score="99"), clean_form(indicators_0__score="40")]
    )
    with pytest.raises(Refused, match=r"还有 \d+ 处必须改"):
        desk.move_to(wrong, State.CHECKED)
    desk.move_to(right, State.CHECKED)
    desk.move_to(right, State.REPORTED)
    desk.move_to(right, State.DRAFT, "填错")
    assert desk.history(right)[-1].sentences == ["状态：已上报 → 草稿", "原因：填错"]


def test_an_earlier_version_comes_back_as_a_step_that_can_be_undone(
    desk: Desk, form_id: str
) -> None:
    document = desk.document(form_id)
    for text in ("甲", "乙"):
        document.apply(SetCell("unit", text))
    assert desk.form_at(form_id, 2).unit == "甲"
    assert desk.return_to(form_id, 1)
    assert document.form.unit == "区总工会本级"
    assert not desk.return_to(form_id, 1)
    assert document.undo_text == "恢复到第 1 步"
    assert document.undo()
    assert document.form.unit == "乙"
    with pytest.raises(Refused, match="没有第 99 步"):
        desk.return_to(form_id, 99)


def test_an_import_shows_in_open_documents_after_a_backup(desk: Desk, form_id: str) -> None:
    document = desk.document(form_id)
    planned = desk.plan([replace(document.form, unit="导入的"), clean_form(project_name="新")])
    assert [item.verdict for item in planned] == [Verdict.CHANGED, Verdict.NEW]
    done = desk.take_in(planned, {Verdict.CHANGED, Verdict.NEW})
    assert len(done.ids) == 2
    assert document.form.unit == "导入的"
    assert [backup.reason for backup in desk.backups()] == [Reason.IMPORT]
    document.apply(SetCell("unit", "甲"))
    assert desk.store.load(form_id).form.unit == "甲"
    with pytest.raises(Conflict):
        desk.take_in(planned, {Verdict.CHANGED})


def test_what_others_write_is_taken_over_and_told_once(
    desk: Desk, stores: Stores, form_id: str
) -> None:
    document, other = desk.document(form_id), Desk(stores.opening())
    assert other.opening.outcome is Outcome.LOCKED
    assert set(desk.look_again()) <= {form_id}
    assert desk.look_again() == []
    writer = stores.another()
    (new,) = writer.add_all([clean_form(project_name="别人的")])
    stored = writer.load(form_id)
    writer.save(step_to(stored.form, "他"), stored.version)
    assert set(desk.look_again()) == {form_id, new.form.id}
    assert document.form.unit == "他"
    assert desk.look_again() == []
    document.apply(SetCell("unit", "我"))
    assert desk.look_again() == []
    assert set(other.look_again()) == {form_id, new.form.id}


def test_half_typed_text_is_typed_or_dropped(desk: Desk, stores: Stores, form_id: str) -> None:
    for address, text in (("unit", "某"), ("indicators[1].level1", "新的")):
        leave_note(stores, form_id, address, text)
        (note,) = desk.half_typed()
        desk.finish_half_typed(note, take=True)
        assert desk.half_typed() == []
    assert desk.document(form_id).form.unit == "某"
    assert desk.document(form_id).undo()
    leave_note(stores, form_id, "unit", "丢")
    desk.finish_half_typed(desk.half_typed()[0], take=False)
    assert desk.half_typed() == []
    assert desk.store.load(form_id).form.unit == "某"


@pytest.mark.parametrize(("address", "text"), [("indicators[1].note", "天气"), ("year", "20")])
def test_half_typed_text_that_fits_no_more_stays(
    desk: Desk, stores: Stores, form_id: str, address: str, text: str
) -> None:
    leave_note(stores, form_id, address, text)
    desk.document(form_id).apply(DeleteIndicators((1,)))
    (note,) = desk.half_typed()
    with pytest.raises(Refused, match=text):
        desk.finish_half_typed(note, take=True)
    assert desk.half_typed() == [note]


def test_half_typed_text_of_a_locked_form_stays(desk: Desk, stores: Stores, form_id: str) -> None:
    leave_note(stores, form_id, "unit", "某")
    for state in (State.CHECKED, State.REPORTED):
        desk.document(form_id).move_to(state)
    (note,) = desk.half_typed()
    with pytest.raises(Closed):
        desk.finish_half_typed(note, take=True)
    assert desk.half_typed() == [note]


def test_this_windows_own_note_is_kept_and_forgotten(
    desk: Desk, stores: Stores, form_id: str
) -> None:
    desk.note_half_typed(form_id, "unit", "某")
    assert desk.half_typed() == []
    assert [note.text for note in stores.another(who=WHO).half_typed()] == ["某"]
    desk.forget_half_typed()
    assert stores.another(who=WHO).half_typed() == []


def test_a_backup_is_made_only_after_something_was_written(desk: Desk, form_id: str) -> None:
    assert desk.back_up_if_changed(Reason.TIMER) == ""
    assert desk.back_up_if_changed(Reason.TIMER) == ""
    assert len(desk.backups()) == 1
    desk.document(form_id).apply(SetCell("unit", "甲"))
    desk.back_up_if_changed(Reason.TIMER)
    assert len(desk.backups()) == 2


def test_an_empty_desk_makes_no_backup(stores: Stores) -> None:
    desk = Desk(stores.opening())
    assert desk.close() == ""
    assert desk.backups() == []


def test_restoring_brings_the_forms_back_and_documents_are_taken_anew(
    desk: Desk, form_id: str
) -> None:
    old = desk.document(form_id)
    backup = made_backup(desk)
    old.apply(SetCell("unit", "甲"))
    desk.add([clean_form(project_name="后来的")])
    assert len(desk.restore_preview(backup)) == 2
    desk.restore(backup)
    assert [item.unit for item in desk.forms()] == ["区总工会本级"]
    assert desk.look_again() == []
    document = desk.document(form_id)
    assert document is not old
    document.apply(SetCell("unit", "乙"))
    assert desk.store.load(form_id).form.unit == "乙"
    assert kinds(desk, form_id) == ["新建", "修改"]


def test_a_restore_that_fails_leaves_the_documents_kept(
    desk: Desk, form_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, backup = desk.document(form_id), made_backup(desk)

    def fails(*_: object) -> None:
        raise StoreTrouble("磁盘空间不足。")

    monkeypatch.setattr(restoring, "restore", fails)
    with pytest.raises(StoreTrouble):
        desk.restore(backup)
    document.apply(SetCell("unit", "甲"))
    assert desk.store.load(form_id).form.unit == "甲"


def test_closing_writes_what_waits_and_backs_up(desk: Desk, stores: Stores, form_id: str) -> None:
    with Fault(desk.store, begins_with="UPDATE forms"):
        desk.document(form_id).apply(SetCell("unit", "甲"))
    assert desk.close() == ""
    assert [backup.reason for backup in desk.backups()] == [Reason.CLOSE]
    assert stores.open().load(form_id).form.unit == "甲"


def test_closing_a_desk_whose_store_fails_says_so_and_gives_it_back(
    desk: Desk, stores: Stores
) -> None:
    with Fault(desk.store, "disk I/O error"):
        assert "磁盘读写出错" in desk.close()
    assert stores.opening().outcome is Outcome.READY


def test_a_desk_to_look_at_changes_nothing(desk: Desk, stores: Stores, form_id: str) -> None:
    other = Desk(stores.opening(who="李科长"))
    assert "只能查看" in other.read_only
    with pytest.raises(Closed):
        other.document(form_id).apply(SetCell("unit", "甲"))
    with pytest.raises(Closed):
        other.remove_all([form_id])
    with pytest.raises(StoreTrouble):
        other.add([clean_form()])
    assert other.half_typed() == []
    assert other.close() == ""
    assert [item.id for item in desk.forms()] == [form_id]


def test_a_form_that_others_removed_is_let_go_and_closed(
    desk: Desk, stores: Stores, form_id: str
) -> None:
    document = desk.document(form_id)
    other = stores.another()
    other.remove(form_id)
    assert form_id in desk.look_again()
    assert desk.opened(form_id) is None
    assert desk.news == ["李科长：“职工培训”删除"]
    with pytest.raises(Closed, match="已被删除"):
        document.apply(SetCell("unit", "我"))
    again = desk.document(form_id)
    with pytest.raises(Closed, match="已被删除"):
        again.apply(SetCell("unit", "我"))
    other.bring_back(form_id)
    desk.look_again()
    assert desk.document(form_id).apply(SetCell("unit", "我"))
    assert desk.store.load(form_id).form.unit == "我"


def test_taking_theirs_of_a_removed_form_lets_it_go(
    desk: Desk, stores: Stores, form_id: str
) -> None:
    keeper = desk.keeper(form_id)
    stores.another().remove(form_id)
    keeper.document.apply(SetCell("unit", "我"))
    keeper.take_theirs()
    assert desk.opened(form_id) is None
    assert "已被删除" in keeper.document.closed_because


def test_a_form_on_the_lists_is_not_brought_back_again(desk: Desk, form_id: str) -> None:
    document, before = desk.document(form_id), kinds(desk, form_id)
    desk.bring_back_all([form_id])
    assert kinds(desk, form_id) == before
    assert document.apply(SetCell("unit", "甲"))


def test_what_others_locked_or_changed_meanwhile_is_not_removed(
    desk: Desk, stores: Stores, form_id: str
) -> None:
    document, theirs = desk.document(form_id), kept(stores.another(), form_id)
    theirs.document.apply(SetCell("unit", "他"))
    with pytest.raises(Conflict, match="没有删除"):
        desk.remove_all([form_id])
    assert document.form.unit == "他"
    for state in (State.CHECKED, State.REPORTED):
        theirs.document.move_to(state)
    with pytest.raises(Conflict, match="没有删除"):
        desk.remove_all([form_id])
    with pytest.raises(Closed, match="已上报"):
        desk.remove_all([form_id])
    assert [item.id for item in desk.forms()] == [form_id]


def test_one_form_without_its_template_does_not_hide_the_others(
    desk: Desk, stores: Stores, form_id: str
) -> None:
    (other,) = desk.add([clean_form(project_name="别的")])
    first, second = desk.document(form_id), desk.document(other)
    desk.look_again()
    writer = stores.another()
    gone, new = kept(writer, form_id), kept(writer, other)
    lost = replace(gone.document.form, template="gone")
    writer.save(Change(gone.document.form, lost, "换模板"), gone.version)
    new.document.apply(SetCell("unit", "新"))
    assert set(desk.look_again()) == {form_id, other}
    assert (first.template.id, second.form.unit) == (first.form.template, "新")
    assert "没有模板“gone”" in desk.news[0]
    assert desk.news[1:] == ["李科长：“职工培训”换模板", "李科长：“别的”修改实施单位"]
    assert (desk.look_again(), desk.news) == ([], [])


def test_half_typed_text_whose_step_has_to_wait_keeps_its_note(
    desk: Desk, stores: Stores, form_id: str
) -> None:
    leave_note(stores, form_id, "unit", "某")
    (note,) = desk.half_typed()
    with Fault(desk.store, begins_with="UPDATE forms"):
        desk.finish_half_typed(note, take=True)
    assert desk.half_typed() == [note]
    assert desk.flush()
    desk.finish_half_typed(note, take=True)
    assert desk.half_typed() == []
    assert desk.store.load(form_id).form.unit == "某"


def test_half_typed_text_of_a_removed_form_stays(desk: Desk, stores: Stores, form_id: str) -> None:
    leave_note(stores, form_id, "unit", "某")
    desk.remove_all([form_id])
    (note,) = desk.half_typed()
    with pytest.raises(Closed, match="已被删除"):
        desk.finish_half_typed(note, take=True)
    assert desk.half_typed() == [note]
    assert desk.store.load(form_id).form.unit == "区总工会本级"


def test_an_import_given_up_on_the_way_leaves_all_as_it_was(desk: Desk) -> None:
    forms = [clean_form(project_name=name) for name in ("甲", "乙", "丙")]
    before = desk.forms()
    seen: list[tuple[int, int]] = []

    def given_up(work: Callable[[Progress], object]) -> Any:
        def progress(done: int, total: int) -> None:
            seen.append((done, total))
            if done == 2:
                raise ZeroDivisionError

        return work(progress)

    planned = desk.plan(forms)
    with pytest.raises(ZeroDivisionError):
        desk.take_in(planned, {Verdict.NEW}, given_up)
    assert seen == [(1, 3), (2, 3)]
    assert desk.forms() == before
    assert desk.take_in(planned, {Verdict.NEW}).batch
    assert len(desk.forms()) == len(before) + 3


def test_a_plan_can_be_given_up(desk: Desk) -> None:
    def given_up(work: Callable[[Progress], object]) -> Any:
        def progress(_done: int, _total: int) -> None:
            raise ZeroDivisionError

        return work(progress)

    with pytest.raises(ZeroDivisionError):
        desk.plan([clean_form()], given_up)
