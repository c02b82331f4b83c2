"""Backups are made whole or not at all, counted, listed, thinned, and copied to a second folder."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from perfdesk.files.errors import Refused
from perfdesk.store import backupfolder
from perfdesk.store.backupfile import Reason
from perfdesk.store.backups import Backups
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.secondfolder import CHOICE
from tests.support.disks import Disk, small_disk
from tests.support.sqlitefiles import APPLICATION_ID, add_text, new_store, spoil, texts_in
from tests.support.tools import ROOT

NOW = datetime(2026, 11, 21, 9, 58, 34, 500_000, tzinfo=UTC)
LOCK = ".perfdesk.lock"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A store with enough text that spoiling it is noticed."""
    with closing(new_store(tmp_path / "a.db", tuple("长" * 200 for _ in range(100)))) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The first folder; not made yet."""
    return tmp_path / "备份"


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    """The second folder."""
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def backups_in(folder: Path, second: Path | None = None) -> Backups:
    """The backups of a test's store."""
    backups = Backups(folder, APPLICATION_ID)
    if second:
        backups.choose_second(second)
    return backups


def copies_of(backups: Backups) -> Path:
    """Where the copies lie in the second folder; made if it is not there."""
    copies = backups.second.copies
    assert copies
    copies.mkdir(exist_ok=True)
    return copies


def names(folder: Path) -> list[str]:
    """What lies in the folder, hidden files included, but for the lock and the choice."""
    return sorted(path.name for path in folder.iterdir() if path.name not in (LOCK, CHOICE))


def make_many(backups: Backups, store: sqlite3.Connection, count: int) -> None:
    """So many backups, an hour apart."""
    for hour in range(count):
        assert not backups.make(store, Reason.TIMER, NOW + timedelta(hours=hour)).warning


def test_a_backup_is_one_file_that_holds_the_store(folder: Path, store: sqlite3.Connection) -> None:
    backups = backups_in(folder)
    add_text(store, "最后一条")
    made = backups.make(store, Reason.CLOSE, NOW)
    assert names(folder) == ["perfdesk-000001-20261121T095834Z-close.db"]
    assert texts_in(made.backup.path)[-1] == "最后一条"
    assert made.backup.when == NOW.replace(microsecond=0)
    assert made.backup.size == made.backup.path.stat().st_size
    assert backups.entries() == [made.backup]
    assert not made.warning
    assert not backups.check(made.backup)


def test_a_backup_of_a_path(tmp_path: Path, folder: Path, store: sqlite3.Connection) -> None:
    add_text(store, "最后一条")
    made = backups_in(folder).make(tmp_path / "a.db", Reason.MANUAL, NOW)
    assert texts_in(made.backup.path)[-1] == "最后一条"


def test_the_counter_orders_not_the_clock(folder: Path, store: sqlite3.Connection) -> None:
    backups = backups_in(folder)
    for year in (2026, 2006, 2046, 2006):
        backups.make(store, Reason.TIMER, NOW.replace(year=year))
    assert [(backup.number, backup.when.year) for backup in backups.entries()] == [
        (4, 2006),
        (3, 2046),
        (2, 2006),
        (1, 2026),
    ]


def test_other_files_are_passed_over_but_no_number_is_used_twice(
    folder: Path, usb: Path, store: sqlite3.Connection
) -> None:
    folder.mkdir()
    (folder / "说明.txt").touch()
    (folder / "perfdesk-000007-20991231T000000Z-newreason.db").touch()
    backups = backups_in(folder, usb)
    (copies_of(backups) / "perfdesk-000011-20991231T000000Z-close.db").touch()
    assert backups.entries() == []
    assert backups.make(store, Reason.TIMER, NOW).backup.number == 12
    assert backups.make(store, Reason.TIMER, NOW).backup.number == 13


def test_no_folder_holds_no_backups(folder: Path) -> None:
    backups = backups_in(folder)
    assert backups.entries() == backups.everywhere() == backups.thin() == []
    assert backups.best() is None
    assert not folder.exists()


