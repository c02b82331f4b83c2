"""A folder of backups. Each file is written whole and checked, or it is not there."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from perfdesk.files.atomic import sync_folder, whole_file
from perfdesk.files.errors import Refused, reason
from perfdesk.store.backupfile import (
    Backup,
    backup_at,
    damage,
    number_in,
    remove_side_files,
)
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.locking import system_lock
from perfdesk.store.thinning import NEWEST, kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_LOCK = ".perfdesk.lock"
_DRAFTS = ".perfdesk-*.part*"  # as whole_file names them, and what SQLite puts beside them
_PATIENCE = 30.0  # seconds, for another window's backup


class BackupFolder:
    """The backups in one folder of this computer or of a USB stick."""

    def __init__(self, folder: Path, application_id: int) -> None:
        """`application_id` is what every store file has in its head."""
        self.folder = folder.absolute()
        self._application_id = application_id

    def entries(self) -> list[Backup]:
        """Newest first, by counter; other people's files are passed over. Raises StoreTrouble."""
        with self._spoken("无法读取备份"):
            found = [backup for path in self._paths() if (backup := backup_at(path))]
        return sorted(found, key=lambda backup: (backup.number, backup.path.name), reverse=True)

    def highest(self) -> int:
        """The highest counter that any file here bears; 0 without one. Raises StoreTrouble."""
        with self._spoken("无法读取备份"):
            return max((number_in(path.name) for path in self._paths()), default=0)

    def make_folder(self, parents: bool = True) -> None:
        """Makes the folder if it is missing, `parents`: and those above it. Raises StoreTrouble."""
        with self._spoken("无法建立备份文件夹"):
            self.folder.mkdir(parents=parents, exist_ok=True)
            sync_folder(self.folder.parent)

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """The right to write here; removes what a killed program left half done.

        Raises StoreTrouble.
        """
        with self._spoken("无法备份"):
            lock = system_lock(self.folder / _LOCK, _PATIENCE)
        if not lock:
            raise StoreTrouble(f"{self.folder}：另一个窗口正在备份，请稍后再试。")
        try:
            self._clear()
            yield
        finally:
            lock.release()

    def add(self, name: str, fill: Callable[[Path], None]) -> Backup:
        """A new backup, once `fill` has written the file it is given. Raises StoreTrouble.

        Only inside `exclusive()`.
        """
        final = self.folder / name
        if final.exists():
            raise StoreTrouble(f"{final}：已有同名的文件，没有备份。")
        try:
            with whole_file(final) as draft:
                self._fill(draft, fill)
        except StoreTrouble:
            raise
        except Refused as error:
            raise StoreTrouble(str(error)) from error
        with self._spoken("无法读取备份"):
            backup = backup_at(final)
        if backup is None:
            raise StoreTrouble(f"{final}：备份刚写好就不见了，请检查这个磁盘。")
        return backup

    def damage(self, backup: Backup) -> str:
        """Why the backup cannot be used, as a sentence; '' if it can."""
        return damage(backup.path, self._application_id)

    def thin(self) -> list[Backup]:
        """Removes the sound backups that no rule keeps; damaged ones are left to people.

        Only inside `exclusive()`. Raises StoreTrouble.
        """
        candidates = self._candidates(self.entries())
        keep = kept(candidates)
        surplus = [backup for backup in candidates if backup.number not in keep]
        return [backup for backup in surplus if not self.damage(backup) and _removed(backup.path)]

    def _candidates(self, entries: list[Backup]) -> list[Backup]:
        """Without the damaged ones that lie before or among the newest five sound ones.

        So a damaged file takes nobody's place, and only a few files are opened.
        """
        sound: list[Backup] = []
        for place, backup in enumerate(entries):
            if len(sound) == NEWEST:
                return sound + entries[place:]
            if not self.damage(backup):
                sound.append(backup)
        return sound

    def _fill(self, draft: Path, fill: Callable[[Path], None]) -> None:
        try:
            fill(draft)
            with draft.open("rb+") as stream:
                os.fsync(stream.fileno())
            if damage(draft, self._application_id):
                raise StoreTrouble(
                    f"{self.folder}：新做的备份没有通过检查，没有保留；数据文件或磁盘可能已损坏。"
                )
        finally:
            with suppress(OSError):  # the disk is gone; the next backup clears up
                remove_side_files(draft)

    def _paths(self) -> list[Path]:
        return list(self.folder.iterdir()) if self.folder.exists() else []

    def _clear(self) -> None:
        for draft in self.folder.glob(_DRAFTS):
            with suppress(OSError):  # takes room, but is in nobody's way
                draft.unlink(missing_ok=True)

    @contextmanager
    def _spoken(self, what: str) -> Iterator[None]:
        try:
            yield
        except StoreTrouble:
            raise
        except OSError as error:
            raise StoreTrouble(f"{self.folder}：{what}，{reason(error)}。") from error


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False  # open elsewhere, or a disk turned read-only: stays until the next time
    return True
