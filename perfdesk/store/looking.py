"""Looking at a store file before it is opened: it stays as it is, and nothing is left beside it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.files.errors import reason
from perfdesk.store.engine import APPLICATION_ID, connect_file
from perfdesk.store.errors import StoreTrouble, trouble
from perfdesk.store.migrating import VERSION_QUERY

if TYPE_CHECKING:
    from collections.abc import Iterator

LOG, JOURNAL = "-wal", "-journal"
_MEMORY = "-shm"
_MAGIC = b"SQLite format 3\0"
_HEAD = 100  # bytes of a SQLite file's head
_APPLICATION_ID_AT = slice(68, 72)
_READER_VERSION_AT = 19  # 2 in a file that uses a write-ahead log
#: Errors of the machine or of the moment; any other one means that the file is damaged.
_NOT_THE_FILE = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM),
    *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY),
    *(sqlite3.SQLITE_AUTH, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_PROTOCOL),
}
#: Where SQLite cannot make the side files of a log: a folder or disk that takes none, a full disk.
_NO_SIDE_FILES = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}


@dataclass(frozen=True, slots=True)
class View:
    """A way to read a store: the file itself, perhaps `frozen`, or a copy in a folder of its own.

    A frozen file is read without locks and side files: nobody writes it.
    """

    file: Path
    frozen: bool = False
    folder: Path | None = None

    def connect(self) -> sqlite3.Connection:
        """A connection to read by. Raises sqlite3.Error."""
        return connect_file(self.file, read_only=self.folder is None, frozen=self.frozen)


def is_ours(file: Path) -> bool:
    """Whether the file begins as a store does. Raises OSError."""
    head = _head(file)
    ours = int.from_bytes(head[_APPLICATION_ID_AT], "big") == APPLICATION_ID
    return len(head) == _HEAD and head.startswith(_MAGIC) and ours


def waiting(file: Path, ending: str) -> bool:
    """Whether something stands in a side file. Raises OSError."""
    side = beside(file, ending)
    return side.exists() and side.stat().st_size > 0


def beside(file: Path, ending: str) -> Path:
    """The file that SQLite calls so."""
    return file.with_name(f"{file.name}{ending}")


@contextmanager
def viewed(file: Path) -> Iterator[View]:
    """A view for a moment. Raises StoreTrouble."""
    view = view_of(file)
    try:
        yield view
    finally:
        if view.folder:
            shutil.rmtree(view.folder, ignore_errors=True)


def view_of(file: Path, for_long: bool = False) -> View:
    """How to read the file as it is now; `for_long`: while others may begin to write it.

    The caller removes the view's folder. Raises StoreTrouble.
    """
    try:
        in_use = beside(file, LOG).exists() and beside(file, _MEMORY).exists()
        left = waiting(file, LOG) and not in_use
        if left or (waiting(file, JOURNAL) and _half_written(file)):
            return _copied(file)
        logs = _head(file)[_READER_VERSION_AT:][:1] == b"\2"
    except OSError as error:
        raise StoreTrouble(f"{file}：无法读取，{reason(error)}。") from error
    if not logs or in_use:
        return View(file)
    # Reading would make side files: SQLite leaves them to the next writer, a foreign disk has none.
    return View(file, frozen=not for_long or (_refusal(file) & 0xFF) in _NO_SIDE_FILES)


def is_sound(view: View) -> bool:
    """Whether every page of the file is what SQLite expects. Raises StoreTrouble."""
    try:
        with closing(view.connect()) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except UnicodeDecodeError:  # the complaint itself holds bytes that were overwritten
        return False
    except sqlite3.DatabaseError as error:
        if _code(error) & 0xFF in _NOT_THE_FILE:
            raise trouble(str(view.file), error) from error
        return False


def version_in(view: View) -> str:
    """The schema version, '' where none can be read."""
    try:
        with closing(view.connect()) as connection:
            rows = connection.execute(VERSION_QUERY).fetchall()
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return ""
    return str(rows[0][0]) if len(rows) == 1 else ""


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_HEAD)


def _half_written(file: Path) -> bool:
    """Whether a killed program's journal has to be played back, for which SQLite has to write."""
    return _refusal(file) == sqlite3.SQLITE_READONLY_ROLLBACK


def _refusal(file: Path) -> int:
    """The code with which SQLite refuses to read the file in place; 0 if it reads it."""
    try:
        with closing(connect_file(file, read_only=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        return _code(error)
    return 0


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT))


def _copied(file: Path) -> View:
    """A copy with its logs, where SQLite may bring it up to date. Raises OSError."""
    folder = Path(tempfile.mkdtemp(prefix="perfdesk-"))
    view = View(folder / file.name, folder=folder)
    try:
        for side in (file, beside(file, LOG), beside(file, JOURNAL)):
            if side.exists():
                shutil.copyfile(side, view.file.with_name(side.name))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return view
