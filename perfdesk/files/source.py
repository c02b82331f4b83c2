"""What is to be read must be a regular file: a pipe would hang the program, a device never end."""

from __future__ import annotations

import stat
from pathlib import Path

from perfdesk.files.errors import Refused, reason


def size_of(file: Path) -> int:
    """The size of a regular file in bytes. Raises Refused for anything else."""
    try:
        found = file.stat()
    except OSError as error:
        raise Refused(f"{file}：无法读取，{reason(error)}。") from error
    if stat.S_ISDIR(found.st_mode):
        raise Refused(f"{file}：这是一个文件夹，不是文件。")
    if not stat.S_ISREG(found.st_mode):
        raise Refused(f"{file}：是管道或设备，不是普通文件，不能读取。")
    return found.st_size


def is_folder(path: str) -> bool:
    """Whether a folder of this name can be seen; False also for names that no file can have."""
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def identity(file: Path) -> tuple[int, int] | None:
    """What is alike for all names of one file (links, other letter case); None if there is none."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
