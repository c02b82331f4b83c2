"""How a store file is looked at before it is opened, by what lies beside it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from perfdesk.store.errors import StoreTrouble
from perfdesk.store.looking import View, is_ours, is_sound, version_in, view_of, viewed, waiting
from perfdesk.store.migrating import known
from tests.support.storefiles import contents, execute, left_by_a_killed_process, new_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A closed store."""
    return new_file(tmp_path / "perfdesk.db", "甲")


def test_a_closed_store_is_looked_at_frozen_and_for_long_as_it_lies(file: Path) -> None:
    assert view_of(file) == View(file, frozen=True)
    assert view_of(file, for_long=True) == View(file)


def test_a_store_in_use_is_looked_at_as_it_lies(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("SELECT * FROM forms").fetchone()
        assert view_of(file) == View(file)


def test_a_store_without_wal_is_looked_at_as_it_lies(file: Path) -> None:
    execute(file, "PRAGMA journal_mode=DELETE")
    assert view_of(file) == View(file)


def test_a_log_that_nobody_shares_is_looked_at_in_a_copy_that_goes(file: Path) -> None:
    left_by_a_killed_process(file, "乙")
    file.with_name("perfdesk.db-shm").unlink()
    before = contents(file.parent)
    with viewed(file) as view:
        assert view.folder
        assert view.file.parent == view.folder
        assert is_sound(view)
        with closing(view.connect()) as connection:
            assert connection.execute("SELECT count(*) FROM forms").fetchone() == (2,)
    assert not view.folder.exists()
    assert contents(file.parent) == before


def test_a_store_says_whose_it_is_and_which_version(file: Path) -> None:
    assert is_ours(file)
    with viewed(file) as view:
        assert version_in(view) == known()[-1]
    execute(file, "DROP TABLE alembic_version", "PRAGMA application_id=1")
    assert not is_ours(file)
    with viewed(file) as view:
        assert version_in(view) == ""


def test_a_store_locked_for_good_by_another_program_is_a_sentence(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perfdesk.store.engine._PATIENCE", 0.05)
    execute(file, "PRAGMA journal_mode=DELETE")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreTrouble, match="占用"):
            is_sound(View(file))


def test_only_a_log_with_something_in_it_waits(file: Path) -> None:
    log = file.with_name("perfdesk.db-wal")
    assert not waiting(file, "-wal")
    log.touch()
    assert not waiting(file, "-wal")
    log.write_bytes(b"x")
    assert waiting(file, "-wal")
