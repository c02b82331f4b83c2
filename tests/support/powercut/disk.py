"""A disk that loses what was not synced.

The model, stricter than ext4, xfs or btrfs with their usual options wherever they promise more:

* A file's contents are safe up to its last fsync or fdatasync. Of what was written or resized
  since, any part may be there or not: whole writes, or single sectors of 512 bytes, in any order.
* A name made, renamed or removed is safe once its folder was synced; syncing the file does not do
  it, although it does on ext4. Of the unsynced changes of one folder the first few may be there
  (file systems journal them in order), none or all; nothing ties them to the files' contents.
* A call itself makes nothing safe: closing a file, renaming over another, ending the process.
* A file mapped for shared writing (SQLite's -shm) changes without a call. Nothing in it counts:
  it comes back as garbage of its length.
* Sectors that were not being written stay as they are: no broken disk, no bit rot. The watched
  folder itself exists from the start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from random import Random

    from tests.support.powercut.recording import Call

SECTOR = 512

#: A folder's files by their relative path; a folder in it is None.
Image = dict[str, bytes | None]
_Names = dict[str, "_File | _Folder"]


class Unsynced(Enum):
    """What becomes of that which no sync made safe."""

    LOST = "lost"
    SOME = "some"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Loss:
    """One way to lose power: what becomes of unsynced names and of unsynced contents."""

    names: Unsynced
    contents: Unsynced

    def __str__(self) -> str:
        return f"names {self.names.value}, contents {self.contents.value}"


#: The ways tried at each cut. The last one is what a killed process leaves.
LOSSES = (
    Loss(Unsynced.LOST, Unsynced.LOST),
    Loss(Unsynced.KEPT, Unsynced.LOST),
    Loss(Unsynced.LOST, Unsynced.KEPT),
    Loss(Unsynced.SOME, Unsynced.SOME),
    Loss(Unsynced.KEPT, Unsynced.SOME),
    Loss(Unsynced.KEPT, Unsynced.KEPT),
)


@dataclass(frozen=True, slots=True)
class _Write:
    offset: int
    data: bytes

    def on(self, contents: bytearray) -> None:
        _grow(contents, self.offset + len(self.data))
        contents[self.offset : self.offset + len(self.data)] = self.data

    def sectors(self) -> Iterable[_Write]:
        """The write cut at the sectors' borders."""
        at = 0
        while at < len(self.data):
            size = SECTOR - (self.offset + at) % SECTOR
            yield _Write(self.offset + at, self.data[at : at + size])
            at += size


@dataclass(frozen=True, slots=True)
class _Resize:
    size: int

    def on(self, contents: bytearray) -> None:
        del contents[self.size :]
        _grow(contents, self.size)

    def sectors(self) -> Iterable[_Resize]:
        return (self,)


def _grow(contents: bytearray, size: int) -> None:
    contents.extend(bytes(max(0, size - len(contents))))


@dataclass(slots=True)
class _File:
    safe: bytearray = field(default_factory=bytearray)
    unsynced: list[_Write | _Resize] = field(default_factory=list)
    mapped: bool = False

    def sync(self) -> None:
        for change in self.unsynced:
            change.on(self.safe)
        self.unsynced.clear()

    def left(self, loss: Unsynced, random: Random) -> bytes:
        """The contents after the cut."""
        contents = bytearray(self.safe)
        if loss is not Unsynced.LOST:
            for change in self.unsynced:
                if loss is Unsynced.KEPT:
                    change.on(contents)
                    continue
                for piece in change.sectors():
                    if random.random() < 0.5:
                        piece.on(contents)
        return random.randbytes(len(contents)) if self.mapped else bytes(contents)


@dataclass(slots=True)
class _Folder:
    safe: _Names = field(default_factory=dict)
    now: _Names = field(default_factory=dict)
    unsynced: list[Callable[[_Names], None]] = field(default_factory=list)

    def change(self, change: Callable[[_Names], None]) -> None:
        change(self.now)
        self.unsynced.append(change)

    def sync(self) -> None:
        self.safe = dict(self.now)
        self.unsynced.clear()

    def left(self, loss: Unsynced, random: Random) -> _Names:
        """The names after the cut."""
        count = {
            Unsynced.LOST: 0,
            Unsynced.SOME: random.randint(0, len(self.unsynced)),
            Unsynced.KEPT: len(self.unsynced),
        }[loss]
        names = dict(self.safe)
        for change in self.unsynced[:count]:
            change(names)
        return names


class Disk:
    """One folder's disk, changed by recorded calls; `left` says what a cut would leave."""

    def __init__(self) -> None:
        self._root = _Folder()
        self._files: dict[int, _File] = {}

    def do(self, call: Call) -> None:
        """Carries out one call. Raises KeyError where the log is not whole."""
        if call.op == "O":
            self._files[call.node] = _File()
            self._bind(call.path, self._files[call.node])
        elif call.op == "M":
            self._bind(call.path, _Folder())
        elif call.op == "U":
            self._unbind(call.path)
        elif call.op in "RL":
            self._rename(call)
        elif call.op == "D":
            self._folder(call.path).sync()
        elif call.op != "K":
            self._to_file(self._files[call.node], call)

    def left(self, loss: Loss, random: Random) -> Image:
        """The folder as it would be found after a cut now."""
        image: Image = {}
        _put_down(self._root, "", loss, random, image)
        return image

    def mapped(self) -> frozenset[str]:
        """The paths of the files that change without a call."""
        return frozenset(
            path for path, node in _now(self._root) if isinstance(node, _File) and node.mapped
        )

    @staticmethod
    def _to_file(file: _File, call: Call) -> None:
        if call.op == "W":
            file.unsynced.append(_Write(call.offset, call.data))
        elif call.op == "T":
            file.unsynced.append(_Resize(call.offset))
        elif call.op == "S":
            file.sync()
        elif call.op == "H":
            file.mapped = True
        else:
            raise AssertionError(f"unknown call {call.op}")

    def _bind(self, path: str, node: _File | _Folder) -> None:
        folder, _, name = path.rpartition("/")
        self._folder(folder).change(lambda names: names.update({name: node}))

    def _unbind(self, path: str) -> None:
        folder, _, name = path.rpartition("/")

        def change(names: _Names) -> None:
            names.pop(name, None)

        self._folder(folder).change(change)

    def _rename(self, call: Call) -> None:
        folder, _, old = call.path.rpartition("/")
        other, _, new = call.other.rpartition("/")
        if folder != other:
            raise AssertionError(f"from folder to folder: {call.path} → {call.other}")
        node = self._folder(folder).now[old]

        def change(names: _Names) -> None:
            if call.op == "R":
                names.pop(old, None)
            names[new] = node

        self._folder(folder).change(change)

    def _folder(self, path: str) -> _Folder:
        folder = self._root
        for name in path.split("/") if path else ():
            below = folder.now[name]
            assert isinstance(below, _Folder)
            folder = below
        return folder


def _now(folder: _Folder, path: str = "") -> Iterator[tuple[str, _File | _Folder]]:
    for name, node in folder.now.items():
        yield path + name, node
        if isinstance(node, _Folder):
            yield from _now(node, f"{path}{name}/")


def _put_down(folder: _Folder, path: str, loss: Loss, random: Random, image: Image) -> None:
    for name, node in sorted(folder.left(loss.names, random).items()):
        if isinstance(node, _File):
            image[path + name] = node.left(loss.contents, random)
        else:
            image[path + name] = None
            _put_down(node, f"{path}{name}/", loss, random, image)
