"""A worker process: takes paths from a pipe, reads the files, sends what it found or a sentence.

It imports no Qt and keeps nothing from one file to the next. A fault in the program ends it, with
its traceback; whoever waits for the answer then knows.
"""

from __future__ import annotations

import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from perfdesk.exchange.memorylimit import limit_memory
from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

T = TypeVar("T")

#: The first message: the worker has loaded what it needs.
READY = "ready"
_NO_MEMORY = "此文件无法读取：内容过多，内存不够。"


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What came of a file: a result, or the sentence that says why there is none."""

    result: T | None
    problem: str = ""
    exhausted: bool = False  # memory ran out: the worker ends, for it may be in pieces


def serve(connection: Connection, job: Callable[[Path], T], memory: int, seconds: float) -> None:
    """Answers until the other end is closed. `memory` in bytes, `seconds` per file."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program, which ends us
    limit_memory(memory)
    connection.send(READY)
    exhausted = False
    while not exhausted and (path := _next(connection)) is not None:
        _end_after(seconds)
        answer = _answer(job, path)
        exhausted = answer.exhausted
        _end_after(0)
        connection.send(answer)


def _next(connection: Connection) -> Path | None:
    try:
        path: Path | None = connection.recv()
    except (EOFError, OSError):
        return None
    return path


def _end_after(seconds: float) -> None:
    """Ends a busy worker whose program is gone; 0 calls it off. Windows has no such clock."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _answer(job: Callable[[Path], T], path: Path) -> Answer[T]:
    try:
        return Answer(job(path))
    except Refused as error:
        return Answer(None, str(error))
    except MemoryError:
        return Answer(None, f"{path}：{_NO_MEMORY}", exhausted=True)
