"""Opening a store on a PostgreSQL server: new, newer, older, another program's, out of reach."""

import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from perfdesk.store import engine as engines
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.migrating import known
from perfdesk.store.opening import Outcome, open_store
from perfdesk.store.outcome import OLDER
from perfdesk.store.place import place_of
from tests.support.postgres import Server, needs_postgres
from tests.support.storefiles import (
    ADDS_A_TABLE,
    AROUND,
    FAILS_HALF_WAY,
    named,
    names_in,
    opened_server,
    scripts_with,
)

HEAD = known()[-1]


def execute(url: str, *statements: str) -> None:
    """Changes a database behind the program's back."""
    address = url.replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def tables_in(url: str) -> set[str]:
    """The names of the tables."""
    query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return {name for (name,) in connection.execute(query)}


def connections_to(server: Server, url: str) -> int:
    """How many connections the database has."""
    name = url.partition("?")[0].rpartition("/")[2]
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
    with psycopg.connect(server.url("postgres", "postgres").replace("+psycopg", "")) as connection:
        row = connection.execute(query, [name]).fetchone()
    assert row
    return int(row[0])


def fill(url: str, *names: str) -> str:
    """A closed store with these forms; its address."""
    with opened_server(url) as opening:
        opening.needed().add_all([named(name) for name in names])
    return url


# ------------------------------------------------------------------------------------------ ready


def test_an_empty_database_becomes_a_store(postgres_url: str) -> None:
    with opened_server(postgres_url) as opening:
        assert (opening.outcome, opening.sentence) == (Outcome.READY, "")
        assert opening.backups is None
        assert names_in(opening) == set()


def test_an_existing_store_opens_with_its_forms(postgres_url: str) -> None:
    with opened_server(fill(postgres_url, "甲")) as opening:
        assert opening.outcome is Outcome.READY
        assert opening.migrated_from == ""
        assert names_in(opening) == {"甲"}


def test_several_people_write_one_store(postgres_url: str) -> None:
    with opened_server(postgres_url) as one, opened_server(postgres_url, who="李四") as two:
        one.needed().add(named("甲"))
        two.needed().add(named("乙"))
        assert names_in(one) == names_in(two) == {"甲", "乙"}


def test_programs_that_make_the_store_at_once_both_open_it(postgres_url: str) -> None:
    together, outcomes = threading.Barrier(3), []

    def start() -> None:
        together.wait()
        with opened_server(postgres_url) as opening:
            outcomes.append((opening.outcome, opening.sentence))

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [(Outcome.READY, "")] * 3


def test_a_reader_sees_one_state_while_others_write(postgres_url: str) -> None:
    with opened_server(fill(postgres_url, "甲")) as one, opened_server(postgres_url) as two:
        count = "SELECT count(*) FROM forms"
        with engines.reading(one.needed().engine, "") as connection:
            assert connection.exec_driver_sql(count).scalar() == 1
            two.needed().add(named("乙"))
            assert connection.exec_driver_sql(count).scalar() == 1
        with engines.reading(one.needed().engine, "") as connection:
            assert connection.exec_driver_sql(count).scalar() == 2


def test_what_pg_dump_saved_is_brought_back_by_pg_restore(
    postgres_url: str, tmp_path: Path
) -> None:
    programs, dump = needs_postgres(), tmp_path / "perfdesk.dump"
    address = fill(postgres_url, "甲").replace("+psycopg", "")
    save = ["pg_dump", "--format=custom", f"--file={dump}", address]
    subprocess.run([programs / save[0], *save[1:]], check=True)
    with opened_server(postgres_url) as opening:
        opening.needed().add(named("乙"))
    bring = ["--clean", "--if-exists", "--single-transaction", f"--dbname={address}", str(dump)]
    subprocess.run([programs / "pg_restore", *bring], check=True)
    with opened_server(postgres_url) as opening:
        assert names_in(opening) == {"甲"}
        opening.needed().add(named("丙"))


