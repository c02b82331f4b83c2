"""Connections to a store: SQLite as safe as it goes, or PostgreSQL; the same tables on both."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sqlalchemy import QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from perfdesk.store.backupfile import read_only_uri
from perfdesk.store.errors import StoreTrouble, trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Engine

#: Stands in the head of every store file (PRAGMA application_id): "PDK1".
APPLICATION_ID = 0x50444B31
#: Seconds to wait for another connection of this program; other programs are kept out by a lock.
_PATIENCE = 10.0
#: Seconds to wait for a server; `?connect_timeout=` in its address says otherwise.
_SERVER_PATIENCE = 5
#: So that neither a dead line nor a window that sleeps in its turn holds others up for long; an
#: address may say otherwise. Seconds and, for the last, milliseconds without an answer.
_LINE = {
    "keepalives": 1,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
#: The same for the server's end.
_LIMITS = "-c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
_READING = "perfdesk_reading"


def sqlite_engine(file: Path, read_only: bool = False, frozen: bool = False) -> Engine:
    """An engine on a SQLite file. `frozen`: nobody writes it and its folder takes no files."""

    def connect() -> sqlite3.Connection:
        return connect_file(file, read_only, frozen)

    # Named, because for "sqlite://" SQLAlchemy would share one connection within a thread.
    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "begin", _begin)
    return engine


def server_engine(url: str, read_only: bool = False) -> Engine:
    """An engine on a PostgreSQL server; connects only later.

    Raises StoreTrouble where the driver is missing or the address makes no sense.
    """
    if find_spec("psycopg") is None:
        raise StoreTrouble("没有安装 PostgreSQL 的驱动（psycopg），不能使用数据库服务器。")
    try:
        return create_engine(
            url,
            pool_pre_ping=True,
            connect_args=_connect_args(make_url(url).query),
            execution_options={"postgresql_readonly": read_only},
        )
    except (ArgumentError, ValueError):  # their text may repeat the password
        raise StoreTrouble("数据库地址写得不对，不能使用。") from None


def _connect_args(said: Mapping[str, Any]) -> dict[str, Any]:
    """Our settings of a connection, under those that its address says."""
    options = f"{_LIMITS} {said.get('options', '')}".strip()
    texts = {"client_encoding": "UTF8"}  # else a SQL_ASCII database answers in bytes
    return {"connect_timeout": _SERVER_PATIENCE, **_LINE, **said, **texts, "options": options}


def connect_file(file: Path, read_only: bool = False, frozen: bool = False) -> sqlite3.Connection:
    """A connection of the plain driver with our settings; makes no file. Raises sqlite3.Error."""
    uri = read_only_uri(file.absolute(), frozen)
    connection = sqlite3.connect(
        uri if read_only else uri.replace("?mode=ro", "?mode=rw"),
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,  # the driver's own would leave a failed migration half done
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA foreign_keys=ON")
        # NORMAL may lose commits when power fails; without a write-ahead log FULL may as well, for
        # it leaves the journal's removal to chance. With one, EXTRA is FULL.
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("PRAGMA trusted_schema=OFF")
        # Figures are made aside when the disk is full: then there is no room for a file of them.
        connection.execute("PRAGMA temp_store=MEMORY")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def reading(engine: Engine, place: str, aside: bool = False) -> Iterator[Connection]:
    """A connection that sees one state of the store. Raises StoreTrouble.

    `aside`: it may make temporary tables, which PostgreSQL forbids in a read-only transaction.
    """
    with _told(place), engine.connect() as connection:
        connection.execution_options(**{_READING: True})
        if connection.dialect.name != "sqlite":  # whose transactions always see one state
            connection.execution_options(isolation_level="REPEATABLE READ")
        if aside:
            connection.execution_options(postgresql_readonly=False)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, place: str) -> Iterator[Connection]:
    """One transaction: all of it is on disk at the end, or nothing. Raises StoreTrouble."""
    with _told(place), engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            # Whatever the server's default: it must see what was written while it waited its turn.
            connection.execution_options(isolation_level="READ COMMITTED")
        with connection.begin():
            yield connection


def driver_of(connection: Connection) -> Any:
    """The plain driver's connection under SQLAlchemy's, for SQLite's own calls."""
    return connection.connection.driver_connection


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Turns the drivers' errors into sentences."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, UnicodeEncodeError, NoConnection) as error:
        raise trouble(place, error) from error


def _begin(connection: Connection) -> None:
    """Writers take their turn at once, so that no transaction fails half way for want of it."""
    reading_only = connection.get_execution_options().get(_READING)
    connection.exec_driver_sql("BEGIN" if reading_only else "BEGIN IMMEDIATE")
