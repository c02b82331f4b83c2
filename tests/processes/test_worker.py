"""Our end of a worker: ready, busy, late, ended; what breaks is an error we can tell."""

from collections.abc import Iterator
from multiprocessing import active_children
from multiprocessing.context import SpawnProcess

import pytest

from perfdesk.processes import worker as module
from perfdesk.processes.serving import Answer
from perfdesk.processes.worker import Worker
from tests.processes.jobs import shout


@pytest.fixture
def worker() -> Iterator[Worker[str, str]]:
    """A worker that is ready; the test ends it."""
    worker = Worker(shout, seconds=60)
    assert not worker.ready
    assert worker.receive() is None
    yield worker
    assert not active_children()


@pytest.fixture
def joins(monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """How long each wait for the end of a process may be; None: until it has ended."""
    found: list[float | None] = []
    join = SpawnProcess.join

    def noted(process: SpawnProcess, timeout: float | None = None) -> None:
        found.append(timeout)
        join(process, timeout)

    monkeypatch.setattr(SpawnProcess, "join", noted)
    return found


def test_it_is_idle_once_ready_and_busy_from_question_to_answer(worker: Worker[str, str]) -> None:
    assert (worker.ready, worker.idle) == (True, True)
    worker.take(7, "a")
    assert (worker.number, worker.idle) == (7, False)
    assert worker.receive() == Answer("A")
    assert (worker.number, worker.idle) == (None, True)
    worker.end()


def test_what_is_refused_is_an_answer_and_the_next_question_is_answered(
    worker: Worker[str, str],
) -> None:
    worker.take(0, "refuse")
    assert worker.receive() == Answer(None, "不行。")
    worker.take(1, "a")
    assert worker.receive() == Answer("A")
    worker.end()


def test_a_worker_that_ends_itself_has_no_answer(worker: Worker[str, str]) -> None:
    worker.take(0, "crash")
    with pytest.raises((EOFError, OSError)):
        worker.receive()
    worker.end()


def test_a_question_to_a_worker_that_has_ended_is_an_error_of_the_system(
    worker: Worker[str, str],
) -> None:
    (child,) = active_children()
    child.kill()
    child.join()
    with pytest.raises(OSError, match=r".+"):
        worker.take(0, "a")
    worker.end()


def test_it_is_late_when_starting_or_a_question_takes_too_long_and_never_while_idle(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    monkeypatch.setattr(module, "monotonic", lambda: now)
    worker = Worker(shout, seconds=5)
    late = {}
    for now in (60.0, 60.5):
        late[f"starting {now}"] = worker.late
    worker.receive()
    late["idle"] = worker.late
    now = 100.0
    worker.take(0, "hang")
    for now in (105.0, 105.5):
        late[f"busy {now}"] = worker.late
    worker.end()
    assert late == {
        "starting 60.0": False,
        "starting 60.5": True,
        "idle": False,
        "busy 105.0": False,
        "busy 105.5": True,
    }


def test_an_idle_worker_that_is_asked_ends_by_itself(
    worker: Worker[str, str], joins: list[float | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[SpawnProcess] = []
    monkeypatch.setattr(module, "_SECONDS_TO_END", 60.0)
    monkeypatch.setattr(SpawnProcess, "kill", killed.append)
    worker.end(ask=True)
    assert joins == [60.0, None]
    assert not killed


def test_an_idle_worker_that_is_not_asked_is_not_awaited(
    worker: Worker[str, str], joins: list[float | None]
) -> None:
    worker.end(ask=False)
    assert joins == [None]


def test_a_busy_worker_is_ended_at_once(
    worker: Worker[str, str], joins: list[float | None]
) -> None:
    worker.take(0, "hang")
    worker.end(ask=True)
    assert joins == [None]


def test_where_no_process_starts_both_ends_of_the_pipe_are_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: SpawnProcess) -> None:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(SpawnProcess, "start", refuse)
    with pytest.raises(BlockingIOError) as caught:
        Worker(shout, seconds=60)
    made = caught.traceback[1].frame.f_locals
    assert made["self"].connection.closed
    assert made["theirs"].closed