def test_people_with_logins_of_their_own_share_the_store_of_their_group(
    postgres_server: Server,
) -> None:
    for statement in (
        "CREATE ROLE unit NOLOGIN",
        "CREATE DATABASE unit OWNER unit ENCODING 'UTF8' TEMPLATE template0",
        "CREATE ROLE zhang LOGIN IN ROLE unit",
        "CREATE ROLE li LOGIN IN ROLE unit",
        "ALTER ROLE zhang IN DATABASE unit SET role = 'unit'",
        "ALTER ROLE li IN DATABASE unit SET role = 'unit'",
    ):
        postgres_server.run(statement)
    try:
        fill(postgres_server.url("unit", "zhang"), "甲")
        with opened_server(postgres_server.url("unit", "li")) as opening:
            opening.needed().add(named("乙"))
            assert names_in(opening) == {"甲", "乙"}
    finally:
        postgres_server.run("DROP DATABASE unit WITH (FORCE)")
        for role in ("zhang", "li", "unit"):
            postgres_server.run(f"DROP ROLE {role}")


# ----------------------------------------------------------------------------------- only to look


def test_looking_at_an_empty_database_makes_nothing(postgres_url: str) -> None:
    with opened_server(postgres_url, writable=False) as opening:
        assert opening.outcome is Outcome.MISSING
    assert tables_in(postgres_url) == set()


def test_who_only_looks_cannot_write(postgres_url: str) -> None:
    with opened_server(fill(postgres_url, "甲"), writable=False) as opening:
        assert opening.outcome is Outcome.READY
        assert names_in(opening) == {"甲"}
        with pytest.raises(StoreTrouble, match="只为查看"):
            opening.needed().add(named("乙"))
        with pytest.raises(StoreTrouble):
            _empty_the_settings(opening.needed().engine)


def _empty_the_settings(engine: Engine) -> None:
    with engines.writing(engine, "") as connection:
        connection.exec_driver_sql("DELETE FROM settings")


# ------------------------------------------------------------------------- newer, older, foreign


def test_a_newer_store_is_refused(postgres_url: str) -> None:
    execute(fill(postgres_url, "甲"), "UPDATE alembic_version SET version_num = '9999'")
    with opened_server(postgres_url) as opening:
        assert opening.outcome is Outcome.NEWER
        assert opening.store is None


def test_an_older_store_is_migrated(postgres_url: str, tmp_path: Path) -> None:
    fill(postgres_url, "甲")
    later = scripts_with(tmp_path, ADDS_A_TABLE)
    with opened_server(postgres_url, writable=False, scripts=later) as opening:
        assert opening.outcome is Outcome.OLDER
        assert opening.sentence.endswith(OLDER)
    with opened_server(postgres_url, scripts=later) as opening:
        assert (opening.outcome, opening.migrated_from) == (Outcome.READY, HEAD)
        assert names_in(opening) == {"甲"}
    assert "later" in tables_in(postgres_url)


def test_a_failing_migration_leaves_the_store_as_it_was(postgres_url: str, tmp_path: Path) -> None:
    before = tables_in(fill(postgres_url, "甲"))
    with opened_server(postgres_url, scripts=scripts_with(tmp_path, FAILS_HALF_WAY)) as opening:
        assert opening.outcome is Outcome.NOT_MIGRATED
        assert "保持原样" in opening.sentence
    assert tables_in(postgres_url) == before
    with opened_server(postgres_url) as opening:
        assert names_in(opening) == {"甲"}


FOREIGN = {
    "a table of our name": ["CREATE TABLE forms (id integer)"],
    "a table": ["CREATE TABLE invoices (id integer)"],
    "alembic's table with our version": [
        "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL)",
        "INSERT INTO alembic_version VALUES ('0001')",
        "CREATE TABLE invoices (id integer)",
    ],
}


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("writable", [True, False])
def test_another_programs_database_is_refused(postgres_url: str, kind: str, writable: bool) -> None:
    execute(postgres_url, *FOREIGN[kind])
    before = tables_in(postgres_url)
    with opened_server(postgres_url, writable) as opening:
        assert opening.outcome is Outcome.FOREIGN
        assert opening.store is None
    assert tables_in(postgres_url) == before


# ----------------------------------------------------------------------------------- unreachable


