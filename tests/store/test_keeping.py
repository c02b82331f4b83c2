"""The keeper: what is typed is on disk, or waits in order; two writers see each other's changes."""

from dataclasses import replace

import pytest

from perfdesk.core.change import Change, Kind
from perfdesk.core.document import Closed
from perfdesk.core.edits import (
    Become,
    DeleteIndicators,
    Edit,
    InsertIndicators,
    MoveIndicators,
    SetCell,
    SetCells,
)
from perfdesk.core.form import Form, Indicator, Printed
from perfdesk.core.printedfigures import DropPrinted
from perfdesk.core.state import State, WrongMove
from perfdesk.files.errors import Refused
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.keeping import Keeper
from tests.support.forms import clean_form
from tests.support.stores import Fault

NEW = Indicator(level3="新指标")


def stored(keeper: Keeper) -> Form:
    return keeper.store.load(keeper.document.form.id).form


def test_every_step_is_stored_at_once(mine: Keeper) -> None:
    told: list[bool] = []
    mine.watch(lambda: told.append(mine.saved))
    document = mine.document
    document.apply(SetCell("unit", "甲"))
    assert stored(mine) == document.form
    document.undo()
    assert stored(mine) == document.form
    document.redo()
    document.move_to(State.CHECKED)
    assert mine.store.load(document.form.id).state is State.CHECKED
    assert (mine.version, mine.trouble, told) == (5, "", [True] * 4)
    kinds = [step.kind for step in mine.store.history(document.form.id)]
    assert kinds == [Kind.ADDED, Kind.EDITED, Kind.UNDONE, Kind.REDONE, Kind.MOVED]


def test_a_dropped_figure_of_the_source_is_stored_told_and_taken_back(mine: Keeper) -> None:
    before = mine.document.form
    mine.document.apply(DropPrinted("rate"))
    assert stored(mine) == mine.document.form != before
    [step] = mine.store.history(before.id)[1:]
    assert step.sentences == ["来源表的执行率：90.00 → （空）"]
    mine.document.undo()
    assert stored(mine) == before


def test_what_waits_is_not_written_over_what_a_step_over_several_stored(mine: Keeper) -> None:
    mine.soon = lambda: None
    mine.document.apply(SetCell("unit", "甲"))
    with pytest.raises(RuntimeError, match="flush before"):
        mine.adopt("已删除")
    assert (mine.version, mine.waiting) == (1, ["修改实施单位"])


def test_an_edit_that_changes_nothing_writes_nothing(mine: Keeper) -> None:
    mine.document.apply(SetCell("unit", mine.document.form.unit))
    assert mine.store.load(mine.document.form.id).version == mine.version == 1


def test_a_stopped_keeper_keeps_nothing(mine: Keeper) -> None:
    mine.stop()
    mine.document.apply(SetCell("unit", "甲"))
    assert stored(mine).unit == "区总工会本级"


def test_steps_wait_in_order_while_the_disk_is_full(mine: Keeper) -> None:
    document, seen = mine.document, [mine.document.form]
    told: list[str] = []
    mine.watch(lambda: told.append(mine.trouble))
    with Fault(mine.store):
        for text in ("甲", "乙", "丙"):
            document.apply(SetCell("unit", text))
            seen.append(document.form)
            assert "还没有保存" in mine.trouble
            assert "磁盘空间不足" in mine.trouble
        document.undo()
        seen.append(document.form)
        assert not mine.flush()
        assert not mine.look_again()
    assert not mine.saved
    assert mine.waiting == ["修改实施单位"] * 4
    assert all(told)
    assert stored(mine) == seen[0]
    assert mine.flush()
    assert (mine.saved, mine.trouble, mine.version) == (True, "", 5)
    assert [step.form for step in mine.store.history(document.form.id)] == seen
    for expected in (seen[1], seen[0]):
        assert document.undo()
        assert stored(mine) == document.form == expected


def test_what_waits_is_written_before_the_next_step(mine: Keeper) -> None:
    with Fault(mine.store, begins_with="INSERT INTO changes"):
        mine.document.apply(SetCell("unit", "甲"))
    assert stored(mine).unit == "区总工会本级"
    mine.document.apply(SetCell("supervisor", "乙"))
    assert mine.saved
    assert stored(mine) == mine.document.form


