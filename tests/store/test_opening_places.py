"""Opening on places of every kind: read-only, on the network, out of reach, under odd names."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.store.backupfile import Reason
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.opening import Outcome, backups_of, open_store
from perfdesk.store.place import FilePlace
from tests.support.disks import Disk, small_disk
from tests.support.storefiles import (
    AROUND,
    NOW,
    add_elsewhere,
    contents,
    execute,
    held_elsewhere,
    left_by_a_killed_process,
    named,
    names_in,
    new_file,
    opened,
    scripts_with,
    seen_by,
)
from tests.support.tools import missing

NOBODY = 65534


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk that a test can fill up or make read-only."""
    with small_disk(tmp_path / "disk", "4m") as disk:
        yield disk


@pytest.fixture
def file(disk: Disk) -> Path:
    """A closed store on the disk."""
    return new_file(disk.folder / "perfdesk.db", "甲")


# ------------------------------------------------------------------------------------- read-only


def test_a_store_on_a_read_only_disk_can_be_looked_at(disk: Disk, file: Path) -> None:
    disk.make_read_only()
    with opened(file) as opening:
        assert opening.outcome is Outcome.READ_ONLY
        assert "只读" in opening.sentence
        assert names_in(opening) == {"甲"}
        assert opening.needed().history("甲")
        with pytest.raises(StoreTrouble, match="只读"):
            opening.needed().add(named("乙"))


@pytest.mark.parametrize("left", ["-wal and -shm", "-wal"])
def test_what_a_killed_process_left_in_the_log_is_seen_on_a_read_only_disk(
    disk: Disk, file: Path, left: str
) -> None:
    left_by_a_killed_process(file, "乙")
    if left == "-wal":
        file.with_name("perfdesk.db-shm").unlink()
    before = contents(disk.folder)
    disk.make_read_only()
    with opened(file) as opening:
        assert opening.outcome is Outcome.READ_ONLY
        assert names_in(opening) == {"甲", "乙"}
    assert contents(disk.folder) == before


def test_a_copy_to_look_at_is_gone_after_closing(
    disk: Disk, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left_by_a_killed_process(file, "乙")
    file.with_name("perfdesk.db-shm").unlink()
    disk.make_read_only()
    with opened(file) as opening:
        assert names_in(opening) == {"甲", "乙"}
        assert [path.name for path in tmp_path.glob("perfdesk-*/*.db")] == ["perfdesk.db"]
    assert not list(tmp_path.glob("perfdesk-*"))


def test_a_journal_left_on_a_read_only_disk_is_played_back_in_a_copy(
    disk: Disk, file: Path
) -> None:
    execute(file, "PRAGMA journal_mode=DELETE")
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size=1")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE changes SET text = hex(zeroblob(5000))")
        writer.execute("UPDATE forms SET project_name = hex(zeroblob(50000))")
        shutil.copytree(disk.folder, disk.folder / "copy")  # as a power cut would leave them
        writer.execute("ROLLBACK")
    copy = disk.folder / "copy" / "perfdesk.db"
    assert copy.with_name("perfdesk.db-journal").stat().st_size
    disk.make_read_only()
    with opened(copy) as opening:
        assert opening.outcome is Outcome.READ_ONLY
        assert names_in(opening) == {"甲"}


def test_a_store_without_wal_on_a_read_only_disk_can_be_looked_at(disk: Disk, file: Path) -> None:
    execute(file, "PRAGMA journal_mode=DELETE")
    disk.make_read_only()
    with opened(file) as opening:
        assert opening.outcome is Outcome.READ_ONLY
        assert names_in(opening) == {"甲"}


def test_a_missing_store_on_a_read_only_disk_cannot_be_made(disk: Disk) -> None:
    disk.make_read_only()
    with opened(disk.folder / "perfdesk.db") as opening:
        assert opening.outcome is Outcome.UNREACHABLE
        assert "不能在这里建立" in opening.sentence
    with opened(disk.folder / "unit" / "perfdesk.db") as opening:
        assert opening.outcome is Outcome.UNREACHABLE
        assert "只读" in opening.sentence


