"""What a worker process does: it takes questions from a pipe, sends an answer to each.

It imports no Qt. A fault in the program ends it, with its traceback; whoever waits for the answer
then knows.
"""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from perfdesk.files.errors import Refused
from perfdesk.processes.memorylimit import limit_memory
from perfdesk.processes.priority import give_way

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

Q = TypeVar("Q")
A = TypeVar("A")

#: The first message: the worker has loaded what it needs.
READY = "ready"


@dataclass(frozen=True, slots=True)
class Answer(Generic[A]):
    """What came of a question: a result, or the sentence that says why there is none."""

    result: A | None
    problem: str = ""
    exhausted: bool = False  # memory ran out: the worker ends, for it may be in pieces


def serve(connection: Connection, job: Callable[[Q], A], memory: int, seconds: float) -> None:
    """Answers until the other end is closed. `memory` in bytes, `seconds` per question."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends us
    limit_memory(memory)
    give_way()
    listened = _sent(connection, READY)
    while listened and (question := _next(connection)) is not None:
        _end_after(seconds)
        answer = _answer(job, question)
        _end_after(0)
        listened = _sent(connection, answer) and not answer.exhausted


def _next(connection: Connection) -> Any:
    """A question; None where the other end is closed."""
    try:
        return connection.recv()
    except (EOFError, OSError):
        return None


def _sent(connection: Connection, message: object) -> bool:
    """False where nobody listens any more: the program has gone."""
    try:
        connection.send(message)
    except OSError:
        return False
    return True


def _end_after(seconds: float) -> None:
    """Ends a busy worker whose program is gone; 0 calls it off. Windows has no such clock."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _answer(job: Callable[[Q], A], question: Q) -> Answer[A]:
    try:
        return Answer(job(question))
    except Refused as error:
        return Answer(None, str(error))
    except MemoryError:
        return Answer(None, exhausted=True)