def test_a_text_that_cannot_be_stored_waits_until_it_is_mended(mine: Keeper) -> None:
    mine.document.apply(SetCell("unit", "半个\ud83d"))
    assert "残缺的字符" in mine.trouble
    mine.document.apply(SetCell("supervisor", "别的"))
    assert not mine.saved
    mine.document.apply(SetCell("unit", "整个"))
    assert stored(mine) == mine.document.form
    assert mine.document.undo()
    assert "残缺的字符" in mine.trouble
    while mine.document.undo():
        pass
    assert (mine.flush(), mine.trouble) == (True, "")
    assert stored(mine) == replace(clean_form(), id=mine.document.form.id)
    history = mine.store.history(mine.document.form.id)
    assert history[-1].form == mine.document.form


def test_a_step_whose_answer_was_lost_is_no_clash(mine: Keeper, theirs: Keeper) -> None:
    with Fault(mine.store):
        mine.document.apply(SetCell("unit", "甲"))
        mine.document.apply(SetCell("unit", "乙"))
    theirs.document.apply(SetCell("unit", "甲"))  # as if the first step had arrived
    assert mine.flush()
    assert (mine.clash, mine.trouble, mine.version) == (None, "", 3)
    assert stored(mine).unit == "乙"


def clashing(mine: Keeper, theirs: Keeper, my_edit: Edit, their_edit: Edit) -> None:
    theirs.document.apply(their_edit)
    mine.document.apply(my_edit)
    assert theirs.saved
    assert not mine.saved
    assert mine.clash
    assert stored(mine) == mine.clash.theirs.form == theirs.document.form
    assert mine.clash.base == replace(clean_form(), id=mine.document.form.id)
    assert mine.clash.mine == mine.document.form


BOTH = (
    SetCells((("unit", "我"), ("supervisor", "我的主管"))),
    SetCells((("unit", "他"), ("goal_actual", "他的完成"))),
)


def test_the_second_writer_gets_a_clash_that_shows_both(mine: Keeper, theirs: Keeper) -> None:
    clashing(mine, theirs, *BOTH)
    clash = mine.clash
    assert clash
    assert "刚被别人改过" in mine.trouble
    assert clash.cells == {"unit"}
    assert not clash.whole
    assert clash.my_delta.addresses == {"unit", "supervisor"}
    assert clash.their_delta.addresses == {"unit", "goal_actual"}


def test_typing_goes_on_in_a_clash_and_nothing_is_overwritten(mine: Keeper, theirs: Keeper) -> None:
    clashing(mine, theirs, *BOTH)
    mine.document.apply(SetCell("signature.phone", "1"))
    theirs.document.apply(SetCell("signature.phone", "2"))
    mine.document.apply(SetCell("signature.preparer", "我"))
    assert mine.clash
    assert mine.clash.cells == {"unit", "signature.phone"}
    assert stored(mine) == theirs.document.form


def test_taking_theirs_lets_mine_go(mine: Keeper, theirs: Keeper) -> None:
    clashing(mine, theirs, *BOTH)
    told: list[str] = []
    mine.watch(lambda: told.append(mine.trouble))
    mine.take_theirs()
    assert mine.document.form == stored(mine) == theirs.document.form
    assert (mine.clash, mine.trouble, mine.saved, told) == (None, "", True, [""])
    assert not mine.document.undo()
    mine.take_theirs()
    mine.document.apply(SetCell("unit", "又我"))
    assert stored(mine).unit == "又我"


@pytest.mark.parametrize(
    ("cells", "unit"), [(None, "我"), (frozenset({"unit"}), "我"), (frozenset[str](), "他")]
)
def test_keeping_mine_puts_my_cells_onto_theirs_as_one_step(
    mine: Keeper, theirs: Keeper, cells: frozenset[str] | None, unit: str
) -> None:
    clashing(mine, theirs, *BOTH)
    assert mine.keep_mine(cells)
    form = stored(mine)
    assert (form.unit, form.supervisor, form.goal_actual) == (unit, "我的主管", "他的完成")
    assert form == mine.document.form
    assert mine.clash is None
    assert theirs.look_again()
    assert theirs.document.form == form
    assert mine.document.undo()
    assert stored(mine).supervisor == "区总工会"
    assert stored(mine).goal_actual == "他的完成"