def test_a_damaged_store_gives_no_backup_and_the_earlier_ones_stay(
    tmp_path: Path, folder: Path, store: sqlite3.Connection
) -> None:
    backups = backups_in(folder)
    backups.make(store, Reason.TIMER, NOW)
    before = names(folder)
    store.close()
    spoil(tmp_path / "a.db")
    with pytest.raises(StoreTrouble, match="没有通过检查，没有保留"):
        backups.make(tmp_path / "a.db", Reason.RESTORE, NOW)
    assert names(folder) == before


def test_another_programs_database_gives_no_backup(tmp_path: Path, folder: Path) -> None:
    with (
        closing(new_store(tmp_path / "b.db", application_id=1)) as foreign,
        pytest.raises(StoreTrouble, match="没有通过检查"),
    ):
        backups_in(folder).make(foreign, Reason.TIMER, NOW)
    assert names(folder) == []


def test_a_bug_on_the_way_leaves_no_file(
    folder: Path, store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(draft: Path, _application_id: int) -> str:
        draft.with_name(draft.name + "-wal").touch()
        raise ZeroDivisionError

    monkeypatch.setattr(backupfolder, "damage", bug)
    with pytest.raises(ZeroDivisionError):
        backups_in(folder).make(store, Reason.TIMER, NOW)
    assert names(folder) == []


def test_an_existing_file_is_never_replaced(
    folder: Path, store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    taken = folder / "perfdesk-000001-20261121T095834Z-timer.db"
    taken.write_bytes(b"mine")
    monkeypatch.setattr(backupfolder, "number_in", lambda _name: 0)
    with pytest.raises(StoreTrouble, match="已有同名的文件"):
        backups_in(folder).make(store, Reason.TIMER, NOW)
    assert taken.read_bytes() == b"mine"


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_what_a_killed_backup_left_is_cleared_by_the_next(
    tmp_path: Path, folder: Path, store: sqlite3.Connection
) -> None:
    script = (
        "import os, pathlib, signal, sys\n"
        "from datetime import UTC, datetime\n"
        "from perfdesk.store import backupfolder, backups, backupfile\n"
        "backupfolder.damage = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "folder, store = map(pathlib.Path, sys.argv[1:])\n"
        "made = backups.Backups(folder, 1)\n"
        "made.make(store, backupfile.Reason.TIMER, datetime(2026, 11, 21, tzinfo=UTC))\n"
    )
    call = [sys.executable, "-c", script, str(folder), str(tmp_path / "a.db")]
    assert subprocess.run(call, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    [left] = names(folder)
    assert left.endswith(".part")
    (folder / f"{left}-journal").touch()
    backups = backups_in(folder)
    assert backups.entries() == []
    backups.make(store, Reason.TIMER, NOW)
    assert names(folder) == ["perfdesk-000001-20261121T095834Z-timer.db"]


def test_two_windows_never_take_the_same_number(
    tmp_path: Path, folder: Path, store: sqlite3.Connection
) -> None:
    del store  # open meanwhile

    def several() -> None:
        for _ in range(5):
            backups_in(folder).make(tmp_path / "a.db", Reason.TIMER, NOW)

    threads = [threading.Thread(target=several) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [backup.number for backup in backups_in(folder).entries()]
    assert numbers == list(range(15, 0, -1))


def test_another_window_takes_too_long(
    folder: Path, store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backupfolder, "_PATIENCE", 0)
    first = backupfolder.BackupFolder(folder, APPLICATION_ID)
    first.make_folder()
    with first.exclusive(), pytest.raises(StoreTrouble, match="另一个窗口正在备份"):
        backups_in(folder).make(store, Reason.TIMER, NOW)
    assert names(folder) == []


def test_the_folder_is_a_file(folder: Path, store: sqlite3.Connection) -> None:
    folder.write_bytes(b"mine")
    backups = backups_in(folder)
    with pytest.raises(StoreTrouble, match="无法建立备份文件夹"):
        backups.make(store, Reason.TIMER, NOW)
    with pytest.raises(StoreTrouble, match="无法读取备份"):
        backups.entries()
    assert folder.read_bytes() == b"mine"


# --- the newest five, and damaged ones ------------------------------------------------------------


def test_thinning_removes_what_no_rule_keeps(
    folder: Path, usb: Path, store: sqlite3.Connection
) -> None:
    backups = backups_in(folder, usb)
    make_many(backups, store, 8)
    removed = backups.thin()
    assert [(backup.number, backup.path.parent) for backup in removed] == [
        *((number, folder) for number in (3, 2, 1)),
        *((number, copies_of(backups)) for number in (3, 2, 1)),
    ]
    assert [backup.number for backup in backups.entries()] == [8, 7, 6, 5, 4]
    assert names(copies_of(backups)) == names(folder)
    assert backups.thin() == []


def test_a_damaged_backup_is_told_not_deleted_and_takes_nobodys_place(
    folder: Path, store: sqlite3.Connection
) -> None:
    backups = backups_in(folder)
    make_many(backups, store, 9)
    newest, *_others, oldest = backups.entries()
    spoil(newest.path)
    spoil(oldest.path)
    assert "损坏" in backups.check(newest)
    assert [backup.number for backup in backups.thin()] == [3, 2]
    assert [backup.number for backup in backups.entries()] == [9, 8, 7, 6, 5, 4, 1]
    best = backups.best()
    assert best is not None
    assert best.number == 8


def test_a_backup_that_cannot_be_removed_is_not_told_as_removed(
    folder: Path, store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = backups_in(folder)
    make_many(backups, store, 6)

    def busy(_path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, f"open elsewhere {missing_ok}")

    monkeypatch.setattr(Path, "unlink", busy)
    assert backups.thin() == []
    assert len(backups.entries()) == 6


def test_the_best_backup_may_lie_in_the_second_folder(
    folder: Path, usb: Path, store: sqlite3.Connection
) -> None:
    backups = backups_in(folder, usb)
    copies = copies_of(backups)
    make_many(backups, store, 2)
    for backup in backups.entries():
        spoil(backup.path)
    best = backups.best()
    assert best is not None
    assert (best.number, best.path.parent) == (2, copies)
    spoil(best.path)
    assert [(one.number, one.path.parent) for one in backups.everywhere()] == [
        *((2, folder), (2, copies)),
        *((1, folder), (1, copies)),
    ]
    for backup in backups.everywhere():
        backup.path.write_bytes(b"")
    assert backups.best() is None


# --- the second folder ----------------------------------------------------------------------------


def test_the_second_folder_gets_the_same_file(
    folder: Path, usb: Path, store: sqlite3.Connection
) -> None:
    backups = backups_in(folder, usb)
    made = backups.make(store, Reason.CLOSE, NOW)
    assert not made.warning
    [copies] = usb.iterdir()
    assert (copies / made.backup.path.name).read_bytes() == made.backup.path.read_bytes()
    assert names(copies) == names(folder)


def test_two_stores_on_one_stick_keep_their_backups_apart(
    folder: Path, usb: Path, store: sqlite3.Connection
) -> None:
    mine = backups_in(folder, usb)
    other = backups_in(folder.with_name("other"), usb)
    make_many(mine, store, 3)
    made = other.make(store, Reason.CLOSE, NOW)
    assert not made.warning
    assert made.backup.number == 1
    assert len(other.everywhere()) == 2
    assert len(mine.everywhere()) == 6
    mine.choose_second(None)
    assert len(mine.everywhere()) == 3
    mine.choose_second(usb)
    assert len(mine.everywhere()) == 6


def test_a_choice_that_cannot_be_read_is_a_warning(
    folder: Path, usb: Path, store: sqlite3.Connection
) -> None:
    backups = backups_in(folder, usb)
    (folder / CHOICE).write_bytes(b"{")
    made = backups.make(store, Reason.CLOSE, NOW)
    assert "没有复制到第二个文件夹" in made.warning
    assert str(folder / CHOICE) in made.warning
    assert backups.everywhere() == [made.backup]
    assert not list(usb.iterdir())


def test_a_second_folder_that_is_gone_is_a_warning_and_is_not_made(
    folder: Path, usb: Path, store: sqlite3.Connection
) -> None:
    backups = backups_in(folder, usb)
    usb.rmdir()
    made = backups.make(store, Reason.CLOSE, NOW)
    assert made.warning.startswith(f"备份已完成，但没有复制到第二个文件夹：{usb}{os.sep}perfdesk-")
    assert made.warning.endswith("。")
    assert not usb.exists()
    assert backups.entries() == backups.everywhere() == [made.backup]
    backups.choose_second(None)
    make_many(backups, store, 6)
    assert [backup.number for backup in backups.thin()] == [2, 1]


def test_a_second_folder_that_is_a_file_is_a_warning(
    folder: Path, usb: Path, store: sqlite3.Connection
) -> None:
    backups = backups_in(folder, usb)
    usb.rmdir()
    usb.write_bytes(b"mine")
    made = backups.make(store, Reason.CLOSE, NOW)
    assert "没有复制到第二个文件夹" in made.warning
    assert usb.read_bytes() == b"mine"


def test_a_copy_that_fails_its_check_is_not_kept(
    folder: Path, usb: Path, store: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bad_stick(_source: Path, target: Path) -> None:
        target.write_bytes(b"SQLite format 3\0 and nothing more")

    monkeypatch.setattr("shutil.copyfile", bad_stick)
    backups = backups_in(folder, usb)
    made = backups.make(store, Reason.CLOSE, NOW)
    assert "没有通过检查" in made.warning
    assert names(copies_of(backups)) == []
    assert len(names(folder)) == 1


# --- full and read-only disks ---------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """A disk of 2 MB."""
    with small_disk(tmp_path / "disk", "2m") as mounted:
        yield mounted


def test_a_disk_full_at_any_page_leaves_the_earlier_backups_and_nothing_else(
    disk: Disk, store: sqlite3.Connection
) -> None:
    backups = backups_in(disk.folder)
    needed = backups.make(store, Reason.TIMER, NOW).backup.size // 4096
    assert needed > 10
    before = disk.contents()
    for pages in range(needed):
        disk.leave(pages)
        with pytest.raises(StoreTrouble, match="磁盘空间不足") as caught:
            backups.make(store, Reason.TIMER, NOW)
        assert str(disk.folder) in str(caught.value)
        assert disk.contents() == before
    for pages in (needed, needed + 1, needed + 2):  # a step here may need more than the copy does
        disk.leave(pages)
        with suppress(StoreTrouble):
            backups.make(store, Reason.TIMER, NOW)
        assert not [name for name in disk.contents() if "part" in name]
    disk.leave(needed + 3)
    newest = backups.make(store, Reason.TIMER, NOW).backup
    assert not backups.check(newest)
    assert backups.best() == newest


def test_a_full_second_disk_is_a_warning_and_leaves_nothing(
    folder: Path, disk: Disk, store: sqlite3.Connection
) -> None:
    backups = backups_in(folder, disk.folder)
    assert not backups.make(store, Reason.TIMER, NOW).warning
    before = disk.contents()
    for pages in (0, 1, 7):
        disk.leave(pages)
        made = backups.make(store, Reason.TIMER, NOW)
        assert "磁盘空间不足" in made.warning
        assert disk.contents() == before
    assert len(backups.entries()) == 4


def test_a_read_only_disk_is_refused_and_its_backups_can_be_read(
    disk: Disk, store: sqlite3.Connection
) -> None:
    backups = backups_in(disk.folder)
    made = backups.make(store, Reason.TIMER, NOW)
    before = disk.contents()
    disk.make_read_only()
    with pytest.raises(Refused, match="所在磁盘是只读的"):
        backups.make(store, Reason.TIMER, NOW)
    assert disk.contents() == before
    assert backups.best() == made.backup


def test_a_read_only_second_disk_is_a_warning_for_making_and_nothing_for_thinning(
    folder: Path, disk: Disk, store: sqlite3.Connection
) -> None:
    backups = backups_in(folder, disk.folder)
    make_many(backups, store, 5)
    disk.make_read_only()
    assert "所在磁盘是只读的" in backups.make(store, Reason.CLOSE, NOW).warning
    assert [backup.number for backup in backups.thin()] == [1]
    assert "perfdesk-000001" in "".join(disk.contents())


def test_a_read_only_folder_that_is_still_to_be_made(disk: Disk, store: sqlite3.Connection) -> None:
    disk.make_read_only()
    with pytest.raises(StoreTrouble, match="无法建立备份文件夹，所在磁盘是只读的"):
        backups_in(disk.folder / "new").make(store, Reason.TIMER, NOW)
