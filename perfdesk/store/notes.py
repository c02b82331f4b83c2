"""Notes of what stands half typed (恢复便笺), and whose window is still alive to finish its own.

A SQLite file has one writer, so every other window's note is a dead one's. On a server the
connection that wrote a note bears its window's name; the server forgets it when the window dies.
No clock plays a part.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, select, text

from perfdesk.store import tables
from perfdesk.store.records import HalfTyped

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NAME = "perfdesk "
#: Seconds; so a server notices within a minute that a computer has lost power.
_KEEPALIVE = {"tcp_keepalives_idle": "30", "tcp_keepalives_interval": "10"}


def keep(connection: Connection, note: HalfTyped) -> None:
    """Keeps the note in the place of the session's last one."""
    forget(connection, note.session)
    connection.execute(_INSERT, asdict(note))
    if connection.dialect.name == "postgresql":
        for setting, value in {"application_name": _NAME + note.session, **_KEEPALIVE}.items():
            connection.execute(_SET, {"setting": setting, "value": value})


def forget(connection: Connection, session: str) -> None:
    """Removes the session's note."""
    connection.execute(_DELETE, {"key": session})


def left_behind(connection: Connection, who: str, host: str, session: str) -> list[HalfTyped]:
    """The notes of windows that live no more, but for the asking `session`.

    On a server those of this account at this computer: two computers may have equal accounts. A
    file that goes from one computer to another takes its notes along.
    """
    kept = tables.half_typed.c
    query = select(tables.half_typed).where(kept.session != session)
    if connection.dialect.name == "postgresql":
        query = query.where(kept.who == who, kept.host == host)
    rows = connection.execute(query.order_by(kept.at, kept.session))
    alive = _alive(connection)
    return [HalfTyped(**row._asdict()) for row in rows if _NAME + row.session not in alive]


def _alive(connection: Connection) -> frozenset[str]:
    if connection.dialect.name != "postgresql":
        return frozenset()
    return frozenset(connection.execute(_CONNECTED).scalars())


_INSERT = insert(tables.half_typed)
_DELETE = delete(tables.half_typed).where(tables.half_typed.c.session == bindparam("key"))
_SET = select(func.set_config(bindparam("setting"), bindparam("value"), False))
_CONNECTED = text(
    "SELECT application_name FROM pg_stat_activity WHERE datname = current_database()"
)
