"""Schema versions: which one a store has, and bringing it to today's in one transaction.

alembic is loaded only where a store is made or migrated: the usual start does without it.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from perfdesk.store.engine import APPLICATION_ID, driver_of
from perfdesk.store.errors import StoreTrouble, trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alembic.config import Config
    from sqlalchemy import Connection, Engine

_VERSION_TABLE = "alembic_version"
#: Asks for a store's schema version, where alembic keeps it.
VERSION_QUERY = "SELECT version_num FROM alembic_version"
#: The schema versions of `SCRIPTS`, oldest first.
VERSIONS = ("0001", "0002", "0003")
SCRIPTS = "perfdesk.store:migrations"
_PATIENCE = "30s"  # for other programs that hold tables of a server


def known(scripts: str = SCRIPTS) -> tuple[str, ...]:
    """The schema versions that this program knows, oldest first; the last is its own."""
    return VERSIONS if scripts == SCRIPTS else versions_in(scripts)


@lru_cache(maxsize=8)
def versions_in(scripts: str) -> tuple[str, ...]:
    """The schema versions for which there are steps, oldest first."""
    from alembic.script import ScriptDirectory

    directory = ScriptDirectory.from_config(_config(scripts))
    return tuple(script.revision for script in directory.walk_revisions())[::-1]


def version_of(connection: Connection) -> str:
    """The schema version of a store, '' where it has none."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return ""
    rows = connection.exec_driver_sql(VERSION_QUERY).fetchall()
    return str(rows[0][0]) if len(rows) == 1 else ""


def migrate(
    engine: Engine, scripts: str = SCRIPTS, target: str = "", place: str = "数据库"
) -> None:
    """Brings a store's schema to `target`, today's if ''; all in one transaction or not at all.

    `place` names the store in messages. Raises StoreTrouble; the store is then as it was.
    """
    try:
        with _without_foreign_keys(engine) as connection, connection.begin():
            _take_turn(connection)
            _run(connection, place, scripts, target or known(scripts)[-1])
            _check_references(connection, place)
    except DBAPIError as error:
        raise trouble(place, error) from error


def _run(connection: Connection, place: str, scripts: str, target: str) -> None:
    from alembic import command

    current, versions = version_of(connection), known(scripts)
    if current not in ("", *versions):
        raise StoreTrouble(f"{place}：由更新版本的 PerfDesk 写成，请用新版本打开；没有改动它。")
    config = _config(scripts)
    config.attributes["connection"] = connection
    going_down = current and versions.index(target) < versions.index(current)
    (command.downgrade if going_down else command.upgrade)(config, target)


@contextmanager
def _without_foreign_keys(engine: Engine) -> Iterator[Connection]:
    """Rebuilding a table with foreign keys on would silently delete its children's rows.

    The switch does nothing inside a transaction, so it is thrown on the driver, before BEGIN.
    """
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            yield connection
            return
        driver = driver_of(connection)
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _take_turn(connection: Connection) -> None:
    """On a server several programs may start at once; SQLite's BEGIN IMMEDIATE does the same."""
    if connection.dialect.name == "sqlite":
        return
    connection.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE}'"))
    connection.execute(text(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})"))


def _check_references(connection: Connection, place: str) -> None:
    """A server checks by itself."""
    if connection.dialect.name != "sqlite":
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise StoreTrouble(
            f"{place}：升级后有 {len(broken)} 处数据对不上，已放弃升级，原数据没有改动。"
        )


def _config(scripts: str) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", scripts.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
