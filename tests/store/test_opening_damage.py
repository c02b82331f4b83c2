"""Opening what is damaged, or no store at all: it stays as it was, a backup is offered."""

import os
import random
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from perfdesk.store.backupfile import Backup, Reason
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.opening import Outcome, backups_of
from perfdesk.store.place import FilePlace
from perfdesk.store.restoring import restore_damaged
from tests.support.sqlitefiles import new_store, spoil
from tests.support.storefiles import (
    AROUND,
    NOW,
    contents,
    execute,
    left_by_a_killed_process,
    named,
    names_in,
    new_file,
    opened,
)

NAMES = tuple(f"项目{number}" for number in range(12))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed store with some forms, and no backup yet."""
    return new_file(tmp_path / "perfdesk.db", *NAMES)


def backed_up(file: Path, hours: int = 0) -> Backup:
    """A backup of the store, made so many hours later."""
    return backups_of(file).make(file, Reason.MANUAL, NOW + timedelta(hours=hours)).backup


def zero_the_head(file: Path) -> None:
    with file.open("rb+") as stream:
        stream.write(bytes(100))


def cut_in_half(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def empty(file: Path) -> None:
    os.truncate(file, 0)


def lose_the_mark(file: Path) -> None:
    with file.open("rb+") as stream:
        stream.seek(68)
        stream.write(b"\0\0\0\0")


def spoil_the_schema(file: Path) -> None:
    with file.open("rb+") as stream:
        stream.seek(100)
        stream.write(b"\xff" * 3996)


DAMAGES = [spoil, cut_in_half, spoil_the_schema]
DAMAGES_OF_THE_HEAD = [zero_the_head, empty, lose_the_mark]


# --------------------------------------------------------------------------------------- damaged


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize("damage", [*DAMAGES, *DAMAGES_OF_THE_HEAD])
def test_a_damaged_store_stays_as_it_is_and_its_backup_is_offered(
    file: Path, damage: Callable[[Path], None], writable: bool
) -> None:
    backup = backed_up(file)
    damage(file)
    before = contents(file.parent)
    with opened(file, writable) as opening:
        assert opening.outcome is Outcome.DAMAGED
        assert opening.store is None
        assert opening.best == backup
        assert "没有改动它" in opening.sentence
        assert f"{NOW.astimezone():%Y-%m-%d %H:%M}" in opening.sentence
    assert contents(file.parent) == before


@pytest.mark.parametrize("damage", DAMAGES)
def test_without_backups_a_damaged_store_is_still_told_from_a_foreign_file(
    file: Path, damage: Callable[[Path], None]
) -> None:
    damage(file)
    with opened(file) as opening:
        assert opening.outcome is Outcome.DAMAGED
        assert opening.best is None
        assert "没有可用的备份" in opening.sentence


def test_a_damaged_backup_is_passed_over_for_the_one_before(file: Path) -> None:
    older, newer = backed_up(file, 1), backed_up(file, 2)
    for path in (newer.path, file):
        spoil(path)
    with opened(file) as opening:
        assert opening.best == older


def test_the_best_backup_of_a_damaged_store_may_lie_on_the_usb_stick(file: Path) -> None:
    usb = file.parent.with_name("usb")
    usb.mkdir()
    backups_of(file).choose_second(usb)
    backups_of(file).make(file, Reason.MANUAL, NOW).backup.path.unlink()
    spoil(file)
    with opened(file) as opening:
        assert opening.outcome is Outcome.DAMAGED
        assert opening.best
        assert opening.best.path.is_relative_to(usb)
        best = opening.best
    with closing(restore_damaged(FilePlace(file), best, AROUND)) as opening:
        assert names_in(opening) == set(NAMES)


def test_backups_that_cannot_be_listed_are_no_backups(file: Path) -> None:
    file.with_name("perfdesk-backups").write_bytes(b"in the way")
    spoil(file)
    with opened(file) as opening:
        assert opening.outcome is Outcome.DAMAGED
        assert opening.best is None


def test_looking_at_a_damaged_file_leaves_its_log_as_it_is(tmp_path: Path) -> None:
    file = new_file(tmp_path / "perfdesk.db", *NAMES)
    left_by_a_killed_process(file, "甲")
    file.with_name("perfdesk.db.owner").unlink()
    spoil(file)
    before = contents(tmp_path)
    assert before["perfdesk.db-wal"]
    with opened(file) as opening:
        assert opening.outcome is Outcome.DAMAGED
    assert contents(tmp_path) == before


def test_a_log_without_its_shared_memory_is_looked_at_in_a_copy(tmp_path: Path) -> None:
    file = new_file(tmp_path / "perfdesk.db", *NAMES)
    left_by_a_killed_process(file, "甲")
    for ending in ("-shm", ".owner"):
        file.with_name(f"perfdesk.db{ending}").unlink()
    spoil(file)
    before = contents(tmp_path)
    with opened(file) as opening:
        assert opening.outcome is Outcome.DAMAGED
    assert contents(tmp_path) == before


def test_a_damaged_store_that_is_restored_opens_and_is_kept(file: Path) -> None:
    backup = backed_up(file)
    spoil(file)
    damaged = file.read_bytes()
    with closing(restore_damaged(FilePlace(file), backup, AROUND)) as opening:
        assert opening.outcome is Outcome.READY
        assert names_in(opening) == set(NAMES)
    assert file.with_name("perfdesk.damaged-1.db").read_bytes() == damaged


def test_damage_that_comes_to_light_later_is_a_sentence(file: Path) -> None:
    with opened(file) as opening:
        store = opening.needed()
        with file.open("rb+") as stream:
            stream.seek(4096)
            stream.write(b"\xff" * (file.stat().st_size - 4096))
        store.close()  # so that nothing is in memory any more
        with pytest.raises(StoreTrouble, match="已损坏"):
            store.forms()


@pytest.mark.parametrize("seed", range(60))
def test_however_a_store_is_damaged_opening_has_an_outcome_and_harms_nothing(
    file: Path, seed: int
) -> None:
    rng = random.Random(seed)
    bytes_ = bytearray(file.read_bytes())
    for _ in range(rng.choice([1, 5, 40])):
        at = rng.randrange(100 if rng.random() < 0.3 else len(bytes_))
        length = rng.choice([1, 4, 100, 4096])
        bytes_[at : at + length] = rng.randbytes(len(bytes_[at : at + length]))
    file.write_bytes(bytes_[: rng.choice([len(bytes_), rng.randrange(len(bytes_))])])
    before = contents(file.parent)
    with opened(file) as opening:
        if opening.store is None:
            assert contents(file.parent) == before
            assert opening.sentence.endswith("。")
        assert opening.outcome in {
            *(Outcome.DAMAGED, Outcome.FOREIGN, Outcome.READY),
            *(Outcome.NEWER, Outcome.UNREACHABLE, Outcome.OLDER),
        }


# --------------------------------------------------------------------------------------- foreign


def another_programs_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE forms (id TEXT)")


def another_programs_open_database(path: Path) -> None:
    """Its log waits."""
    new_store(path, ("甲",), application_id=1).close()
    writer = new_store(path.with_name("other.db"), ("甲",), application_id=1)
    path.with_name(f"{path.name}-wal").write_bytes(path.with_name("other.db-wal").read_bytes())
    writer.close()


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_broken_link(path: Path) -> None:
    path.symlink_to(path.with_name("not there.db"))


def a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/null")


def bytes_of(data: bytes) -> Callable[[Path], None]:
    """Makes a file of these bytes."""

    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


HEAD = b"SQLite format 3\0" + bytes(52) + struct.pack(">I", 0x50444B31)
NOT_OURS = {
    "empty": bytes_of(b""),
    "text": bytes_of("你好\n".encode()),
    "PDF": bytes_of(b"%PDF-1.7\n" + bytes(range(256)) * 20),
    "zip": bytes_of(b"PK\x03\x04" + bytes(500)),
    "zeros": bytes_of(bytes(8192)),
    "only SQLite's first bytes": bytes_of(b"SQLite format 3\0"),
    "a head that ends too early": bytes_of(HEAD),
    "another program's database": another_programs_database,
    "another program's database with a log": another_programs_open_database,
    "folder": Path.mkdir,
    "pipe": a_pipe,
    "broken link": a_broken_link,
    "link to itself": a_link_to_itself,
    "device": a_device,
}


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize("kind", NOT_OURS)
def test_what_is_no_store_is_refused_and_nothing_is_made_beside_it(
    tmp_path: Path, kind: str, writable: bool
) -> None:
    path = tmp_path / "perfdesk.db"
    NOT_OURS[kind](path)
    before, names = contents(tmp_path), sorted(tmp_path.iterdir())
    with opened(path, writable) as opening:
        assert opening.outcome is Outcome.FOREIGN
        assert opening.store is None
        assert opening.sentence.startswith(f"{path}：")
    assert contents(tmp_path) == before
    assert sorted(tmp_path.iterdir()) == names


def test_a_folder_is_told_apart_from_a_broken_link(tmp_path: Path) -> None:
    a_broken_link(tmp_path / "link.db")
    with opened(tmp_path) as folder, opened(tmp_path / "link.db") as link:
        assert "不是文件" in folder.sentence
        assert "链接" in link.sentence


def test_a_head_of_ours_with_nothing_behind_it_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "perfdesk.db").write_bytes(HEAD + bytes(8000))
    with opened(tmp_path / "perfdesk.db") as opening:
        assert opening.outcome is Outcome.DAMAGED


# ---------------------------------------------------------------------------------- half written


DIES_WHILE_WRITING = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE forms SET project_name = hex(zeroblob(5000))")
connection.execute("UPDATE changes SET text = hex(zeroblob(5000))")
os.kill(os.getpid(), 9)
"""