def test_an_older_store_on_a_read_only_disk_is_not_migrated(
    disk: Disk, file: Path, tmp_path: Path
) -> None:
    later = scripts_with(tmp_path, "def upgrade():\n    pass\n")
    disk.make_read_only()
    with opened(file, scripts=later) as opening:
        assert opening.outcome is Outcome.OLDER


def test_a_newer_store_on_a_read_only_disk_is_refused(disk: Disk, file: Path) -> None:
    execute(file, "UPDATE alembic_version SET version_num = '9999'")
    disk.make_read_only()
    with opened(file) as opening:
        assert opening.outcome is Outcome.NEWER


def test_a_damaged_store_on_a_read_only_disk_is_called_damaged(disk: Disk, file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)
    disk.make_read_only()
    with opened(file) as opening:
        assert opening.outcome is Outcome.DAMAGED


# ------------------------------------------------------------------------------------- full disk


def test_a_disk_without_room_for_a_new_store_keeps_nothing_of_it(disk: Disk) -> None:
    disk.leave(8)
    with opened(disk.folder / "perfdesk.db") as opening:
        assert opening.outcome is Outcome.UNREACHABLE
        assert "空间" in opening.sentence
    assert set(disk.contents()) <= {"perfdesk.db.lock"}


def test_a_store_on_a_full_disk_can_be_looked_at(disk: Disk, file: Path) -> None:
    disk.leave(0)
    with opened(file, writable=False) as opening:
        assert opening.outcome is Outcome.READY
        assert names_in(opening) == {"甲"}
    with opened(file) as opening:
        assert opening.outcome is Outcome.UNREACHABLE
        assert "空间不足" in opening.sentence
    disk.leave(100)
    with opened(file) as opening:
        assert opening.outcome is Outcome.READY
        assert names_in(opening) == {"甲"}


# --------------------------------------------------------------------------------------- network


def test_a_store_on_the_network_is_warned_of_and_does_without_wal(tmp_path: Path) -> None:
    file = tmp_path / "perfdesk.db"
    for name in ("甲", "乙"):
        with opened(file, network=lambda _: "nfs4") as opening:
            assert opening.outcome is Outcome.NETWORK
            assert "建议把数据放到本机硬盘" in opening.sentence
            opening.needed().add(named(name))
            assert not file.with_name("perfdesk.db-wal").exists()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_store_with_a_log_that_is_moved_to_the_network_loses_nothing(tmp_path: Path) -> None:
    file = left_by_a_killed_process(tmp_path / "perfdesk.db", "甲", "乙")
    with opened(file, network=lambda _: "cifs") as opening:
        assert opening.outcome is Outcome.NETWORK
        assert names_in(opening) == {"甲", "乙"}


def test_a_store_that_comes_back_from_the_network_has_its_log_again(tmp_path: Path) -> None:
    file = tmp_path / "perfdesk.db"
    with opened(file, network=lambda _: "nfs"):
        pass
    with opened(file) as opening:
        assert opening.outcome is Outcome.READY
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_disk_on_which_sqlite_declines_its_log_counts_as_network(tmp_path: Path) -> None:
    asked = []

    def declining(connection: sqlite3.Connection, wanted: str) -> str:
        asked.append(wanted)
        return str(connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0])

    with opened(tmp_path / "perfdesk.db", journal=declining) as opening:
        assert opening.outcome is Outcome.NETWORK
        opening.needed().add(named("甲"))
    assert asked == ["WAL"]


def test_a_log_kept_on_the_network_against_our_wish_is_warned_of(tmp_path: Path) -> None:
    with opened(
        tmp_path / "perfdesk.db", network=lambda _: "nfs", journal=lambda *_: "wal"
    ) as opening:
        assert opening.outcome is Outcome.NETWORK


# ----------------------------------------------------------------------------------- unreachable


def test_a_file_in_the_way_of_the_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "unit").write_bytes(b"")
    with opened(tmp_path / "unit" / "perfdesk.db") as opening:
        assert opening.outcome is Outcome.UNREACHABLE
        assert str(tmp_path / "unit") in opening.sentence
    with opened(tmp_path / "unit" / "data" / "perfdesk.db") as opening:
        assert opening.outcome is Outcome.UNREACHABLE
    assert (tmp_path / "unit").read_bytes() == b""


