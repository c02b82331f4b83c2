"""`python -m tests.proofs.kill`: a working process is killed at any instant; nothing saved is lost.

A child works by the real documents on the real store and says what is saved; SIGKILL ends it
anywhere from its start, over making, migrating and opening the store, to the middle of an edit. The
store is then opened at once by the real protocol, held to every promise ever made about it, and the
next child goes on with it. Most children are forked from this process, which has everything loaded,
so that thousands take minutes; every fiftieth is a process of its own.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn

from tests.proofs.child import say_on, work
from tests.proofs.found import FoundStore
from tests.proofs.opened import SHARED_STORE, STORE, make_older
from tests.proofs.promise import Restored, promise_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedReader

#: Kills of one store, the first while it is made, before the next store is begun.
_KILLS_OF_ONE = 25
#: Every so many stores one as on a network share.
_SHARED_EVERY = 4
#: How often the store is given an older schema first, so that the child begins by migrating it.
_OLDER = 0.1
#: How often a kill comes while the child starts, not while it works.
_EARLY = 0.35
#: Seconds within which a kill strikes: a fork's start, its work after the first step, a cold start.
_START, _WORK, _COLD = 0.15, 0.15, 1.5
_COLD_EVERY = 50
_TOLD_EVERY = 200
_SHOWN = 20


@dataclass(slots=True)
class Tally:
    """The figures of the proof."""

    kills: int = 0
    cold: int = 0
    stores: int = 0
    early: int = 0
    older: int = 0
    promises: int = 0
    asked: int = 0
    offered: int = 0
    restored: int = 0
    refused: int = 0
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills ({self.cold} of processes of their own, {self.early} before their "
            f"first step, {self.older} with a schema to migrate) on {self.stores} stores\n"
            f"{self.promises} steps acknowledged with their totals, {self.asked} times asked for, "
            f"{self.offered} half-typed cells offered again, {self.restored} backups restored, "
            f"{self.refused} openings refused\n"
            f"lost: {len(self.lost)}"
        )


class EndedByItself(Exception):
    """A child that could not open the store, or failed at its work."""


class Killer:
    """Kills children that work on stores below `folder`."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._random = Random(seed)
        self._marks: list[str] = []
        self._spoilt = False  # something was lost: the next kill has a new store
        self.tally = Tally()

    def run(self, kills: int) -> Tally:
        """That many kills; says on stderr how far it is."""
        for number in range(kills):
            if number % _TOLD_EVERY == 0:
                sys.stderr.write(f"killing {number + 1} of {kills} …\n")
            if number % _KILLS_OF_ONE == 0 or self._spoilt:
                self._marks.clear()
                self._spoilt = False
                self.tally.stores += 1
            self._round(self._file(), cold=number % _COLD_EVERY == _COLD_EVERY - 1)
        return self.tally

    def _file(self) -> Path:
        folder = self._folder / f"store-{self.tally.stores}"
        folder.mkdir(exist_ok=True)
        return folder / (STORE if self.tally.stores % _SHARED_EVERY else SHARED_STORE)

    def _round(self, file: Path, cold: bool) -> None:
        made = file.exists()
        if made and self._random.random() < _OLDER:
            make_older(file)
            self.tally.older += 1
        seed = self._random.randrange(1 << 32)
        child = _cold(file, seed) if cold else _forked(file, seed)
        said: list[str] = []
        try:
            said = self._killed(child, cold, made)
        except EndedByItself as error:
            self._lose([f"ended by itself: {error}"])
        self._marks += said
        self._look(file)
        self.tally.kills += 1
        self.tally.cold += cold
        self.tally.early += not said
        self.tally.promises += len(said)
        self.tally.restored += sum(isinstance(promise_in(line), Restored) for line in said)

    def _killed(self, child: _Child, cold: bool, made: bool) -> list[str]:
        """Kills the child at some instant; all that it had said."""
        if cold:
            return child.killed_after(self._random.uniform(0, _COLD))
        if not made or self._random.random() < _EARLY:
            return child.killed_after(self._random.uniform(0, _START))
        first = child.first_line()
        return [first, *child.killed_after(self._random.uniform(0, _WORK))]

    def _look(self, file: Path) -> None:
        found = FoundStore(file)
        self._lose(found.lacks(self._marks))
        self.tally.asked += len(self._marks)
        self.tally.offered += found.offered
        self.tally.refused += found.refused
        self._marks = found.settled(self._marks)

    def _lose(self, lost: list[str]) -> None:
        self.tally.lost += [f"kill {self.tally.kills + 1}: {what}" for what in lost]
        self._spoilt = self._spoilt or bool(lost)


@dataclass(frozen=True, slots=True)
class _Child:
    """A child by its process id, with what it says."""

    process: int
    pipe: BufferedReader

    def first_line(self) -> str:
        """Waits for the first line."""
        return self.pipe.readline().decode()

    def killed_after(self, seconds: float) -> list[str]:
        """Kills it after some time; the lines that it has said since they were asked for.

        Raises EndedByItself with what it said last.
        """
        time.sleep(seconds)
        os.kill(self.process, signal.SIGKILL)
        _, status = os.waitpid(self.process, 0)
        said = self.pipe.read().decode()
        self.pipe.close()
        if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGKILL:
            raise EndedByItself(said[-3000:])
        return said.splitlines(keepends=True)


def _forked(file: Path, seed: int) -> _Child:
    """A child that has everything loaded; nothing of the store is open here while it is forked."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        _be_child(lambda: work(file, seed, say_on(writer)), writer)
    os.close(writer)
    return _Child(child, _stream(reader))


def _be_child(task: Callable[[], NoReturn], pipe: int) -> NoReturn:
    try:
        task()
    finally:  # only an error comes here; no clean-up of the parent's may run
        os.write(pipe, traceback.format_exc().encode())
        os._exit(1)


def _cold(file: Path, seed: int) -> _Child:
    """A child that is a process of its own, killed perhaps while it still loads its modules."""
    reader, writer = os.pipe()
    command = [sys.executable, "-m", "tests.proofs.child", str(file), str(seed)]
    says = [(os.POSIX_SPAWN_DUP2, writer, output) for output in (1, 2)]
    process = os.posix_spawn(sys.executable, command, os.environ, file_actions=says)
    os.close(writer)
    return _Child(process, _stream(reader))


def _stream(pipe: int) -> BufferedReader:
    return os.fdopen(pipe, "rb")


def main() -> int:
    """Kills, prints the figures; 1 where anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.kill")
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="perfdesk-kill-") as folder:
        tally = Killer(Path(folder), arguments.seed).run(arguments.kills)
    sys.stdout.write("\n".join([f"seed {arguments.seed}", *tally.lost[:_SHOWN], str(tally), ""]))
    return 1 if tally.lost else 0


if __name__ == "__main__":
    sys.exit(main())
