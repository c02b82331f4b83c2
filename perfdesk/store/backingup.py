"""Backing up an open store: the one way to do it for window and command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.store.errors import StoreTrouble
from perfdesk.store.outcome import ON_SERVER

if TYPE_CHECKING:
    from perfdesk.store.backupfile import Reason
    from perfdesk.store.backups import Backups, Made
    from perfdesk.store.outcome import Opening

#: The setting that holds the number of the newest step in a backup.
_BACKED_UP = "backed_up_step"


def back_up(opening: Opening, why: Reason) -> Made:
    """Makes a backup now and thins the old ones; also of a store that is only looked at.

    Raises StoreTrouble, also for a store on a server.
    """
    store = opening.needed()
    if opening.backups is None:
        raise StoreTrouble(f"{opening.place}：{ON_SERVER}")
    step = store.last_step()
    made = opening.backups.make(opening.file, why, store.clock())
    if not store.read_only:
        store.set_setting(_BACKED_UP, str(step))
    return made._replace(warning=made.warning or _thinned(opening.backups))


def back_up_if_changed(opening: Opening, why: Reason) -> str:
    """The same where anything was written since the last backup; a warning or ''.

    Nothing is done for a store on a server or one to look at. Raises StoreTrouble.
    """
    store = opening.needed()
    if opening.backups is None or store.read_only:
        return ""
    step = store.last_step()
    held = store.setting(_BACKED_UP) == str(step) and opening.backups.entries()
    return "" if held or not step else back_up(opening, why).warning


def count_as_changed(opening: Opening) -> None:
    """The next backup is due although no step was written: the list has another order."""
    opening.needed().set_setting(_BACKED_UP, "")


def _thinned(backups: Backups) -> str:
    """The backup is there whatever becomes of the old ones."""
    try:
        backups.thin()
    except StoreTrouble as error:
        return f"备份已完成，但没有清理旧的备份：{error}"
    return ""
