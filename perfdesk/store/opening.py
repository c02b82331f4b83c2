"""Opening a store is a protocol: every way it can go has a name, a sentence, and harms no file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from perfdesk.about import version
from perfdesk.files.atomic import make_folder, whole_file
from perfdesk.files.errors import Refused
from perfdesk.store.backupfile import Reason
from perfdesk.store.backups import Backups
from perfdesk.store.engine import (
    APPLICATION_ID,
    connect_file,
    reading,
    server_engine,
    sqlite_engine,
)
from perfdesk.store.errors import StoreTrouble, trouble
from perfdesk.store.locking import Holder, ReadOnlyPlace, WriterLock
from perfdesk.store.migrating import SCRIPTS, known, migrate, version_of
from perfdesk.store.network import on_network
from perfdesk.store.person import user_name
from perfdesk.store.place import FilePlace, Place, ServerPlace
from perfdesk.store.store import Store

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from perfdesk.store.backupfile import Backup

_MAGIC = b"SQLite format 3\0"
_APPLICATION_ID_AT = slice(68, 72)
_HEAD = 100  # bytes of a SQLite file's head


class Outcome(Enum):
    """How opening went. The first four give a store, the last of them to look at only."""

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
    is sound) with DAMAGED, `migrated_from` names the schema version that a store had before.
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


def open_store(
    place: Place, writable: bool = True, surroundings: Surroundings | None = None
) -> Opening:
    """Opens the store at `place`; a missing one is made if it may be written.

    Never raises for what can happen to anyone: it is in the outcome.
    """
    around = surroundings or Surroundings()
    try:
        if isinstance(place, ServerPlace):
            return _open_server(place, around)
        return _FileOpening(place, around).open(writable)
    except StoreTrouble as error:
        return Opening(Outcome.UNREACHABLE, place, str(error), surroundings=around)


def backups_of(file: Path, second: str = "") -> Backups:
    """The backups of a store file: in a folder beside it, and in a second one if that is set."""
    folder = file.with_name(f"{file.stem}-backups")
    return Backups(folder, APPLICATION_ID, Path(second) if second else None)


class _FileOpening:
    """Opens one file."""

    def __init__(self, place: FilePlace, around: Surroundings) -> None:
        self.place, self.file, self.around = place, place.path, around
        self.backups = backups_of(self.file)
        self.lock: WriterLock | None = None

    def open(self, writable: bool) -> Opening:
        if not self._exists():
            if not writable:
                return self._ends(Outcome.MISSING, "没有这个数据文件。")
            make_folder(self.file.parent)
        elif foreign := self._foreign():
            return foreign
        closed = self._lock(writable)
        try:
            return self._open_locked(closed)
        except BaseException:
            self._release()
            raise

    def _open_locked(self, closed: Opening | None) -> Opening:
        if closed is None and not self._exists():
            self._make()
        if found := self._damage():
            self._release()
            return found
        old = self._version()
        if old not in known(self.around.scripts):
            self._release()
            return self._ends(Outcome.NEWER, _NEWER)
        older = old != known(self.around.scripts)[-1]
        if closed:
            return self._ends(Outcome.OLDER, _OLDER) if older else self._to_look_at(closed)
        if older and (failed := self._migrated()):
            return failed
        return self._ready(old if older else "")

    def _exists(self) -> bool:
        try:
            return self.file.exists()
        except OSError as error:
            raise StoreTrouble(f"{self.file}：无法读取（{error.strerror}）。") from error

    def _foreign(self) -> Opening | None:
        """Looks at the file's head, before anything is made beside a file that is not ours."""
        if not self.file.is_file():
            return self._ends(Outcome.FOREIGN, "不是文件，请写出数据文件的名字。")
        try:
            with self.file.open("rb") as stream:
                head = stream.read(_HEAD)
        except OSError as error:
            return self._ends(Outcome.UNREACHABLE, f"无法读取（{error.strerror}）。")
        if head.startswith(_MAGIC):
            ours = int.from_bytes(head[_APPLICATION_ID_AT], "big") == APPLICATION_ID
            return None if ours else self._ends(Outcome.FOREIGN, _FOREIGN)
        if best := self.backups.best():
            return self._damaged(best)
        return self._ends(Outcome.FOREIGN, _FOREIGN)

    def _lock(self, writable: bool) -> Opening | None:
        """Takes the right to write; None if that went well, else why it is to look at only."""
        if not writable:
            return Opening(Outcome.READY, self.place, surroundings=self.around)
        if self._exists() and not os.access(self.file, os.W_OK):
            return self._ends(Outcome.READ_ONLY, _READ_ONLY)
        self.lock = WriterLock(self.file, version())
        try:
            holder = self.lock.acquire(self.around.clock())
        except ReadOnlyPlace as error:
            if not self._exists():
                raise
            return Opening(Outcome.READ_ONLY, self.place, str(error), surroundings=self.around)
        if holder is None:
            return None
        sentence = f"{holder}，这里只能查看，不能修改。"
        return self._ends(Outcome.LOCKED, sentence, holder=holder)

    def _make(self) -> None:
        """A new store, built aside and put in place whole. Raises StoreTrouble."""
        try:
            with whole_file(self.file) as draft:
                connection = sqlite3.connect(draft, isolation_level=None)
                try:
                    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                    connection.execute("PRAGMA user_version=1")  # writes the head
                finally:
                    connection.close()
                self._migrate(draft)
        except Refused as error:
            raise StoreTrouble(str(error)) from error
        except sqlite3.Error as error:
            raise trouble(str(self.file), error) from error

    def _migrate(self, file: Path) -> None:
        engine = sqlite_engine(file)
        try:
            migrate(engine, self.around.scripts)
        except DBAPIError as error:
            raise trouble(str(self.file), error) from error
        finally:
            engine.dispose()

    def _damage(self) -> Opening | None:
        """Checks the file without writing to it."""
        try:
            connection = connect_file(self.file, read_only=True, frozen=self._frozen())
            try:
                answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            finally:
                connection.close()
        except sqlite3.DatabaseError as error:
            if "malformed" not in str(error) and "not a database" not in str(error):
                raise trouble(str(self.file), error) from error
            answer = str(error)
        return None if answer == "ok" else self._damaged(self.backups.best())

    def _damaged(self, best: Backup | None) -> Opening:
        offer = f"最近的可用备份是 {best.when:%Y-%m-%d %H:%M} 的。" if best else "没有可用的备份。"
        sentence = f"数据文件已损坏，没有改动它。{offer}"
        return self._ends(Outcome.DAMAGED, sentence, best=best)

    def _frozen(self) -> bool:
        """Whether the folder takes no files and nothing waits in the write-ahead log."""
        return not os.access(self.file.parent, os.W_OK) and not self._waiting()

    def _waiting(self) -> bool:
        log = self.file.with_name(f"{self.file.name}-wal")
        return log.exists() and log.stat().st_size > 0

    def _version(self) -> str:
        engine = sqlite_engine(self.file, read_only=True, frozen=self._frozen())
        try:
            with reading(engine, str(self.file)) as connection:
                return version_of(connection)
        finally:
            engine.dispose()

    def _migrated(self) -> Opening | None:
        """Backs up, then migrates; what went wrong, else None."""
        try:
            self.backups.make(self.file, Reason.MIGRATION, self.around.clock())
            self._migrate(self.file)
        except Refused as error:
            self._release()
            return self._ends(Outcome.NOT_MIGRATED, f"数据没有升级，保持原样：{error}")
        return None

    def _ready(self, migrated_from: str) -> Opening:
        kind = self.around.network(self.file)
        mode = self._journal("DELETE" if kind else "WAL")
        engine = sqlite_engine(self.file)
        store = Store(engine, str(self.file), self.around.who, self.around.clock)
        safe = mode == "wal"
        return Opening(
            Outcome.READY if safe else Outcome.NETWORK,
            self.place,
            "" if safe else f"{self.file}：{_NETWORK}",
            store,
            backups=backups_of(self.file, store.setting(SECOND_FOLDER)),
            migrated_from=migrated_from,
            surroundings=self.around,
            lock=self.lock,
        )

    def _journal(self, wanted: str) -> str:
        connection = connect_file(self.file)
        try:
            return self.around.journal(connection, wanted)
        except sqlite3.Error as error:
            raise trouble(str(self.file), error) from error
        finally:
            connection.close()

    def _to_look_at(self, closed: Opening) -> Opening:
        """A store that can be read, and says why it cannot be written."""
        file, frozen = self.file, self._frozen()
        if not os.access(self.file.parent, os.W_OK) and self._waiting():
            closed.copy = Path(tempfile.mkdtemp(prefix="perfdesk-"))
            file, frozen = _copied(self.file, closed.copy), False
        engine = sqlite_engine(file, read_only=True, frozen=frozen)
        closed.store = Store(
            engine,
            str(self.file),
            self.around.who,
            self.around.clock,
            read_only=closed.sentence or "这次打开只为查看，不能修改。",
        )
        closed.backups = self.backups
        return closed

    def _release(self) -> None:
        if self.lock:
            self.lock.release()

    def _ends(
        self,
        outcome: Outcome,
        sentence: str,
        holder: Holder | None = None,
        best: Backup | None = None,
    ) -> Opening:
        return Opening(
            outcome,
            self.place,
            f"{self.file}：{sentence}",
            holder=holder,
            best=best,
            backups=self.backups,
            surroundings=self.around,
        )


