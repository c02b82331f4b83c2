"""Connections are as safe as SQLite goes, make no files, and their errors are sentences."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path, PureWindowsPath

import pytest
from sqlalchemy import Engine, make_url

from perfdesk.store import engine as engines
from perfdesk.store.backupfile import read_only_uri
from perfdesk.store.engine import (
    connect_file,
    driver_of,
    reading,
    server_engine,
    sqlite_engine,
    writing,
)
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.person import user_name
from perfdesk.store.writing import take_turn
from tests.support.storefiles import contents, new_file

ADDS_A_UNIT = "INSERT INTO units (name) VALUES ('甲')"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed store."""
    return new_file(tmp_path / "perfdesk.db")


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def write(engine: Engine, *statements: str) -> None:
    """Carries them out in one transaction."""
    with writing(engine, "某处") as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_connections_lose_nothing_and_keep_references_whole(file: Path) -> None:
    with closing(connect_file(file)) as connection:
        assert pragma(connection, "synchronous") == 3  # EXTRA
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "trusted_schema") == 0
        assert pragma(connection, "busy_timeout") == 10_000
        assert connection.isolation_level is None


def test_connecting_to_a_missing_file_makes_none(tmp_path: Path) -> None:
    for read_only in (False, True):
        with pytest.raises(sqlite3.OperationalError):
            connect_file(tmp_path / "missing.db", read_only)
    assert list(tmp_path.iterdir()) == []


def test_a_frozen_file_is_read_without_anything_beside_it(file: Path) -> None:
    before = contents(file.parent)
    with closing(connect_file(file, read_only=True, frozen=True)) as connection:
        assert connection.execute("SELECT count(*) FROM forms").fetchone() == (0,)
        assert contents(file.parent) == before


def test_a_read_only_engine_refuses_to_write_with_a_sentence(file: Path) -> None:
    engine = sqlite_engine(file, read_only=True)
    try:
        with pytest.raises(StoreTrouble, match=r"某处：.*只读"):
            write(engine, "DELETE FROM forms")
    finally:
        engine.dispose()


def test_a_share_of_another_computer_has_four_slashes() -> None:
    uri = read_only_uri(PureWindowsPath(r"\\server\share\数据 1\a#b.db"))
    assert uri == "file:////server/share/%E6%95%B0%E6%8D%AE%201/a%23b.db?mode=ro"
    assert read_only_uri(PureWindowsPath(r"D:\a\b.db")) == "file:///D:/a/b.db?mode=ro"


def test_what_fails_in_a_transaction_takes_all_of_it_back(file: Path) -> None:
    engine = sqlite_engine(file)
    try:
        with pytest.raises(StoreTrouble):
            write(engine, ADDS_A_UNIT, ADDS_A_UNIT)
        with reading(engine, "某处") as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM units").scalar() == 0
    finally:
        engine.dispose()


def test_a_reader_sees_one_state_while_another_thread_writes(file: Path) -> None:
    engine = sqlite_engine(file)
    count = "SELECT count(*) FROM units"

    try:
        with reading(engine, "某处") as connection:
            assert connection.exec_driver_sql(count).scalar() == 0
            thread = threading.Thread(target=write, args=(engine, ADDS_A_UNIT))
            thread.start()
            thread.join()
            assert connection.exec_driver_sql(count).scalar() == 0
        with reading(engine, "某处") as connection:
            assert connection.exec_driver_sql(count).scalar() == 1
            assert driver_of(connection).in_transaction
    finally:
        engine.dispose()


def test_a_writer_takes_its_turn_before_it_reads(file: Path) -> None:
    engine, other = sqlite_engine(file), sqlite3.connect(file, timeout=0)
    try:
        with writing(engine, "某处"), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    finally:
        other.close()
        engine.dispose()


def test_a_person_without_a_name_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", unknown)
    assert user_name() == ""
    monkeypatch.setattr("getpass.getuser", lambda: "张三")
    assert user_name() == "张三"


def test_a_writer_that_sleeps_in_its_turn_holds_others_up_for_a_while_only(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_LIMITS", "-c lock_timeout=50ms")
    sleeper, engine = server_engine(postgres_url), server_engine(postgres_url)
    try:
        with writing(sleeper, "某处") as connection:
            take_turn(connection)
            with pytest.raises(StoreTrouble, match="等得太久"), writing(engine, "某处") as other:
                take_turn(other)
        with writing(engine, "某处") as other:
            take_turn(other)
    finally:
        sleeper.dispose()
        engine.dispose()


def test_a_server_hears_our_limits_and_what_its_address_says(postgres_url: str) -> None:
    said = {"options": "-c default_transaction_isolation=serializable", "keepalives_idle": "7"}
    url = make_url(postgres_url).update_query_dict(said)
    engine = server_engine(url.render_as_string(hide_password=False))
    try:
        with writing(engine, "某处") as connection:
            for setting, value in {
                "lock_timeout": "5s",
                "idle_in_transaction_session_timeout": "30s",
                "default_transaction_isolation": "serializable",
                "transaction_isolation": "read committed",
            }.items():
                assert connection.exec_driver_sql(f"SHOW {setting}").scalar() == value
            line = driver_of(connection).info.get_parameters()
            assert (line["keepalives_idle"], line["tcp_user_timeout"]) == ("7", "15000")
    finally:
        engine.dispose()
