"""Going back to a backup: shown first, then the whole of it or nothing, and what was is kept."""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.core.change import Change, Kind
from perfdesk.core.state import State
from perfdesk.core.telling import told
from perfdesk.store import restoring
from perfdesk.store.backupfile import Backup, Reason, backup_at
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.opening import Opening, Outcome, backups_of, open_store
from perfdesk.store.place import FilePlace
from perfdesk.store.restoring import Fate, preview, restore
from tests.support import oldstores
from tests.support.disks import small_disk
from tests.support.sqlitefiles import spoil
from tests.support.storefiles import (
    AROUND,
    NOW,
    UNUSABLE,
    contents,
    dump,
    execute,
    held_elsewhere,
    named,
    names_in,
    new_file,
    opened,
    opened_server,
)
from tests.support.tools import ROOT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "perfdesk.db"


@pytest.fixture
def opening(file: Path) -> Iterator[Opening]:
    """An open store with 甲, 乙 and 丙."""
    with opened(new_file(file, "甲", "乙", "丙")) as opening:
        yield opening


def backed_up(opening: Opening) -> Backup:
    """A backup of the store as it is."""
    assert opening.backups
    return opening.backups.make(opening.file, Reason.MANUAL, NOW).backup


def change_much(opening: Opening) -> None:
    """甲 is edited, 乙 goes, 丁 comes, 丙 changes its state."""
    store = opening.needed()
    before = store.load("甲").form
    store.save(Change(before, replace(before, supervisor="市总工会"), "改主管部门"), 1)
    store.remove("乙")
    store.add(named("丁"))
    form = store.load("丙").form
    store.save(Change(form, form, "审核", Kind.MOVED, State.DRAFT, State.CHECKED), 1)


# ---------------------------------------------------------------------------------------- preview


def test_a_preview_names_every_form_that_would_change(opening: Opening) -> None:
    backup = backed_up(opening)
    change_much(opening)
    found = {item.form_id: item for item in preview(opening.needed(), backup)}
    assert {key: item.fate for key, item in found.items()} == {
        "甲": Fate.CHANGED,
        "乙": Fate.BACK,
        "丙": Fate.CHANGED,
        "丁": Fate.GONE,
    }
    [sentence] = told(found["甲"].delta)
    assert sentence.index("主管部门") < sentence.index("市总工会") < sentence.index("区总工会")
    assert not found["丙"].delta
    assert (found["丙"].state_now, found["丙"].state_then) == ("已审核", "草稿")
    assert (found["乙"].state_now, found["乙"].state_then) == ("", "草稿")
    assert (found["丁"].state_now, found["丁"].state_then) == ("草稿", "")
    assert {item.year for item in found.values()} == {2024}
    assert all(key == item.project_name for key, item in found.items())


def test_a_preview_of_the_same_content_is_empty(opening: Opening) -> None:
    assert preview(opening.needed(), backed_up(opening)) == []


def test_what_was_changed_and_changed_back_is_no_difference(opening: Opening) -> None:
    backup, store = backed_up(opening), opening.needed()
    form = store.load("甲").form
    other = replace(form, supervisor="市总工会")
    store.save(Change(form, other, "改主管部门"), 1)
    store.save(Change(other, form, "改主管部门"), 2)
    assert preview(store, backup) == []


def test_a_form_that_was_removed_and_brought_back_is_no_difference(opening: Opening) -> None:
    backup = backed_up(opening)
    opening.needed().remove("甲")
    opening.needed().bring_back("甲")
    assert preview(opening.needed(), backup) == []


def test_a_preview_writes_nothing(opening: Opening, file: Path) -> None:
    backup = backed_up(opening)
    change_much(opening)
    before = contents(file.parent)
    preview(opening.needed(), backup)
    assert contents(file.parent) == before


