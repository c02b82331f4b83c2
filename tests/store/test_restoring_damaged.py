"""A damaged store gives its place to a backup, and is kept under another name."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from perfdesk.store.backupfile import Reason
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.opening import Outcome, backups_of
from perfdesk.store.place import FilePlace
from perfdesk.store.restoring import restore_damaged
from tests.support.disks import small_disk
from tests.support.sqlitefiles import spoil
from tests.support.storefiles import (
    AROUND,
    NOW,
    UNUSABLE,
    contents,
    held_elsewhere,
    left_by_a_killed_process,
    names_in,
    new_file,
    opened,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "perfdesk.db"


def test_the_damaged_file_keeps_its_bytes_under_another_name(file: Path) -> None:
    left_by_a_killed_process(new_file(file, "甲"), "乙")
    backup = backups_of(file).make(file, Reason.MANUAL, NOW).backup
    spoil(file)
    damaged = {ending: (file.with_name(file.name + ending)).read_bytes() for ending in ("", "-wal")}
    with closing(restore_damaged(FilePlace(file), backup, AROUND)) as opening:
        assert opening.outcome is Outcome.READY
        assert names_in(opening) == {"甲", "乙"}
    for ending, content in damaged.items():
        assert file.with_name(f"perfdesk.damaged-1.db{ending}").read_bytes() == content
    assert contents(file.parent).keys() == {
        *("perfdesk.db", "perfdesk.db.lock", "perfdesk.damaged-1.db", "perfdesk.damaged-1.db-wal"),
        *("perfdesk.damaged-1.db-shm", f"perfdesk-backups/{backup.path.name}"),
        "perfdesk-backups/.perfdesk.lock",
    }


def test_a_second_damaged_file_does_not_take_the_place_of_the_first(file: Path) -> None:
    backup = backups_of(new_file(file, "甲")).make(file, Reason.MANUAL, NOW).backup
    kept = []
    for number in (1, 2, 3):
        file.write_bytes(b"damaged %d" % number)
        restore_damaged(FilePlace(file), backup, AROUND).close()
        kept.append(file.with_name(f"perfdesk.damaged-{number}.db").read_bytes())
    assert kept == [b"damaged 1", b"damaged 2", b"damaged 3"]


def test_a_store_that_vanished_from_its_log_is_restored(file: Path) -> None:
    left_by_a_killed_process(file, "甲")
    backup = backups_of(file).make(file, Reason.MANUAL, NOW).backup
    log = file.with_name("perfdesk.db-wal").read_bytes()
    file.unlink()
    with opened(file) as opening:
        assert opening.outcome is Outcome.DAMAGED
        assert opening.best == backup
    with closing(restore_damaged(FilePlace(file), backup, AROUND)) as opening:
        assert names_in(opening) == {"甲"}
    assert file.with_name("perfdesk.damaged-1.db-wal").read_bytes() == log


def test_on_a_disk_without_links_the_damaged_file_is_renamed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    backup = backups_of(new_file(file, "甲")).make(file, Reason.MANUAL, NOW).backup
    file.write_bytes(b"damaged")
    monkeypatch.setattr(os, "link", link)
    with closing(restore_damaged(FilePlace(file), backup, AROUND)) as opening:
        assert names_in(opening) == {"甲"}
    assert file.with_name("perfdesk.damaged-1.db").read_bytes() == b"damaged"


def test_a_link_to_a_damaged_store_stays_a_link(file: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = new_file(tmp_path / "real" / "perfdesk.db", "甲")
    backup = backups_of(real).make(real, Reason.MANUAL, NOW).backup
    real.write_bytes(b"damaged")
    file.symlink_to(real)
    restore_damaged(FilePlace(file), backup, AROUND).close()
    assert file.is_symlink()
    assert real.with_name("perfdesk.damaged-1.db").read_bytes() == b"damaged"
    with opened(file) as opening:
        assert names_in(opening) == {"甲"}


@pytest.mark.parametrize("fault", UNUSABLE)
def test_a_damaged_store_stays_where_it_is_if_the_backup_cannot_be_used(
    file: Path, fault: str
) -> None:
    backup = backups_of(new_file(file, "甲")).make(file, Reason.MANUAL, NOW).backup
    UNUSABLE[fault](backup.path)
    spoil(file)
    before = contents(file.parent)
    with pytest.raises(StoreTrouble):
        restore_damaged(FilePlace(file), backup, AROUND)
    assert contents(file.parent) == before


def test_a_full_disk_leaves_the_damaged_store_where_it_is(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "2m") as disk:
        file = new_file(disk.folder / "perfdesk.db", "甲")
        backup = backups_of(file).make(file, Reason.MANUAL, NOW).backup
        spoil(file)
        before = contents(disk.folder)
        disk.leave(10)
        with pytest.raises(StoreTrouble, match="空间不足"):
            restore_damaged(FilePlace(file), backup, AROUND)
        (disk.folder / "ballast").unlink()
        assert contents(disk.folder) == before


def test_a_store_that_is_not_damaged_is_not_replaced(file: Path) -> None:
    backup = backups_of(new_file(file, "甲")).make(file, Reason.MANUAL, NOW).backup
    with pytest.raises(StoreTrouble, match="没有损坏"):
        restore_damaged(FilePlace(file), backup, AROUND)


def test_a_store_that_another_window_has_open_is_not_replaced(file: Path) -> None:
    backup = backups_of(new_file(file, "甲")).make(file, Reason.MANUAL, NOW).backup
    with held_elsewhere(file):
        spoil(file)
        before = contents(file.parent)
        with pytest.raises(StoreTrouble, match="现在不能恢复"):
            restore_damaged(FilePlace(file), backup, AROUND)
        assert contents(file.parent) == before
