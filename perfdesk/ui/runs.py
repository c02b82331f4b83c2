"""Runs of neighbouring rows, as Qt's models announce them."""

from __future__ import annotations

from collections.abc import Iterable


def runs(flags: Iterable[bool]) -> list[range]:
    """The longest runs of True by position, in order."""
    found: list[range] = []
    for row, flag in enumerate(flags):
        if not flag:
            continue
        if found and found[-1].stop == row:
            found[-1] = range(found[-1].start, row + 1)
        else:
            found.append(range(row, row + 1))
    return found
