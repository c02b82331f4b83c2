"""Reads files in worker processes: what a hostile file breaks is a worker, never the program.

    with Workers(read_file) as workers:
        for outcome in workers.read(paths):
            ...

Workers start when there is work, live as long as the `with` block, have limits of memory and of
time per file, and are replaced when they crash, hang or run out of memory.
"""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from perfdesk.files.errors import Refused
from perfdesk.processes.worker import MEMORY, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

T = TypeVar("T")

SECONDS = 10.0
MOST_WORKERS = 4
#: So many starts in a row may fail: one may be ended from outside, all of them mean something.
_MOST_FAILED_STARTS = 4
_LOOK_AGAIN = 0.1
_NO_MEMORY = "此文件无法读取：内容过多，内存不够。"
_CRASHED = "此文件无法读取：读取中途意外停止，文件可能已损坏。"
_NOT_STARTED = "读取文件的程序无法启动，请重新启动本程序后再试。"


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """A file and what came of it: a result, or the sentence that says why there is none."""

    path: Path
    result: T | None
    problem: str = ""


class CannotStart(Refused):
    """Worker processes do not start on this machine."""


class Workers(Generic[T]):
    """Worker processes for one job, a function of a module: from a path to a result or Refused."""

    def __init__(
        self,
        job: Callable[[Path], T],
        *,
        count: int | None = None,
        seconds: float = SECONDS,
        memory: int = MEMORY,
    ) -> None:
        self.job, self.seconds, self.memory = job, seconds, memory
        self.count = count or min(os.cpu_count() or 1, MOST_WORKERS)
        self.workers: list[Worker[Path, T]] = []
        self.failed_starts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends every worker."""
        while self.workers:
            self.workers.pop().end()

    def read(
        self,
        paths: Sequence[Path],
        *,
        told: Callable[[int], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Outcome[T]]:
        """The outcome of every file, in the order of `paths`; `told` how many are done.

        Ends early once `cancelled` says so. Raises CannotStart. One reading at a time.
        """
        waiting = deque(enumerate(paths))
        found: dict[int, Outcome[T]] = {}
        following, done = 0, 0
        try:
            while following < len(paths) and not cancelled():
                self._hand_out(waiting)
                for number, outcome in self._collect(paths):
                    found[number] = outcome
                    done += 1
                    told(done)
                while following in found:
                    yield found.pop(following)
                    following += 1
        finally:
            self._end([worker for worker in self.workers if worker.number is not None])

    def _hand_out(self, waiting: deque[tuple[int, Path]]) -> None:
        """Gives idle workers a file each, starts as many as can be busy. Raises CannotStart."""
        busy = [worker for worker in self.workers if worker.number is not None]
        while len(self.workers) < min(self.count, len(busy) + len(waiting)):
            self.workers.append(self._started())
        for worker in list(self.workers):
            if waiting and worker.idle:
                try:
                    worker.take(*waiting[0])
                    waiting.popleft()
                except OSError:  # it ended while it had nothing to do
                    self._end([worker])

    def _started(self) -> Worker[Path, T]:
        try:
            return Worker(self.job, self.seconds, self.memory)
        except OSError:
            raise CannotStart(_NOT_STARTED) from None

    def _collect(self, paths: Sequence[Path]) -> Iterator[tuple[int, Outcome[T]]]:
        """Waits a moment; the outcomes that came, by number."""
        speaking = wait([worker.connection for worker in self.workers], _LOOK_AGAIN)
        for worker in [worker for worker in self.workers if worker.connection in speaking]:
            outcome = self._received(worker, paths)
            if outcome is not None:
                yield outcome
        late = f"此文件无法读取：超过 {self.seconds:g} 秒没有读完，已停止。"
        for worker in [worker for worker in self.workers if worker.late]:
            outcome = self._lost(worker, paths, late)
            if outcome is not None:
                yield outcome

    def _received(
        self, worker: Worker[Path, T], paths: Sequence[Path]
    ) -> tuple[int, Outcome[T]] | None:
        """A worker's message; None for the first, which is no answer."""
        number = worker.number
        try:
            answer = worker.receive()
        except (EOFError, OSError):
            return self._lost(worker, paths, _CRASHED)
        if answer is None:
            self.failed_starts = 0
            return None
        if answer.exhausted:
            self._end([worker])
        if number is None:
            return None
        problem = f"{paths[number]}：{_NO_MEMORY}" if answer.exhausted else answer.problem
        return number, Outcome(paths[number], answer.result, problem)

    def _lost(
        self, worker: Worker[Path, T], paths: Sequence[Path], problem: str
    ) -> tuple[int, Outcome[T]] | None:
        """Ends a worker that crashed or hangs. Raises CannotStart if none ever gets ready."""
        number = worker.number
        self.failed_starts += not worker.ready
        self._end([worker])
        if self.failed_starts >= _MOST_FAILED_STARTS:
            raise CannotStart(_NOT_STARTED)
        if number is None:
            return None
        return number, Outcome(paths[number], None, f"{paths[number]}：{problem}")

    def _end(self, workers: list[Worker[Path, T]]) -> None:
        for worker in workers:
            self.workers.remove(worker)
            worker.end()
