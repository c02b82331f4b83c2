"""One backup: its name, how it is made from a store, and whether it is sound."""

from __future__ import annotations

import re
import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING

from perfdesk.store.errors import trouble

if TYPE_CHECKING:
    from pathlib import Path, PurePath

_NUMBERED = re.compile(r"perfdesk-([0-9]{6,18})-")
_NAME = re.compile(r"perfdesk-([0-9]{6,18})-([0-9]{8}T[0-9]{6}Z)-([a-z]+)\.db")
_STAMP = "%Y%m%dT%H%M%SZ"
#: What SQLite may put beside a file while it works on it.
SIDE_FILES = ("-journal", "-wal", "-shm")
_PATIENCE = 10.0  # seconds, for whoever writes a store that is no WAL file
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FAULTS_OF_THE_SOURCE = {*_BUSY, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Reason(Enum):
    """Why a backup was made; the value stands in its name."""

    TIMER = "timer"
    CLOSE = "close"
    MIGRATION = "migration"
    IMPORT = "import"
    BULK = "bulk"
    RESTORE = "restore"
    MANUAL = "manual"

    @property
    def label(self) -> str:
        """What people read."""
        return _LABELS[self]


_LABELS = {
    Reason.TIMER: "定时",
    Reason.CLOSE: "关闭",
    Reason.MIGRATION: "升级前",
    Reason.IMPORT: "导入前",
    Reason.BULK: "批量修改前",
    Reason.RESTORE: "恢复前",
    Reason.MANUAL: "手动",
}


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file: its counter, when it was made (UTC), why, where it lies, its size in bytes."""

    number: int
    when: datetime
    reason: Reason
    path: Path
    size: int


def backup_name(number: int, when: datetime, why: Reason) -> str:
    """`perfdesk-000123-20261121T095834Z-close.db`. `when` is aware."""
    return f"perfdesk-{number:06d}-{when.astimezone(UTC):{_STAMP}}-{why.value}.db"


def number_in(name: str) -> int:
    """The counter in the name of a backup, also of one by a newer program; else 0."""
    found = _NUMBERED.match(name)
    return int(found[1]) if found else 0


def backup_at(path: Path) -> Backup | None:
    """The backup that `path` names; None for anything else. Raises OSError."""
    found = _NAME.fullmatch(path.name)
    if not found:
        return None
    try:
        info = path.lstat()
        when = datetime.strptime(found[2], _STAMP).replace(tzinfo=UTC)
        why = Reason(found[3])
    except FileNotFoundError:  # just removed by another window
        return None
    except ValueError:  # no such day, or a reason that only a newer program knows
        return None
    if not stat.S_ISREG(info.st_mode):
        return None
    return Backup(int(found[1]), when, why, path, info.st_size)


def copy_store(source: sqlite3.Connection | Path, draft: Path) -> None:
    """Copies the whole store, as it is at one moment, into the new single file `draft`.

    Raises StoreTrouble for what SQLite cannot do, OSError for what the file system refuses, and
    ValueError inside a transaction: the copy would hold half of it.
    """
    if isinstance(source, sqlite3.Connection):
        _copy(source, draft)
        return
    try:
        connection = sqlite3.connect(read_only_uri(source.absolute()), uri=True, timeout=_PATIENCE)
    except sqlite3.Error as error:
        raise trouble(str(source), error) from error
    with closing(connection):
        _copy(connection, draft)


def damage(file: Path, application_id: int) -> str:
    """Why `file` is no sound store, as a sentence; '' if it is one. Changes nothing."""
    try:
        uri = read_only_uri(file.absolute(), frozen=True)
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            [answer] = connection.execute("PRAGMA quick_check(1)").fetchone()
            [found] = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error as error:
        return str(trouble(str(file), error))
    if found != application_id:
        return f"{file}：不是 PerfDesk 的数据文件。"
    return "" if answer == "ok" else f"{file}：备份已损坏，不能用来恢复。"


def read_only_uri(file: PurePath, frozen: bool = False) -> str:
    """SQLite's address of a file, to read it; `frozen`: without lock and side files."""
    uri = file.as_uri()
    if not uri.startswith("file:///"):  # \\server\share, which SQLite takes with four slashes
        uri = uri.replace("file://", "file:////", 1)
    return f"{uri}?mode=ro" + ("&immutable=1" if frozen else "")


def remove_side_files(file: Path) -> None:
    """Removes what SQLite left beside a file that was not finished. Raises OSError."""
    for ending in SIDE_FILES:
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, draft: Path) -> None:
    if source.in_transaction:
        raise ValueError("no backup inside a transaction")
    draft.touch(exist_ok=False)  # says better than SQLite why a file cannot be made
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as target:
            target.execute("PRAGMA synchronous=OFF")  # forced to the disk at the end, all at once
            target.execute("PRAGMA locking_mode=EXCLUSIVE")  # needs no shared memory on a full disk
            source.backup(target, progress=give_up)
            target.execute("PRAGMA journal_mode=DELETE")  # no WAL file beside it, ever
    except sqlite3.ProgrammingError:  # a closed connection: a bug
        raise
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says more than is asked
        place = _file_of(source) if code in _FAULTS_OF_THE_SOURCE else str(draft.parent)
        raise trouble(place, error) from error


def give_up(status: int, _remaining: int, _total: int) -> None:
    """A backup call's progress: without it Python would try a locked store for ever."""
    if status & 0xFF in _BUSY:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = status
        raise error


def _file_of(source: sqlite3.Connection) -> str:
    return source.execute("PRAGMA database_list").fetchone()[2] or "数据文件"
