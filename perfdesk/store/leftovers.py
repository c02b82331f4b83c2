"""What a program that was killed while it made a store has left beside it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from perfdesk.store.backupfile import SIDE_FILES

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 40  # characters of a name that a draft's keeps (files.atomic); longer ones may be alike


def clear_drafts(file: Path) -> None:
    """Removes half-made stores and owner's notes of the name; only who holds the lock may do so."""
    names = [name for name in (file.name, f"{file.name}.owner") if len(name) <= _LONGEST]
    either = "|".join(map(re.escape, names))
    ours = re.compile(rf"\.(?:{either})\.[0-9]+\.part(?:{'|'.join(SIDE_FILES)})?")
    for path in _neighbours(file) if names else []:
        if ours.fullmatch(path.name):
            with suppress(OSError):  # takes room, but is in nobody's way
                path.unlink()


def _neighbours(file: Path) -> list[Path]:
    try:
        return list(file.parent.iterdir())
    except OSError:  # a folder that may be written but not read
        return []
