"""Opening a store is a protocol: every way it can go has a name, a sentence, and harms no file."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.about import version
from perfdesk.files.atomic import make_folder, whole_file
from perfdesk.files.errors import Refused, reason
from perfdesk.store.backupfile import Reason, remove_side_files
from perfdesk.store.backups import Backups
from perfdesk.store.engine import APPLICATION_ID, connect_file, sqlite_engine
from perfdesk.store.errors import StoreTrouble, trouble
from perfdesk.store.leftovers import clear_drafts
from perfdesk.store.locking import ReadOnlyPlace, WriterLock
from perfdesk.store.looking import (
    JOURNAL,
    LOG,
    is_ours,
    is_sound,
    version_in,
    view_of,
    viewed,
    waiting,
)
from perfdesk.store.migrating import known, migrate
from perfdesk.store.outcome import FOREIGN, NEWER, Opening, Outcome, Surroundings
from perfdesk.store.place import FilePlace, Place, ServerPlace
from perfdesk.store.server import open_server
from perfdesk.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from perfdesk.store.backupfile import Backup

__all__ = ["Opening", "Outcome", "Surroundings", "backups_of", "open_store"]


def open_store(
    place: Place, writable: bool = True, surroundings: Surroundings | None = None
) -> Opening:
    """Opens the store at `place`; a missing one is made if it may be written.

    Never raises for what can happen to anyone: it is in the outcome.
    """
    around = surroundings or Surroundings()
    try:
        if isinstance(place, ServerPlace):
            return open_server(place, writable, around)
        return _FileOpening(place, around).open(writable)
    except Refused as error:
        return Opening(Outcome.UNREACHABLE, place, str(error), surroundings=around)


def backups_of(file: Path) -> Backups:
    """The backups of a store file: in a folder beside it, and in a second one if that is chosen."""
    real = real_file(file)
    return Backups(real.with_name(f"{real.stem}-backups"), APPLICATION_ID)


def real_file(path: Path) -> Path:
    """The file itself where `path` is a link: beside it lie its log and its backups."""
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError):  # circular links; the latter up to Python 3.12
        return path


def _day(backup: Backup) -> str:
    return f"{backup.when.astimezone():%Y-%m-%d %H:%M}"


class _FileOpening:
    """Opens one file."""

    def __init__(self, place: FilePlace, around: Surroundings) -> None:
        self.place, self.around = place, around
        self.file = place.path
        self.backups = backups_of(self.file)
        self.lock: WriterLock | None = None

    def open(self, writable: bool) -> Opening:
        there = self._exists()
        if there:
            self.file = real_file(self.file)
        if ended := self._refused() if there else self._vanished(writable):
            return ended
        if not there:
            make_folder(self.file.parent)
        closed = self._lock(writable)
        try:
            opening = self._open_locked(closed)
        except BaseException:
            self._release()
            raise
        if opening.store is None:
            self._release()
        return opening

    def _open_locked(self, closed: Opening | None) -> Opening:
        if not self._exists():
            return self._ends(Outcome.UNREACHABLE, _BEING_MADE) if closed else self._made()
        is_held = closed is not None and closed.outcome is Outcome.LOCKED
        with viewed(self.file) as view:
            # Who holds a store has checked it; meanwhile it is being written.
            sound, old = is_held or is_sound(view), version_in(view)
        versions = known(self.around.scripts)
        if not sound or not old:
            return self._damaged()
        if old not in versions:
            return self._ends(Outcome.NEWER, NEWER)
        is_older = old != versions[-1]
        if closed:
            return self._ends(Outcome.OLDER, _OLDER) if is_older else self._to_look_at(closed)
        return (is_older and self._migrated()) or self._ready(old if is_older else "")

    def _exists(self) -> bool:
        """Whether anything is there, be it a broken link."""
        try:
            self.file.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise StoreTrouble(f"{self.place}：无法读取，{reason(error)}。") from error
        except ValueError as error:  # characters that no file name has
            raise StoreTrouble("数据文件的名字里有不能用的字符。") from error
        return True

    def _vanished(self, writable: bool) -> Opening | None:
        """A new file would take the log that an old one left behind for its own."""
        try:
            alone = any(waiting(self.file, ending) for ending in (LOG, JOURNAL))
        except OSError as error:
            raise StoreTrouble(f"{self.place}：无法读取，{reason(error)}。") from error
        if alone:
            return self._ends_damaged("数据文件不见了，只剩下它的日志；没有改动。")
        return None if writable else self._ends(Outcome.MISSING, "没有这个数据文件。")

    def _refused(self) -> Opening | None:
        """What can be told before anything is made beside a file that may not be ours."""
        try:
            if not self.file.is_file():
                broken = self.place.path.is_symlink() and not self.file.exists()
                return self._ends(Outcome.FOREIGN, _BROKEN_LINK if broken else _NO_FILE)
            ours = is_ours(self.file)
        except OSError as error:
            return self._ends(Outcome.UNREACHABLE, f"无法读取，{reason(error)}。")
        if not ours:  # or its head is damaged
            return self._damaged() if self._best() else self._ends(Outcome.FOREIGN, FOREIGN)
        with viewed(self.file) as view:
            found = version_in(view)
            newer = found and found not in known(self.around.scripts) and is_sound(view)
        return self._ends(Outcome.NEWER, NEWER) if newer else None

    def _lock(self, writable: bool) -> Opening | None:
        """Takes the right to write; None if that went well, else why it is to look at only."""
        if not writable:
            return Opening(Outcome.READY, self.place, surroundings=self.around)
        there = self._exists()
        if there and not os.access(self.file, os.W_OK):
            return self._ends(Outcome.READ_ONLY, "文件是只读的，只能查看，不能修改。")
        self.lock = WriterLock(self.file, version())
        try:
            holder = self.lock.acquire(self.around.clock())
        except ReadOnlyPlace as error:
            if not there:
                raise StoreTrouble(
                    f"{self.place}：不能在这里建立数据文件，没有权限写入。"
                ) from error
            return Opening(Outcome.READ_ONLY, self.place, str(error), surroundings=self.around)
        if holder is None:
            clear_drafts(self.file)
            return None
        sentence = f"{holder}，这里只能查看，不能修改。"
        return replace(self._ends(Outcome.LOCKED, sentence), holder=holder)

    def _made(self) -> Opening:
        """A new store; says so where an earlier one has left backups. Raises Refused."""
        self._make()
        opening = self._ready("")
        if opening.outcome is Outcome.READY and (best := self._best()):
            opening.best = best
            opening.sentence = (
                f"{self.place}：没有这个数据文件，已新建；有 {_day(best)} 的备份可恢复。"
            )
        return opening

    def _make(self) -> None:
        """Built aside and put in place whole. Raises Refused."""
        try:
            with whole_file(self.file) as draft:
                self._build(draft)
                if self._exists():
                    raise StoreTrouble(f"{self.place}：刚刚有别的程序建立了这个文件，请再打开。")
        except sqlite3.Error as error:
            raise trouble(str(self.place), error) from error

    def _build(self, draft: Path) -> None:
        draft.unlink(missing_ok=True)  # of a program that was killed and had our number
        remove_side_files(draft)
        try:
            with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                connection.execute("PRAGMA user_version=1")  # writes the head
            self._migrate(draft)
        finally:
            remove_side_files(draft)

    def _migrate(self, file: Path) -> None:
        engine = sqlite_engine(file)
        try:
            migrate(engine, self.around.scripts, place=str(self.place))
        finally:
            engine.dispose()

    def _damaged(self) -> Opening:
        return self._ends_damaged("数据文件已损坏，没有改动它。")

    def _ends_damaged(self, sentence: str) -> Opening:
        best = self._best()
        offer = f"最近的可用备份是 {_day(best)} 的。" if best else "没有可用的备份。"
        return replace(self._ends(Outcome.DAMAGED, f"{sentence}{offer}"), best=best)

    def _best(self) -> Backup | None:
        """The newest sound backup; none where the folder cannot be read either."""
        try:
            return self.backups.best()
        except StoreTrouble:
            return None

    def _migrated(self) -> Opening | None:
        """Backs up, then migrates; what went wrong, else None."""
        try:
            self.backups.make(self.file, Reason.MIGRATION, self.around.clock())
            self._migrate(self.file)
        except Refused as error:
            return self._ends(Outcome.NOT_MIGRATED, f"数据没有升级，保持原样：{error}")
        return None

    def _ready(self, migrated_from: str) -> Opening:
        kind = self.around.network(self.file)
        safe = self._journal("DELETE" if kind else "WAL") == "wal" and not kind
        store = self._store(sqlite_engine(self.file))
        try:
            store.last_step()  # from now on its log is there, so that others see it is in use
        except BaseException:
            store.close()
            raise
        return Opening(
            Outcome.READY if safe else Outcome.NETWORK,
            self.place,
            "" if safe else f"{self.place}：{_NETWORK}",
            store,
            backups=self.backups,
            migrated_from=migrated_from,
            surroundings=self.around,
            lock=self.lock,
        )

    def _journal(self, wanted: str) -> str:
        """Asks for a journal mode; the one that SQLite really uses."""
        try:
            with closing(connect_file(self.file)) as connection:
                return self.around.journal(connection, wanted)
        except sqlite3.Error as error:
            raise trouble(str(self.place), error) from error

    def _to_look_at(self, closed: Opening) -> Opening:
        """A store that can be read, and says why it cannot be written."""
        view = view_of(self.file, for_long=True)
        engine = sqlite_engine(view.file, read_only=view.folder is None, frozen=view.frozen)
        why = closed.sentence or "这次打开只为查看，不能修改。"
        store = self._store(engine, why)
        return replace(closed, store=store, backups=self.backups, copy=view.folder)

    def _store(self, engine: Engine, read_only: str = "") -> Store:
        around = self.around
        return Store(engine, str(self.place), around.who, around.clock, read_only)

    def _release(self) -> None:
        if self.lock:
            self.lock.release()

    def _ends(self, outcome: Outcome, sentence: str) -> Opening:
        told, around = f"{self.place}：{sentence}", self.around
        return Opening(outcome, self.place, told, backups=self.backups, surroundings=around)


_BEING_MADE = "正在由另一个窗口建立，请稍后再打开。"
_NETWORK = "在网络或特殊磁盘上，断网、断电时可能损坏数据，建议把数据放到本机硬盘。"
_NO_FILE = "不是文件，请写出数据文件的名字。"
_BROKEN_LINK = "这个链接指向的文件不在，没有打开，也没有改动它。"
_OLDER = "是旧版本的数据，要升级才能打开，而现在不能写入。"
