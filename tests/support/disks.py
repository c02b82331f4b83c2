"""Small disks in memory, to be filled up or made read-only. Only root may mount one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.tools import missing, needs_tool

_BALLAST = "ballast"
_PAGE = 4096


class Disk:
    """A small disk mounted at `folder`; without `folder`'s files nothing else is on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def leave(self, pages: int) -> None:
        """Fills the disk up until only so many pages of 4096 bytes are free."""
        ballast = self.folder / _BALLAST
        ballast.unlink(missing_ok=True)
        free = os.statvfs(self.folder)
        ballast.write_bytes(bytes(max(free.f_bavail * free.f_bsize - pages * _PAGE, 0)))

    def make_read_only(self) -> None:
        """From now on the disk takes nothing."""
        _mount("remount,ro", self.folder)

    def contents(self, but: frozenset[str] = frozenset()) -> dict[str, bytes]:
        """Every file, hidden ones included, by its path on the disk."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name not in but | {_BALLAST}
        }


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Disk]:
    """Mounts a disk of `size` (`2m`) at the new folder.

    Without root the test skips, or fails in CI; where a container forbids mounting it skips.
    """
    if os.name != "posix" or os.geteuid() != 0:
        missing("a small disk can be mounted only by root")
    folder.mkdir()
    _mount(f"size={size}", folder)
    try:
        yield Disk(folder)
    finally:
        # A failed test may still have a file open; the disk goes when that is closed.
        subprocess.run([needs_tool("umount"), "--lazy", str(folder)], check=True)


def _mount(options: str, folder: Path) -> None:
    call = [needs_tool("mount"), "-t", "tmpfs", "-o", options, "perfdesk-test", str(folder)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"mounting is forbidden here, to root too: {done.stderr.strip()}")
