"""`python -m tests.proofs.child STORE SEED`: works on a store until it is killed.

A line on stdout for each promise; the parent (kill.py) kills it at any instant.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NoReturn

from tests.proofs.opened import opened
from tests.proofs.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

_BACKS_UP = 0.4
_RESTORES = 0.4


def work(file: Path, seed: int, say: Callable[[str], None]) -> NoReturn:
    """Opens the store, makes it if there is none, and works on without end.

    Now and then it makes a backup, restores it, closes the store and opens it again.
    """
    random = Random(seed)
    while True:
        with opened(file) as opening:
            worker = Worker(opening, random, say)
            worker.add_sample()
            _work(worker, random)
            worker.desk.close()


def _work(worker: Worker, random: Random) -> None:
    for _ in range(random.randint(1, 25)):
        worker.step()
    if random.random() < _BACKS_UP:
        worker.back_up()
        worker.step()
    if random.random() < _RESTORES:
        worker.restore()


def say_on(pipe: int) -> Callable[[str], None]:
    """Writes lines to a pipe at once, each whole."""
    return lambda line: _whole(os.write(pipe, line.encode()), line)


def _whole(written: int, line: str) -> None:
    if written != len(line.encode()):
        raise OSError(f"half a line: {line}")


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]), say_on(sys.stdout.fileno()))
