"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.files.errors import Refused, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@contextmanager
def whole_file(target: Path, mark: str = "") -> Iterator[Path]:
    """Yields a temporary path beside `target`; moved over it at the end, removed on any error.

    A link is followed: the file that it names is replaced, not the link. `mark` tells drafts of
    long names apart. Raises Refused with a sentence for what the file system refuses.
    """
    final = _final(target)
    draft = final.with_name(f".{final.name[:40]}{mark}.{os.getpid()}.part")
    try:
        yield draft
        _settle(draft, final)
        draft.replace(final)
        sync_folder(final.parent)
    except OSError as error:
        raise Refused(f"{target}：无法写入，{reason(error)}。") from error
    finally:
        _remove(draft)


@contextmanager
def whole_files(targets: Sequence[Path]) -> Iterator[list[Path]]:
    """The same for many files, which all get their names at the end, or none of them.

    Where the file system refuses a name then, Refused says which; others may have theirs already.
    """
    with ExitStack() as stack:
        yield [stack.enter_context(whole_file(target, str(n))) for n, target in enumerate(targets)]


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it where they are missing, for good. Raises Refused."""
    try:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{folder}：无法建立文件夹，{reason(error)}。") from error
    for each in missing:
        sync_folder(each.parent)


def sync_folder(folder: Path) -> None:
    """Forces new names in a folder to the disk, where the system knows how (POSIX)."""
    if os.name != "posix":
        return
    with suppress(OSError):  # some network and USB file systems refuse it; the file is there
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _final(target: Path) -> Path:
    """The file to replace; refuses what no file may take the place of, before any work is done."""
    try:
        final = target.resolve() if target.is_symlink() else target
        if final.is_dir():
            raise Refused(f"{target}：无法写入，这是一个文件夹。")
        if final.exists() and not final.is_file():
            raise Refused(f"{target}：无法写入，这是管道或设备，不是普通文件。")
        if not final.parent.is_dir():
            raise Refused(f"{target}：无法写入，所在的文件夹不存在。")
    except OSError as error:
        raise Refused(f"{target}：无法写入，{reason(error)}。") from error
    except RuntimeError as error:  # links that point to each other, up to Python 3.12
        raise Refused(f"{target}：无法写入，{reason(OSError(errno.ELOOP, ''))}。") from error
    return final


def _settle(draft: Path, final: Path) -> None:
    """Forces the bytes to the disk, so that a full disk is noticed before the old file is replaced.

    The new file may be read by whom the old one could be read by.
    """
    with draft.open("rb+") as stream:
        os.fsync(stream.fileno())
    if final.exists():
        draft.chmod(stat.S_IMODE(final.stat().st_mode))


def _remove(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        return  # a folder that vanished or turned read-only holds no half file of ours to remove
