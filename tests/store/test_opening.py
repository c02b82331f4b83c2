"""Opening a store that is there, not there, in use, newer or older; each with a real file."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.store.backupfile import Reason
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.migrating import known
from perfdesk.store.opening import Outcome, backups_of, open_store
from perfdesk.store.place import FilePlace
from tests.support.disks import small_disk
from tests.support.storefiles import (
    ADDS_A_TABLE,
    AROUND,
    FAILS_HALF_WAY,
    NOW,
    add_elsewhere,
    contents,
    dump,
    execute,
    held_elsewhere,
    left_by_a_killed_process,
    named,
    names_in,
    new_file,
    opened,
    scripts_with,
)

HEAD = known()[-1]
GROWS = """def upgrade():
    op.create_table("later", sa.Column("id", sa.Text))
    op.execute("INSERT INTO later SELECT hex(zeroblob(300000)) FROM forms")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the store lies; nothing is there yet."""
    return tmp_path / "数据" / "perfdesk.db"


@pytest.fixture
def scripts(tmp_path: Path) -> str:
    """Migrations with one more version, which fails half way."""
    return scripts_with(tmp_path, FAILS_HALF_WAY)


# ------------------------------------------------------------------------------------------ ready


def test_a_missing_store_is_made_with_its_folder(file: Path) -> None:
    with opened(file) as opening:
        assert (opening.outcome, opening.sentence) == (Outcome.READY, "")
        assert names_in(opening) == set()
        assert not opening.migrated_from
    assert {path.name for path in file.parent.iterdir()} == {"perfdesk.db", "perfdesk.db.lock"}


def test_a_new_store_is_a_file_of_ours_on_todays_schema(file: Path) -> None:
    new_file(file)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x50444B31,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [(HEAD,)]


def test_an_existing_store_opens_with_its_forms(file: Path) -> None:
    new_file(file, "甲", "乙")
    with opened(file) as opening:
        assert (opening.outcome, opening.sentence) == (Outcome.READY, "")
        assert names_in(opening) == {"甲", "乙"}


def test_opening_an_existing_store_makes_no_backup(file: Path) -> None:
    with opened(new_file(file)) as opening:
        assert opening.backups
        assert opening.backups.entries() == []


def test_what_waits_in_the_log_of_a_killed_process_is_there(file: Path) -> None:
    left_by_a_killed_process(file, "甲", "乙")
    assert file.with_name("perfdesk.db-wal").stat().st_size
    with opened(file) as opening:
        assert opening.outcome is Outcome.READY
        assert names_in(opening) == {"甲", "乙"}


def test_the_second_folder_for_backups_is_the_one_chosen_beside_the_store(file: Path) -> None:
    usb = file.parent.with_name("usb")
    usb.mkdir()
    with opened(file) as opening:
        backups_of(file).choose_second(usb)
        assert opening.backups
        opening.backups.make(file, Reason.MANUAL, NOW)
    assert len(list(usb.glob("*/*.db"))) == 1


def test_a_new_store_beside_backups_of_an_old_one_says_so(file: Path) -> None:
    backup = backups_of(file).make(new_file(file, "甲"), Reason.MANUAL, NOW).backup
    file.rename(file.with_name("moved.db"))
    with opened(file) as opening:
        assert opening.outcome is Outcome.READY
        assert opening.best == backup
        assert "已新建" in opening.sentence
        assert "可恢复" in opening.sentence


def test_what_a_killed_maker_left_is_no_hindrance(file: Path) -> None:
    file.parent.mkdir()
    for ending in ("", "-journal"):
        draft = file.with_name(f".perfdesk.db.{os.getpid()}.part{ending}")
        draft.write_bytes(b"half a file")
    with opened(file) as opening:
        assert opening.outcome is Outcome.READY
    assert not list(file.parent.glob(".*part*"))


def test_a_maker_that_fails_leaves_nothing(file: Path, scripts: str) -> None:
    with opened(file, scripts=scripts) as opening:
        assert opening.outcome is Outcome.UNREACHABLE
        assert "no_such_table" in opening.sentence
    assert [path.name for path in file.parent.iterdir()] == ["perfdesk.db.lock"]


# --------------------------------------------------------------------------------------- missing


def test_looking_at_a_missing_store_makes_nothing(file: Path) -> None:
    with opened(file, writable=False) as opening:
        assert opening.outcome is Outcome.MISSING
        assert opening.sentence == f"{file}：没有这个数据文件。"
        with pytest.raises(StoreTrouble, match="没有这个数据文件"):
            opening.needed()
    assert not file.parent.exists()


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_log_without_its_store_is_never_played_into_a_new_one(file: Path, ending: str) -> None:
    left_by_a_killed_process(file, "甲")
    log = file.with_name("perfdesk.db-wal")
    file.rename(file.with_name("moved.db"))
    log = log.rename(file.with_name(f"perfdesk.db{ending}"))
    before = contents(file.parent)
    with opened(file) as opening:
        assert opening.outcome is Outcome.DAMAGED
        assert "不见了" in opening.sentence
    assert contents(file.parent) == before


# ---------------------------------------------------------------------------------------- locked


def test_a_store_open_in_another_process_can_be_read_while_it_writes(file: Path) -> None:
    new_file(file, "甲")
    with held_elsewhere(file) as process, opened(file) as opening:
        assert opening.outcome is Outcome.LOCKED
        assert opening.holder
        assert opening.holder.since == NOW
        assert str(opening.holder) in opening.sentence
        assert names_in(opening) == {"甲"}
        add_elsewhere(process, "乙")
        assert names_in(opening) == {"甲", "乙"}


def test_a_store_in_use_refuses_to_be_written_by_another(file: Path) -> None:
    with opened(file), opened(file) as second:
        with pytest.raises(StoreTrouble, match="只能查看"):
            second.needed().add(named("甲"))
        assert second.needed().read_only == second.sentence


def test_a_store_open_in_another_window_of_this_program_is_locked(file: Path) -> None:
    with opened(file) as first:
        with opened(file) as second:
            assert second.outcome is Outcome.LOCKED
            first.needed().add(named("甲"))
            assert names_in(second) == {"甲"}
        with opened(file) as third:
            assert third.outcome is Outcome.LOCKED
    with opened(file) as fourth:
        assert fourth.outcome is Outcome.READY


def test_a_store_that_another_process_is_just_making_is_not_there_yet(file: Path) -> None:
    new_file(file)
    with held_elsewhere(file):
        file.rename(file.with_name("moved.db"))
        file.with_name("perfdesk.db-wal").unlink()
        with opened(file) as opening:
            assert opening.outcome is Outcome.UNREACHABLE
            assert "请稍后再打开" in opening.sentence


def test_looking_keeps_nobody_out(file: Path) -> None:
    new_file(file, "甲")
    with opened(file, writable=False) as looking, opened(file) as writing:
        assert (looking.outcome, looking.sentence) == (Outcome.READY, "")
        assert writing.outcome is Outcome.READY
        writing.needed().add(named("乙"))
        assert names_in(looking) == {"甲", "乙"}
        with pytest.raises(StoreTrouble, match="只为查看"):
            looking.needed().add(named("丙"))


def test_closing_twice_does_no_harm(file: Path) -> None:
    opening = open_store(FilePlace(file), surroundings=AROUND)
    opening.close()
    opening.close()
    with opened(file) as again:
        assert again.outcome is Outcome.READY


# ----------------------------------------------------------------------------------------- newer


@pytest.fixture
def newer(file: Path) -> Path:
    """A store that a later version has migrated."""
    version = "UPDATE alembic_version SET version_num = '9999'"
    execute(new_file(file, "甲"), "CREATE TABLE later (id TEXT)", version)
    file.with_name("perfdesk.db.lock").unlink()
    return file


@pytest.mark.parametrize("writable", [True, False])
def test_a_newer_store_is_refused_and_nothing_is_left_beside_it(
    newer: Path, writable: bool
) -> None:
    before = contents(newer.parent)
    with opened(newer, writable) as opening:
        assert opening.outcome is Outcome.NEWER
        assert opening.store is None
        assert "更新版本" in opening.sentence
    assert contents(newer.parent) == before


def test_a_newer_store_whose_version_waits_in_the_log_is_refused(file: Path) -> None:
    new_file(file, "甲")
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint=0")
        writer.execute("UPDATE alembic_version SET version_num = '9999'")
        before = contents(file.parent)
        with opened(file) as opening:
            assert opening.outcome is Outcome.NEWER
        assert contents(file.parent) == before


def test_a_store_that_has_lost_its_version_is_damaged(file: Path) -> None:
    execute(new_file(file), "DELETE FROM alembic_version")
    with opened(file) as opening:
        assert opening.outcome is Outcome.DAMAGED


# ----------------------------------------------------------------------------------------- older


@pytest.fixture
def later(tmp_path: Path) -> str:
    """Migrations of a program one version later."""
    return scripts_with(tmp_path, ADDS_A_TABLE)


def test_an_older_store_is_backed_up_and_migrated(file: Path, later: str) -> None:
    new_file(file, "甲")
    before = dump(file)
    with opened(file, scripts=later) as opening:
        assert (opening.outcome, opening.migrated_from) == (Outcome.READY, HEAD)
        assert names_in(opening) == {"甲"}
        assert opening.backups
        [backup] = opening.backups.entries()
        assert backup.reason is Reason.MIGRATION
        assert dump(backup.path) == before
    with opened(file, scripts=later) as opening:
        assert opening.migrated_from == ""
    with opened(file) as opening:
        assert opening.outcome is Outcome.NEWER


def test_an_older_store_left_by_a_killed_process_is_migrated_with_its_log(
    file: Path, later: str
) -> None:
    left_by_a_killed_process(file, "甲", "乙")
    with opened(file, scripts=later) as opening:
        assert opening.migrated_from == HEAD
        assert names_in(opening) == {"甲", "乙"}


def test_an_older_store_is_not_migrated_by_looking(file: Path, later: str) -> None:
    new_file(file)
    before = contents(file.parent)
    with opened(file, writable=False, scripts=later) as opening:
        assert opening.outcome is Outcome.OLDER
        assert "要升级" in opening.sentence
    assert contents(file.parent) == before


def test_an_older_store_is_not_migrated_while_another_window_writes_it(
    file: Path, later: str
) -> None:
    with opened(file), opened(file, scripts=later) as opening:
        assert opening.outcome is Outcome.OLDER


# ---------------------------------------------------------------------------------- not migrated


def test_a_failing_migration_leaves_the_store_as_it_was(file: Path, scripts: str) -> None:
    new_file(file, "甲")
    before = dump(file)
    with opened(file, scripts=scripts) as opening:
        assert opening.outcome is Outcome.NOT_MIGRATED
        assert opening.store is None
        assert "保持原样" in opening.sentence
        assert opening.backups
        assert [backup.reason for backup in opening.backups.entries()] == [Reason.MIGRATION]
    assert dump(file) == before
    with opened(file) as opening:
        assert names_in(opening) == {"甲"}


def test_a_migration_that_is_no_sound_python_frees_the_store_again(
    file: Path, tmp_path: Path
) -> None:
    new_file(file, "甲")
    before = dump(file)
    scripts = scripts_with(tmp_path, ADDS_A_TABLE + "    raise KeyError('bug')\n")
    with pytest.raises(KeyError):
        open_store(FilePlace(file), surroundings=replace(AROUND, scripts=scripts))
    assert dump(file) == before
    with opened(file) as opening:
        assert opening.outcome is Outcome.READY


def test_a_full_disk_leaves_an_older_store_as_it_was(tmp_path: Path) -> None:
    scripts = scripts_with(tmp_path, GROWS)
    with small_disk(tmp_path / "disk", "2m") as disk:
        file = new_file(disk.folder / "perfdesk.db", "甲")
        before = dump(file)
        size = file.stat().st_size // 4096
        disk.leave(size + 60)  # the backup fits, the new table does not
        with opened(file, scripts=scripts) as opening:
            assert opening.outcome is Outcome.NOT_MIGRATED
            assert "空间不足" in opening.sentence
            assert opening.backups
            assert len(opening.backups.entries()) == 1
        disk.leave(200)
        assert dump(file) == before
        with opened(file) as opening:
            assert names_in(opening) == {"甲"}


def test_without_a_backup_there_is_no_migration(file: Path, later: str) -> None:
    new_file(file, "甲")
    backups = file.with_name("perfdesk-backups")
    backups.write_text("in the way", encoding="utf-8")
    before = contents(file.parent)
    with opened(file, scripts=later) as opening:
        assert opening.outcome is Outcome.NOT_MIGRATED
        assert str(backups) in opening.sentence
    assert contents(file.parent) == before
