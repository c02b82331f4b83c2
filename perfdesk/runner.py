"""How work that takes long is handed to whoever lets it run beside a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

#: Hears of (done, total).
Progress = Callable[[int, int], None]
_Result = TypeVar("_Result")


class Runner(Protocol):
    """Runs work and gives its result, perhaps in another thread; raises what the work raises."""

    def __call__(self, work: Callable[[Progress], _Result]) -> _Result: ...


def at_once(work: Callable[[Progress], _Result]) -> _Result:
    """The runner where nobody watches."""
    return work(lambda _done, _total: None)
