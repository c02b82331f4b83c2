"""One backup: its name, its making, its check."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from perfdesk.files.errors import Refused
from perfdesk.store.backupfile import (
    Backup,
    Reason,
    backup_at,
    backup_name,
    copy_store,
    damage,
    number_in,
    read_only_uri,
)
from tests.support.sqlitefiles import APPLICATION_ID, add_text, new_store, spoil, texts_in

WHEN = datetime(2026, 11, 21, 9, 58, 34, tzinfo=UTC)
NAME = "perfdesk-000123-20261121T095834Z-close.db"


def names(folder: Path) -> list[str]:
    """What lies in the folder, hidden files included."""
    return sorted(path.name for path in folder.iterdir())


def test_the_name_says_number_time_and_reason() -> None:
    assert backup_name(123, WHEN, Reason.CLOSE) == NAME
    in_china = WHEN.astimezone(timezone(timedelta(hours=8)))
    assert backup_name(123, in_china, Reason.CLOSE) == NAME
    assert backup_name(1_234_567, WHEN, Reason.BULK).startswith("perfdesk-1234567-2026")


@pytest.mark.parametrize("why", list(Reason))
def test_every_reason_is_read_back_and_has_a_label(tmp_path: Path, why: Reason) -> None:
    path = tmp_path / backup_name(7, WHEN, why)
    path.write_bytes(b"four")
    assert backup_at(path) == Backup(7, WHEN, why, path, 4)
    assert why.label
    assert not why.label.isascii()


@pytest.mark.parametrize(
    "name",
    [
        "perfdesk.db",
        "perfdesk-123-20261121T095834Z-close.db",
        "perfdesk-000123-20261121T095834Z-close.db-journal",
        "perfdesk-000123-20261121T095834Z-close.db.part",
        "perfdesk-000123-20261121T095834Z-close (1).db",
        "perfdesk-000123-20261121T095834Z-holiday.db",
        "perfdesk-000123-20261341T095834Z-close.db",
        "perfdesk-００0123-20261121T095834Z-close.db",
        "Perfdesk-000123-20261121T095834Z-close.db",
    ],
)
def test_other_names_are_no_backups(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert backup_at(tmp_path / name) is None


def test_a_folder_a_link_or_nothing_of_that_name_is_no_backup(tmp_path: Path) -> None:
    path = tmp_path / NAME
    assert backup_at(path) is None
    path.mkdir()
    assert backup_at(path) is None
    path.rmdir()
    (tmp_path / "file").touch()
    path.symlink_to(tmp_path / "file")
    assert backup_at(path) is None


@pytest.mark.parametrize(
    ("name", "number"),
    [
        (NAME, 123),
        ("perfdesk-000124-20261121T095834Z-holiday.db", 124),
        ("perfdesk-1000000-x", 1_000_000),
        ("perfdesk-99999999999999999999-x", 0),
        ("perfdesk.db", 0),
        (".perfdesk-000124-2026.part", 0),
    ],
)
def test_the_counter_in_a_name(name: str, number: int) -> None:
    assert number_in(name) == number


def test_a_copy_is_one_sound_file(tmp_path: Path) -> None:
    with closing(new_store(tmp_path / "a.db", ("一", "二"))) as store:
        (tmp_path / "out").mkdir()
        copy_store(store, tmp_path / "out" / "b.db")
        assert names(tmp_path / "out") == ["b.db"]
        assert texts_in(tmp_path / "out" / "b.db") == ["一", "二"]
        assert not damage(tmp_path / "out" / "b.db", APPLICATION_ID)
        with closing(sqlite3.connect(tmp_path / "out" / "b.db")) as copy:
            assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
            assert copy.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert store.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_copy_from_a_path_takes_what_is_still_in_the_wal(tmp_path: Path) -> None:
    with closing(new_store(tmp_path / "a.db", ("一",))) as writer:
        assert (tmp_path / "a.db-wal").stat().st_size
        copy_store(tmp_path / "a.db", tmp_path / "b.db")
        add_text(writer, "二")  # and does not lock the writer out
    assert texts_in(tmp_path / "b.db") == ["一"]


def test_a_copy_of_a_store_whose_program_was_killed(tmp_path: Path) -> None:
    script = (
        "import sys, os, pathlib; from tests.support.sqlitefiles import new_store;"
        "store = new_store(pathlib.Path(sys.argv[1]), ('一',)); os._exit(9)"
    )
    store = tmp_path / "a.db"
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", script, str(store)], cwd=root, check=False)
    (tmp_path / "a.db-shm").unlink()
    before = store.read_bytes()
    copy_store(store, tmp_path / "b.db")
    assert texts_in(tmp_path / "b.db") == ["一"]
    assert store.read_bytes() == before


def test_odd_characters_in_a_path(tmp_path: Path) -> None:
    folder = tmp_path / "单位?mode=x#1 %41"
    folder.mkdir()
    new_store(folder / "a&b.db", ("一",)).close()
    copy_store(folder / "a&b.db", folder / "c.db")
    assert texts_in(folder / "c.db") == ["一"]
    assert not damage(folder / "c.db", APPLICATION_ID)


def test_a_path_is_also_found_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_store(tmp_path / "a.db", ("一",)).close()
    monkeypatch.chdir(tmp_path)
    copy_store(Path("a.db"), Path("b.db"))
    assert not damage(Path("b.db"), APPLICATION_ID)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/数 据/a.db"), "file:///%E6%95%B0%20%E6%8D%AE/a.db?mode=ro"),
        (PureWindowsPath("C:\\d\\a.db"), "file:///C:/d/a.db?mode=ro"),
        (PureWindowsPath(r"\\pc-3\d\a.db"), "file:////pc-3/d/a.db?mode=ro"),
    ],
)
def test_addresses_for_sqlite(path: PurePosixPath | PureWindowsPath, uri: str) -> None:
    assert read_only_uri(path) == uri
    assert read_only_uri(path, frozen=True) == f"{uri}&immutable=1"


def test_no_copy_inside_a_transaction(tmp_path: Path) -> None:
    with closing(new_store(tmp_path / "a.db")) as store:
        store.execute("BEGIN IMMEDIATE")
        add_text(store, "half")
        with pytest.raises(ValueError, match="transaction"):
            copy_store(store, tmp_path / "b.db")
    assert not (tmp_path / "b.db").exists()


def test_a_closed_connection_is_a_bug_not_a_sentence(tmp_path: Path) -> None:
    store = new_store(tmp_path / "a.db")
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        copy_store(store, tmp_path / "b.db")


def test_a_missing_store_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"none\.db：") as caught:
        copy_store(tmp_path / "none.db", tmp_path / "b.db")
    assert not (tmp_path / "none.db").exists()
    assert str(caught.value).endswith("。")


def test_a_store_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"hello" * 2000)
    with pytest.raises(Refused, match=r"a\.db：不是 PerfDesk 的数据文件"):
        copy_store(tmp_path / "a.db", tmp_path / "b.db")


def test_a_store_that_stays_locked_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with (
        closing(new_store(path)) as writer,
        closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as reader,
    ):
        writer.execute("PRAGMA journal_mode=DELETE")
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refused, match=r"a\.db：正被另一个程序占用"):
            copy_store(reader, tmp_path / "b.db")


@pytest.mark.parametrize("content", [b"", b"hello" * 2000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_store_fails_its_check(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.db").write_bytes(content)
    assert damage(tmp_path / "b.db", APPLICATION_ID).endswith("。")
    assert (tmp_path / "b.db").read_bytes() == content
    assert names(tmp_path) == ["b.db"]


def test_a_missing_file_fails_its_check(tmp_path: Path) -> None:
    assert "none.db" in damage(tmp_path / "none.db", APPLICATION_ID)
    assert names(tmp_path) == []


def test_another_programs_database_fails_its_check(tmp_path: Path) -> None:
    new_store(tmp_path / "b.db", application_id=1).close()
    assert "不是 PerfDesk 的数据文件" in damage(tmp_path / "b.db", APPLICATION_ID)


def test_a_spoilt_or_cut_file_fails_its_check(tmp_path: Path) -> None:
    texts = tuple(f"{number} " + "长" * 200 for number in range(200))
    new_store(tmp_path / "a.db", texts).close()
    sound = (tmp_path / "a.db").read_bytes()
    assert not damage(tmp_path / "a.db", APPLICATION_ID)
    spoil(tmp_path / "a.db")
    assert "损坏" in damage(tmp_path / "a.db", APPLICATION_ID)
    (tmp_path / "a.db").write_bytes(sound[: len(sound) // 2])
    assert "损坏" in damage(tmp_path / "a.db", APPLICATION_ID)


def test_a_check_leaves_no_file_beside_a_wal_store(tmp_path: Path) -> None:
    new_store(tmp_path / "a.db", ("一",)).close()
    assert not damage(tmp_path / "a.db", APPLICATION_ID)
    assert names(tmp_path) == ["a.db"]