@pytest.mark.parametrize(
    ("my_edit", "their_edit", "whole"),
    [
        (InsertIndicators(1, (NEW,)), SetCell("indicators[0].score", "1"), True),
        (SetCell("indicators[1].score", "1"), DeleteIndicators((0,)), True),
        (MoveIndicators((1,), 0), MoveIndicators((0,), 2), True),
        (InsertIndicators(0, (NEW,)), SetCell("unit", "他"), True),
        (SetCell("indicators[1].score", "1"), SetCell("indicators[1].score", "1"), False),
    ],
)
def test_where_rows_came_or_went_it_is_all_mine(
    mine: Keeper, theirs: Keeper, my_edit: Edit, their_edit: Edit, whole: bool
) -> None:
    theirs.document.apply(their_edit)
    theirs.document.apply(SetCell("signature.phone", "1"))
    mine.document.apply(my_edit)
    assert mine.clash
    assert mine.clash.whole is whole
    form = mine.document.form
    assert mine.keep_mine()
    assert stored(mine) == (form if whole else theirs.document.form)


def test_my_rows_stay_where_they_only_moved_it_on(mine: Keeper, theirs: Keeper) -> None:
    theirs.document.move_to(State.CHECKED)
    mine.document.apply(InsertIndicators(1, (NEW,)))
    form = mine.document.form
    assert mine.keep_mine()
    assert mine.store.load(form.id).form == form
    assert mine.document.state is State.DRAFT


def test_what_is_no_cell_can_be_kept_too(mine: Keeper, theirs: Keeper) -> None:
    printed = replace(mine.document.form, printed=Printed(grade="优"), extra=(("a.b", "1"),))
    clashing(mine, theirs, Become(printed, "恢复到第 1 步"), SetCell("unit", "他"))
    assert mine.keep_mine()
    form = stored(mine)
    assert (form.printed.grade, form.extra, form.unit) == ("优", (("a.b", "1"),), "他")


def test_a_third_writer_while_i_choose_is_a_new_clash(mine: Keeper, theirs: Keeper) -> None:
    clashing(mine, theirs, *BOTH)
    theirs.document.apply(SetCell("unit", "又他"))
    assert not mine.keep_mine()
    assert mine.clash
    assert mine.clash.theirs.form.unit == "又他"
    assert mine.keep_mine()
    assert stored(mine).unit == "我"


def test_what_they_locked_cannot_be_typed_over_and_mine_stays(mine: Keeper, theirs: Keeper) -> None:
    theirs.document.move_to(State.CHECKED)
    theirs.document.move_to(State.REPORTED)
    mine.document.apply(SetCell("unit", "我"))
    with pytest.raises(Closed, match="已上报"):
        mine.keep_mine()
    assert mine.clash
    assert mine.document.form.unit == "我"
    assert stored(mine).unit == "区总工会本级"
    theirs.document.move_to(State.DRAFT, "等他改完")
    mine.flush()
    assert mine.keep_mine()
    assert stored(mine).unit == "我"


def test_what_they_removed_comes_back_with_mine_or_stays_removed(
    mine: Keeper, theirs: Keeper
) -> None:
    form_id = mine.document.form.id
    theirs.store.remove(form_id)
    mine.document.apply(SetCell("unit", "我"))
    assert mine.clash
    assert mine.clash.theirs.removed
    assert mine.keep_mine()
    assert not mine.store.load(form_id).removed
    assert stored(mine).unit == "我"
    theirs.store.remove(form_id)
    mine.document.apply(SetCell("unit", "又我"))
    mine.take_theirs()
    assert mine.store.load(form_id).removed
    assert stored(mine).unit == mine.document.form.unit == "我"


