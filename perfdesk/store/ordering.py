"""The order of the forms on the list: a position each, changed by hand (排序)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from perfdesk.store import tables
from perfdesk.store.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

_MANY = 500  # ids in one question


def reorder(connection: Connection, before: Sequence[str], after: Sequence[str]) -> None:
    """Gives forms of one year another order among themselves; all others keep their places.

    Raises Conflict where they do not stand in the order `before` any more, ValueError where
    `after` holds other forms.
    """
    if sorted(before) != sorted(after):
        raise ValueError("another order of the same forms is wanted")
    places = _places(connection, before)
    if sorted(places, key=lambda key: (places[key], key)) != list(before):
        raise Conflict("表的顺序刚被别人改过，没有移动；请看过再移。")
    rows = [
        {"key": key, "place": place}
        for key, place in zip(after, _rising(sorted(places.values())), strict=True)
        if places[key] != place
    ]
    if rows:
        connection.execute(_PLACE, rows)


def _places(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    forms = tables.forms.c
    found: dict[str, int] = {}
    for start in range(0, len(ids), _MANY):
        query = select(forms.id, forms.position).where(forms.id.in_(ids[start : start + _MANY]))
        found |= {row.id: row.position for row in connection.execute(query)}
    return found


def _rising(places: Sequence[int]) -> list[int]:
    """The same places, raised where two are equal: the order must not hang on the ids."""
    found: list[int] = []
    for place in places:
        found.append(max(place, found[-1] + 1) if found else place)
    return found


_PLACE = (
    update(tables.forms)
    .where(tables.forms.c.id == bindparam("key"))
    .values(position=bindparam("place"))
)
