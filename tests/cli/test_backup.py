"""`backup` and `restore`: copies of the store's file, and what going back to one changes."""

import shutil
from pathlib import Path

import pytest

from perfdesk.core.state import State
from perfdesk.store.migrating import known
from perfdesk.store.opening import backups_of
from perfdesk.store.outcome import ON_SERVER
from perfdesk.store.secondfolder import CHOICE
from tests.cli.calls import Caller, form, program, write
from tests.cli.stores import ask, backups, contents, held, move, steps
from tests.support.disks import small_disk
from tests.support.oldstores import PROJECTS, old_store
from tests.support.sqlitefiles import spoil


@pytest.fixture
def db(call: Caller, tmp_path: Path) -> Path:
    """A store with one form."""
    store = tmp_path / "s.db"
    call("import", write(tmp_path / "a.json", form(id="one")), "--store", store)
    return store


def names(call: Caller, db: Path) -> list[str]:
    return [item["form"] for item in call("list", "--store", db).objects]


def grow(call: Caller, db: Path, *new: str) -> None:
    """More forms in the store."""
    forms = [form(project_name=name, id=name) for name in new]
    assert call("import", write(db.with_name("more.json"), *forms), "--store", db).status == 0


def test_a_backup_is_a_whole_store(call: Caller, db: Path) -> None:
    done = program("backup", "--store", db)
    [item] = done.objects
    file = Path(item["path"])
    assert (done.status, done.err) == (0, "")
    assert (item["number"], item["reason"]) == (1, "manual")
    assert item["size"] == file.stat().st_size
    assert file.parent == db.with_name("s-backups")
    assert names(call, file) == ["职工培训"]


def test_a_backup_is_made_while_a_window_is_open(db: Path) -> None:
    with held(db):
        done = program("backup", "--store", db)
    assert (done.status, done.err) == (0, "")
    assert backups(db) == [Path(done.objects[0]["path"])]


def test_backups_are_thinned(call: Caller, db: Path) -> None:
    for number in range(1, 9):
        assert call("backup", "--store", db).objects[0]["number"] == number
    assert len(backups(db)) == 5


def test_the_list_says_which_backups_are_sound(call: Caller, db: Path) -> None:
    for _ in range(2):
        call("backup", "--store", db)
    spoil(backups(db)[1])
    done = call("backup", "--list", "--store", db)
    assert (done.status, done.err) == (1, "")
    assert [(item["number"], item["sound"]) for item in done.objects] == [(2, False), (1, True)]
    assert str(backups(db)[1]) in done.objects[0]["problem"]
    assert done.objects[1]["problem"] is None
    assert len(backups(db)) == 2


def test_the_list_is_there_where_the_store_is_not(call: Caller, db: Path) -> None:
    call("backup", "--store", db)
    db.unlink()
    done = call("backup", "--list", "--store", db)
    assert (done.status, len(done.objects)) == (1, 1)
    assert "没有这个数据文件" in done.sentence


def test_a_second_folder_gets_a_copy_of_every_backup_from_now_on(
    call: Caller, db: Path, tmp_path: Path
) -> None:
    usb = tmp_path / "U 盘"
    usb.mkdir()
    assert call("backup", "--second", usb, "--store", db).status == 0
    call("backup", "--store", db)
    copies = sorted(path.name for path in usb.glob("perfdesk-*/*.db"))
    assert copies == [path.name for path in backups(db)]
    assert len(call("backup", "--list", "--store", db).objects) == 4
    usb.rename(tmp_path / "away")
    done = call("backup", "--store", db)
    assert (done.status, len(done.objects)) == (1, 1)
    assert done.sentence.startswith("备份已完成，但没有复制到第二个文件夹")
    assert call("backup", "--second", "", "--store", db).status == 0
    assert call("backup", "--store", db).err == ""


def test_a_second_folder_must_be_there_and_another_one(
    call: Caller, db: Path, tmp_path: Path
) -> None:
    for wrong in (tmp_path / "no", tmp_path / "a.json"):
        done = call("backup", "--second", wrong, "--store", db)
        assert (done.status, done.out) == (1, "")
        assert done.sentence.startswith(f"{wrong}：没有这个文件夹")
    call("backup", "--store", db)
    same = db.with_name("s-backups")
    done = call("backup", "--second", same, "--store", db)
    assert (done.status, done.out) == (1, "")
    assert done.sentence.startswith(f"{same}：备份本来就在这个文件夹")
    assert call("backup", "--store", db).err == ""


