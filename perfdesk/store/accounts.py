"""A unit's project expenditure in a year's final accounts (决算数), to check its forms against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select

from perfdesk.core.accounts import alike
from perfdesk.core.number import Number
from perfdesk.store import tables
from perfdesk.store.writing import unit_id, year_key

if TYPE_CHECKING:
    from sqlalchemy import Connection


def accounts_of(connection: Connection) -> dict[tuple[str, int], Number]:
    """Every figure entered, in 元, by unit and year."""
    return {(row.name, row.year): Number.of(row.figure) for row in connection.execute(_ALL)}


def enter_account(connection: Connection, unit: str, year: int, figure: str) -> None:
    """Keeps a unit's figure for a year in place of the last one; '' takes it away.

    The last one may stand under another spelling of the unit's name.
    """
    keys = {"unit": unit_id(connection, unit), "of": year_key(connection, year)}
    for row in connection.execute(_ALL).all():
        if alike((row.name, row.year)) == alike((unit, year)):
            connection.execute(_DELETE, {"unit": row.unit_id, "of": row.year})
    if figure:
        connection.execute(insert(tables.accounts), _values(keys, figure))


def _values(keys: dict[str, int], figure: str) -> dict[str, int | str]:
    return {"unit_id": keys["unit"], "year": keys["of"], "figure": figure}


_ALL = (
    select(tables.units.c.name, tables.accounts)
    .join(tables.units, tables.units.c.id == tables.accounts.c.unit_id)
    .order_by(tables.accounts.c.unit_id, tables.accounts.c.year)
)
_DELETE = delete(tables.accounts).where(
    tables.accounts.c.unit_id == bindparam("unit"), tables.accounts.c.year == bindparam("of")
)
