"""What can become of opening a store, and what opening asks of the machine."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.store.errors import StoreTrouble
from perfdesk.store.locking import Holder, WriterLock
from perfdesk.store.migrating import SCRIPTS
from perfdesk.store.network import on_network
from perfdesk.store.person import user_name
from perfdesk.store.place import Place, ServerPlace
from perfdesk.store.store import Store

if TYPE_CHECKING:
    from perfdesk.store.backupfile import Backup
    from perfdesk.store.backups import Backups

FOREIGN = "不是 PerfDesk 的数据文件，没有打开，也没有改动它。"
NEWER = "由更新版本的 PerfDesk 写成，请用新版本打开；没有改动它。"
OLDER = (
    "是旧版本的数据，这次只能查看，不能升级；请在能写入时用 PerfDesk 窗口打开一次，"
    "或运行一次 perfdesk backup。"
)
ON_SERVER = "数据在数据库服务器上，请让管理员用 pg_dump 备份、用 pg_restore 恢复。"


class Outcome(Enum):
    """How opening went. The first four give a store, LOCKED and READ_ONLY to look at only."""

    READY = "ready"
    NETWORK = "network"  # ready, on a place where SQLite is not safe
    LOCKED = "locked"  # another window writes
    READ_ONLY = "read-only"  # the place takes no writing
    MISSING = "missing"  # to be looked at, and not there
    NEWER = "newer"  # written by a later version of this program
    OLDER = "older"  # needs migrating, and cannot be written
    DAMAGED = "damaged"
    FOREIGN = "foreign"  # not a store of ours
    UNREACHABLE = "unreachable"  # folder, disk or server cannot be used
    NOT_MIGRATED = "not-migrated"  # migrating failed; the store is as it was


def _now() -> datetime:
    return datetime.now(UTC)


def _journal_of(connection: sqlite3.Connection, wanted: str) -> str:
    """Asks for a journal mode; the one that SQLite really uses."""
    return str(connection.execute(f"PRAGMA journal_mode={wanted}").fetchone()[0])


@dataclass(frozen=True)
class Surroundings:
    """What opening asks of the machine, so that tests can answer otherwise."""

    who: str = field(default_factory=user_name)
    clock: Callable[[], datetime] = _now
    scripts: str = SCRIPTS
    network: Callable[[Path], str] = on_network
    journal: Callable[[sqlite3.Connection, str], str] = _journal_of


@dataclass
class Opening:
    """What became of it: `sentence` is for people, '' where there is nothing to say.

    `store` is there with the first four outcomes. `holder` goes with LOCKED, `best` (a backup that
    is sound) with DAMAGED and with a new store where an old one was; `migrated_from` names the
    schema version that a store had before.
    """

    outcome: Outcome
    place: Place
    sentence: str = ""
    store: Store | None = None
    holder: Holder | None = None
    backups: Backups | None = None
    best: Backup | None = None
    migrated_from: str = ""
    surroundings: Surroundings = field(default_factory=Surroundings)
    lock: WriterLock | None = None
    copy: Path | None = None

    def needed(self) -> Store:
        """The store, for who cannot do without. Raises StoreTrouble with the sentence."""
        if self.store is None:
            raise StoreTrouble(self.sentence)
        return self.store

    @property
    def file(self) -> Path:
        """The store's file. Raises StoreTrouble where it lies on a server."""
        if isinstance(self.place, ServerPlace):
            raise StoreTrouble(f"{self.place}：数据在服务器上，不是文件。")
        return self.place.path

    def close(self) -> None:
        """Gives connections and lock back."""
        if self.store:
            self.store.close()
            self.store = None
        if self.lock:
            self.lock.release()
        if self.copy:
            shutil.rmtree(self.copy, ignore_errors=True)
