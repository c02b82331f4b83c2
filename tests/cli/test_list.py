"""`list` and `history`: what the store holds, found without writing to it."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from perfdesk.core.state import State
from perfdesk.store.engine import sqlite_engine
from perfdesk.store.migrating import migrate
from perfdesk.store.outcome import OLDER
from tests.cli.calls import Caller, form, indicator, left_in, program, sound, write
from tests.cli.stores import ask, contents, held, move, work
from tests.support.disks import small_disk
from tests.support.sqlitefiles import new_store, spoil
from tests.support.tools import ROOT

GOOD = sound(project_name="职工培训")
WEAK = form(project_name="河道整治", unit="水务局", year=2023, id="weak", indicators=[indicator()])
BARE = form(project_name="", unit="", year=..., id="bare", indicators=[], funding={})


@pytest.fixture
def db(call: Caller, tmp_path: Path) -> Path:
    """A store with three forms."""
    store = tmp_path / "s.db"
    done = call("import", write(tmp_path / "a.json", GOOD, WEAK, BARE), "--store", store)
    assert done.status == 0
    return store


def names(call: Caller, db: Path, *options: str) -> list[str]:
    done = call("list", "--store", db, *options)
    assert (done.status, done.err) == (0, "")
    return [item["form"] for item in done.objects]


def test_a_line_shows_a_forms_header_figures_and_findings(call: Caller, db: Path) -> None:
    first, second, third = call("list", "--store", db).objects
    [scored, *_] = call("score", db.with_name("a.json")).objects
    findings = [item for item in call("check", db.with_name("a.json")).objects if item["n"] == 2]
    assert first.pop("id")
    assert first == {
        "year": 2024,
        "unit": "区总工会本级",
        "form": "职工培训",
        "project_name": "职工培训",
        "template": "shanghai-district-2024",
        "state": "draft",
        "version": 1,
        "rate": scored["rate"],
        "total_score": scored["total_score"],
        "grade": scored["grade"],
        "errors": 0,
        "warnings": 0,
        "hints": 0,
    }
    assert second["errors"] + second["warnings"] + second["hints"] == len(findings) > 0
    assert (third["id"], third["year"], third["rate"]) == ("bare", None, None)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], ["职工培训", "河道整治", ""]),
        (["--find", "zgpx"], ["职工培训"]),
        (["--find", "培训人数"], ["职工培训"]),
        (["--find", "水务 整治"], ["河道整治"]),
        (["--find", "没有"], []),
        (["--find", "%"], []),
        (["--year", "2023"], ["河道整治"]),
        (["--year", "0"], [""]),
        (["--year", "1999"], []),
        (["--unit", "水务局"], ["河道整治"]),
        (["--unit", ""], [""]),
        (["--state", "checked"], ["河道整治"]),
        (["--state", "archived"], []),
        (["--grade", "优"], ["职工培训"]),
        (["--findings", "none"], ["职工培训"]),
        (["--findings", "errors", "--year", "2023"], ["河道整治"]),
        (["--findings", "some", "--year", "2024"], []),
        (["--removed"], []),
    ],
)
def test_options_narrow_the_list(
    call: Caller, db: Path, options: list[str], found: list[str]
) -> None:
    move(db, State.CHECKED, "weak")
    assert names(call, db, *options) == found


def test_removed_forms_are_listed_apart(call: Caller, db: Path) -> None:
    work(db, lambda store: store.remove("weak"))
    assert names(call, db) == ["职工培训", ""]
    assert names(call, db, "--removed") == ["河道整治"]
    assert len(call("list", "--full", "--store", db).objects) == 2


def test_looking_writes_nothing(call: Caller, db: Path) -> None:
    before = contents(db.parent)
    call("list", "--store", db)
    call("list", "--find", "zgpx", "--full", "--store", db)
    call("history", "weak", "--store", db)
    assert contents(db.parent) == before


@pytest.mark.parametrize(
    "spoilt",
    [
        "DELETE FROM summaries",
        "UPDATE summaries SET version = 0, rate = '1.00', grade = '差', texts = '', initials = ''",
        "UPDATE summaries SET basis = 'old', errors = 99, total = '0'",
    ],
)
def test_figures_that_are_out_of_date_are_shown_right_all_the_same(
    call: Caller, db: Path, spoilt: str
) -> None:
    fresh = call("list", "--store", db)
    ask(db, spoilt)
    before = contents(db.parent)
    assert call("list", "--store", db) == fresh
    assert names(call, db, "--grade", "优", "--find", "zgpx") == ["职工培训"]
    assert contents(db.parent) == before


def test_the_same_on_a_server(call: Caller, tmp_path: Path, postgres_url: str) -> None:
    import psycopg

    empty = call("list", "--store", postgres_url)
    assert (empty.status, empty.out) == (1, "")
    file = write(tmp_path / "a.json", GOOD, WEAK, BARE)
    call("import", file, "--store", postgres_url)
    fresh = call("list", "--store", postgres_url)
    assert (fresh.status, len(fresh.objects)) == (0, 3)
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        connection.execute("UPDATE summaries SET version = 0, rate = '1.00', texts = ''")
    assert call("list", "--store", postgres_url) == fresh
    found = call("list", "--find", "zgpx", "--grade", "优", "--store", postgres_url)
    assert [item["form"] for item in found.objects] == ["职工培训"]
    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        assert connection.execute("SELECT min(rate) FROM summaries").fetchone() == ("1.00",)


def test_a_window_in_the_way_is_none(db: Path) -> None:
    with held(db):
        done = program("list", "--find", "zgpx", "--store", db)
        told = program("history", "weak", "--store", db)
    assert (done.status, done.err, len(done.objects)) == (0, "", 1)
    assert (told.status, told.err) == (0, "")


def test_a_read_only_disk_can_be_looked_at(call: Caller, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "8m") as disk:
        store = disk.folder / "s.db"
        call("import", write(tmp_path / "a.json", GOOD), "--store", store)
        ask(store, "DELETE FROM summaries")
        disk.make_read_only()
        assert names(call, store, "--find", "zgpx") == ["职工培训"]


def test_history_tells_each_step_in_order(call: Caller, db: Path) -> None:
    file = write(db.with_name("b.json"), WEAK | {"supervisor": "市水务局"})
    call("import", file, "--update", "--store", db)
    work(db, lambda store: store.remove("weak"))
    done = call("history", "weak", "--store", db)
    assert (done.status, done.err) == (0, "")
    assert [item["kind"] for item in done.objects] == ["added", "imported", "removed"]
    assert [item["version"] for item in done.objects] == [1, 2, 3]
    numbers = [item["number"] for item in done.objects]
    assert numbers == sorted(numbers)
    second = done.objects[1]
    assert second["sentences"] == ["主管部门：区总工会 → 市水务局"]
    assert second["changes"] == [{"where": "supervisor", "before": "区总工会", "after": "市水务局"}]
    assert second["who"]
    assert second["at"].startswith("20")


def test_an_unknown_form_has_no_history(call: Caller, db: Path) -> None:
    done = call("history", "no", "--store", db)
    assert (done.status, done.sentence) == (1, f"{db}：没有编号为“no”的表。")


@pytest.mark.parametrize("arguments", [["list"], ["history", "x"], ["backup"]])
def test_a_missing_store_is_said_and_not_made(
    call: Caller, tmp_path: Path, arguments: list[str]
) -> None:
    store = tmp_path / "no" / "s.db"
    done = call(*arguments, "--store", store)
    assert (done.status, done.out) == (1, "")
    assert done.sentence.startswith(f"{store}：")
    assert left_in(tmp_path) == []


def test_a_store_of_an_older_version_is_left_as_it_is(call: Caller, tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    new_store(store).close()
    ask(store, "DROP TABLE texts")
    engine = sqlite_engine(store)
    migrate(engine, target="0001")
    engine.dispose()
    before = contents(tmp_path)
    done = call("list", "--store", store)
    assert (done.status, done.out) == (1, "")
    assert done.sentence == f"{store}：{OLDER}"
    assert contents(tmp_path) == before
    file = write(tmp_path / "a.json", form())
    first = call("import", file, "--store", store)
    assert (first.status, "升级前已备份" in first.sentence) == (0, True)
    assert names(call, store) == ["职工培训"]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the stream")
@pytest.mark.parametrize(
    ("closed", "status"), [(">&-", 1), ("2>&-", 0), (">&- 2>&-", 1)], ids=["out", "err", "both"]
)
def test_a_closed_stream_is_a_sentence_not_a_fault(db: Path, closed: str, status: int) -> None:
    command = f"{shlex.join([sys.executable, str(ROOT / 'main.py'), 'list', '--store', str(db)])}"
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command} {closed}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == status
    if closed == ">&-":
        assert done.stderr == "标准输出已关闭，结果没有地方写。\n"
    else:
        assert done.stderr == ""


def test_what_is_no_store_is_refused(call: Caller, db: Path) -> None:
    other = db.with_name("other.db")
    new_store(other, application_id=7).close()
    assert "不是 PerfDesk 的数据文件" in call("list", "--store", other).sentence
    spoil(db)
    done = call("list", "--store", db)
    assert (done.status, done.out) == (1, "")
    assert "已损坏" in done.sentence


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["list", "--state", "x"], "参数 --state 不能是 'x'，只能是 'draft'"),
        (["list", "--findings", "x"], "参数 --findings 不能是 'x'，只能是 'none'"),
        (["list", "--year", "去年"], "参数 --year 应当是整数，不是 '去年'"),
        (["list", "--year", "9" * 20], "参数 --year 不能是 '99999999999999999999'，没有这样的年度"),
        (["list", "--year", "9" * 5000], "参数 --year 应当是整数"),
        (["list", "--year", "-1"], "参数 --year"),
        (["list", "--year", "1", "--year", "2"], "参数 --year 写了两次"),
        (["list", "--store"], "参数 --store 后面缺少内容"),
        (["list", "x"], "不认识的参数 x"),
        (["history"], "缺少参数 ID"),
        (["import"], "缺少参数 FILE"),
        (["import", "a.json", "--undo", "x"], "不认识的参数 --undo x"),
        (["undo-import"], "缺少参数 BATCH"),
        (["backup", "x"], "不认识的参数 x"),
        (["restore", "1", "2"], "不认识的参数 2"),
    ],
)
def test_wrong_usage_is_one_chinese_line(call: Caller, arguments: list[str], problem: str) -> None:
    done = call(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.sentence.startswith(f"用法不对：{problem}")
