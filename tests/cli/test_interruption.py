"""Ctrl+C in the middle of long work, and the progress that a person at a terminal sees."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calls import Caller, Done, form, left_in, program, write
from tests.support.tools import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="sends SIGINT, opens a terminal")
#: Enough for every command below to be busy when it is interrupted.
MANY = 1500
SENTENCE = "已中断：没有写到一半的文件，数据库里也没有写到一半的内容。"


def at_terminal(*arguments: str | Path, seen: Callable[[str], bool]) -> Done:
    """The program with stderr on a terminal; interrupted once `seen` says so of what it shows."""
    import pty

    ours, theirs = pty.openpty()
    text = ""
    with subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        interrupted = False
        while chunk := _read(ours):
            text += chunk
            if not interrupted and seen(text):
                process.send_signal(signal.SIGINT)
                interrupted = True
    os.close(ours)
    return Done(process.returncode, "", text.replace("\r\n", "\n"))


def _read(end: int) -> str:
    """What came; '' at the end, which a terminal tells by an error."""
    try:
        return os.read(end, 65536).decode(errors="replace")
    except OSError:
        return ""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder with so many form files."""
    folder = tmp_path / "各单位"
    folder.mkdir()
    for number in range(MANY):
        write(folder / f"{number:04}.json", form(project_name=f"项目 {number}"))
    return folder


def after(words: str) -> Callable[[str], bool]:
    return lambda text: words in text


def test_an_interrupted_export_leaves_the_folder_as_it_was(many: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "别的.txt").write_text("私人文件", encoding="utf-8")
    done = at_terminal("export", many, "-o", f"{target}/", seen=after("正在导出 3/"))
    assert done.status == 1
    assert done.err.endswith(f"\n{SENTENCE}\n")
    assert left_in(target) == ["别的.txt"]


def test_an_interrupted_print_leaves_the_old_file(many: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    target.write_bytes(b"before")
    done = at_terminal("print", many, "-o", target, seen=after("正在排版 3/"))
    assert done.err.endswith(f"\n{SENTENCE}\n")
    assert target.read_bytes() == b"before"
    assert left_in(tmp_path) == ["out.pdf", many.name]


def test_interrupted_reading_of_workbooks_ends_its_workers_and_says_one_sentence(
    call: Caller, tmp_path: Path
) -> None:
    forms = [form(project_name=f"项目 {number}") for number in range(60)]
    call("export", write(tmp_path / "a.json", *forms), "-o", f"{tmp_path}/books/")
    done = at_terminal("read", tmp_path / "books", seen=after("正在读取 2/"))
    assert done.status == 1
    assert done.err.endswith(f"\n{SENTENCE}\n")
    assert "Traceback" not in done.err


def test_a_person_at_a_terminal_sees_how_far_it_is(many: Path) -> None:
    done = at_terminal("score", many, seen=lambda _text: False)
    assert done.status == 0
    assert f"\r正在读取 {MANY}/{MANY}\n" in done.err


def test_a_pipe_gets_no_progress(many: Path) -> None:
    done = program("score", many)
    assert (done.status, done.err, len(done.objects)) == (0, "", MANY)