def _copied(file: Path, folder: Path) -> Path:
    """The store with its write-ahead log, where SQLite may work with it."""
    log = file.with_name(f"{file.name}-wal")
    try:
        for item in (file, log):
            shutil.copyfile(item, folder / item.name)
    except OSError as error:
        raise StoreTrouble(f"{file}：无法读取（{error.strerror}）。") from error
    return folder / file.name


def _open_server(place: ServerPlace, around: Surroundings) -> Opening:
    engine = server_engine(place.url)
    try:
        with reading(engine, str(place)) as connection:
            old = version_of(connection)
            strange = not old and bool(_tables_of(engine))
    except StoreTrouble:
        engine.dispose()
        raise
    if strange:
        engine.dispose()
        return Opening(Outcome.FOREIGN, place, f"{place}：{_FOREIGN}", surroundings=around)
    if old and old not in known(around.scripts):
        engine.dispose()
        return Opening(Outcome.NEWER, place, f"{place}：{_NEWER}", surroundings=around)
    return _server_ready(place, around, engine, old)


def _tables_of(engine: Engine) -> list[str]:
    from sqlalchemy import inspect

    return inspect(engine).get_table_names()


def _server_ready(place: ServerPlace, around: Surroundings, engine: Engine, old: str) -> Opening:
    try:
        if old != known(around.scripts)[-1]:
            migrate(engine, around.scripts)
    except (DBAPIError, StoreTrouble) as error:
        engine.dispose()
        told = error if isinstance(error, StoreTrouble) else trouble(str(place), error)
        sentence = f"数据没有升级，保持原样：{told}"
        return Opening(Outcome.NOT_MIGRATED, place, sentence, surroundings=around)
    store = Store(engine, str(place), around.who, around.clock)
    return Opening(Outcome.READY, place, "", store, migrated_from=old, surroundings=around)


#: The setting that names the second folder for backups.
SECOND_FOLDER = "second_backup_folder"
_FOREIGN = "不是 PerfDesk 的数据文件，没有打开，也没有改动它。"
_NEWER = "由更新版本的 PerfDesk 写成，请用新版本打开；没有改动它。"
_OLDER = "是旧版本的数据，要升级才能打开，而现在不能写入。"
_READ_ONLY = "文件是只读的，只能查看，不能修改。"
_NETWORK = "在网络或特殊磁盘上，断网、断电时可能损坏数据，建议把数据放到本机硬盘。"
