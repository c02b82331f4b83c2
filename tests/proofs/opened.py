"""The store as the program opens it, for the proofs' children and for whoever looks afterwards."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from perfdesk.store.engine import sqlite_engine
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.migrating import known, migrate
from perfdesk.store.opening import Outcome, Surroundings, open_store
from perfdesk.store.place import FilePlace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from perfdesk.store.opening import Opening

STORE = "perfdesk.db"
#: A store of this name is opened as if it lay on a network share: without a WAL file.
SHARED_STORE = "shared.db"
_SHARED = Surroundings(network=lambda _: "nfs")


@contextmanager
def opened(file: Path) -> Iterator[Opening]:
    """The store, ready to be written. Raises StoreTrouble for every other outcome."""
    shared = file.name == SHARED_STORE
    opening = open_store(FilePlace(file), surroundings=_SHARED if shared else None)
    try:
        if opening.outcome is not (Outcome.NETWORK if shared else Outcome.READY):
            raise StoreTrouble(f"{opening.outcome.value}: {opening.sentence}")
        yield opening
    finally:
        opening.close()


def make_older(file: Path) -> None:
    """Takes a closed store back to the schema version before today's."""
    engine = sqlite_engine(file)
    migrate(engine, target=known()[-2])
    engine.dispose()


def sound_backups(opening: Opening) -> frozenset[str]:
    """The names of the backups that pass their check."""
    assert opening.backups
    backups = opening.backups
    return frozenset(backup.path.name for backup in backups.entries() if not backups.check(backup))
