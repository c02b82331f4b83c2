"""`backup` and `restore`: copies of a store's file, and the way back to one of them."""

from __future__ import annotations

import stat
from contextlib import closing
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.cli.console import line, say
from perfdesk.cli.opened import looked_at, up_to_date, written
from perfdesk.cli.storerecords import backup_record, difference_record
from perfdesk.core.telling import told
from perfdesk.files.errors import Refused, reason
from perfdesk.files.templates import library
from perfdesk.store.backingup import back_up
from perfdesk.store.backupfile import Backup, Reason, backup_at
from perfdesk.store.opening import Opening, Outcome, backups_of, real_file
from perfdesk.store.restoring import Fate, preview, restore, restore_damaged

if TYPE_CHECKING:
    from perfdesk.store.backups import Backups
    from perfdesk.store.place import FilePlace
    from perfdesk.store.restoring import Difference


def run_backup(place: FilePlace) -> bool:
    """Makes a backup and thins the old ones; also while a window is open. False: not all went well.

    Raises Refused.
    """
    with up_to_date(place) as opening:
        made = back_up(opening, Reason.MANUAL)
        line(backup_record(made.backup))
    if made.warning:
        say(made.warning)
    return not made.warning


def list_backups(place: FilePlace) -> bool:
    """A line for each backup, with whether it is sound. False: one, or the store, is not well."""
    with looked_at(place) as opening:
        backups, all_sound = backups_of(opening.file), True
        for backup in backups.everywhere():
            problem = backups.check(backup)
            all_sound = all_sound and not problem
            line(backup_record(backup) | {"sound": not problem, "problem": problem or None})
        if trouble := backups.second.trouble:
            say(trouble)
        if opening.store is None:
            say(opening.sentence)
        return all_sound and opening.store is not None


def remember_second(place: FilePlace, folder: str) -> None:
    """The folder that gets a copy of every backup from now on; '' for none. Raises Refused."""
    with looked_at(place) as opening:
        if opening.outcome is not Outcome.DAMAGED:
            opening.needed()
        backups_of(opening.file).choose_second(Path(folder) if folder else None)


def run_restore(place: FilePlace, wanted: str | None, dry_run: bool) -> None:
    """Says what going back to a backup changes, then goes back. Raises Refused.

    `wanted` is the backup's path or number; None is the newest sound one that was not made by
    restoring: to restore twice must not go to and fro.
    """
    with looked_at(place) as opening:
        if opening.outcome in (Outcome.FOREIGN, Outcome.NEWER, Outcome.UNREACHABLE):
            raise Refused(opening.sentence)
        backups = backups_of(opening.file)
        backup = _chosen(place, backups, wanted)
        if problem := backups.check(backup):
            raise Refused(problem)
        if dry_run:
            _foretell(opening, backup)
            return
    with written(place) as opening:
        if opening.outcome is Outcome.DAMAGED:
            _replace_damaged(opening, place, backup)
        else:
            _go_back(opening, backup)


def _chosen(place: FilePlace, backups: Backups, wanted: str | None) -> Backup:
    """The backup to go back to. Raises Refused."""
    if wanted is None:
        found = backups.best(but=(Reason.RESTORE,)) or backups.best()
        if found is None:
            raise Refused(f"{place}：没有可用的备份。")
        return found
    if wanted.isascii() and wanted.isdigit():
        return _numbered(place, backups, int(wanted))
    return _at(place, Path(wanted))


def _numbered(place: FilePlace, backups: Backups, number: int) -> Backup:
    """The backup of that number, a sound one if there are two."""
    same = [backup for backup in backups.everywhere() if backup.number == number]
    if not same:
        raise Refused(f"{place}：没有第 {number} 号备份。")
    return next((backup for backup in same if not backups.check(backup)), same[0])


def _at(place: FilePlace, path: Path) -> Backup:
    """Any store's file that nobody works on, whatever its name. Raises Refused."""
    try:
        if not stat.S_ISREG((info := path.stat()).st_mode):
            raise Refused(f"{path}：不是文件，请写备份的文件名或号数。")
        if place.path.exists() and path.samefile(place.path):
            raise Refused(f"{path}：这就是现在的数据文件，不是备份。")
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise Refused(f"{path}：正在使用，或上次没有正常关闭，请先用 backup 给它做备份。")
    except OSError as error:
        raise Refused(f"{path}：无法读取，{reason(error)}。") from error
    when = datetime.fromtimestamp(info.st_mtime, UTC)
    return backup_at(path) or Backup(0, when, Reason.MANUAL, path.absolute(), info.st_size)


def _foretell(opening: Opening, backup: Backup) -> None:
    if opening.store:
        _tell(preview(opening.store, backup))
    else:
        say(opening.sentence)
    say(f"{opening.place}：将恢复到 {_named(backup)}；这次只是查看，没有改动。")


def _go_back(opening: Opening, backup: Backup) -> None:
    store = opening.needed()
    differences = preview(store, backup)
    if not differences:
        say(f"{opening.place}：各表与 {_named(backup)}相同，没有改动。")
        return
    restore(opening, backup)
    _tell(differences)
    say(f"{opening.place}：已恢复到 {_named(backup)}。")
    if opening.backups:
        say(f"{opening.place}：恢复前的数据备份在 {opening.backups.entries()[0].path}。")


def _replace_damaged(opening: Opening, place: FilePlace, backup: Backup) -> None:
    say(opening.sentence)
    earlier = _set_aside(place)
    with closing(restore_damaged(place, backup)) as opened:
        opened.needed()
    say(f"{place}：已恢复到 {_named(backup)}。")
    for file in sorted(_set_aside(place) - earlier):
        say(f"{place}：损坏的文件没有删除，改名为 {file}。")


def _set_aside(place: FilePlace) -> set[Path]:
    """The damaged files beside the store."""
    file = real_file(place.path)
    return set(file.parent.glob(f"{escape(file.stem)}.damaged-*{escape(file.suffix)}"))


def _tell(differences: list[Difference]) -> None:
    """Each form that changes: an object on stdout, sentences on stderr."""
    for item in differences:
        line(difference_record(item))
        for sentence in _sentences(item):
            say(f"“{item.project_name}”：{sentence}")
    if not differences:
        say("各表与现在的相同。")


def _sentences(item: Difference) -> list[str]:
    match item.fate:
        case Fate.GONE:
            return ["备份里没有这张表，恢复后不再有。"]
        case Fate.BACK:
            return ["现在没有这张表，恢复后又有。"]
        case Fate.CHANGED:
            moved = item.state_now != item.state_then
            state = [f"状态：{item.state_now} → {item.state_then}"] if moved else []
            return told(item.delta, None, library().name) + state


def _named(backup: Backup) -> str:
    return f"{backup.when.astimezone():%Y-%m-%d %H:%M} 的备份 {backup.path}"
