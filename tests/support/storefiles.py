"""Store files to open in tests: signed by an invented person, at a time that stands still.

As a program (`python -m tests.support.storefiles`) it is the other process that opens a store.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from perfdesk.core.form import Form
from perfdesk.store.migrating import known
from perfdesk.store.opening import Opening, Surroundings, open_store
from perfdesk.store.place import FilePlace, Place, ServerPlace
from tests.support.forms import clean_form
from tests.support.sqlitefiles import spoil
from tests.support.tools import ROOT

NOW = datetime(2026, 11, 21, 9, 58, 34, tzinfo=UTC)
AROUND = Surroundings(who="张三", clock=lambda: NOW, network=lambda _: "")
MIGRATIONS = ROOT / "perfdesk" / "store" / "migrations"

#: Steps for `scripts_with`.
ADDS_A_TABLE = """def upgrade():
    op.create_table("later", sa.Column("id", sa.Text))
"""
FAILS_HALF_WAY = """def upgrade():
    op.create_table("later", sa.Column("id", sa.Text))
    op.execute("UPDATE forms SET project_name = 'half done'")
    op.drop_table("settings")
    op.execute("SELECT * FROM no_such_table")
"""


@contextmanager
def opened(file: Path, writable: bool = True, **changed: Any) -> Iterator[Opening]:
    """Opens a file, whatever comes of it; `changed` are fields of Surroundings."""
    with _opened(FilePlace(file), writable, changed) as opening:
        yield opening


@contextmanager
def opened_server(url: str, writable: bool = True, **changed: Any) -> Iterator[Opening]:
    """The same for a database on a server."""
    with _opened(ServerPlace(url, "postgresql://test/db"), writable, changed) as opening:
        yield opening


@contextmanager
def _opened(place: Place, writable: bool, changed: dict[str, Any]) -> Iterator[Opening]:
    before = _handles()
    opening = open_store(place, writable, replace(AROUND, **changed))
    try:
        if opening.store is None:  # then neither file nor lock nor connection stays open
            assert _handles() == before
        yield opening
    finally:
        opening.close()


def _handles() -> set[str]:
    """What this process has open, where the system tells (Linux).

    A set, for SQLite keeps a second handle while another connection locks the same file.
    """
    found = set()
    for handle in Path("/proc/self/fd").glob("*"):
        with suppress(FileNotFoundError):  # the one by which the folder was read
            found.add(str(handle.readlink()))
    return found


def new_file(file: Path, *names: str) -> Path:
    """A closed store with a form of each project name; its path."""
    with opened(file) as opening:
        opening.needed().add_all([named(name) for name in names])
    return file


def named(name: str) -> Form:
    """A clean form of this project name, which is its id as well."""
    return replace(clean_form(project_name=name), id=name)


def names_in(opening: Opening) -> set[str]:
    """The project names of the forms in an open store."""
    return {listed.project_name for listed in opening.needed().forms()}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, hidden ones too; of shared memory only that it is there."""
    return {
        str(path.relative_to(folder)): b"" if path.name.endswith("-shm") else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def dump(file: Path) -> list[str]:
    """Schema and content of a SQLite file as text, read from a copy."""
    copy = file.with_name("copy-to-dump")
    try:
        for ending in ("", "-wal", "-journal"):
            if (side := file.with_name(file.name + ending)).exists():
                shutil.copyfile(side, copy.with_name(copy.name + ending))
        with closing(sqlite3.connect(copy)) as connection:
            return list(connection.iterdump())
    finally:
        for path in copy.parent.glob(f"{copy.name}*"):
            path.unlink()


def execute(file: Path, *statements: str) -> None:
    """Changes a file behind the program's back."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def scripts_with(folder: Path, body: str) -> str:
    """The program's migrations and one more, 0999, with this `upgrade()`; the place of them all."""
    scripts = folder / "scripts"
    shutil.copytree(MIGRATIONS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    head = f'revision = "0999"\ndown_revision = "{known()[-1]}"\n'
    head += "import sqlalchemy as sa\nfrom alembic import op\n\n\n"
    (scripts / "versions" / "v0999.py").write_text(head + body, encoding="utf-8")
    return str(scripts)


def _make_newer(file: Path) -> None:
    execute(file, "UPDATE alembic_version SET version_num = '9999'")


def _make_foreign(file: Path) -> None:
    execute(file, "PRAGMA application_id=1")


#: What may be wrong with a backup, and how it is made so.
UNUSABLE: dict[str, Callable[[Path], None]] = {
    "spoilt": spoil,
    "newer": _make_newer,
    "gone": Path.unlink,
    "foreign": _make_foreign,
}


@contextmanager
def held_elsewhere(file: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process has the store open for writing, until the end or until it is killed."""
    with subprocess.Popen(
        _call("hold", file), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        yield process


def add_elsewhere(process: subprocess.Popen[str], name: str) -> None:
    """Has it add a form, and waits until it is on disk."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{name}\n")
    process.stdin.flush()
    assert process.stdout.readline() == "added\n"


def left_by_a_killed_process(file: Path, *names: str) -> Path:
    """Adds the forms in another process, which is killed with the store open; the path."""
    with held_elsewhere(file) as process:
        for name in names:
            add_elsewhere(process, name)
        process.kill()
    return file


def seen_by(user: int, file: Path) -> list[str]:
    """Outcome, sentence and which of 甲 and 乙 are there, where that user opens the file."""
    done = subprocess.run(
        _call("tell", file, str(user)), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.splitlines()


def _call(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "tests.support.storefiles", *map(str, arguments)]


def _hold(file: str) -> None:
    with opened(Path(file)) as opening:
        store = opening.needed()
        print("ready", flush=True)  # noqa: T201 - the test waits for it
        for line in sys.stdin:
            store.add(named(line.strip()))
            print("added", flush=True)  # noqa: T201


def _tell(file: str, user: str) -> None:
    with tempfile.TemporaryDirectory() as folder:  # loads what that user cannot read
        new_file(Path(folder) / "perfdesk.db", "甲")
    os.setgroups([])
    os.setgid(int(user))
    os.setuid(int(user))
    with opened(Path(file)) as opening:
        found = opening.store.load_all(["甲", "乙"]) if opening.store else []
        names = [stored.form.project_name for stored in found]
        print(opening.outcome.value, opening.sentence, *names, sep="\n")  # noqa: T201


if __name__ == "__main__":
    if sys.argv[1] == "hold":
        _hold(sys.argv[2])
    else:
        _tell(*sys.argv[2:])
