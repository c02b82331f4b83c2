"""Going back to a backup (恢复): first what it would change, then the whole of it or nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from perfdesk.about import version
from perfdesk.core.delta import Delta, delta_between
from perfdesk.files.atomic import whole_file
from perfdesk.files.errors import Refused, reason
from perfdesk.store import tables
from perfdesk.store.backupfile import SIDE_FILES, Reason, damage, give_up
from perfdesk.store.engine import APPLICATION_ID, connect_file, reading, sqlite_engine
from perfdesk.store.errors import StoreTrouble, trouble
from perfdesk.store.locking import WriterLock
from perfdesk.store.looking import beside, is_ours, is_sound, viewed
from perfdesk.store.migrating import migrate
from perfdesk.store.opening import Opening, Surroundings, open_store, real_file
from perfdesk.store.reading import load_forms
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
    """What restoring `backup` would change on the lists; nothing is written. Raises StoreTrouble.

    A removed form is on no list.
    """
    with _prepared(backup) as file, closing(_store_in(file, backup)) as then:
        logs, logs_then = _logs(store), _logs(then)
        same = {form_id for form_id, log in logs.items() if logs_then.get(form_id) == log}
        return _differences(_listed(store, same), _listed(then, same))


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

    Raises StoreTrouble, also where the file is in use or not damaged.
    """
    around, file = surroundings or Surroundings(), real_file(place.path)
    lock = WriterLock(file, version())
    if holder := lock.acquire(around.clock()):
        raise StoreTrouble(f"{place}：{holder}，现在不能恢复，请先关闭它。")
    try:
        _check_damaged(place, file)
        with _prepared(backup) as prepared:
            _put(prepared, file)
    finally:
        lock.release()
    return open_store(place, surroundings=around)


def _check_damaged(place: FilePlace, file: Path) -> None:
    """Another window may have put it right meanwhile."""
    try:
        if not file.exists() or not is_ours(file):
            return
    except OSError as error:
        raise StoreTrouble(f"{place}：无法读取，{reason(error)}。") from error
    with viewed(file) as view:
        if is_sound(view):
            raise StoreTrouble(f"{place}：数据文件没有损坏，请直接打开它。")


def _put(prepared: Path, file: Path) -> None:
    """The damaged file keeps its place until the new one takes it, in one step."""
    try:
        with whole_file(file) as draft:
            shutil.copyfile(prepared, draft)
            with draft.open("rb+") as stream:
                os.fsync(stream.fileno())  # before the old one is touched
            _set_aside(file)
    except StoreTrouble:
        raise
    except Refused as error:
        raise StoreTrouble(str(error)) from error


def _set_aside(file: Path) -> None:
    """Gives the file a second name, `perfdesk.damaged-1.db`, and its logs that name only.

    A log must not meet the new file: SQLite would play it back into that. Raises OSError.
    """
    aside = _free_name(file)
    if file.exists():
        try:
            os.link(file, aside)
        except OSError:  # a file system without links (FAT)
            file.rename(aside)
    for ending in SIDE_FILES:
        with suppress(FileNotFoundError):
            beside(file, ending).rename(beside(aside, ending))


@contextmanager
def _prepared(backup: Backup) -> Iterator[Path]:
    """A checked copy of the backup on today's schema; the backup itself is only read."""
    if sentence := damage(backup.path, APPLICATION_ID):
        raise StoreTrouble(sentence)
    folder = Path(tempfile.mkdtemp(prefix="perfdesk-"))
    try:
        yield _copied(backup, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copied(backup: Backup, folder: Path) -> Path:
    file = folder / backup.path.name
    try:
        shutil.copyfile(backup.path, file)
    except OSError as error:
        raise StoreTrouble(f"{backup.path}：无法读取，{reason(error)}。") from error
    engine = sqlite_engine(file)
    try:
        migrate(engine, place=str(backup.path))
    finally:
        engine.dispose()
    return file


def _store_in(file: Path, backup: Backup) -> Store:
    return Store(sqlite_engine(file), str(backup.path), "")


def _pour(source: Path, target: Path) -> None:
    """SQLite's own backup call, the other way round: atomic also when power fails."""
    try:
        with closing(connect_file(source)) as then, closing(connect_file(target)) as now:
            _fit_pages(then, now)
            then.backup(now, progress=give_up)
    except sqlite3.Error as error:
        raise trouble(str(target), error) from error


def _fit_pages(then: sqlite3.Connection, now: sqlite3.Connection) -> None:
    """A file with a write-ahead log keeps the size of its pages, so the copy takes on theirs."""
    [size] = now.execute("PRAGMA page_size").fetchone()
    if then.execute("PRAGMA page_size").fetchone() != (size,):
        then.execute("PRAGMA journal_mode=DELETE")
        then.execute(f"PRAGMA page_size={size}")
        then.execute("VACUUM")


def _logs(store: Store) -> dict[str, int]:
    """A fingerprint of each form's change log, from which all of the form follows."""
    steps = tables.changes.c
    query = select(steps.form_id, steps.kind, steps.state_after, steps.at, steps.who, steps.delta)
    found: dict[str, int] = {}
    with reading(store.engine, store.place) as connection:
        for row in connection.execute(query.order_by(steps.form_id, steps.version)):
            found[row.form_id] = hash((found.get(row.form_id), *row))
    return found


def _listed(store: Store, but: set[str]) -> dict[str, Stored]:
    """The forms that are not removed, in their order, without those named."""
    forms = tables.forms.c
    query = select(forms.id).where(forms.removed.is_(False))
    query = query.order_by(forms.year.desc().nulls_last(), forms.position, forms.id)
    with reading(store.engine, store.place) as connection:
        ids = [found for found in connection.execute(query).scalars() if found not in but]
        return {stored.form.id: stored for stored in load_forms(connection, ids)}


def _differences(now: dict[str, Stored], then: dict[str, Stored]) -> list[Difference]:
    gone = [_difference(stored, Fate.GONE) for key, stored in now.items() if key not in then]
    back = [_difference(stored, Fate.BACK) for key, stored in then.items() if key not in now]
    both = [_change(now[key], then[key]) for key in now if key in then]
    return [
        *(item for item in both if item.delta or item.state_now != item.state_then),
        *gone,
        *back,
    ]


def _difference(shown: Stored, fate: Fate) -> Difference:
    form, label = shown.form, shown.state.label
    now, then = (label, "") if fate is Fate.GONE else ("", label)
    return Difference(form.id, form.project_name, form.year, fate, Delta(), now, then)


def _change(now: Stored, then: Stored) -> Difference:
    return Difference(
        now.form.id,
        now.form.project_name,
        now.form.year,
        Fate.CHANGED,
        delta_between(now.form, then.form),
        now.state.label,
        then.state.label,
    )


def _free_name(file: Path) -> Path:
    """With the first number of which nothing bears the name."""
    number = 1
    while _taken(found := file.with_name(f"{file.stem}.damaged-{number}{file.suffix}")):
        number += 1
    return found


def _taken(file: Path) -> bool:
    return any(os.path.lexists(beside(file, ending)) for ending in ("", *SIDE_FILES))
