"""States: forward step by step, back only to a draft, and out of a lock only with a reason."""

import pytest

from perfdesk.core.state import MOVES, State, WrongMove, after_typing, check_move, needs_reason

DRAFT, CHECKED, REPORTED, ARCHIVED = State
ALLOWED = {
    (DRAFT, CHECKED),
    (CHECKED, REPORTED),
    (CHECKED, DRAFT),
    (REPORTED, ARCHIVED),
    (REPORTED, DRAFT),
    (ARCHIVED, DRAFT),
}
EVERY_PAIR = [(before, after) for before in State for after in State]


def test_the_states_have_their_names_in_the_order_of_the_work() -> None:
    assert [state.label for state in State] == ["草稿", "已审核", "已上报", "归档"]


@pytest.mark.parametrize(("before", "after"), EVERY_PAIR)
def test_only_these_moves_are_allowed(before: State, after: State) -> None:
    assert (after in MOVES[before]) == ((before, after) in ALLOWED)
    if (before, after) in ALLOWED:
        check_move(before, after, "填错一行")
    else:
        with pytest.raises(WrongMove):
            check_move(before, after, "填错一行")


@pytest.mark.parametrize("before", [REPORTED, ARCHIVED])
@pytest.mark.parametrize("reason", ["", "  ", "\n", "　"])
def test_what_is_locked_opens_only_with_a_reason(before: State, reason: str) -> None:
    with pytest.raises(WrongMove, match=f"“{before.label}”的表退回修改，必须写明原因。"):
        check_move(before, DRAFT, reason)


def test_the_other_moves_need_no_reason() -> None:
    asked = {pair for pair in ALLOWED if needs_reason(*pair)}
    assert asked == {(REPORTED, DRAFT), (ARCHIVED, DRAFT)}
    for before, after in ALLOWED - asked:
        check_move(before, after, "")


def test_a_wrong_move_names_the_ways_that_there_are() -> None:
    with pytest.raises(WrongMove) as wrong:
        check_move(CHECKED, ARCHIVED, "")
    assert str(wrong.value) == "“已审核”的表不能直接变为“归档”，只能变为“已上报”、“草稿”。"


def test_only_reported_and_archived_forms_are_closed_and_say_the_way_out() -> None:
    closed = {state: state.closed_because for state in State if state.closed_because}
    assert set(closed) == {REPORTED, ARCHIVED}
    for state, because in closed.items():
        assert state.label in because
        assert "退回修改" in because


def test_typing_takes_back_the_check_and_nothing_else() -> None:
    assert [after_typing(state) for state in State] == [DRAFT, DRAFT, REPORTED, ARCHIVED]
