"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件太大",
    errno.EACCES: "没有权限，或文件正被其他程序打开",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在磁盘是只读的",
    errno.ENOENT: "找不到这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接互相指向，没有尽头",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
}


def reason(error: OSError) -> str:
    """The cause of a file error in Chinese."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Yields a temporary path beside `target`; moved over it at the end, removed on any error.

    A link is followed: the file that it names is replaced, not the link. Raises Refused with a
    sentence for what the file system refuses.
    """
    final = _final(target)
    draft = final.with_name(f".{final.name[:40]}.{os.getpid()}.part")
    try:
        yield draft
        _settle(draft, final)
        draft.replace(final)
    except OSError as error:
        raise Refused(f"{target}：无法写入，{reason(error)}。") from error
    finally:
        _remove(draft)


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it where they are missing. Raises Refused."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{folder}：无法建立文件夹，{reason(error)}。") from error


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
        raise Refused(f"{target}：无法写入，{_REASONS[errno.ELOOP]}。") from error
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
