"""Wrong usage, help, faults of the program, streams that nobody reads, and what start-up loads."""

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from perfdesk.about import version
from perfdesk.cli import commands
from perfdesk.cli.main import run
from tests.cli.calls import Caller, form, indicator, program, write
from tests.support.tools import ROOT

COMMANDS = (
    *("score", "check", "read", "print", "export", "template", "self-test"),
    *("import", "undo-import", "list", "history", "backup", "restore"),
)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ([], "缺少参数 命令"),
        (["fly"], "没有命令 'fly'"),
        (["score"], "缺少参数 FILE"),
        (["check"], "缺少参数 FILE"),
        (["read"], "缺少参数 FILE"),
        (["print", "a.json"], "缺少参数 -o/--output"),
        (["print", "-o", "a.pdf"], "缺少参数 FILE"),
        (["print", "a.json", "-o"], "参数 -o/--output 后面缺少内容"),
        (["print", "a.json", "-o", "a.pdf", "-o", "b.pdf"], "参数 -o 写了两次"),
        (["print", "a.json", "-o", "a.pdf", "--draft=1"], "参数 --draft 后面不能带 '1'"),
        (
            ["print", "a.json", "-o", "b.txt"],
            "参数 -o/--output b.txt：打印只能写成 .pdf，请改文件名",
        ),
        (
            ["check", "a", "--report", "b"],
            "参数 --report b：审核报告只能写成 .pdf 或 .xlsx，请改文件名",
        ),
        (["check", "a", "--account", "u=-1"], "参数 --account u=-1：决算数不能是负数"),
        (["export", "a", "--docx", "--summary"], "参数 --summary 不能和 --docx 一起用"),
        (["template", "a", "--year", "x"], "参数 --year 应当是整数，不是 'x'"),
        (["template", "a", "--year", "0"], "参数 --year 不能是 '0'，没有这样的年度"),
        (["export", "a.json"], "缺少参数 -o/--output"),
        (["template", "-o", "a.xlsx"], "缺少参数 ID"),
        (["template", "a", "b", "-o", "a.xlsx"], "不认识的参数 b"),
        (["score", "a.json", "--templ", "x"], "不认识的参数 --templ x"),
        (["score", "a.json", "-x\ny"], "不认识的参数 -x y"),
        (["self-test", "a.json"], "不认识的参数 a.json"),
        (["demo"], "缺少参数 --output"),
    ],
)
def test_wrong_usage_is_one_chinese_line(
    call: Caller, tmp_path: Path, arguments: list[str], problem: str
) -> None:
    done = call(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.sentence.startswith(f"用法不对：{problem}。用 perfdesk")
    assert done.sentence.endswith("--help 查看用法。")
    assert not list(tmp_path.iterdir())


def test_wrong_usage_as_a_program() -> None:
    done = program("fly")
    assert (done.status, done.out) == (2, "")
    assert done.sentence.startswith("用法不对：")


def test_help_is_chinese_and_names_every_command(call: Caller) -> None:
    done = call("--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("用法：perfdesk ")
    assert all(f"    {name}" in done.out for name in COMMANDS)
    for name in COMMANDS:
        text = call(name, "-h").out
        assert text.startswith(f"用法：perfdesk {name} ")
        assert "usage" not in text
        assert "show this" not in text


def test_version(call: Caller) -> None:
    assert call("--version").out == f"PerfDesk {version()}\n"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with a fault in `score`."""

    def fail(_: object) -> int:
        raise ZeroDivisionError("秘密")

    monkeypatch.setattr(commands, "score", fail)


@pytest.mark.usefixtures("broken")
def test_a_fault_is_one_line_and_its_trace_is_in_the_log(call: Caller) -> None:
    done = call.faulty("score", "a.json")
    log = Path(platformdirs.user_log_dir("PerfDesk", appauthor=False)) / "perfdesk.log"
    assert (done.status, done.out) == (1, "")
    assert done.sentence.startswith("程序内部出错（ZeroDivisionError）")
    assert str(log) in done.sentence
    text = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "秘密" not in text  # it may be what somebody typed
    assert f"PerfDesk {version()}" in text


@pytest.mark.usefixtures("broken")
def test_the_log_does_not_grow_without_end(call: Caller) -> None:
    log = Path(platformdirs.user_log_dir("PerfDesk", appauthor=False)) / "perfdesk.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("x" * 2_000_000, encoding="utf-8")
    call.faulty("score", "a.json")
    assert log.stat().st_size < 10_000


@pytest.mark.usefixtures("broken")
def test_a_fault_without_a_place_for_the_log(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(platformdirs, "user_log_dir", lambda *_, **__: str(tmp_path / "file"))
    done = call.faulty("score", "a.json")
    assert done.status == 1
    assert "PERFDESK_DEBUG=1" in done.sentence


@pytest.mark.usefixtures("broken")
def test_debugging_shows_the_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERFDESK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(["score", "a.json"])


def test_an_interruption_is_one_line(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "score", stop)
    done = call("score", "a.json")
    assert (done.status, done.sentence) == (
        1,
        "已中断：没有写到一半的文件，数据库里也没有写到一半的内容。",
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("rows", [1, 2000])
def test_a_full_disk_behind_stdout_is_one_sentence(tmp_path: Path, rows: int) -> None:
    write(tmp_path / "a.json", form(indicators=[indicator()] * rows))
    with Path("/dev/full").open("wb") as full:
        done = program("score", "a.json", cwd=tmp_path, stdout=full)
    assert (done.status, done.sentence) == (1, "标准输出：无法写入，磁盘空间不足。")


@pytest.mark.parametrize("rows", [1, 2000])
def test_a_reader_that_went_away_is_no_noise(tmp_path: Path, rows: int) -> None:
    write(tmp_path / "a.json", form(indicators=[indicator()] * rows))
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = program("score", "a.json", cwd=tmp_path, stdout=pipe)
    assert (done.status, done.err) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["score", "a.json"], {"reportlab", "openpyxl", "PySide6", "zipfile", "sqlalchemy"}),
        (["check", "a.json"], {"reportlab", "openpyxl", "PySide6", "zipfile", "sqlalchemy"}),
        (["read", "a.json"], {"reportlab", "openpyxl", "PySide6", "zipfile", "sqlalchemy"}),
        (["print", "a.json", "-o", "a.pdf"], {"openpyxl", "PySide6", "sqlalchemy"}),
        (["export", "a.json", "-o", "a.xlsx"], {"PySide6", "sqlalchemy"}),
        (["template", "shanghai-2022", "-o", "a.xlsx"], {"PySide6", "sqlalchemy"}),
        (["import", "a.json", "--store", "s.db"], {"reportlab", "openpyxl", "PySide6", "psycopg"}),
        (["self-test"], {"PySide6"}),
        (["demo", "--output", "out"], {"PySide6"}),
    ],
)
def test_a_command_loads_only_what_it_needs(
    tmp_path: Path, arguments: list[str], unwanted: set[str]
) -> None:
    write(tmp_path / "a.json", form())
    code = (
        "import sys\n"
        "from perfdesk.cli.main import run\n"
        "status = run(sys.argv[1:])\n"
        "sys.stderr.write(' '.join({name.partition('.')[0] for name in sys.modules}))\n"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not unwanted & set(done.stderr.split())
