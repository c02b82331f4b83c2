"""How long work will take on (还剩多久), said calmly: rounded, and without jumping up and down."""

from __future__ import annotations

from math import ceil

#: Before so many seconds an estimate would be a guess.
_EARLY = 1.5
#: How much of each new estimate is believed.
_TRUST = 0.25
_STEP = 5  # seconds
_MINUTE = 60
#: From so many seconds on they are told as minutes.
_LONG = 90
#: The told time rises only if the work has become so much longer.
_LONGER = 1.3


class Remaining:
    """The time left of one piece of work.

    What passes before its first part is done (programs that start) says nothing of the others.
    """

    def __init__(self) -> None:
        self._done = 0
        self._first: tuple[int, float] | None = None  # what was done when counting began, and when
        self._end = 0.0  # seconds after the begin
        self._told: int | None = None

    def seconds(self, done: int, total: int, elapsed: float) -> int | None:
        """Rounded seconds left after `elapsed` ones, None where nobody can know yet."""
        if done < self._done:  # another part of the work, counted anew
            self._told, self._first, self._end = None, (done, elapsed), 0.0
            self._done = done
        if self._first is None:
            self._first = (0, 0.0 if done else elapsed)
        elif self._done == 0:  # seen before anything was done: it counts from the first part on
            self._first = (done, elapsed)
        if done != self._done:
            self._learn(done, total, elapsed)
        before, since = self._first
        if not before < done <= total or elapsed - since < _EARLY:
            return None
        return self._calm(max(self._end - elapsed, 0.0))

    def _learn(self, done: int, total: int, elapsed: float) -> None:
        before, since = self._first or (0, 0.0)
        parts, passed = done - before, elapsed - since
        found = since + passed * (total - before) / parts if parts else 0.0
        settled = bool(self._end) and passed >= _EARLY
        self._end = self._end + _TRUST * (found - self._end) if settled else found
        self._done = done

    def _calm(self, left: float) -> int:
        fresh = max(_STEP, ceil(left / _STEP) * _STEP)
        if self._told is None or fresh < self._told or left > self._told * _LONGER:
            self._told = fresh
        return self._told


def told(seconds: int | None) -> str:
    """还剩约 20 秒, 还剩约 3 分钟; '' where nobody knows."""
    if seconds is None:
        return ""
    if seconds < _LONG:
        return f"还剩约 {seconds} 秒"
    return f"还剩约 {ceil(seconds / _MINUTE)} 分钟"