@pytest.mark.parametrize("name", ["长" * 100 + ".db", "a" * 252, "a\0b.db", "\ud800.db"])
@pytest.mark.parametrize("writable", [True, False])
def test_a_name_that_no_file_can_have_is_a_sentence(
    tmp_path: Path, name: str, writable: bool
) -> None:
    with opened(tmp_path / name, writable) as opening:
        assert opening.outcome is Outcome.UNREACHABLE
        assert "太长" in opening.sentence or "不能用的字符" in opening.sentence
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def nobodys(tmp_path: Path) -> Path:
    """A store and its folder as a user without rights meets them; only root can be two users."""
    if os.geteuid() != 0:
        missing("only root can try what another user may do")
    for folder in (tmp_path, *tmp_path.parents[:-2]):
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    return new_file(tmp_path / "unit" / "perfdesk.db", "甲")


def test_another_users_store_can_be_looked_at(nobodys: Path) -> None:
    nobodys.parent.chmod(0o755)
    nobodys.chmod(0o644)
    outcome, sentence, *names = seen_by(NOBODY, nobodys)
    assert (outcome, names) == ("read-only", ["甲"])
    assert "文件是只读的" in sentence
    nobodys.chmod(0o666)
    outcome, sentence, *names = seen_by(NOBODY, nobodys)
    assert (outcome, names) == ("read-only", ["甲"])
    assert "不能写入" in sentence


def test_another_users_store_can_be_looked_at_while_he_writes(nobodys: Path) -> None:
    nobodys.parent.chmod(0o755)
    with held_elsewhere(nobodys) as process:
        add_elsewhere(process, "乙")
        outcome, _sentence, *names = seen_by(NOBODY, nobodys)
        assert (outcome, names) == ("read-only", ["甲", "乙"])


def test_a_store_that_a_user_may_not_read_is_out_of_reach(nobodys: Path) -> None:
    nobodys.parent.chmod(0o755)
    nobodys.chmod(0o600)
    outcome, sentence, *_ = seen_by(NOBODY, nobodys)
    assert outcome == "unreachable"
    assert "没有权限" in sentence
    nobodys.parent.chmod(0o700)
    outcome, sentence, *_ = seen_by(NOBODY, nobodys)
    assert outcome == "unreachable"
    assert "没有权限" in sentence


def test_a_folder_that_a_user_may_not_write_gets_no_store(nobodys: Path) -> None:
    nobodys.parent.chmod(0o755)
    outcome, sentence, *_ = seen_by(NOBODY, nobodys.with_name("new.db"))
    assert outcome == "unreachable"
    assert "不能在这里建立" in sentence
    assert seen_by(NOBODY, nobodys.parent / "deep" / "new.db")[0] == "unreachable"


# ----------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    "name",
    ["绩效 数据.db", "a?b#c%41.db", "100%.db", "store", ".hidden.db", "a&mode=memory.db", "'q'.db"],
)
def test_a_store_may_have_any_name(tmp_path: Path, name: str) -> None:
    file = new_file(tmp_path / "某 单位?#%" / name, "甲")
    assert file.is_file()
    with opened(file) as opening:
        assert names_in(opening) == {"甲"}
        with opened(file, writable=False) as second:
            assert names_in(second) == {"甲"}
    assert {path.name for path in file.parent.iterdir()} == {name, f"{name}.lock"}


def test_a_link_to_a_store_opens_the_store_itself(tmp_path: Path) -> None:
    file = new_file(tmp_path / "real" / "perfdesk.db", "甲")
    link = tmp_path / "link.db"
    link.symlink_to(file)
    with opened(link) as opening, opened(file) as direct:
        assert opening.outcome is Outcome.READY
        assert direct.outcome is Outcome.LOCKED
        assert names_in(opening) == {"甲"}
        assert opening.backups
        made = opening.backups.make(link, Reason.MANUAL, NOW)
        assert made.backup.path.parent == file.with_name("perfdesk-backups")
        assert backups_of(link).entries() == [made.backup]
    assert link.is_symlink()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["link.db"]


def test_a_relative_path_means_the_same_store_after_the_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    opening = open_store(FilePlace(Path("perfdesk.db")), surroundings=replace(AROUND))
    try:
        assert opening.outcome is Outcome.READY
        assert names_in(opening) == set()
    finally:
        opening.close()
    assert (tmp_path / "perfdesk.db").is_file()
