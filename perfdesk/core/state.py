"""The states of a form (状态): 草稿 → 已审核 → 已上报 → 归档, and the ways between them."""

from __future__ import annotations

from enum import Enum


class State(Enum):
    """How far a form has come."""

    DRAFT = "draft"
    CHECKED = "checked"
    REPORTED = "reported"
    ARCHIVED = "archived"

    @property
    def label(self) -> str:
        """草稿、已审核、已上报、归档."""
        return _LABELS[self]

    @property
    def closed_because(self) -> str:
        """Why nothing can be typed in this state, and the way out; '' where one can type."""
        return _CLOSED.get(self, "")


_LABELS = {
    State.DRAFT: "草稿",
    State.CHECKED: "已审核",
    State.REPORTED: "已上报",
    State.ARCHIVED: "归档",
}
_CLOSED = {
    State.REPORTED: "这张表已上报，不能修改；要改请先“退回修改”并写明原因。",
    State.ARCHIVED: "这张表已归档，不能修改；要改请先“退回修改”并写明原因。",
}
#: From a state to the states that a person may choose next, forward first.
MOVES: dict[State, tuple[State, ...]] = {
    State.DRAFT: (State.CHECKED,),
    State.CHECKED: (State.REPORTED, State.DRAFT),
    State.REPORTED: (State.ARCHIVED, State.DRAFT),
    State.ARCHIVED: (State.DRAFT,),
}


class WrongMove(ValueError):
    """A change of state that is not allowed; `str()` is a sentence for people."""


def needs_reason(before: State, after: State) -> bool:
    """Whether the move opens what was locked, for which a person must say why."""
    return bool(before.closed_because) and not after.closed_because


def check_move(before: State, after: State, reason: str) -> None:
    """Raises WrongMove where the move is not allowed, or lacks the reason it needs."""
    if after not in MOVES[before]:
        ways = "、".join(f"“{state.label}”" for state in MOVES[before])
        raise WrongMove(f"“{before.label}”的表不能直接变为“{after.label}”，只能变为{ways}。")
    if needs_reason(before, after) and not reason.strip():
        raise WrongMove(f"“{before.label}”的表退回修改，必须写明原因。")


def after_typing(state: State) -> State:
    """The state of a form in which something was typed: what was checked is so no more."""
    return State.DRAFT if state is State.CHECKED else state
