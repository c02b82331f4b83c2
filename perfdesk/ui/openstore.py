"""Opening the store for the window: what can go wrong is told, and the ways out offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk import log
from perfdesk.desk import Desk
from perfdesk.files.errors import Refused
from perfdesk.files.folders import portable_folder
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace, place_of
from perfdesk.store.restoring import restore_damaged
from perfdesk.ui import dialogs
from perfdesk.ui.dialogparts import busy, moment

if TYPE_CHECKING:
    from perfdesk.store.backupfile import Backup
    from perfdesk.store.opening import Opening

_RESTORE = "用这个备份恢复"
_OTHER = "选择其他数据文件…"
_LEAVE = "退出"


def open_desk(where: str | None) -> Desk | None:
    """The desk on the store at `where` (None: the person's own), or on one chosen instead.

    None where the person gave up.
    """
    while True:
        desk, opening, sentence = _open(where)
        if desk is not None:
            return desk
        best = opening.best if opening is not None else None
        answers = [*([_RESTORE] if best else []), _OTHER, _LEAVE]
        details = _described(best) if best else ""
        answer = answers[dialogs.choose(None, sentence, details, answers)]
        if answer == _LEAVE:
            return None
        if answer == _OTHER:
            where = dialogs.ask_store(None) or where
        elif opening is not None and best is not None and (found := _restored(opening, best)):
            return found


def _open(where: str | None) -> tuple[Desk | None, Opening | None, str]:
    """The desk, or the opening that gives none and why; neither where the place is no use."""
    try:
        with busy():
            opening = open_store(place_of(where))
            log.note(
                "store", kind=type(opening.place), outcome=opening.outcome, portable=_portable()
            )
            return _desk(opening), opening, opening.sentence
    except Refused as refused:
        return None, None, str(refused)


def _portable() -> bool:
    return portable_folder() is not None


def _desk(opening: Opening) -> Desk | None:
    """The desk on an open store. Raises Refused, with the store given back."""
    if opening.store is None:
        return None
    try:
        return Desk(opening)
    except Refused:
        opening.close()
        raise


def _restored(opening: Opening, best: Backup) -> Desk | None:
    """The desk on the store from its backup; None where that went wrong, which is told."""
    if not isinstance(opening.place, FilePlace):
        return None
    try:
        with busy():
            return _desk(restore_damaged(opening.place, best, opening.surroundings))
    except Refused as refused:
        dialogs.tell(None, str(refused))
        return None


def _described(best: Backup) -> str:
    return (
        f"备份：{moment(best.when)}，{best.reason.label}，{best.size // 1024} KB\n{best.path}\n"
        "恢复时，损坏的文件改名留在原处，不会删除。"
    )
