"""A worker's own end: what it says to whom, when it goes on and when it ends."""

import signal
from typing import Any

import pytest

from perfdesk.files.errors import Refused
from perfdesk.processes import serving
from perfdesk.processes.serving import READY, Answer, serve


class Line:
    """A connection: questions wait in it, and it is deaf after so many messages."""

    def __init__(self, *questions: str, hears: int = 100) -> None:
        self.questions = list(questions)
        self.said: list[object] = []
        self.hears = hears

    def recv(self) -> str:
        if not self.questions:
            raise EOFError
        return self.questions.pop(0)

    def send(self, message: object) -> None:
        if len(self.said) == self.hears:
            raise BrokenPipeError
        self.said.append(message)


def job(word: str) -> str:
    """The word aloud; some words break it."""
    if word == "refuse":
        raise Refused("不行。")
    if word == "eat":
        raise MemoryError
    if word == "fault":
        raise ZeroDivisionError
    return word.upper()


@pytest.fixture(autouse=True)
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What it would do to its process, in this order; the process here is the tests' own."""
    found: list[tuple[object, ...]] = []

    def note(name: str) -> Any:
        return lambda *arguments: found.append((name, *arguments))

    monkeypatch.setattr(serving, "limit_memory", note("memory"))
    monkeypatch.setattr(serving, "give_way", note("way"))
    monkeypatch.setattr(signal, "signal", note("signal"))
    monkeypatch.setattr(signal, "setitimer", note("clock"), raising=False)
    monkeypatch.setattr(signal, "ITIMER_REAL", 0, raising=False)
    return found


def said(line: Line) -> list[object]:
    serve(line, job, 1000, 5.0)  # type: ignore[arg-type]  # as much of a connection as is used
    return line.said


def test_it_says_that_it_is_ready_and_answers_until_the_other_end_is_closed() -> None:
    assert said(Line("a", "b")) == [READY, Answer("A"), Answer("B")]


def test_what_is_refused_is_told_and_it_goes_on() -> None:
    assert said(Line("refuse", "a")) == [READY, Answer(None, "不行。"), Answer("A")]


def test_without_memory_it_says_so_and_ends() -> None:
    line = Line("eat", "a")
    assert said(line) == [READY, Answer(None, exhausted=True)]
    assert line.questions == ["a"]


@pytest.mark.parametrize(("hears", "left"), [(0, ["a", "b"]), (1, ["b"])])
def test_it_ends_where_nobody_listens(hears: int, left: list[str]) -> None:
    line = Line("a", "b", hears=hears)
    assert len(said(line)) == hears
    assert line.questions == left


def test_a_fault_ends_it() -> None:
    line = Line("fault", "a")
    with pytest.raises(ZeroDivisionError):
        said(line)
    assert line.said == [READY]


def test_it_is_limited_before_it_is_ready_and_a_clock_runs_for_each_question(
    done: list[tuple[object, ...]],
) -> None:
    said(Line("a", "refuse"))
    clock = [("clock", 0, 5.0), ("clock", 0, 0)]
    limits = [("signal", signal.SIGINT, signal.SIG_IGN), ("memory", 1000), ("way",)]
    assert done == [*limits, *clock, *clock]
