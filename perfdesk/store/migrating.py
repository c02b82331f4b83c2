"""Schema versions: which one a store has, and bringing it to today's in one transaction."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from perfdesk.store import tables
from perfdesk.store.engine import driver_of
from perfdesk.store.errors import StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

SCRIPTS = "perfdesk.store:migrations"


@lru_cache(maxsize=8)
def known(scripts: str = SCRIPTS) -> tuple[str, ...]:
    """The schema versions that this program knows, oldest first; the last is its own."""
    directory = ScriptDirectory.from_config(_config(scripts))
    return tuple(script.revision for script in directory.walk_revisions())[::-1]


def version_of(connection: Connection) -> str:
    """The schema version of a store, '' where it has none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def migrate(engine: Engine, scripts: str = SCRIPTS, target: str = "head") -> None:
    """Brings a store's schema to `target`, all in one transaction or not at all.

    Raises StoreTrouble where a foreign key would point nowhere afterwards, and what the steps
    raise; the store is then as it was.
    """
    with _without_foreign_keys(engine) as connection, connection.begin():
        config = _config(scripts)
        config.attributes["connection"] = connection
        config.attributes["metadata"] = tables.metadata
        going_down = target in known(scripts)[: _index(version_of(connection), scripts)]
        (command.downgrade if going_down else command.upgrade)(config, target)
        _check_references(connection)


def _index(version: str, scripts: str) -> int:
    return known(scripts).index(version) if version in known(scripts) else 0


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
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise StoreTrouble(f"升级后有 {len(broken)} 处数据对不上，已放弃升级，原数据没有改动。")


def _config(scripts: str) -> Config:
    config = Config()
    config.set_main_option("script_location", scripts)
    config.set_main_option("path_separator", "os")
    return config
