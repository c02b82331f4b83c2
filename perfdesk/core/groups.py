"""Groups of indicator rows (同一分组): neighbours under one label, one merged cell everywhere.

A level-2 group ends where the level-1 label changes. Labels that are not filled make no group: each
such row is to get a label of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.form import Indicator


def groups(rows: Sequence[Indicator], key: str) -> tuple[range, ...]:
    """All rows in groups by their label in column level1 or level2, from top to bottom."""
    found, start = [], 0
    for row in range(1, len(rows) + 1):
        if row == len(rows) or not _together(rows[start], rows[row], key):
            found.append(range(start, row))
            start = row
    return tuple(found)


def group_of(rows: Sequence[Indicator], row: int, key: str) -> range:
    """The group that `row` belongs to."""
    return next(group for group in groups(rows, key) if row in group)


def _together(first: Indicator, other: Indicator, key: str) -> bool:
    label = getattr(first, key)
    return bool(label) and label == getattr(other, key) and first.level1 == other.level1