def test_a_preview_leaves_no_copy_behind(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    backup = backed_up(opening)
    preview(opening.needed(), backup)
    restore(opening, backup)
    spoil(backup.path)
    with pytest.raises(StoreTrouble):
        preview(opening.needed(), backup)
    assert list(scratch.iterdir()) == []


def test_a_store_in_use_elsewhere_can_still_be_compared(file: Path) -> None:
    with held_elsewhere(new_file(file, "甲")), opened(file) as opening:
        assert opening.outcome is Outcome.LOCKED
        backup = backed_up(opening)
        assert preview(opening.needed(), backup) == []


# ---------------------------------------------------------------------------------------- restore


def test_restoring_makes_the_store_what_it_was(opening: Opening, file: Path) -> None:
    backup = backed_up(opening)
    history = opening.needed().history("甲")
    change_much(opening)
    restore(opening, backup)
    store = opening.needed()
    assert preview(store, backup) == []
    assert names_in(opening) == {"甲", "乙", "丙"}
    assert store.history("甲") == history
    store.add(named("戊"))
    opening.close()
    with opened(file) as again:
        assert again.outcome is Outcome.READY
        assert names_in(again) == {"甲", "乙", "丙", "戊"}


def test_what_was_there_before_restoring_is_backed_up(opening: Opening) -> None:
    backup = backed_up(opening)
    change_much(opening)
    restore(opening, backup)
    assert opening.backups
    newest = opening.backups.entries()[0]
    assert newest.reason is Reason.RESTORE
    restore(opening, newest)
    assert names_in(opening) == {"甲", "丙", "丁"}


def test_the_second_folder_for_backups_stays_as_it_was_chosen(
    opening: Opening, tmp_path: Path
) -> None:
    backup = backed_up(opening)
    usb = tmp_path / "usb"
    usb.mkdir()
    assert opening.backups
    opening.backups.choose_second(usb)
    restore(opening, backup)
    assert opening.backups.second.folder == usb
    assert [path.name for path in usb.glob("*/*-restore.db")]


def test_the_backup_itself_is_only_read(opening: Opening) -> None:
    backup = backed_up(opening)
    before = backup.path.read_bytes()
    change_much(opening)
    restore(opening, backup)
    assert backup.path.read_bytes() == before


def test_a_backup_of_an_older_version_is_brought_up_to_date_first(opening: Opening) -> None:
    path = opening.file.with_name("perfdesk-000009-20240101T000000Z-manual.db")
    shutil.copyfile(oldstores.old_store("0001"), path)
    backup = backup_at(path)
    assert backup
    assert {item.fate for item in preview(opening.needed(), backup)} == {Fate.GONE, Fate.BACK}
    restore(opening, backup)
    assert names_in(opening) == set(oldstores.PROJECTS.values())
    opening.needed().add(named("甲"))
    with closing(sqlite3.connect(opening.file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("size", [512, 8192])
def test_a_backup_with_pages_of_another_size_is_restored(opening: Opening, size: int) -> None:
    backup = backed_up(opening)
    execute(backup.path, f"PRAGMA page_size={size}", "VACUUM")
    change_much(opening)
    restore(opening, backup)
    assert names_in(opening) == {"甲", "乙", "丙"}


def test_a_store_without_wal_is_restored_too(file: Path) -> None:
    new_file(file, "甲")
    with opened(file, network=lambda _: "nfs") as opening:
        backup = backed_up(opening)
        opening.needed().add(named("乙"))
        restore(opening, backup)
        assert names_in(opening) == {"甲"}
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_another_reader_sees_the_store_before_and_after(opening: Opening) -> None:
    backup = backed_up(opening)
    change_much(opening)
    with closing(sqlite3.connect(opening.file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        count = "SELECT count(*) FROM forms"
        assert reader.execute(count).fetchone() == (4,)
        restore(opening, backup)
        assert reader.execute(count).fetchone() == (4,)
        reader.execute("COMMIT")
        assert reader.execute(count).fetchone() == (3,)


def test_a_reader_that_does_not_let_go_is_not_waited_for_forever(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("perfdesk.store.engine._PATIENCE", 0.1)
    with opened(new_file(file, "甲"), network=lambda _: "nfs") as opening:
        backup = backed_up(opening)
        opening.needed().add(named("乙"))
        with closing(sqlite3.connect(file, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM forms").fetchone()
            with pytest.raises(StoreTrouble, match="占用"):
                restore(opening, backup)
        assert names_in(opening) == {"甲", "乙"}


# ----------------------------------------------------------------------------------- refused


def test_a_store_to_look_at_is_not_restored(opening: Opening, file: Path) -> None:
    backup = backed_up(opening)
    with opened(file) as second, pytest.raises(StoreTrouble, match="只能查看"):
        restore(second, backup)
    with opened(file, writable=False) as third, pytest.raises(StoreTrouble, match="只为查看"):
        restore(third, backup)


def test_a_store_on_a_server_is_left_to_its_own_tools(opening: Opening, postgres_url: str) -> None:
    backup = backed_up(opening)
    with opened_server(postgres_url) as server, pytest.raises(StoreTrouble, match="pg_restore"):
        restore(server, backup)


@pytest.mark.parametrize("fault", UNUSABLE)
def test_a_backup_that_cannot_be_used_changes_nothing(opening: Opening, fault: str) -> None:
    backup = backed_up(opening)
    change_much(opening)
    UNUSABLE[fault](backup.path)
    opening.needed().forms()
    before = dump(opening.file)
    for attempt in (lambda: preview(opening.needed(), backup), lambda: restore(opening, backup)):
        with pytest.raises(StoreTrouble) as caught:
            attempt()
        assert str(backup.path) in str(caught.value)
        assert str(caught.value).endswith("。")
    assert dump(opening.file) == before
    assert opening.backups
    assert Reason.RESTORE not in {entry.reason for entry in opening.backups.entries()}
    opening.needed().add(named("戊"))


@pytest.mark.parametrize("backup_fits", [False, True])
@pytest.mark.parametrize("room", [0, 20, 40])
def test_a_full_disk_leaves_the_store_as_it_was(
    tmp_path: Path, room: int, backup_fits: bool
) -> None:
    with small_disk(tmp_path / "disk", "8m") as disk:
        file = new_file(disk.folder / "perfdesk.db", "甲")
        with opened(file) as opening:
            opening.needed().add_all([named(f"项目{number}") for number in range(60)])
            backup = backed_up(opening)
            opening.needed().add_all([named(f"新项目{number}") for number in range(60)])
            names = names_in(opening)
            execute(file, "PRAGMA wal_checkpoint(TRUNCATE)")
            disk.leave(room + (file.stat().st_size // 4096 + 5 if backup_fits else 0))
            with pytest.raises(StoreTrouble, match="空间"):
                restore(opening, backup)
            assert opening.backups
            assert len(opening.backups.entries()) == 1 + backup_fits
            disk.leave(600)
            assert names_in(opening) == names
            restore(opening, backup)
            assert len(names_in(opening)) == 61


def test_a_full_disk_for_the_copy_leaves_the_store_as_it_was(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backed_up(opening)
    change_much(opening)
    with small_disk(tmp_path / "disk", "1m") as disk:
        monkeypatch.setattr("tempfile.tempdir", str(disk.folder))
        disk.leave(10)
        with pytest.raises(StoreTrouble, match="空间不足"):
            restore(opening, backup)
    assert names_in(opening) == {"甲", "丙", "丁"}


# ---------------------------------------------------------------------------------------- killed

RESTORES = """
import sys
from pathlib import Path
from perfdesk.store.backupfile import backup_at
from tests.support.storefiles import AROUND, opened
from perfdesk.store.place import FilePlace
from perfdesk.store.restoring import restore, restore_damaged
file, backup, damaged = Path(sys.argv[1]), backup_at(Path(sys.argv[2])), sys.argv[3] == "damaged"
with opened(file) as opening:
    print("ready", flush=True)
    if damaged:
        restore_damaged(FilePlace(file), backup, AROUND).close()
    else:
        restore(opening, backup)
print("done", flush=True)
"""


def killed_while_restoring(file: Path, backup: Backup, damaged: bool, after: float) -> bool:
    """Starts it elsewhere and kills it after so many seconds; whether it was done by then."""
    call = [sys.executable, "-c", RESTORES, str(file), str(backup.path)]
    call.append("damaged" if damaged else "sound")
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
        return "done" in process.stdout.read()


@pytest.mark.slow
@pytest.mark.parametrize("damaged", [False, True])
def test_who_is_killed_while_restoring_has_one_state_or_the_other(
    tmp_path: Path, damaged: bool
) -> None:
    rng, old = random.Random(7), {f"项目{number}" for number in range(150)}
    source = new_file(tmp_path / "source" / "perfdesk.db", *sorted(old))
    backup = backups_of(source).make(source, Reason.MANUAL, NOW).backup
    with opened(source) as opening:
        opening.needed().add_all([named(f"新{number}") for number in range(150)])
        new = names_in(opening)
    if damaged:
        spoil(source)
    for number in range(5):
        folder = tmp_path / str(number)
        shutil.copytree(source.parent, folder)
        file = folder / "perfdesk.db"
        done = killed_while_restoring(file, backup, damaged, rng.uniform(0.005, 0.25))
        with opened(file) as opening:
            if damaged and opening.outcome is Outcome.DAMAGED:
                assert not done
                continue
            assert opening.outcome is Outcome.READY
            assert names_in(opening) in ([old] if damaged or done else [old, new])


def test_the_copy_takes_on_the_stores_pages_only_where_they_differ(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    fit = restoring._fit_pages

    def watched(then: sqlite3.Connection, now: sqlite3.Connection) -> None:
        then.set_trace_callback(seen.append)
        fit(then, now)

    monkeypatch.setattr(restoring, "_fit_pages", watched)
    restore(opening, backed_up(opening))
    assert "VACUUM" not in seen


def test_nothing_happens_to_a_missing_store(tmp_path: Path) -> None:
    place = FilePlace(tmp_path / "perfdesk.db")
    opening = open_store(place, writable=False, surroundings=AROUND)
    with pytest.raises(StoreTrouble, match="没有这个数据文件"):
        restore(opening, Backup(1, NOW, Reason.MANUAL, tmp_path / "x.db", 0))
