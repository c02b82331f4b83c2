"""Jobs for worker processes: read, hang, crash, eat memory, by what the file says."""

import os
import time
from pathlib import Path

from perfdesk.files.errors import Refused


def work(path: Path) -> str:
    """Does what the file says; other texts are returned."""
    text = path.read_text(encoding="utf-8")
    if text == "hang":
        while True:
            time.sleep(0.01)
    if text == "crash":
        os._exit(3)
    if text == "eat":
        return str(len([bytes(1_000_000) for _ in range(1_000_000)]))
    if text == "large":
        return "x" * 5_000_000
    if text == "refuse":
        raise Refused(f"{path}：不行。")
    if text == "slow":
        time.sleep(0.3)
    return text


def who(_: Path) -> int:
    """The number of the process that works."""
    return os.getpid()


def loaded(_: Path) -> bool:
    """Whether the window's libraries are loaded where files are read."""
    import sys

    return any(name.startswith(("PySide6", "perfdesk.ui")) for name in sys.modules)


class Unready:
    """A job that cannot even be loaded by a worker."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (4,)

    def __call__(self, path: Path) -> str:
        return str(path)
