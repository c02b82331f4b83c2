"""Worker processes: whatever a file does to one, the others are read and nothing is left behind."""

import errno
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing import active_children
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from perfdesk.exchange.workers import CannotStart, Workers
from perfdesk.files.errors import Refused
from tests.exchange.jobs import Unready, loaded, who, work
from tests.support.tools import ROOT


@pytest.fixture
def workers() -> Iterator[Workers[str]]:
    with Workers(work, count=2, seconds=1.5, memory=400_000_000) as found:
        yield found
    assert not active_children()


def files(folder: Path, *texts: str) -> list[Path]:
    """A file for every text."""
    found = [folder / f"{n}.txt" for n in range(len(texts))]
    for path, text in zip(found, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return found


def test_results_come_in_the_order_of_the_files(workers: Workers[str], tmp_path: Path) -> None:
    paths = files(tmp_path, "slow", *"一二三四五六七八", "large")
    told: list[int] = []
    outcomes = list(workers.read(paths, told=told.append))
    assert [outcome.path for outcome in outcomes] == paths
    assert [outcome.result for outcome in outcomes] == [
        "slow",
        *"一二三四五六七八",
        "x" * 5_000_000,
    ]
    assert told == list(range(1, 11))
    assert not any(outcome.problem for outcome in outcomes)


def test_what_breaks_a_worker_is_one_sentence_and_the_others_are_read(
    workers: Workers[str], tmp_path: Path
) -> None:
    paths = files(tmp_path, "hang", "一", "crash", "二", "eat", "三", "refuse", "四")
    problems = {}
    for outcome in workers.read(paths):
        problems[outcome.path.stem] = outcome.problem.removeprefix(f"{outcome.path}：")
    assert problems == {
        **dict.fromkeys("1357", ""),
        "0": "此文件无法读取：超过 1.5 秒没有读完，已停止。",
        "2": "此文件无法读取：读取中途意外停止，文件可能已损坏。",
        "4": "此文件无法读取：内容过多，内存不够。",
        "6": "不行。",
    }
    (after,) = workers.read(files(tmp_path, "再来"))
    assert after.result == "再来"


def test_workers_stay_for_the_next_reading(tmp_path: Path) -> None:
    with Workers(who, count=1) as workers:
        numbers = {outcome.result for _ in range(3) for outcome in workers.read([tmp_path])}
    assert len(numbers) == 1


def test_no_more_workers_start_than_there_are_files(tmp_path: Path) -> None:
    with Workers(who, count=4) as workers:
        list(workers.read([tmp_path]))
        assert len(active_children()) == 1
    assert not active_children()


def test_a_cancelled_reading_ends_at_once(workers: Workers[str], tmp_path: Path) -> None:
    paths = files(tmp_path, "一", "hang", "hang", "二")
    told: list[int] = []
    read = workers.read(paths, told=told.append, cancelled=lambda: bool(told))
    assert [outcome.result for outcome in read] == ["一"]
    (after,) = workers.read(paths[:1])
    assert after.result == "一"


def test_an_abandoned_reading_leaves_no_busy_worker(workers: Workers[str], tmp_path: Path) -> None:
    reading = workers.read(files(tmp_path, "一", "hang"))
    assert next(reading).result == "一"
    reading.close()  # type: ignore[attr-defined]  # a generator, for its reader an iterator
    (after,) = workers.read(files(tmp_path, "二"))
    assert after.result == "二"


def test_a_worker_killed_while_idle_is_replaced(workers: Workers[str], tmp_path: Path) -> None:
    paths = files(tmp_path, "一", "二", "三")
    assert [outcome.result for outcome in workers.read(paths)] == ["一", "二", "三"]
    for child in active_children():
        child.kill()
        child.join()
    assert [outcome.result for outcome in workers.read(paths)] == ["一", "二", "三"]


def test_nothing_to_read_starts_nothing(workers: Workers[str]) -> None:
    assert not list(workers.read([]))
    assert not active_children()


def test_workers_that_cannot_start_are_told_once(tmp_path: Path) -> None:
    with (
        Workers(Unready(), count=1) as workers,
        pytest.raises(CannotStart, match="无法启动") as caught,
    ):
        list(workers.read([tmp_path]))
    assert isinstance(caught.value, Refused)
    assert not active_children()


def test_where_the_system_starts_no_process_it_is_told(
    workers: Workers[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: SpawnProcess) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    paths = files(tmp_path, "一")
    with monkeypatch.context() as crowded:
        crowded.setattr(SpawnProcess, "start", refuse)
        with pytest.raises(CannotStart, match="无法启动"):
            list(workers.read(paths))
    assert [outcome.result for outcome in workers.read(paths)] == ["一"]


def test_workers_load_no_qt(tmp_path: Path) -> None:
    with Workers(loaded, count=1) as workers:
        assert [outcome.result for outcome in workers.read([tmp_path])] == [False]


READING = """
import sys
from pathlib import Path
from perfdesk.exchange.books import open_book
from perfdesk.exchange.workers import Workers
def main():
    with Workers(open_book, count=1) as workers:
        for outcome in workers.read([Path(sys.argv[1])]):
            print(outcome.result.origin.value, outcome.problem)
"""
OLD = Path(__file__).parent / "data" / "old.xls"


@pytest.mark.parametrize("how", ["-c", "script", "-m"])
def test_workers_start_however_the_program_was_started(tmp_path: Path, how: str) -> None:
    source = f"print('loaded')\n{READING}\nif __name__ == '__main__':\n    main()\n"
    (tmp_path / "started.py").write_text(source, encoding="utf-8")
    first = {
        "-c": ["-c", source],
        "script": [str(tmp_path / "started.py")],
        "-m": ["-m", "started"],
    }
    done = subprocess.run(
        [sys.executable, *first[how], str(OLD)],
        env={"PYTHONPATH": f"{ROOT}:{tmp_path}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "xls "
    assert not done.stderr
