"""The orders that the list of forms offers (排序), and moving forms within its own order."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from perfdesk.core.state import State
from perfdesk.search.spelling import sort_key

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from perfdesk.store.records import Listed

_STATES = {state: place for place, state in enumerate(State)}


class Order(Enum):
    """What the list is sorted by; forms that are equal keep the list's own order."""

    OWN = "own"
    NAME = "name"
    TOTAL = "total"
    STATE = "state"
    FINDINGS = "findings"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        """列表顺序、名称 …"""
        return _LABELS[self]


_LABELS = {
    Order.OWN: "列表顺序",
    Order.NAME: "名称（拼音）",
    Order.TOTAL: "总分，低的在前",
    Order.STATE: "状态",
    Order.FINDINGS: "审核发现，多的在前",
    Order.CHANGED: "最近修改的在前",
}


def in_order(listed: Sequence[Listed], order: Order, backwards: bool = False) -> list[Listed]:
    """The lines in that order; `backwards` turns it round, not that of equal ones."""
    if order is Order.OWN:
        return list(listed)
    return sorted(listed, key=lambda item: _key(item, order), reverse=backwards)


def _key(item: Listed, order: Order) -> Any:
    match order:
        case Order.NAME:
            return sort_key(item.project_name)
        case Order.TOTAL:
            return Decimal(item.total) if item.total else Decimal(-1)
        case Order.STATE:
            return _STATES[item.state]
        case Order.FINDINGS:
            return (-item.errors, -item.warnings, -item.hints)
        case _:
            return -item.changed


def moved(ids: Sequence[str], chosen: Collection[str], by: int) -> list[str]:
    """The chosen ones a place up (-1) or down (1), as far as the ends let them."""
    found = list(ids) if by < 0 else list(ids)[::-1]
    for place in range(1, len(found)):
        if found[place] in chosen and found[place - 1] not in chosen:
            found[place - 1], found[place] = found[place], found[place - 1]
    return found if by < 0 else found[::-1]


def placed(ids: Sequence[str], chosen: Collection[str], row: int) -> list[str]:
    """The chosen ones together before what stands in `row` now."""
    above = [one for one in ids[:row] if one not in chosen]
    block = [one for one in ids if one in chosen]
    return [*above, *block, *(one for one in ids[row:] if one not in chosen)]
