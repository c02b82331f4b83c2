"""One writer per store file: a lock of the operating system, and a note that names its owner.

The lock counts, and the system takes it back when the program dies; the note only tells people.
"""

from __future__ import annotations

import errno
import json
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.files.atomic import whole_file
from perfdesk.files.errors import Refused, reason
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.person import user_name

if TYPE_CHECKING:
    from filelock import FileLock

_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
_LONGEST_NOTE = 4096  # bytes; ours are a tenth of it
_LONGEST_NAME = 40


class ReadOnlyPlace(StoreTrouble):
    """The store's folder takes no lock file, so the store can be read but not written."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the store open for writing; what the note does not say is '' or None.

    `str()` is a phrase without a full stop. It shows `since` in this computer's time zone.
    """

    who: str = ""
    host: str = ""
    since: datetime | None = None

    def __str__(self) -> str:
        who = f" {self.who}" if self.who else "另一个窗口"
        host = f"（电脑 {self.host}）" if self.host else " " if self.who else ""
        since = f"，自 {self.since.astimezone():%Y-%m-%d %H:%M} 起" if self.since else ""
        return f"正由{who}{host}打开{since}"


class WriterLock:
    """The right to write one store; every path and link to the same file meets the same lock."""

    def __init__(self, store: Path, version: str) -> None:
        """`version` is the program's, for the note. Raises StoreTrouble for circular links."""
        real = _real(store)
        self._note = real.with_name(f"{real.name}.owner")
        self._version = version
        self._file = real.with_name(f"{real.name}.lock")
        self._lock: FileLock | None = None

    @property
    def held(self) -> bool:
        """Whether this lock has the right now."""
        return self._lock is not None

    def acquire(self, now: datetime) -> Holder | None:
        """Takes the lock without waiting; the holder if somebody else has it.

        Raises ReadOnlyPlace where no lock file can be written, StoreTrouble where none can be made.
        """
        if self.held:
            return None
        try:
            self._lock = system_lock(self._file, patience=0)
        except OSError as error:
            raise _no_lock(self._file, error) from error
        if not self._lock:
            return _read_note(self._note)
        self._leave_note(now)
        return None

    def release(self) -> None:
        """Gives the lock back; nothing if it is not held."""
        if not self._lock:
            return
        with suppress(OSError):  # a note without a lock means nothing
            self._note.unlink(missing_ok=True)
        self._lock.release()
        self._lock = None

    def _leave_note(self, now: datetime) -> None:
        note = {
            "user": user_name(),
            "host": platform.node(),
            "pid": os.getpid(),
            "since": now.astimezone().isoformat(timespec="seconds"),
            "version": self._version,
        }
        try:
            with whole_file(self._note) as draft:
                draft.write_text(json.dumps(note), encoding="utf-8")
        except Refused:  # a full disk; the lock is held all the same
            with suppress(OSError):  # no note is better than one that names somebody else
                self._note.unlink(missing_ok=True)


def system_lock(file: Path, patience: float) -> FileLock | None:
    """A lock, held, that the system releases when the process dies; the empty file stays.

    None if somebody else has it, in this process or another, for `patience` seconds. Any thread may
    release it. Raises OSError.
    """
    from filelock import FileLock, Timeout  # brings asyncio along; who only looks needs no lock

    if not file.parent.is_dir():  # filelock would make the folder
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file.parent))
    # Kept for good: whoever removes a lock file may remove one that another process just locked.
    # It also forbids filelock's way out where the system has no locks, which outlives a crash.
    lock = FileLock(file, thread_local=False, preserve_lock_file=True)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        return None
    return lock


def _real(store: Path) -> Path:
    try:
        return store.resolve()
    except (OSError, RuntimeError) as error:  # RuntimeError: circular links, up to Python 3.12
        raise StoreTrouble(f"{store}：链接互相指向，找不到数据文件。") from error


def _no_lock(file: Path, error: OSError) -> StoreTrouble:
    if error.errno in _READ_ONLY:
        return ReadOnlyPlace(f"{file.parent}：不能写入（{reason(error)}），只能查看，不能修改。")
    if error.errno in (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP):
        return StoreTrouble(f"{file.parent}：这个磁盘不支持文件锁，请把数据放到本机硬盘上。")
    return StoreTrouble(f"{file}：无法锁定数据文件，{reason(error)}。")


def _read_note(file: Path) -> Holder:
    """What the note says, as far as it can be understood."""
    try:
        if not file.is_file():
            return Holder()
        with file.open("rb") as stream:
            note = json.loads(stream.read(_LONGEST_NOTE))
    except (OSError, ValueError, RecursionError):
        return Holder()
    if not isinstance(note, dict):
        return Holder()
    return Holder(_name(note.get("user")), _name(note.get("host")), _moment(note.get("since")))


def _name(value: object) -> str:
    """A name fit for one line of a message."""
    text = value if isinstance(value, str) else ""
    return "".join(char for char in text if char.isprintable()).strip()[:_LONGEST_NAME]


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value).astimezone() if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):  # the last two: years that no local time has
        return None
