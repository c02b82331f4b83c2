"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已满",
    errno.EACCES: "没有写入权限，或文件正被其他程序打开",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "所在磁盘是只读的",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.ENAMETOOLONG: "文件名太长",
}


def reason(error: OSError) -> str:
    """The cause of a file error in Chinese."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Yields a temporary path beside `target`; moved over it at the end, removed on any error.

    Raises Refused with a sentence for what the file system refuses.
    """
    draft = target.with_name(f".{target.name[:40]}.{os.getpid()}.part")
    try:
        yield draft
        _settle(draft)
        draft.replace(target)
    except OSError as error:
        raise Refused(f"{target}：无法写入，{reason(error)}。") from error
    finally:
        _remove(draft)


def _settle(draft: Path) -> None:
    """Forces the bytes to the disk: a full disk is noticed before the old file is replaced."""
    with draft.open("rb+") as stream:
        os.fsync(stream.fileno())


def _remove(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        return  # a folder that vanished or turned read-only holds no half file of ours to remove
