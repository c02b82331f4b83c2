"""Going back to a backup (恢复): first what it would change, then the whole of it or nothing."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.core.delta import Delta, delta_between
from perfdesk.files.errors import reason
from perfdesk.store.backupfile import Reason
from perfdesk.store.engine import connect_file, sqlite_engine
from perfdesk.store.errors import StoreTrouble, trouble
from perfdesk.store.listing import Wanted
from perfdesk.store.migrating import migrate
from perfdesk.store.opening import Opening, Surroundings, backups_of, open_store
from perfdesk.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.store.backupfile import Backup
    from perfdesk.store.place import FilePlace
    from perfdesk.store.records import Stored


class Fate(Enum):
    """What restoring does to a form."""

    GONE = "gone"  # not in the backup
    BACK = "back"  # only in the backup
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A form that restoring would change; `delta` leads from now to then."""

    form_id: str
    project_name: str
    year: int | None
    fate: Fate
    delta: Delta
    state_now: str = ""
    state_then: str = ""


def preview(store: Store, backup: Backup) -> list[Difference]:
    """What restoring `backup` would change; nothing is written. Raises StoreTrouble."""
    with _prepared(backup) as file:
        then = Store(sqlite_engine(file, read_only=True), str(backup.path), store.who)
        try:
            return _differences(_all(store), _all(then))
        finally:
            then.close()


def restore(opening: Opening, backup: Backup) -> None:
    """Puts the backup's content in the place of the store's, in one transaction of SQLite's.

    What the store holds now is backed up first. Raises StoreTrouble, with the store as it was.
    """
    store = opening.needed()
    if store.read_only:
        raise StoreTrouble(store.read_only)
    if opening.backups is None:
        raise StoreTrouble(f"{opening.place}：数据在服务器上，请让管理员用 pg_restore 恢复。")
    with _prepared(backup) as file:
        opening.backups.make(opening.file, Reason.RESTORE, store.clock())
        store.close()
        _pour(file, opening.file)


def restore_damaged(
    place: FilePlace, backup: Backup, surroundings: Surroundings | None = None
) -> Opening:
    """Sets the damaged file aside, never removing it, and opens the backup in its place.

    Raises StoreTrouble.
    """
    with _prepared(backup) as file:
        aside = _free_name(place.path)
        try:
            for tail in ("-wal", "-shm", ""):  # the log first: it must not meet the new file
                old = place.path.with_name(place.path.name + tail)
                if old.exists():
                    old.rename(aside.with_name(aside.name + tail))
            shutil.move(file, place.path)
        except OSError as error:
            raise StoreTrouble(f"{place}：无法恢复，{reason(error)}。") from error
    return open_store(place, surroundings=surroundings)


@contextmanager
def _prepared(backup: Backup) -> Iterator[Path]:
    """A checked copy of the backup on today's schema; the backup itself is only read."""
    if sentence := backups_of(backup.path).check(backup):
        raise StoreTrouble(sentence)
    folder = Path(tempfile.mkdtemp(prefix="perfdesk-"))
    try:
        file = folder / backup.path.name
        shutil.copyfile(backup.path, file)
        engine = sqlite_engine(file)
        try:
            migrate(engine)
        finally:
            engine.dispose()
        yield file
    except OSError as error:
        raise StoreTrouble(f"{backup.path}：无法读取，{reason(error)}。") from error
    except sqlite3.Error as error:
        raise trouble(str(backup.path), error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pour(source: Path, target: Path) -> None:
    """SQLite's own backup call, the other way round: atomic also when power fails."""
    with (
        closing(connect_file(source, read_only=True)) as then,
        closing(connect_file(target)) as now,
    ):
        try:
            then.backup(now)
        except sqlite3.Error as error:
            raise trouble(str(target), error) from error


def _all(store: Store) -> dict[str, Stored]:
    ids = [item.id for item in store.forms(Wanted())]
    return {stored.form.id: stored for stored in store.load_all(ids)}


def _differences(now: dict[str, Stored], then: dict[str, Stored]) -> list[Difference]:
    gone = [_difference(stored, None) for key, stored in now.items() if key not in then]
    back = [_difference(None, stored) for key, stored in then.items() if key not in now]
    both = [_difference(now[key], then[key]) for key in now if key in then]
    return [
        *(item for item in both if item.delta or item.state_now != item.state_then),
        *gone,
        *back,
    ]


def _difference(now: Stored | None, then: Stored | None) -> Difference:
    shown = now or then
    assert shown is not None  # noqa: S101 - one of the two is there, for the type checker
    fate = Fate.GONE if then is None else Fate.BACK if now is None else Fate.CHANGED
    return Difference(
        shown.form.id,
        shown.form.project_name,
        shown.form.year,
        fate,
        delta_between(now.form, then.form) if now and then else Delta(),
        now.state.label if now else "",
        then.state.label if then else "",
    )


def _free_name(file: Path) -> Path:
    """`perfdesk.damaged-1.db`, with the first number that is free."""
    number = 1
    while (found := file.with_name(f"{file.stem}.damaged-{number}{file.suffix}")).exists():
        number += 1
    return found
