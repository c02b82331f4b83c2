"""Stores for the command line's tests: looked into from outside, held open, put out of order."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from perfdesk.core.change import Change, Kind
from perfdesk.core.state import State
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace
from perfdesk.store.store import Store
from tests.support.tools import ROOT

HOLD = (
    "import sys\n"
    "from pathlib import Path\n"
    "from perfdesk.store.opening import open_store\n"
    "from perfdesk.store.place import FilePlace\n"
    "opening = open_store(FilePlace(Path(sys.argv[1])))\n"
    "print(opening.outcome.value, flush=True)\n"
    "sys.stdin.read()\n"
    "opening.close()\n"
)


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Another program has the store open for writing."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "ready\n"
        yield
        holder.communicate()


def work(file: Path, what: Callable[[Store], object]) -> None:
    """Does something to the store as a window would."""
    with closing(open_store(FilePlace(file))) as opening:
        what(opening.needed())


def move(file: Path, state: State, form_id: str = "") -> None:
    """Brings one form, or the only one, into a state."""

    def put(store: Store) -> None:
        stored = store.load(form_id or store.forms()[0].id)
        form = stored.form
        store.save(Change(form, form, "状态", Kind.MOVED, stored.state, state), stored.version)

    work(file, put)


def ask(file: Path, query: str) -> list[tuple[object, ...]]:
    """What plain SQLite answers."""
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(query).fetchall()
        connection.commit()
    return rows


def steps(file: Path) -> int:
    """How many lines the change log has."""
    [(count,)] = ask(file, "SELECT count(*) FROM changes")
    assert isinstance(count, int)
    return count


def backups(file: Path, why: str = "*") -> list[Path]:
    """The backups beside the store made for a reason, oldest first."""
    return sorted(file.with_name(f"{file.stem}-backups").glob(f"perfdesk-*-{why}.db"))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but for empty logs and shared memory, which readers may leave."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and path.suffix != ".db-shm"
        and not (path.suffix == ".db-wal" and not path.stat().st_size)
    }
