"""The second folder for backups (a USB stick): which one was chosen, and this store's place in it.

The choice lies in a small file in the first folder of backups, so it outlives a damaged store and
is the same for every window and command. Copies go into a folder that bears the store's mark:
several stores may use the same stick.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

from perfdesk.files.atomic import whole_file
from perfdesk.files.errors import Refused, reason
from perfdesk.store.errors import StoreTrouble

CHOICE = "perfdesk-second-folder.json"
_LONGEST = 100_000  # bytes; paths are shorter everywhere
_MARK = re.compile("[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class SecondFolder:
    """What was chosen. `folder` is None for none; `mark` tells this store from others, '' at first.

    `trouble` says why the choice cannot be read, '' where it can.
    """

    folder: Path | None = None
    mark: str = ""
    trouble: str = ""

    @property
    def copies(self) -> Path | None:
        """Where this store's copies lie; the folder need not exist."""
        return self.folder / f"perfdesk-{self.mark}" if self.folder else None


def second_folder(first: Path) -> SecondFolder:
    """The choice for the store with its backups in `first`; what cannot be read is none."""
    file = first / CHOICE
    try:
        with file.open("rb") as stream:
            choice = json.loads(stream.read(_LONGEST))
        return _understood(choice["folder"], choice["mark"])
    except (FileNotFoundError, NotADirectoryError):
        return SecondFolder()
    except OSError as error:
        return SecondFolder(trouble=f"{file}：{_UNREADABLE}（{reason(error)}），{_AGAIN}")
    except (ValueError, LookupError, TypeError, RecursionError):
        return SecondFolder(trouble=f"{file}：{_UNREADABLE}，{_AGAIN}")


def choose(first: Path, folder: Path | None) -> None:
    """Keeps the choice, None for no second folder; `first` exists. Raises StoreTrouble.

    A folder must be there, take files, and not be the first one or lie in it.
    """
    name = str(_checked(first, folder)) if folder else ""
    mark = second_folder(first).mark or uuid.uuid4().hex[:8]
    try:
        with whole_file(first / CHOICE) as draft:
            draft.write_text(json.dumps({"folder": name, "mark": mark}), encoding="ascii")
    except Refused as error:
        raise StoreTrouble(str(error)) from error


def _understood(folder: object, mark: object) -> SecondFolder:
    """Raises ValueError for what this program did not write."""
    if not (isinstance(mark, str) and _MARK.fullmatch(mark)):
        raise ValueError(f"no mark: {mark}")
    if folder == "":
        return SecondFolder(mark=mark)
    if not isinstance(folder, str) or b"\0" in os.fsencode(folder):
        raise ValueError(f"no folder: {folder!r}")
    if not (path := Path(folder)).is_absolute():  # written on another system
        raise ValueError(f"no whole path: {folder}")
    return SecondFolder(path, mark)


def _checked(first: Path, folder: Path) -> Path:
    """The folder with its whole path."""
    try:
        if not folder.is_dir():
            raise StoreTrouble(
                f"{folder}：没有这个文件夹，第二备份文件夹要先建好（例如插好 U 盘）。"
            )
        real = folder.resolve()
        if any(each.samefile(first) for each in (real, *real.parents)):
            raise StoreTrouble(
                f"{folder}：备份本来就在这个文件夹，请换一个，最好在 U 盘或另一块硬盘上。"
            )
        with tempfile.TemporaryFile(dir=real):  # permissions alone do not tell on every system
            return real
    except OSError as error:
        raise StoreTrouble(f"{folder}：不能在这里备份，{reason(error)}。") from error


_UNREADABLE = "读不出第二个备份文件夹的设置"
_AGAIN = "现在只备份在数据旁边；请重新设置第二个文件夹。"
