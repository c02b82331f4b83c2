"""The recorder sees every call that changes the folder, and the proof notices a store that lies."""

import sys
from pathlib import Path

import pytest

from tests.proofs.plain import PlainRows
from tests.support.powercut.cuts import Cutter, chosen_cuts, differences, empty_folder
from tests.support.powercut.recording import Call, Unrecordable, record

#: Every way in which a Python program changes files; the last lines leave a mark.
WAYS = """
import os, shutil, sys
from pathlib import Path
os.chdir(sys.argv[1])
Path("a").write_text("one")
Path("a").open("a").write("two")
with open("b", "wb", buffering=0) as file:
    file.write(b"0123456789"); file.seek(4); file.write(b"x"); file.truncate(6)
    os.pwrite(file.fileno(), b"pp", 8); os.fsync(file.fileno())
    os.writev(file.fileno(), [b"v", b"w"]); os.pwritev(file.fileno(), [b"q"], 20)
shutil.copyfile("b", "c"); os.rename("c", "d"); os.replace("d", "e"); os.link("e", "f")
os.mkdir("g"); Path("g/h").write_text("deep"); Path("g/i").touch(); os.remove("g/i")
folder = os.open("g", os.O_RDONLY | os.O_DIRECTORY)
os.close(os.open("j", os.O_CREAT | os.O_WRONLY, dir_fd=folder)); os.fsync(folder); os.close(folder)
os.mkdir("k"); os.rmdir("k"); Path("a").write_text("again")
twice = os.dup(os.open("l", os.O_CREAT | os.O_WRONLY)); os.write(twice, b"dup")
marks = os.open(os.environ["POWERCUT_MARKS"], os.O_CREAT | os.O_WRONLY)
os.write(marks, b"mark\\n")
"""


def run(code: str, tmp_path: Path) -> tuple[list[Call], Path]:
    """What a Python program did to a folder."""
    watched = empty_folder(tmp_path / "watched")
    command = [sys.executable, "-W", "ignore", "-c", code, str(watched)]
    return record(command, watched, empty_folder(tmp_path / "scratch")), watched


def test_all_calls_done_again_give_the_same_folder(tmp_path: Path) -> None:
    calls, watched = run(WAYS, tmp_path)
    assert not differences(calls, watched)
    assert [call.data for call in calls if call.op == "K"] == [b"mark\n"]
    assert [call.path for call in calls if call.op == "D"] == ["g"]
    assert {call.op for call in calls} == set("OWTSDRLUMK")


def test_a_write_that_the_recorder_cannot_see_is_found_by_comparing(tmp_path: Path) -> None:
    code = (
        "import mmap, sys; from pathlib import Path\n"
        "file = open(Path(sys.argv[1]) / 'a', 'w+b'); file.write(b'x'); file.flush()\n"
        "mmap.mmap(file.fileno(), 1)[0] = 121\n"
    )
    calls, watched = run(code, tmp_path)
    assert [call.op for call in calls] == ["O", "W", "H"]
    (watched / "a").write_bytes(b"y")
    assert not differences(calls, watched)
    assert differences(calls[:-1], watched) == ["a: other contents"]
    assert differences(calls[:-3], watched) == ["a: there or not"]


def test_a_call_outside_the_model_is_refused(tmp_path: Path) -> None:
    code = "import os, sys; os.symlink('x', sys.argv[1] + '/link')"
    with pytest.raises(Unrecordable, match="a call on link"):
        run(code, tmp_path)


def test_a_process_that_fails_is_no_recording(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such day"):
        run("raise SystemExit('no such day')", tmp_path)


def plain(synchronous: str, tmp_path: Path) -> list[Call]:
    """What sqlite3 did to save 60 rows one by one."""
    watched = empty_folder(tmp_path / "watched")
    command = [sys.executable, "-m", "tests.proofs.plain", str(watched), synchronous, "60"]
    calls = record(command, watched, empty_folder(tmp_path / "scratch"))
    assert not differences(calls, watched)
    assert sum(call.op == "K" for call in calls) == 60
    return calls


def test_sqlite_that_syncs_loses_nothing(tmp_path: Path) -> None:
    calls = plain("FULL", tmp_path)
    synced = {call.node for call in calls if call.op == "S"}
    wals = {call.node for call in calls if call.op == "O" and call.path == "plain.db-wal"}
    assert wals
    assert wals <= synced
    tally = Cutter(calls, PlainRows, seed=1).run(40)
    assert (tally.cuts, tally.folders, tally.lost) == (40, 240, [])
    assert tally.marks_asked > 1000


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_sqlite_that_does_not_sync_each_row_is_caught(tmp_path: Path, synchronous: str) -> None:
    tally = Cutter(plain(synchronous, tmp_path), PlainRows, seed=1).run(20)
    assert tally.marks_asked // 20 < len(tally.lost)


def test_cuts_are_spread_over_the_whole_recording(tmp_path: Path) -> None:
    calls = plain("FULL", tmp_path)
    cutter = Cutter(calls, PlainRows, seed=1)
    cuts = chosen_cuts(calls, 30, cutter.random)
    assert len(set(cuts)) == 30
    assert cuts[-1] == len(calls)
    assert sum(calls[cut - 1].op == "K" for cut in cuts) >= 10
    assert chosen_cuts(calls, 10_000, cutter.random) == list(range(1, len(calls) + 1))