def test_what_they_removed_and_changed_is_chosen_again(mine: Keeper, theirs: Keeper) -> None:
    theirs.store.remove(mine.document.form.id)
    mine.document.apply(SetCell("unit", "我"))
    theirs.store.bring_back(mine.document.form.id)
    theirs.look_again()
    theirs.document.apply(SetCell("unit", "他"))
    assert not mine.keep_mine()
    assert stored(mine).unit == "他"
    assert mine.clash
    assert not mine.clash.theirs.removed
    assert mine.keep_mine()
    assert stored(mine).unit == "我"


def test_my_moves_of_state_are_made_again_on_what_they_typed(mine: Keeper, theirs: Keeper) -> None:
    theirs.document.apply(SetCell("unit", "他"))
    mine.document.apply(SetCell("supervisor", "我"))
    mine.document.move_to(State.CHECKED)
    mine.document.move_to(State.REPORTED)
    assert mine.clash
    assert mine.clash.my_state is State.REPORTED
    assert mine.keep_mine()
    found = mine.store.load(mine.document.form.id)
    assert (found.form.unit, found.form.supervisor) == ("他", "我")
    assert found.state is mine.document.state is State.REPORTED
    steps = mine.store.history(found.form.id)[-3:]
    assert [step.text for step in steps] == [
        *("保留我的修改", "草稿 → 已审核", "已审核 → 已上报"),
    ]


def test_a_move_alone_is_made_again(mine: Keeper, theirs: Keeper) -> None:
    theirs.document.apply(SetCell("unit", "他"))
    mine.document.move_to(State.CHECKED)
    assert mine.keep_mine()
    found = mine.store.load(mine.document.form.id)
    assert (found.form.unit, found.state) == ("他", State.CHECKED)


def test_a_move_that_typing_has_undone_is_not_made_again(mine: Keeper, theirs: Keeper) -> None:
    theirs.document.apply(SetCell("unit", "他"))
    mine.document.move_to(State.CHECKED)
    mine.document.apply(SetCell("supervisor", "我"))
    assert mine.clash
    assert mine.clash.moves == ()
    assert mine.clash.my_state is None
    assert mine.keep_mine()
    assert mine.document.state is State.DRAFT


def test_a_move_that_is_not_possible_any_more_is_told_and_my_cells_are_kept(
    mine: Keeper, theirs: Keeper
) -> None:
    mine.document.move_to(State.CHECKED)
    theirs.look_again()
    theirs.document.apply(SetCell("unit", "他"))
    mine.document.move_to(State.REPORTED)
    with pytest.raises(Refused, match="修改已经合并，但状态没有变为“已上报”：“草稿”的表不能直接"):
        mine.keep_mine()
    found = mine.store.load(mine.document.form.id)
    assert (found.form.unit, found.state) == ("他", State.DRAFT)
    assert mine.saved
    assert mine.clash is None


def test_what_they_typed_may_have_errors_that_forbid_my_move(mine: Keeper, theirs: Keeper) -> None:
    theirs.document.apply(SetCell("indicators[0].weight", "99"))
    mine.document.apply(SetCell("unit", "我"))
    mine.document.move_to(State.CHECKED)
    with pytest.raises(Refused, match=r"没有变为“已审核”：还有 [1-9] 处必须改"):
        mine.keep_mine()
    assert (stored(mine).unit, mine.document.state) == ("我", State.DRAFT)


def test_what_i_opened_with_a_reason_is_opened_again(mine: Keeper, theirs: Keeper) -> None:
    for state in (State.CHECKED, State.REPORTED):
        mine.document.move_to(state)
    theirs.look_again()
    theirs.document.move_to(State.ARCHIVED)
    mine.document.move_to(State.DRAFT, "数字填错")
    mine.document.apply(SetCell("unit", "我"))
    assert mine.clash
    assert mine.clash.locked is None
    assert mine.keep_mine()
    found = mine.store.load(mine.document.form.id)
    assert (found.form.unit, found.state) == ("我", State.DRAFT)
    assert [step.reason for step in mine.store.history(found.form.id)][-2:] == ["数字填错", ""]


