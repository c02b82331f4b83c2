"""The tests' PostgreSQL: real, private, empty for each test, and gone in the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import (
    Column,
    Engine,
    MetaData,
    Numeric,
    Table,
    Text,
    create_engine,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests.support import postgres
from tests.support.postgres import Server, needs_postgres, running_server
from tests.support.tools import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 60.0  # seconds; a server that lost its owner takes a moment to stop

UNITS = Table("units", MetaData(), Column("name", Text), Column("amount", Numeric(20, 6)))


def engine_of(url: str) -> Engine:
    return create_engine(url, poolclass=NullPool)


def process_of(folder: Path) -> int:
    """The process number of the server that keeps its socket in `folder`."""
    return int((folder / "data" / "postmaster.pid").read_text(encoding="ascii").split()[0])


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_row_comes_back_as_it_was_written(postgres_url: str) -> None:
    row = ("财政局", Decimal("12345678901234.567890"))
    with engine_of(postgres_url).begin() as connection:
        UNITS.create(connection)
        connection.execute(UNITS.insert(), {"name": row[0], "amount": row[1]})
    with engine_of(postgres_url).connect() as connection:
        assert [tuple(found) for found in connection.execute(UNITS.select())] == [row]


def test_two_databases_of_one_server_are_separate(
    postgres_server: Server, postgres_url: str
) -> None:
    with postgres_server.database() as other:
        UNITS.create(engine_of(postgres_url))
        assert inspect(engine_of(postgres_url)).get_table_names() == ["units"]
        assert inspect(engine_of(other)).get_table_names() == []


def test_a_database_goes_though_somebody_is_connected(postgres_server: Server) -> None:
    with postgres_server.database() as url:
        connection = engine_of(url).connect()
    with pytest.raises(OperationalError, match="terminat"):
        connection.execute(text("SELECT 1"))
    connection.invalidate()
    connection.close()
    with pytest.raises(OperationalError, match="does not exist"):
        engine_of(url).connect()


def test_a_database_goes_after_a_failure_too(postgres_server: Server) -> None:
    with pytest.raises(ZeroDivisionError), postgres_server.database() as url:
        raise ZeroDivisionError
    with pytest.raises(OperationalError, match="does not exist"):
        engine_of(url).connect()


def test_the_databases_are_like_a_units_own(postgres_url: str) -> None:
    asked = text(
        "SELECT current_setting('server_encoding'), datcollate, rolsuper, rolcreatedb"
        " FROM pg_database, pg_roles WHERE datname = current_database() AND rolname = current_user"
    )
    with engine_of(postgres_url).connect() as connection:
        assert tuple(connection.execute(asked).one()) == ("UTF8", "C", False, False)


def test_nobody_else_can_reach_the_server(postgres_url: str) -> None:
    with engine_of(postgres_url).connect() as connection:
        assert connection.execute(text("SHOW listen_addresses")).scalar_one() == ""
    folder = make_url(postgres_url).query["host"]
    assert isinstance(folder, str)
    assert Path(folder).stat().st_mode & 0o077 == 0


def test_ctrl_c_reaches_the_tests_and_not_the_server(postgres_server: Server) -> None:
    assert os.getsid(process_of(postgres_server.folder)) != os.getsid(0)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the servers' folders come now: it holds nothing else and is open to their user."""
    with tempfile.TemporaryDirectory(prefix="perfdesk-room-", dir=postgres.FOLDERS) as name:
        if owner := postgres._owner():
            os.chown(name, owner.pw_uid, owner.pw_gid)
        monkeypatch.setattr(postgres, "FOLDERS", Path(name))
        yield Path(name)


def test_a_server_leaves_nothing_behind(room: Path) -> None:
    with running_server(needs_postgres()) as server:
        process = process_of(server.folder)
        assert list(room.iterdir()) == [server.folder]
        assert runs(process)
    assert not list(room.iterdir())
    assert not runs(process)


def test_a_server_leaves_nothing_behind_after_a_failure(room: Path) -> None:
    def fails() -> None:
        with running_server(needs_postgres()) as server:
            processes.append(process_of(server.folder))
            raise ZeroDivisionError

    processes: list[int] = []
    with pytest.raises(ZeroDivisionError):
        fails()
    assert not list(room.iterdir())
    assert not runs(processes[0])


@pytest.mark.parametrize("failing", ["initdb", "postgres"])
def test_a_server_that_does_not_start_says_why_and_leaves_nothing(room: Path, failing: str) -> None:
    programs = room / "bin"
    program(programs / "initdb", "mkdir data")
    program(programs / "pg_isready", "exit 1")
    program(programs / failing, f"echo {failing} has no room; exit 1")
    with (
        pytest.raises(RuntimeError, match=f"did not start:\n{failing} has no room"),
        running_server(programs),
    ):
        pytest.fail("a server without programs started")
    assert list(room.iterdir()) == [programs]


def program(path: Path, script: str) -> None:
    """A shell script in place of a program."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_the_newest_postgresql_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    for version in ("9", "15", "15-doc"):
        (tmp_path / version).mkdir()
        program(tmp_path / version / "bin" / "initdb", "true")
    assert needs_postgres() == tmp_path / "15" / "bin"


def test_without_postgresql_a_test_skips_but_fails_in_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PERFDESK_CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="PostgreSQL is not installed"):
        needs_postgres()
    monkeypatch.setenv("PERFDESK_CI", "1")
    with pytest.raises(pytest.fail.Exception, match="PostgreSQL is not installed"):
        needs_postgres()


def test_a_server_goes_when_its_owner_is_killed() -> None:
    code = (
        "import time\n"
        "from tests.support.postgres import needs_postgres, running_server\n"
        "with running_server(needs_postgres()) as server:\n"
        "    print(server.folder, flush=True)\n"
        "    time.sleep(600)\n"
    )
    needs_postgres()
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout
        folder = Path(owner.stdout.readline().rstrip())
        process = process_of(folder)
        os.kill(owner.pid, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE
    while (folder.exists() or runs(process)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not folder.exists()
    assert not runs(process)