def test_a_second_folder_is_remembered_while_a_window_is_open(db: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    with held(db):
        done = program("backup", "--second", tmp_path / "usb", "--store", db)
    assert (done.status, done.err) == (0, "")
    assert len(backups(db)) == len(list((tmp_path / "usb").glob("*/*.db"))) == 1


def test_a_damaged_store_is_restored_from_the_second_folder(
    call: Caller, db: Path, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    call("backup", "--second", usb, "--store", db)
    backups(db)[0].unlink()
    spoil(db)
    listed = call("backup", "--list", "--store", db)
    assert listed.status == 1
    assert [Path(item["path"]).parent.parent for item in listed.objects] == [usb]
    assert call("restore", "--dry-run", "--store", db).status == 0
    assert call("restore", "--store", db).status == 0
    assert names(call, db) == ["职工培训"]


def test_a_second_folder_can_be_chosen_for_a_damaged_store_but_not_for_none(
    call: Caller, db: Path, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    call("backup", "--store", db)
    spoil(db)
    assert call("backup", "--second", usb, "--list", "--store", db).status == 1
    assert backups_of(db).second.folder == usb
    done = call("backup", "--second", usb, "--store", tmp_path / "no.db")
    assert (done.status, done.out) == (1, "")
    assert "没有这个数据文件" in done.sentence
    assert not (tmp_path / "no-backups").exists()


def test_a_choice_that_cannot_be_read_is_told(call: Caller, db: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    call("backup", "--second", tmp_path / "usb", "--store", db)
    (db.with_name("s-backups") / CHOICE).write_bytes(b"?")
    done = call("backup", "--list", "--store", db)
    assert (done.status, len(done.objects)) == (0, 1)
    assert "读不出第二个备份文件夹的设置" in done.sentence
    assert call("backup", "--store", db).status == 1


def test_restoring_tells_a_change_of_the_state_alone(call: Caller, db: Path) -> None:
    call("backup", "--store", db)
    move(db, State.CHECKED, "one")
    done = call("restore", "--dry-run", "--store", db)
    [told] = done.objects
    assert (told["fate"], told["changes"]) == ("changed", [])
    assert told["state"] == {"before": "checked", "after": "draft"}
    assert any("状态：已审核 → 草稿" in sentence for sentence in done.sentences)


@pytest.mark.parametrize("version", known()[:-1])
def test_a_backup_brings_a_store_of_an_older_version_up_to_date(
    call: Caller, tmp_path: Path, version: str
) -> None:
    store = tmp_path / "s.db"
    shutil.copyfile(old_store(version), store)
    assert "perfdesk backup" in call("list", "--store", store).sentence
    done = call("backup", "--store", store)
    assert (done.status, "升级前已备份" in done.sentence) == (0, True)
    assert len(backups(store)) == 2
    assert names(call, store) == list(PROJECTS.values())


def test_a_full_disk_leaves_no_half_backup(call: Caller, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        store = disk.folder / "s.db"
        call("import", write(tmp_path / "a.json", form()), "--store", store)
        disk.leave(10)
        done = call("backup", "--store", store)
        assert (done.status, done.out) == (1, "")
        assert "空间" in done.sentence
        assert not backups(store)
        assert not list(store.parent.rglob("*.part*"))


def test_restore_says_what_changes_and_goes_back(call: Caller, db: Path) -> None:
    call("backup", "--store", db)
    grow(call, db, "新")
    changed = write(db.with_name("b.json"), form(id="one", supervisor="市总工会"))
    call("import", changed, "--update", "--store", db)
    move(db, State.CHECKED, "one")
    dry = call("restore", "1", "--dry-run", "--store", db)
    assert (dry.status, names(call, db)) == (0, ["职工培训", "新"])
    done = program("restore", "1", "--store", db)
    assert done.status == 0
    assert done.objects == dry.objects
    one, new = done.objects
    assert (one["id"], one["fate"], new["form"], new["fate"]) == ("one", "changed", "新", "gone")
    assert (one["state"], new["state"]) == ({"before": "checked", "after": "draft"}, None)
    assert one["changes"] == [{"where": "supervisor", "before": "市总工会", "after": "区总工会"}]
    assert "“职工培训”：状态：已审核 → 草稿" in done.sentences
    assert names(call, db) == ["职工培训"]
    assert steps(db) == 1
    [before] = backups(db, "restore")
    assert str(before) in done.err
    assert names(call, before) == ["职工培训", "新"]


def test_without_a_name_the_newest_sound_backup_counts(call: Caller, db: Path) -> None:
    call("backup", "--store", db)
    grow(call, db, "二")
    call("backup", "--store", db)
    grow(call, db, "三")
    spoil(backups(db)[-1])  # made before the import of 三
    newest = backups(db)[-2]
    done = call("restore", "--store", db)
    assert done.status == 0
    assert str(newest) in done.err
    assert names(call, db) == ["职工培训", "二"]


def test_a_backup_is_found_by_its_file_under_any_name(
    call: Caller, db: Path, tmp_path: Path
) -> None:
    call("backup", "--store", db)
    own = shutil.copy(backups(db)[0], tmp_path / "年底.db")
    grow(call, db, "二")
    assert call("restore", own, "--store", db).status == 0
    assert names(call, db) == ["职工培训"]


@pytest.mark.parametrize("wanted", [["1"], []])
def test_restoring_twice_changes_nothing_the_second_time(
    call: Caller, db: Path, wanted: list[str]
) -> None:
    call("backup", "--store", db)
    grow(call, db, "二")
    for path in backups(db)[1:]:  # made by the import
        path.unlink()
    call("restore", *wanted, "--store", db)
    made = backups(db)
    again = call("restore", *wanted, "--store", db)
    assert (again.status, again.objects) == (0, [])
    assert "相同，没有改动" in again.err
    assert (names(call, db), backups(db)) == (["职工培训"], made)


def test_what_was_before_a_restore_comes_back_by_its_number(call: Caller, db: Path) -> None:
    call("backup", "--store", db)
    grow(call, db, "二")
    call("restore", "1", "--store", db)
    [before] = backups(db, "restore")
    call("restore", before, "--store", db)
    assert names(call, db) == ["职工培训", "二"]


def test_after_a_loss_the_empty_store_is_not_what_is_restored(call: Caller, db: Path) -> None:
    call("backup", "--store", db)
    db.unlink()
    for _ in range(3):
        call("restore", "--store", db)
        assert names(call, db) == ["职工培训"]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("7", "没有第 7 号备份"),
        ("no.db", "找不到这个文件或文件夹"),
        ("s.db", "这就是现在的数据文件"),
        ("a.json", "不是 PerfDesk 的数据文件"),
        ("open.db", "正在使用"),
        ("", "不是文件"),
        ("..", "不是文件"),
        ("/dev/null", "不是文件"),
    ],
)
def test_what_is_no_backup_changes_nothing(
    call: Caller, db: Path, monkeypatch: pytest.MonkeyPatch, wanted: str, sentence: str
) -> None:
    monkeypatch.chdir(db.parent)
    shutil.copy(db, "open.db")
    Path("open.db-wal").write_bytes(b"x")
    before = contents(db.parent)
    done = call("restore", wanted, "--store", db)
    assert (done.status, done.out) == (1, "")
    assert sentence in done.sentence
    assert contents(db.parent) == before


def test_without_backups_nothing_is_restored(call: Caller, db: Path, tmp_path: Path) -> None:
    done = call("restore", "--store", db)
    assert (done.status, done.sentence) == (1, f"{db}：没有可用的备份。")
    assert call("restore", "--store", tmp_path / "new" / "s.db").status == 1
    (other := tmp_path / "other.db").write_text("x", encoding="utf-8")
    assert call("restore", other, "--store", tmp_path / "new" / "s.db").status == 1
    assert not (tmp_path / "new").exists()


def test_a_damaged_backup_is_refused(call: Caller, db: Path) -> None:
    call("backup", "--store", db)
    grow(call, db, "二")
    spoil(backups(db)[0])
    done = call("restore", "1", "--store", db)
    assert (done.status, done.out) == (1, "")
    assert str(backups(db)[0]) in done.sentence
    assert names(call, db) == ["职工培训", "二"]


def test_a_damaged_store_is_set_aside_and_replaced(call: Caller, db: Path) -> None:
    call("backup", "--store", db)
    spoil(db)
    damaged = db.read_bytes()
    dry = call("restore", "--dry-run", "--store", db)
    assert (dry.status, db.read_bytes()) == (0, damaged)
    assert "已损坏" in dry.sentences[0]
    done = call("restore", "--store", db)
    aside = db.with_name("s.damaged-1.db")
    assert done.status == 0
    assert str(aside) in done.sentences[-1]
    assert aside.read_bytes() == damaged
    assert names(call, db) == ["职工培训"]


def test_a_store_that_is_gone_comes_back(call: Caller, db: Path) -> None:
    call("backup", "--store", db)
    db.unlink()
    done = call("restore", "--store", db)
    assert (done.status, done.objects[0]["fate"]) == (0, "back")
    assert names(call, db) == ["职工培训"]


def test_a_store_in_use_is_not_replaced(call: Caller, db: Path) -> None:
    call("backup", "--store", db)
    grow(call, db, "二")
    with held(db):
        done = program("restore", "1", "--store", db)
        dry = program("restore", "1", "--dry-run", "--store", db)
    assert (done.status, done.out) == (1, "")
    assert done.sentence.startswith(f"{db}：正由 ")
    assert (dry.status, dry.objects[0]["fate"]) == (0, "gone")
    assert names(call, db) == ["职工培训", "二"]


def test_a_full_disk_leaves_the_store_as_it_was(call: Caller, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "8m") as disk:
        store = disk.folder / "s.db"
        call("import", write(tmp_path / "a.json", form()), "--store", store)
        call("backup", "--store", store)
        grow(call, store, "二")
        disk.leave(20)
        done = call("restore", "1", "--store", store)
        assert (done.status, done.out) == (1, "")
        assert "空间" in done.sentence
        disk.leave(500)
        assert names(call, store) == ["职工培训", "二"]
        assert ask(store, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("arguments", [["backup"], ["restore", "1"]])
def test_a_servers_backups_are_made_there(call: Caller, arguments: list[str]) -> None:
    done = call(*arguments, "--store", "postgresql+psycopg://anna:geheim@host/db")
    assert (done.status, done.out) == (1, "")
    assert done.sentence.startswith("postgresql://anna@host/db：")
    assert done.sentence.endswith(ON_SERVER)