def sentence_for(url: str) -> str:
    """What a person reads where opening finds nothing to talk to; no store, no password in it."""
    opening = open_store(place_of(url), surroundings=AROUND)
    try:
        assert opening.outcome is Outcome.UNREACHABLE
        assert opening.store is None
        for text in (opening.sentence, str(opening.place), repr(opening)):
            assert "geheim" not in text
        return opening.sentence
    finally:
        opening.close()


@contextmanager
def silent_server() -> Iterator[int]:
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_server_that_is_not_there_is_a_sentence() -> None:
    with silent_server() as port:
        pass
    sentence = sentence_for(f"postgresql://zhang:geheim@127.0.0.1:{port}/db")
    assert "连不上数据库服务器" in sentence
    assert f"zhang@127.0.0.1:{port}/db" in sentence


def test_a_server_that_never_answers_is_given_up() -> None:
    with silent_server() as port:
        url = f"postgresql://zhang:geheim@127.0.0.1:{port}/db?connect_timeout=2"
        assert "连不上数据库服务器" in sentence_for(url)


@pytest.mark.parametrize(
    "rest", ["127.0.0.1/db?no_such_option=geheim", "127.0.0.1/db?connect_timeout=soon"]
)
def test_options_that_do_not_exist_are_a_sentence(rest: str) -> None:
    assert sentence_for(f"postgresql://zhang@{rest}").endswith("。")


def test_a_database_that_does_not_exist_is_a_sentence(postgres_server: Server) -> None:
    sentence = sentence_for(postgres_server.url("no_such_database", "perfdesk:geheim"))
    assert sentence.endswith("。")
    assert "FATAL" not in sentence


def test_a_wrong_password_is_a_sentence(postgres_server: Server, postgres_url: str) -> None:
    config = postgres_server.folder / "data" / "pg_hba.conf"
    trusting = config.read_text(encoding="utf-8")
    config.write_text("local all postgres trust\nlocal all all scram-sha-256\n", encoding="utf-8")
    postgres_server.run("SELECT pg_reload_conf()")
    postgres_server.run("ALTER ROLE perfdesk PASSWORD 'right'")
    try:
        url = postgres_url.replace("perfdesk@", "perfdesk:geheim@")
        assert "用户名或密码不对" in sentence_for(url)
    finally:
        config.write_text(trusting, encoding="utf-8")
        postgres_server.run("SELECT pg_reload_conf()")


def test_a_user_without_the_right_to_make_tables_is_a_sentence(
    postgres_server: Server, postgres_url: str
) -> None:
    postgres_server.run("CREATE ROLE guest LOGIN")
    try:
        sentence = sentence_for(postgres_url.replace("perfdesk@", "guest@"))
        assert "没有权限" in sentence
        assert tables_in(postgres_url) == set()
    finally:
        postgres_server.run("DROP ROLE guest")


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_in_another_encoding_is_refused(postgres_server: Server, encoding: str) -> None:
    made = "CREATE DATABASE other OWNER perfdesk TEMPLATE template0"
    postgres_server.run(f"{made} ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C'")
    try:
        sentence = sentence_for(postgres_server.url("other"))
        assert f"编码是 {encoding}，请用 UTF8 建立数据库" in sentence
    finally:
        postgres_server.run("DROP DATABASE other WITH (FORCE)")


def test_without_the_driver_a_server_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    assert "没有安装" in sentence_for("postgresql://zhang:geheim@127.0.0.1/db")


@pytest.mark.parametrize("case", ["foreign", "newer", "not migrated", "store"])
def test_no_connection_stays_behind(
    postgres_server: Server, postgres_url: str, tmp_path: Path, case: str
) -> None:
    scripts = AROUND.scripts
    if case == "foreign":
        execute(postgres_url, "CREATE TABLE invoices (id integer)")
    else:
        fill(postgres_url, "甲")
    if case == "newer":
        execute(postgres_url, "UPDATE alembic_version SET version_num = '9999'")
    elif case == "not migrated":
        scripts = scripts_with(tmp_path, FAILS_HALF_WAY)
    with opened_server(postgres_url, scripts=scripts) as opening:
        assert (opening.store is not None) == (case == "store")
    for _ in range(100):
        if not connections_to(postgres_server, postgres_url):
            return
        threading.Event().wait(0.05)
    pytest.fail("a connection stays open")
