"""Cuts through a recording: where they are made, and what is asked of each folder they leave."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from tests.support.powercut.disk import LOSSES, Disk, Loss, Unsynced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.support.powercut.disk import Image
    from tests.support.powercut.recording import Call

#: Where the folders are put down: what is proved does not depend on it, and memory is quick.
_QUICK = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - the folder has a random name


class Found(Protocol):
    """What stood in a folder that was opened after a cut."""

    def lacks(self, marks: Sequence[str]) -> list[str]:
        """What was marked as saved before the cut and is not there, or not as it was."""
        ...


@dataclass(slots=True)
class Tally:
    """The figures of one proof."""

    calls: Counter[str] = field(default_factory=Counter)
    cuts: int = 0
    folders: int = 0
    openings: int = 0
    marks: int = 0
    marks_asked: int = 0
    lost: list[str] = field(default_factory=list)


def chosen_cuts(calls: Sequence[Call], count: int, random: Random) -> list[int]:
    """Up to `count` lengths of the log to cut at: a third right after marks, a third evenly, a
    third anywhere; all there are where that is not more.
    """
    everywhere = range(1, len(calls) + 1)
    if len(everywhere) <= count:
        return list(everywhere)
    after_marks = [at for at in everywhere if calls[at - 1].op == "K"]
    cuts = set(random.sample(after_marks, min(len(after_marks), count // 3)))
    even = count // 3
    cuts |= {round(step * len(calls) / even) for step in range(1, even + 1)}
    left = [at for at in everywhere if at not in cuts]
    cuts |= set(random.sample(left, count - len(cuts)))
    return sorted(cuts)


class Cutter:
    """Cuts a recording and opens what is left; the same folder is opened once only."""

    def __init__(self, calls: Sequence[Call], look: Callable[[Path], Found], seed: int) -> None:
        self._calls = calls
        self._look = look
        self.random = Random(seed)
        self._found: dict[bytes, Found] = {}
        self.tally = Tally(Counter(call.op for call in calls))

    def run(self, count: int, losses: Sequence[Loss] = LOSSES) -> Tally:
        """`count` cuts, each with every kind of loss."""
        disk, marks, done = Disk(), list[str](), 0
        for cut in chosen_cuts(self._calls, count, self.random):
            for call in self._calls[done:cut]:
                disk.do(call)
                if call.op == "K":
                    marks += call.data.decode().splitlines()
            done = cut
            self.tally.cuts += 1
            for loss in losses:
                self._ask(disk.left(loss, self.random), marks, f"cut {cut}, {loss}")
        self.tally.marks = len(marks)
        return self.tally

    def _ask(self, image: Image, marks: Sequence[str], where: str) -> None:
        key = _key(image)
        if key not in self._found:
            with TemporaryDirectory(prefix="powercut-", dir=_QUICK) as folder:
                put_down(image, Path(folder))
                self._found[key] = self._look(Path(folder))
            self.tally.openings += 1
        self.tally.folders += 1
        self.tally.marks_asked += len(marks)
        self.tally.lost += [f"{where}: {what}" for what in self._found[key].lacks(marks)]


def put_down(image: Image, folder: Path) -> None:
    """Writes the files of an image into an empty folder."""
    for path, contents in image.items():
        if contents is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(contents)


def differences(calls: Sequence[Call], folder: Path) -> list[str]:
    """Where the calls, all of them done and kept, do not give the folder as it is now.

    A file that is mapped for writing is left out: its contents change without a call.
    """
    disk = Disk()
    for call in calls:
        disk.do(call)
    image = disk.left(Loss(Unsynced.KEPT, Unsynced.KEPT), Random(0))
    there = {str(path.relative_to(folder)): path for path in folder.rglob("*")}
    found = [f"{name}: there or not" for name in there.keys() ^ image.keys()]
    found += [
        f"{name}: other contents"
        for name in (there.keys() & image.keys()) - disk.mapped()
        if there[name].is_file() and there[name].read_bytes() != image[name]
    ]
    return sorted(found)


def _key(image: Image) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for path, contents in image.items():
        size = -1 if contents is None else len(contents)
        digest.update(f"{path}\0{size}\0".encode())
        digest.update(contents or b"")
    return digest.digest()


def empty_folder(folder: Path) -> Path:
    """The folder, made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
