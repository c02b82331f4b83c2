"""Backing up an open store: made, remembered, and not made twice for the same steps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.store.backingup import back_up, back_up_if_changed
from perfdesk.store.backupfile import Reason
from perfdesk.store.backups import Backups
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.opening import Opening
from tests.support.storefiles import named, new_file, opened, opened_server


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[Opening]:
    """An open store with one form."""
    with opened(new_file(tmp_path / "perfdesk.db", "甲")) as opening:
        yield opening


def reasons(opening: Opening) -> list[Reason]:
    assert opening.backups
    return [backup.reason for backup in opening.backups.entries()]


def test_the_same_steps_are_backed_up_once(opening: Opening) -> None:
    assert back_up_if_changed(opening, Reason.IMPORT) == ""
    assert back_up_if_changed(opening, Reason.BULK) == ""
    assert reasons(opening) == [Reason.IMPORT]
    opening.needed().add(named("乙"))
    assert back_up_if_changed(opening, Reason.BULK) == ""
    assert reasons(opening) == [Reason.BULK, Reason.IMPORT]


def test_a_backup_that_was_asked_for_is_made_in_any_case(opening: Opening) -> None:
    back_up(opening, Reason.MANUAL)
    back_up(opening, Reason.MANUAL)
    assert back_up_if_changed(opening, Reason.CLOSE) == ""
    assert reasons(opening) == [Reason.MANUAL] * 2


def test_where_all_backups_are_gone_there_is_a_new_one(opening: Opening) -> None:
    back_up(opening, Reason.MANUAL).backup.path.unlink()
    back_up_if_changed(opening, Reason.CLOSE)
    assert reasons(opening) == [Reason.CLOSE]


def test_a_store_in_which_nothing_was_ever_done_needs_no_backup(tmp_path: Path) -> None:
    with opened(tmp_path / "perfdesk.db") as opening:
        assert back_up_if_changed(opening, Reason.CLOSE) == ""
        assert reasons(opening) == []


def test_a_store_to_look_at_is_backed_up_only_when_asked_for(opening: Opening) -> None:
    with opened(opening.file, writable=False) as second:
        assert back_up_if_changed(second, Reason.CLOSE) == ""
        assert reasons(second) == []
        back_up(second, Reason.MANUAL)
        assert reasons(second) == [Reason.MANUAL]


def test_old_backups_that_cannot_be_cleared_are_a_warning(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Backups) -> None:
        raise StoreTrouble("磁盘坏了。")

    monkeypatch.setattr(Backups, "thin", fail)
    made = back_up(opening, Reason.MANUAL)
    assert made.warning == "备份已完成，但没有清理旧的备份：磁盘坏了。"
    assert made.backup.path.exists()


def test_a_store_on_a_server_is_left_to_its_own_tools(postgres_url: str) -> None:
    with opened_server(postgres_url) as opening:
        opening.needed().add(named("甲"))
        assert back_up_if_changed(opening, Reason.CLOSE) == ""
        with pytest.raises(StoreTrouble, match="pg_dump"):
            back_up(opening, Reason.MANUAL)
