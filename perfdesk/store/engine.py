"""Connections to a store: SQLite as safe as it goes, or PostgreSQL; the same tables on both."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.exc import DBAPIError

from perfdesk.store.errors import StoreTrouble, trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

#: Stands in the head of every store file (PRAGMA application_id): "PDK1".
APPLICATION_ID = 0x50444B31
#: Seconds to wait for another connection of this program; other programs are kept out by a lock.
_PATIENCE = 10.0
_READING = "perfdesk_reading"


def sqlite_engine(file: Path, read_only: bool = False, frozen: bool = False) -> Engine:
    """An engine on a SQLite file. `frozen`: nobody writes it and its folder takes no files."""

    def connect() -> sqlite3.Connection:
        return connect_file(file, read_only, frozen)

    engine = create_engine("sqlite://", creator=connect, pool_reset_on_return="rollback")
    event.listen(engine, "begin", _begin)
    return engine


def server_engine(url: str) -> Engine:
    """An engine on a PostgreSQL server. Raises StoreTrouble where its driver is missing."""
    if find_spec("psycopg") is None:
        raise StoreTrouble("没有安装 PostgreSQL 的驱动（psycopg），不能使用数据库服务器。")
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})


def connect_file(file: Path, read_only: bool = False, frozen: bool = False) -> sqlite3.Connection:
    """A connection of the plain driver with our settings; makes no file. Raises sqlite3.Error."""
    mode = "mode=ro&immutable=1" if frozen else "mode=ro" if read_only else "mode=rw"
    connection = sqlite3.connect(
        f"{file.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,  # the driver's own would leave a failed migration half done
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")  # NORMAL may lose commits when power fails
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


@contextmanager
def reading(engine: Engine, place: str) -> Iterator[Connection]:
    """A connection that sees one state of the store. Raises StoreTrouble."""
    with _told(place), engine.connect() as connection:
        connection.execution_options(**{_READING: True})
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, place: str) -> Iterator[Connection]:
    """One transaction: all of it is on disk at the end, or nothing. Raises StoreTrouble."""
    with _told(place), engine.begin() as connection:
        yield connection


def driver_of(connection: Connection) -> Any:
    """The plain driver's connection under SQLAlchemy's, for SQLite's own calls."""
    return connection.connection.driver_connection


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Turns the drivers' errors into sentences."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, UnicodeEncodeError) as error:
        raise trouble(place, error) from error


def _begin(connection: Connection) -> None:
    """Writers take their turn at once, so that no transaction fails half way for want of it."""
    reading_only = connection.get_execution_options().get(_READING)
    connection.exec_driver_sql("BEGIN" if reading_only else "BEGIN IMMEDIATE")