def test_what_they_opened_as_well_needs_no_second_opening(mine: Keeper, theirs: Keeper) -> None:
    for state in (State.CHECKED, State.REPORTED):
        mine.document.move_to(state)
    theirs.look_again()
    theirs.document.move_to(State.DRAFT, "他也要改")
    theirs.document.apply(SetCell("unit", "他"))
    mine.document.move_to(State.DRAFT, "数字填错")
    for state in (State.CHECKED, State.REPORTED):
        mine.document.move_to(state)
    assert mine.keep_mine()
    found = mine.store.load(mine.document.form.id)
    assert (found.form.unit, found.state) == ("他", State.REPORTED)


def test_a_form_with_errors_is_not_checked(mine: Keeper) -> None:
    mine.document.apply(SetCell("indicators[0].weight", "99"))
    with pytest.raises(Refused, match="改正或写明理由忽略以后才能审核通过"):
        mine.move_to(State.CHECKED)
    mine.document.undo()
    mine.move_to(State.CHECKED)
    assert mine.store.load(mine.document.form.id).state is State.CHECKED
    mine.document.apply(SetCell("indicators[0].weight", "99"))
    with pytest.raises(WrongMove):
        mine.move_to(State.ARCHIVED)


def test_without_a_clash_there_is_nothing_to_settle(mine: Keeper) -> None:
    assert mine.keep_mine()
    mine.take_theirs()
    assert mine.version == 1


def test_looking_again_takes_what_others_stored(mine: Keeper, theirs: Keeper) -> None:
    assert not mine.look_again()
    theirs.document.apply(SetCell("unit", "他"))
    theirs.document.move_to(State.CHECKED)
    assert mine.look_again()
    assert (mine.document.form.unit, mine.document.state) == ("他", State.CHECKED)
    assert not mine.look_again()
    mine.document.apply(SetCell("supervisor", "我"))
    assert mine.saved


def test_a_form_that_came_with_another_template_is_scored_by_it(
    mine: Keeper, theirs: Keeper
) -> None:
    other = replace(mine.document.form, template="national-2020")
    theirs.document.apply(Become(other, "导入"))
    mine.look_again()
    assert mine.document.template.id == "national-2020"
    gone = Change(other, replace(other, template="gone"), "导入")
    theirs.store.save(gone, theirs.version)
    with pytest.raises(Refused, match="没有模板“gone”"):
        mine.look_again()
    assert mine.document.form == other


def test_a_clash_that_cannot_be_read_now_is_shown_later(mine: Keeper, theirs: Keeper) -> None:
    theirs.document.apply(SetCell("unit", "他"))
    with Fault(mine.store, begins_with="SELECT forms.id, "):
        mine.document.apply(SetCell("unit", "我"))
        assert mine.clash is None
        with pytest.raises(StoreTrouble):
            mine.store.load(mine.document.form.id)
    assert not mine.saved
    assert not mine.flush()
    assert mine.clash


def test_what_is_typed_after_a_clash_while_the_server_is_gone_is_mine_too(
    mine: Keeper, theirs: Keeper
) -> None:
    clashing(mine, theirs, *BOTH)
    with Fault(mine.store, "server closed the connection"):
        mine.document.apply(SetCell("goal_expected", "后来打的字"))
        mine.document.move_to(State.CHECKED)
    assert mine.clash
    assert mine.clash.my_state is State.CHECKED
    assert mine.keep_mine()
    assert stored(mine).goal_expected == mine.document.form.goal_expected == "后来打的字"
    assert mine.document.state is State.CHECKED


def test_a_clash_names_who_was_quicker(mine: Keeper, theirs: Keeper) -> None:
    clashing(mine, theirs, *BOTH)
    assert mine.clash
    assert mine.clash.who == "李科长"


def test_only_one_whole_side_of_a_form_that_they_removed_can_be_taken(
    mine: Keeper, theirs: Keeper
) -> None:
    theirs.document.apply(SetCell("unit", "他"))
    theirs.store.remove(mine.document.form.id)
    mine.document.apply(SetCell("unit", "我"))
    assert mine.clash
    assert (mine.clash.whole, mine.clash.one_side) == (False, True)
    assert mine.keep_mine(frozenset())
    assert stored(mine).unit == "我"
