"""`import` and `undo-import`: what goes in, what is only named, and that it is all or nothing."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from perfdesk.core.form import Form
from perfdesk.core.state import State
from perfdesk.files.formfile import form_from_json
from perfdesk.sample import sample_folder, sample_forms
from perfdesk.store.backingup import back_up
from perfdesk.store.backupfile import Reason
from perfdesk.store.opening import open_store
from perfdesk.store.place import VARIABLE, FilePlace
from tests.cli.calls import Caller, Done, Json, checked, form, indicator, left_in, program, write
from tests.cli.stores import ask, backups, contents, held, move, steps, work
from tests.support.disks import small_disk
from tests.support.shapedforms import shaped_canvas, shaped_record, write_canvas
from tests.support.shapes.shape import Shape
from tests.support.tools import ROOT


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the store lies; neither file nor folder is there yet."""
    return tmp_path / "数据 库" / "本 单位.db"


def full(call: Caller, store: Path | str) -> list[Form]:
    """The forms in the store without their ids, which a form file need not have."""
    found = map(form_from_json, call("list", "--full", "--store", store).objects)
    return [replace(item, id="") for item in found]


def read(*data: Json) -> list[Form]:
    """The forms of these objects."""
    return [form_from_json(item) for item in data]


def test_a_folder_goes_in_and_comes_out_the_same(tmp_path: Path) -> None:
    done = program("import", sample_folder(), "--store", "新/库.db", cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert [item["result"] for item in done.objects] == ["new"] * len(sample_forms())
    assert [item["id"] for item in done.objects] == [item.id for item in sample_forms()]
    listed = program("list", "--full", "--store", "新/库.db", cwd=tmp_path)
    read = program("read", sample_folder())
    assert sorted(listed.out.splitlines()) == sorted(read.out.splitlines())
    assert {"库.db", "库.db.lock"} <= set(left_in(tmp_path / "新"))


def test_each_form_has_an_object_with_its_place_identity_and_batch(
    call: Caller, tmp_path: Path, db: Path
) -> None:
    file = write(tmp_path / "a.json", form(), form(project_name="另一个项目", id="own"))
    done = call("import", file, "--store", db)
    [first, second] = done.objects
    assert (first["file"], first["n"], first["form"]) == (str(file), 1, "职工培训")
    assert (second["n"], second["id"]) == (2, "own")
    assert first["id"]
    assert first["batch"] == second["batch"] != ""
    assert first["changes"] == []


def test_what_is_there_already_is_left_and_nothing_is_written(
    call: Caller, tmp_path: Path, db: Path
) -> None:
    file = write(tmp_path / "a.json", form())
    [before] = call("import", file, "--store", db).objects
    done = call("import", file, "--store", db)
    [after] = done.objects
    assert (done.status, done.err) == (0, "")
    assert (after["result"], after["id"], after["batch"]) == ("same", before["id"], None)
    assert steps(db) == 1
    assert not backups(db)


def test_a_changed_form_is_named_cell_by_cell_and_not_written(
    call: Caller, tmp_path: Path, db: Path
) -> None:
    call("import", write(tmp_path / "a.json", form()), "--store", db)
    file = write(tmp_path / "b.json", form(supervisor="市总工会", goal_actual="完成"))
    done = call("import", file, "--store", db)
    assert done.status == 1
    assert done.sentences[:-1] == [
        f"{file}：第 1 张表：主管部门：区总工会 → 市总工会",
        f"{file}：第 1 张表：实际完成情况：（空） → 完成",
    ]
    assert "--update" in done.sentences[-1]
    [item] = done.objects
    assert (item["result"], item["batch"]) == ("changed", None)
    assert item["changes"] == [
        {"where": "supervisor", "before": "区总工会", "after": "市总工会"},
        {"where": "goal_actual", "before": "", "after": "完成"},
    ]
    assert full(call, db) == read(form())
    assert not backups(db)


def test_one_import_is_one_batch(call: Caller, tmp_path: Path, db: Path) -> None:
    call("import", write(tmp_path / "a.json", form()), "--store", db)
    write(tmp_path / "a.json", form(supervisor="x"), form(project_name="新"), form(year=2023))
    done = call("import", tmp_path / "a.json", "--update", "--store", db)
    assert [item["result"] for item in done.objects] == ["updated", "new", "new"]
    assert len({item["batch"] for item in done.objects}) == 1


@pytest.mark.parametrize("options", [[], ["--update"], ["--targets"]])
def test_a_locked_form_is_not_written_and_says_why(
    call: Caller, tmp_path: Path, db: Path, options: list[str]
) -> None:
    call("import", write(tmp_path / "a.json", form()), "--store", db)
    move(db, State.CHECKED)
    move(db, State.REPORTED)
    file = write(tmp_path / "b.json", form(supervisor="别的"))
    done = call("import", file, "--store", db, *options)
    assert (done.status, done.objects[0]["result"]) == (1, "locked")
    assert done.sentences[0] == f"{file}：第 1 张表：主管部门：区总工会 → 别的"
    assert "没有写入：这张表已上报" in done.sentences[1]
    assert full(call, db) == read(form())


def test_a_form_that_comes_twice_goes_in_once(call: Caller, tmp_path: Path, db: Path) -> None:
    file = write(tmp_path / "a.json", form(), form())
    done = call("import", file, "--store", db)
    assert (done.status, [item["result"] for item in done.objects]) == (1, ["new", "repeated"])
    assert done.sentence.startswith(f"{file}：第 2 张表：")
    assert len(full(call, db)) == 1


def test_forms_that_cannot_be_told_apart_are_left_alone(
    call: Caller, tmp_path: Path, db: Path
) -> None:
    call("import", write(tmp_path / "a.json", form(id="1"), form(id="2")), "--store", db)
    done = call("import", write(tmp_path / "b.json", form(supervisor="x")), "--store", db)
    assert (done.status, done.objects[0]["result"]) == (1, "unclear")
    assert "分不清" in done.sentence
    assert done.sentence.endswith("写上它的 id：1、2。")
    assert steps(db) == 2
    known = write(tmp_path / "c.json", form(supervisor="x", id="2"))
    done = call("import", known, "--update", "--store", db)
    assert (done.status, done.objects[0]["id"]) == (0, "2")


def test_a_removed_form_comes_back_only_when_asked(call: Caller, tmp_path: Path, db: Path) -> None:
    file = write(tmp_path / "a.json", form())
    call("import", file, "--store", db)
    work(db, lambda store: store.remove(store.forms()[0].id))
    done = call("import", file, "--store", db)
    assert (done.status, done.objects[0]["result"]) == (1, "changed")
    assert "已删除" in done.sentences[0]
    assert full(call, db) == []
    assert call("import", file, "--update", "--store", db).objects[0]["result"] == "updated"
    assert full(call, db) == read(form())


def test_a_workbook_is_read_like_everywhere(call: Caller, tmp_path: Path, db: Path) -> None:
    book = tmp_path / "a.xlsx"
    call("export", write(tmp_path / "a.json", form()), "-o", book)
    assert call("import", book, "--store", db).objects[0]["result"] == "new"
    assert full(call, db)[0].project_name == "职工培训"


@pytest.mark.parametrize(
    ("name", "year", "lacking"),
    [
        ("", "2024", "没有写明项目名称，"),
        ("职工培训", "", "没有写明年度，"),
        ("", "", "没有写明项目名称和年度，"),
    ],
)
def test_a_sheet_that_does_not_say_which_form_it_is_stays_out_and_the_rest_goes_in(
    call: Caller, tmp_path: Path, db: Path, name: str, year: str, lacking: str
) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for file, record in (
        ("a.xlsx", shaped_record(name) | {"year": year}),
        ("b.xlsx", shaped_record("另一个项目")),
    ):
        write_canvas(shaped_canvas(record, Shape()), inputs / file)
    done = call("import", inputs, "--store", db)
    assert (done.status, [item["result"] for item in done.objects]) == (1, ["unclear", "new"])
    assert any(lacking in sentence and "a.xlsx" in sentence for sentence in done.sentences)
    assert [item.project_name for item in full(call, db)] == ["另一个项目"]


def test_broken_files_among_good_ones_are_named_and_the_rest_goes_in(
    call: Caller, tmp_path: Path, db: Path
) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    write(inputs / "a.json", form(), form(year="2024"))
    write(inputs / "c.json", form(project_name="三"))
    (inputs / "b.json").write_text("{", encoding="utf-8")
    done = call("import", inputs, inputs / "no.json", "--store", db)
    assert done.status == 1
    assert [item["form"] for item in done.objects] == ["职工培训", "三"]
    assert len(done.sentences) == 3
    assert len(full(call, db)) == 2


def test_nothing_to_import_makes_no_store(call: Caller, tmp_path: Path, db: Path) -> None:
    done = call("import", tmp_path / "no.json", "--store", db)
    assert (done.status, done.out) == (1, "")
    assert left_in(tmp_path) == []


def test_a_dry_run_writes_nothing_at_all(call: Caller, tmp_path: Path, db: Path) -> None:
    file = write(tmp_path / "a.json", form())
    done = call("import", file, "--dry-run", "--store", db)
    [item] = done.objects
    assert (done.status, done.err) == (0, "")
    assert (item["result"], item["id"], item["batch"]) == ("new", None, None)
    assert left_in(tmp_path) == ["a.json"]


def test_a_dry_run_without_a_folder_to_try_in_is_one_sentence(
    call: Caller, tmp_path: Path, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "a.json", form())
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    done = call("import", file, "--dry-run", "--store", db)
    assert (done.status, done.out) == (1, "")
    assert "没有能写入的临时文件夹" in done.sentence


def test_what_a_windows_last_backup_holds_is_not_backed_up_again(
    call: Caller, tmp_path: Path, db: Path
) -> None:
    call("import", write(tmp_path / "a.json", form()), "--store", db)
    with closing(open_store(FilePlace(db))) as opening:
        back_up(opening, Reason.CLOSE)
    call("import", write(tmp_path / "b.json", form(project_name="二")), "--store", db)
    assert [backup.name.split("-")[-1] for backup in backups(db)] == ["close.db"]
    call("import", write(tmp_path / "c.json", form(project_name="三")), "--store", db)
    assert len(backups(db, "import")) == 1


def test_a_dry_run_tells_what_an_update_would_do(call: Caller, tmp_path: Path, db: Path) -> None:
    call("import", write(tmp_path / "a.json", form()), "--store", db)
    before = contents(db.parent)
    file = write(tmp_path / "b.json", form(supervisor="x"))
    dry, updating = ("import", file, "--dry-run", "--store", db), "--update"
    assert (call(*dry).status, call(*dry).objects[0]["result"]) == (1, "changed")
    done = call(*dry, updating)
    assert (done.status, done.objects[0]["result"]) == (0, "updated")
    assert "区总工会 → x" in done.sentence
    assert contents(db.parent) == before


def test_undo_import_takes_the_whole_batch_back(call: Caller, tmp_path: Path, db: Path) -> None:
    call("import", write(tmp_path / "a.json", form()), "--store", db)
    file = write(tmp_path / "b.json", form(supervisor="x"), form(project_name="新"))
    batch = call("import", file, "--update", "--store", db).objects[0]["batch"]
    done = call("undo-import", batch, "--store", db)
    assert (done.status, done.err, done.objects) == (0, "", [{"batch": batch, "forms": 2}])
    assert full(call, db) == read(form())
    assert len(backups(db, "bulk")) == 1
    again = call("undo-import", batch, "--store", db)
    assert again.status == 1
    assert "不能整批撤销" in again.sentence


def test_undo_import_overwrites_nothing_typed_since(call: Caller, tmp_path: Path, db: Path) -> None:
    file = write(tmp_path / "a.json", form(), form(project_name="二"))
    [first, _] = call("import", file, "--store", db).objects
    move(db, State.CHECKED, first["id"])
    done = call("undo-import", first["batch"], "--store", db)
    assert done.status == 1
    assert "“职工培训”" in done.sentence
    assert len(full(call, db)) == 2


def test_undo_import_of_an_unknown_batch(call: Caller, tmp_path: Path, db: Path) -> None:
    assert call("undo-import", "x", "--store", db).status == 1
    assert left_in(tmp_path) == []
    call("import", write(tmp_path / "a.json", form()), "--store", db)
    done = call("undo-import", "x", "--store", db)
    assert (done.status, done.out) == (1, "")
    assert done.sentence == f"{db}：没有“x”这批导入。"
    assert not backups(db)


def test_a_store_in_use_is_not_written_and_its_holder_named(tmp_path: Path, db: Path) -> None:
    write(tmp_path / "a.json", form())
    write(tmp_path / "b.json", form(project_name="二"))
    program("import", "a.json", "--store", db, cwd=tmp_path)
    with held(db):
        done = program("import", "b.json", "--store", db, cwd=tmp_path)
        listed = program("list", "--store", db)
        dry = program("import", "b.json", "--dry-run", "--store", db, cwd=tmp_path)
    assert (done.status, done.out) == (1, "")
    assert done.sentence.startswith(f"{db}：正由 ")
    assert "打开" in done.sentence
    assert (listed.status, listed.err, len(listed.objects)) == (0, "", 1)
    assert (dry.status, dry.objects[0]["result"]) == (0, "new")
    assert steps(db) == 1


def test_a_read_only_disk_is_one_sentence(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    with small_disk(tmp_path / "disk", "8m") as disk:
        store = disk.folder / "s.db"
        call("import", file, "--store", store)
        disk.make_read_only()
        before = disk.contents()
        write(tmp_path / "b.json", form(project_name="二"))
        done = call("import", tmp_path / "b.json", "--store", store)
        assert (done.status, done.out) == (1, "")
        assert str(disk.folder) in done.sentence
        assert [item["form"] for item in call("list", "--store", store).objects] == ["职工培训"]
        assert call("import", file, "--store", disk.folder / "new.db").status == 1
        assert disk.contents() == before


@pytest.mark.parametrize("free", [0, 2, 60, 120])
def test_a_full_disk_leaves_the_store_as_it_was(call: Caller, tmp_path: Path, free: int) -> None:
    many = [form(project_name=f"项目 {n}", goal_actual="长" * 3000) for n in range(60)]
    file = write(tmp_path / "many.json", *many)
    with small_disk(tmp_path / "disk", "8m") as disk:
        store = disk.folder / "s.db"
        call("import", write(tmp_path / "a.json", form()), "--store", store)
        disk.leave(free)
        done = call("import", file, "--store", store)
        assert (done.status, done.out) == (1, "")
        assert "空间" in done.sentence
        assert not [name for name in left_in(disk.folder) if "part" in name]
        disk.leave(500)
        assert full(call, store) == read(form())
        assert call("import", file, "--store", store).status == 0


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
@pytest.mark.parametrize("wait", [0.0, 0.1, 0.25, 0.5])
def test_ctrl_c_leaves_all_or_nothing(call: Caller, tmp_path: Path, wait: float) -> None:
    store = tmp_path / "s.db"
    rows = [indicator(note="说明" * 40)] * 20
    many = [form(project_name=f"项目 {n}", indicators=rows) for n in range(300)]
    file = write(tmp_path / "many.json", *many)
    arguments = ["import", str(file), "--store", str(store)]
    with subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        while process.poll() is None and not store.with_name("s.db.owner").exists():
            time.sleep(0.01)
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    checked(Done(process.returncode, out.decode(), err.decode()))
    listed = len(call("list", "--store", store).objects) if store.exists() else 0
    assert listed in (0, len(many))
    assert call("import", file, "--store", store).status == 0
    assert ask(store, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("statement", [1, 2, 9, 40])
def test_an_interruption_between_two_statements_leaves_nothing(
    call: Caller, tmp_path: Path, db: Path, statement: int
) -> None:
    call("import", write(tmp_path / "a.json", form()), "--store", db)
    many = write(tmp_path / "many.json", *(form(project_name=f"项目 {n}") for n in range(20)))
    written = 0

    def interrupt(*arguments: object) -> None:
        nonlocal written
        written += str(arguments[2]).startswith(("INSERT", "UPDATE"))
        if written == statement:
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", interrupt)
    try:
        done = call("import", many, "--store", db)
    finally:
        event.remove(Engine, "before_cursor_execute", interrupt)
    assert (done.status, done.out) == (1, "")
    assert done.sentence.startswith("已中断：")
    assert full(call, db) == read(form())
    assert call("import", many, "--store", db).status == 0


def test_the_default_store_is_the_persons_own(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "a.json", form())
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own.db"))
    assert call("import", file).status == 0
    assert len(call("list").objects) == 1
    assert (tmp_path / "own.db").exists()


def test_files_of_other_programs_are_left_alone(call: Caller, tmp_path: Path) -> None:
    file = write(tmp_path / "a.json", form())
    other = tmp_path / "other.db"
    other.write_text("私人文件", encoding="utf-8")
    before = contents(tmp_path)
    done = call("import", file, "--store", other)
    assert done.status == 1
    assert done.sentence.startswith(f"{other}：不是 PerfDesk 的数据文件")
    assert contents(tmp_path) == before


def with_password(url: str) -> str:
    """The same address, of a user who has a password."""
    return url.replace("perfdesk@", "perfdesk:geheim@")


def test_the_same_on_a_server(call: Caller, tmp_path: Path, postgres_url: str) -> None:
    url = with_password(postgres_url)
    file = write(tmp_path / "a.json", form())
    new = call("import", file, "--store", url)
    assert (new.status, new.err, new.objects[0]["result"]) == (0, "", "new")
    assert call("import", file, "--store", url).objects[0]["result"] == "same"
    changed = write(tmp_path / "b.json", form(supervisor="x"))
    done = call("import", changed, "--update", "--store", url)
    assert (done.status, done.objects[0]["result"]) == (0, "updated")
    call("undo-import", done.objects[0]["batch"], "--store", url)
    assert full(call, url) == read(form())
    [item] = call("list", "--store", url).objects
    steps_told = call("history", item["id"], "--store", url)
    assert [step["kind"] for step in steps_told.objects] == ["added", "imported", "undone"]
    assert left_in(tmp_path) == ["a.json", "b.json"]
    everything = [new, done, steps_told]
    assert not [one for one in everything if "geheim" in one.out + one.err]


NOWHERE = "postgresql+psycopg://anna:geheim@127.0.0.1:1/db"


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "--store", NOWHERE],
        ["list", "--store", NOWHERE.replace("+psycopg", "+x")],
        ["list", "--store", f"{NOWHERE}?password=geheim&x=1"],
        ["list", "--store", NOWHERE.replace("geheim", "geh@eim")],
        ["backup", "--store", NOWHERE],
        ["restore", "--store", NOWHERE],
        ["import", NOWHERE],
        ["list", "--stor", NOWHERE],
        ["list", "--find", "x", NOWHERE],
    ],
)
def test_a_password_is_never_shown(call: Caller, arguments: list[str]) -> None:
    pytest.importorskip("psycopg")
    done = call(*arguments)
    assert done.status in (1, 2)
    assert "geh" not in done.out + done.err
    assert done.sentence


def test_an_import_of_json_lines_keeps_odd_forms(call: Caller, tmp_path: Path, db: Path) -> None:
    odd = [
        form(project_name="", year=99999, extra={"": "x", "a.b": "y"}),
        form(project_name="行", indicators=[], goal_expected="<p>甲\r\n乙\t</p>" * 500),
        form(project_name="数", execution_weight="十二", year=...),
    ]
    file = write(tmp_path / "a.json", *odd)
    assert call("import", file, "--store", db).status == 0
    assert sorted(map(repr, full(call, db))) == sorted(map(repr, read(*odd)))
