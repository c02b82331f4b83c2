"""Timing on a noisy machine: repetitions in turn (A B A B …), best and median."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    #: Does the work once and says how many seconds it took.
    Task = Callable[[], float]

ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Series:
    """The seconds of one task, round by round."""

    seconds: tuple[float, ...]

    @property
    def best(self) -> float:
        """The fastest round."""
        return min(self.seconds)

    @property
    def median(self) -> float:
        """The usual round."""
        return median(self.seconds)

    def times(self, other: Series) -> Ratio:
        """How many times as long as `other` this took."""
        return Ratio(self.median / other.median, self.best / other.best)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Medians compared, and best rounds compared."""

    median: float
    best: float

    def __str__(self) -> str:
        return f"{self.median:.2f} (best {self.best:.2f})"


def timed(work: Callable[[], object], before: Callable[[], object] | None = None) -> Task:
    """`work` as a task; `before` and the rubbish of others are not counted."""

    def task() -> float:
        if before:
            before()
        gc.collect()
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return task


def in_turn(tasks: Mapping[str, Task], rounds: int = ROUNDS) -> dict[str, Series]:
    """Every task once per round, after a round that is not counted."""
    for task in tasks.values():
        task()
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            seconds[name].append(task())
    return {name: Series(tuple(taken)) for name, taken in seconds.items()}


def milliseconds(series: Series) -> str:
    """The median round and the best."""
    return f"{series.median * 1000:.0f} ms (best {series.best * 1000:.0f})"
