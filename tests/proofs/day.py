"""`python -m tests.proofs.day STORE SEED STEPS PAGES`: a day's work, run under the recorder.

The store is made in an empty folder, and closed and opened again twice, as over lunch, the second
time with an older schema that has to be migrated; a backup is made in the middle of each third,
and restored once.
PAGES is how long the WAL file grows before SQLite puts it into the store (wal_autocheckpoint; 1000
is what the program uses).
"""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import event

from tests.proofs.opened import make_older, opened
from tests.proofs.worker import Worker
from tests.support.powercut.recording import MARKS

if TYPE_CHECKING:
    from perfdesk.store.store import Store

_SITTINGS = 3


def main(store: Path, seed: int, steps: int, pages: int) -> None:
    """Works through the day."""
    marks = os.open(os.environ[MARKS], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    random = Random(seed)
    for sitting in range(_SITTINGS):
        if sitting == _SITTINGS - 1:
            make_older(store)
        with opened(store) as opening:
            _checkpoint_at(opening.needed(), pages)
            worker = Worker(opening, random, lambda line: _mark(marks, line))
            if not sitting:
                worker.add_sample()
            _work(worker, steps // _SITTINGS, restores=sitting == 1)
            worker.desk.close()
    os.close(marks)


def _work(worker: Worker, steps: int, restores: bool) -> None:
    for step in range(steps):
        worker.step()
        if step == steps // 2:
            worker.back_up()
        if step == steps * 3 // 4 and restores:
            worker.restore()


def _checkpoint_at(store: Store, pages: int) -> None:
    """From now on, on every connection."""

    def connected(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA wal_autocheckpoint = {pages}")

    event.listen(store.engine, "connect", connected)
    store.engine.dispose()


def _mark(marks: int, line: str) -> None:
    os.write(marks, line.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(text) for text in sys.argv[2:5]))
