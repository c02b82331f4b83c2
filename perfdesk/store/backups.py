"""The backups of a store: made, listed, checked, thinned, and copied to a second folder."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from perfdesk.store.backupfile import backup_name, copy_store
from perfdesk.store.backupfolder import BackupFolder, Sound
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.secondfolder import SecondFolder, choose, second_folder

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection
    from datetime import datetime
    from pathlib import Path

    from perfdesk.store.backupfile import Backup, Reason


class Made(NamedTuple):
    """A new backup; `warning` says why the second folder has no copy of it, else ''."""

    backup: Backup
    warning: str


class Backups:
    """The backups in `folder`, with a copy of each in the second folder if one was chosen."""

    def __init__(self, folder: Path, application_id: int) -> None:
        """`application_id` is what every store file has in its head."""
        self._sound: Sound = set()
        self._first = BackupFolder(folder, application_id, self._sound)
        self._application_id = application_id

    @property
    def folder(self) -> Path:
        """Where every backup lies; absolute."""
        return self._first.folder

    @property
    def second(self) -> SecondFolder:
        """The second folder, as it is chosen now: another window may choose."""
        return second_folder(self.folder)

    def choose_second(self, folder: Path | None) -> None:
        """The folder that gets a copy of every backup from now on, None for none.

        Raises StoreTrouble where it cannot be one.
        """
        self._first.make_folder()
        with self._first.exclusive():
            choose(self.folder, folder)

    def make(self, source: sqlite3.Connection | Path, why: Reason, now: datetime) -> Made:
        """Backs up the store. `source` is in no transaction, `now` is aware. Raises StoreTrouble.

        The counter is one more than the highest in either folder; it is independent of the clock.
        """
        first, second = self._first, self.second
        first.make_folder()
        with first.exclusive():
            number = max(first.highest(), self._highest_in(second)) + 1
            backup = first.add(backup_name(number, now, why), partial(copy_store, source))
        return Made(backup, self._copied(backup, second))

    def entries(self) -> list[Backup]:
        """The backups in the first folder, newest first by counter. Raises StoreTrouble."""
        return self._first.entries()

    def everywhere(self) -> list[Backup]:
        """Those of both folders, newest first by counter; a second folder that is gone has none.

        Raises StoreTrouble.
        """
        both = [*self._first.entries(), *self._entries_of_second()]
        return sorted(both, key=lambda backup: backup.number, reverse=True)

    def check(self, backup: Backup) -> str:
        """Opens and checks a backup: why it cannot be used, as a sentence; '' if it can."""
        return self._first.damage(backup)

    def best(self, but: Collection[Reason] = ()) -> Backup | None:
        """The newest backup, in either folder, that passes its check. Raises StoreTrouble.

        Those made for a reason in `but` do not count.
        """
        candidates = (backup for backup in self.everywhere() if backup.reason not in but)
        return next((backup for backup in candidates if not self.check(backup)), None)

    def thin(self) -> list[Backup]:
        """Removes from both folders what no rule of thinning.py keeps; tells what it removed.

        A second folder that is gone is passed over. Raises StoreTrouble.
        """
        if not self._first.entries():
            return []
        with self._first.exclusive():
            removed = self._first.thin()
        try:
            return removed + self._thin_second()
        except StoreTrouble:
            return removed

    def _thin_second(self) -> list[Backup]:
        copies = self._copies(self.second)
        if not copies or not copies.entries():
            return []
        with copies.exclusive():
            return copies.thin()

    def _copied(self, backup: Backup, second: SecondFolder) -> str:
        """Copies the finished file to the second folder, which is never made: it may be a USB."""
        try:
            if second.trouble:
                raise StoreTrouble(second.trouble)
            if copies := self._copies(second):
                copies.make_folder(parents=False)
                with copies.exclusive():
                    copies.add(backup.path.name, partial(shutil.copyfile, backup.path))
        except StoreTrouble as error:
            return f"备份已完成，但没有复制到第二个文件夹：{error}"
        return ""

    def _entries_of_second(self) -> list[Backup]:
        copies = self._copies(self.second)
        try:
            return copies.entries() if copies else []
        except StoreTrouble:
            return []

    def _highest_in(self, second: SecondFolder) -> int:
        copies = self._copies(second)
        try:
            return copies.highest() if copies else 0
        except StoreTrouble:
            return 0

    def _copies(self, second: SecondFolder) -> BackupFolder | None:
        if second.copies is None:
            return None
        return BackupFolder(second.copies, self._application_id, self._sound)
