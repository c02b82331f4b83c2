"""Which backups stay. The counter orders them; what the clock said then only groups them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable
    from datetime import datetime

NEWEST = 5
DAYS = 14
WEEKS = 8
MONTHS = 36


class Dated(Protocol):
    """What thinning needs to know of a backup: its counter, and the time the clock showed."""

    @property
    def number(self) -> int:
        """Higher is newer."""

    @property
    def when(self) -> datetime:
        """In UTC."""


def kept(backups: Iterable[Dated]) -> set[int]:
    """The numbers of the newest five, and of the newest of each of the last days, weeks, months.

    "Last" is counted among the backups from the newest down, never from today: a clock that is
    years wrong makes no backup old.
    """
    newest_first = sorted(backups, key=lambda backup: backup.number, reverse=True)
    numbers = {backup.number for backup in newest_first[:NEWEST]}
    for most, period in _PERIODS:
        numbers |= _newest_of_each(newest_first, most, period)
    return numbers


def _newest_of_each(
    newest_first: Iterable[Dated], most: int, period: Callable[[datetime], Hashable]
) -> set[int]:
    """One number for each of the first `most` periods met."""
    found: dict[Hashable, int] = {}
    for backup in newest_first:
        found.setdefault(period(backup.when), backup.number)
    return set(list(found.values())[:most])


def _day(when: datetime) -> Hashable:
    return when.date()


def _week(when: datetime) -> Hashable:
    year, week, _day = when.isocalendar()
    return year, week


def _month(when: datetime) -> Hashable:
    return when.year, when.month


_PERIODS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (DAYS, _day),
    (WEEKS, _week),
    (MONTHS, _month),
)
