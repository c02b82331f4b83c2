"""A real PostgreSQL for the tests: a private server, which is gone with whoever started it.

A pytest plugin. Each pytest process that asks for `postgres_url` gets a server of its own, of the
newest version installed, reached only through a socket in its own folder.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.tools import missing

if TYPE_CHECKING:
    from collections.abc import Iterator

DEBIAN = Path("/usr/lib/postgresql")  # Debian keeps VERSION/bin off the PATH
FOLDERS = Path("/tmp")  # noqa: S108 a socket's path is short, and another user must reach it
PORT = 5432  # part of the socket's name only
ADMIN, USER = "postgres", "perfdesk"

# Runs in the server's folder, as the server's user. Its standard input ends when we close it and
# also when we are killed, so that neither server nor folder outlives us.
KEEPER = f"""
set -eu
folder=$PWD
server=
ended() {{
    set +e
    if [ "$server" ]; then kill -INT "$server" 2>/dev/null; wait "$server"; fi
    cd /
    rm -rf "$folder"
}}
trap '' PIPE
trap ended EXIT
initdb -D data --username={ADMIN} --auth=trust --encoding=UTF8 --locale=C --no-sync 2>&1
cat >>data/postgresql.conf <<END
listen_addresses = ''
unix_socket_directories = '$folder'
port = {PORT}
fsync = off
synchronous_commit = off
full_page_writes = off
END
postgres -D data >log 2>&1 &
server=$!
until pg_isready -q -h "$folder" -p {PORT}; do
    kill -0 "$server" 2>/dev/null || {{ cat log; exit 1; }}
    sleep 0.02
done
echo ready
cat
"""


@dataclass
class Server:
    """A running PostgreSQL with a user of no special rights, for databases that it owns."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str, user: str = USER) -> str:
        """SQLAlchemy's address of a database; without `+psycopg` it is the one of PostgreSQL."""
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}&port={PORT}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new, empty database; at the end it goes, whoever is connected."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} OWNER {USER} TEMPLATE template0")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def run(self, statement: str) -> None:
        """Carries out one statement with all rights, outside a transaction."""
        import psycopg

        address = self.url(ADMIN, ADMIN).replace("+psycopg", "")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running_server(programs: Path) -> Iterator[Server]:
    """Starts the PostgreSQL in the folder `programs`; at the end it is stopped and removed.

    Raises RuntimeError with the server's own words if it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="perfdesk-postgres-", dir=FOLDERS))
    owner = _owner()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    with subprocess.Popen(
        ["/bin/sh", "-c", KEEPER],
        cwd=folder,
        env={"PATH": f"{programs}:{os.defpath}", "LC_ALL": "C"},  # none of the caller's PGPORT etc.
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for the tests; they still need the server to clean up
        user=owner.pw_uid if owner else None,
        group=owner.pw_gid if owner else None,
        extra_groups=[] if owner else None,
    ) as keeper:
        _await_ready(keeper)
        server = Server(folder)
        server.run(f"CREATE ROLE {USER} LOGIN")
        yield server


def _owner() -> pwd.struct_passwd | None:
    """Who runs the server instead of root, for whom PostgreSQL refuses to start."""
    if os.geteuid() != 0:
        return None
    users = {user.pw_name: user for user in pwd.getpwall()}
    return users.get("postgres") or users["nobody"]


def _await_ready(keeper: subprocess.Popen[str]) -> None:
    assert keeper.stdout
    said = []
    for line in keeper.stdout:
        if line == "ready\n":
            return
        said.append(line)
    raise RuntimeError("PostgreSQL did not start:\n" + "".join(said))


def needs_postgres() -> Path:
    """The folder of PostgreSQL's programs; without it the test skips, or fails in CI."""
    versions = [path for path in DEBIAN.glob("*/bin") if path.parent.name.isdigit()]
    versions.sort(key=lambda path: int(path.parent.name), reverse=True)
    places = os.pathsep.join([*map(str, versions), os.environ.get("PATH", os.defpath)])
    found = shutil.which("initdb", path=places)
    return Path(found).resolve().parent if found else missing("PostgreSQL is not installed")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """This process's PostgreSQL, started when first asked for."""
    with running_server(needs_postgres()) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """`postgresql+psycopg://…` of a new, empty database, which is gone after the test."""
    with postgres_server.database() as url:
        yield url
