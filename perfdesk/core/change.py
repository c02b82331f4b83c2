"""One step in the life of a form (一次修改): for undo, and for the store's change log."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from perfdesk.core.state import State

if TYPE_CHECKING:
    from perfdesk.core.form import Form


class Kind(Enum):
    """How a step came about."""

    ADDED = "added"
    EDITED = "edited"
    UNDONE = "undone"
    REDONE = "redone"
    MOVED = "moved"  # to another state
    IMPORTED = "imported"
    REMOVED = "removed"
    RETURNED = "returned"  # taken out of the removed ones
    TAKEN = "taken"  # what another person has stored meanwhile, now shown

    @property
    def label(self) -> str:
        """新建、修改、撤销、重做 …"""
        return _LABELS[self]


_LABELS = {
    Kind.ADDED: "新建",
    Kind.EDITED: "修改",
    Kind.UNDONE: "撤销",
    Kind.REDONE: "重做",
    Kind.MOVED: "状态",
    Kind.IMPORTED: "导入",
    Kind.REMOVED: "删除",
    Kind.RETURNED: "恢复",
    Kind.TAKEN: "接受",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A form before and after one step. `text` names it: 修改第 3 行得分.

    `reason` is what a person wrote where a locked form was opened again.
    """

    before: Form
    after: Form
    text: str
    kind: Kind = Kind.EDITED
    state_before: State = State.DRAFT
    state_after: State = State.DRAFT
    reason: str = ""