def half_written(file: Path) -> Path:
    """A store without WAL, of a process killed in the middle of writing; nothing was committed."""
    execute(file, "PRAGMA journal_mode=DELETE")
    subprocess.run([sys.executable, "-c", DIES_WHILE_WRITING, str(file)], check=False)
    assert file.with_name("perfdesk.db-journal").stat().st_size
    return file


def test_a_store_left_half_written_without_wal_goes_back_to_its_last_step(file: Path) -> None:
    half_written(file)
    with opened(file, network=lambda _: "nfs4") as opening:
        assert opening.outcome is Outcome.NETWORK
        assert names_in(opening) == set(NAMES)
        opening.needed().add(named("甲"))


def test_a_store_left_half_written_can_be_looked_at_and_stays_so(file: Path) -> None:
    before = contents(half_written(file).parent)
    with opened(file, writable=False) as opening:
        assert opening.outcome is Outcome.READY
        assert names_in(opening) == set(NAMES)
    assert contents(file.parent) == before


def test_a_reader_of_a_store_without_wal_sees_what_the_writer_writes(file: Path) -> None:
    with opened(file, network=lambda _: "nfs4") as writing, opened(file) as reading:
        assert reading.outcome is Outcome.LOCKED
        assert names_in(reading) == set(NAMES)
        writing.needed().add(named("甲"))
        assert names_in(reading) == {*NAMES, "甲"}
