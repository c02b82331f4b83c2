"""The keeper where things go wrong: a form removed by others, a fault in saving or in a view."""

import pytest

from perfdesk.core.change import Change, Kind
from perfdesk.core.edits import SetCell
from perfdesk.core.state import State
from perfdesk.store.keeping import Keeper


def unit(keeper: Keeper) -> str:
    """What the store holds."""
    return keeper.store.load(keeper.document.form.id).form.unit


def test_a_removed_form_takes_neither_typing_nor_moves(mine: Keeper, theirs: Keeper) -> None:
    theirs.store.remove(mine.document.form.id)
    assert mine.look_again()
    assert mine.removed
    mine.document.apply(SetCell("unit", "我"))
    assert "已被删除，没有保存" in mine.trouble
    assert mine.clash
    assert mine.clash.theirs.removed
    theirs.look_again()
    theirs.document.move_to(State.CHECKED)
    assert not theirs.saved
    assert mine.store.load(mine.document.form.id).version == 2


def test_a_fault_in_saving_is_told_and_tried_again(
    mine: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[bool, str]] = []
    mine.watch(lambda: told.append((mine.saved, mine.trouble)))

    def fails(*_: object) -> int:
        raise LookupError("a bug")

    monkeypatch.setattr(mine.store, "save", fails)
    with pytest.raises(LookupError):
        mine.document.apply(SetCell("unit", "甲"))
    assert told == [(False, "还没有保存。")]
    monkeypatch.undo()
    assert mine.flush()
    assert (unit(mine), mine.trouble) == ("甲", "")


def test_mine_is_kept_though_a_view_fails_while_it_shows_theirs(
    mine: Keeper, theirs: Keeper
) -> None:
    theirs.document.apply(SetCell("unit", "他"))
    mine.document.apply(SetCell("unit", "我"))
    assert mine.clash

    def fails(change: Change) -> None:
        if change.kind is Kind.TAKEN:
            raise LookupError("a bug")

    mine.document.listen(fails)
    with pytest.raises(LookupError):
        mine.keep_mine()
    assert mine.saved
    assert unit(mine) == mine.document.form.unit == "我"
