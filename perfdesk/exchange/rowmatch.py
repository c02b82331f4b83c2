"""Which worksheet row is which row of the record, after people inserted, deleted and moved rows."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What a row shows, cell by cell, in the same order of columns everywhere.
Keys = tuple[str, ...]

#: Beyond this, comparing every row with every row takes too long.
_MOST_COMPARED = 400_000


def match_rows(found: Sequence[Keys], written: Sequence[Keys]) -> dict[int, int]:
    """Index in `found` → in `written`: equal rows first in order, then anywhere, then alike."""
    pairs: dict[int, int] = {}
    matcher = SequenceMatcher(None, found, written, autojunk=False)
    for block in matcher.get_matching_blocks():
        pairs |= {block.a + n: block.b + n for n in range(block.size)}
    _pair_moved(found, written, pairs)
    _pair_alike(found, written, pairs)
    return pairs


def _left(count: int, taken: set[int]) -> list[int]:
    return [index for index in range(count) if index not in taken]


def _pair_moved(found: Sequence[Keys], written: Sequence[Keys], pairs: dict[int, int]) -> None:
    """Rows that show the same as before at another place."""
    waiting: dict[Keys, list[int]] = {}
    for index in _left(len(written), set(pairs.values())):
        waiting.setdefault(written[index], []).append(index)
    for index in _left(len(found), set(pairs)):
        if any(found[index]) and waiting.get(found[index]):
            pairs[index] = waiting[found[index]].pop(0)


def _pair_alike(found: Sequence[Keys], written: Sequence[Keys], pairs: dict[int, int]) -> None:
    """Rows of which some cells were edited: the most alike first, among equals the nearest."""
    new = _left(len(found), set(pairs))
    gone = _left(len(written), set(pairs.values()))
    if len(new) * len(gone) > _MOST_COMPARED:
        return
    taken = set[int]()
    scored = [(_likeness(found[a], written[b]), -abs(a - b), a, b) for a in new for b in gone]
    for likeness, _, a, b in sorted(scored, key=lambda item: (-item[0], -item[1])):
        if likeness > 0 and a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)


def _likeness(one: Keys, other: Keys) -> float:
    """The share of filled cells that are equal; 0 where hardly anything is left of the row.

    The first cell, the indicator's name, counts as three.
    """
    weights = [3.0] + [1.0] * (len(one) - 1)
    filled = [(a == b, w) for a, b, w in zip(one, other, weights, strict=True) if a or b]
    total = sum(weight for _, weight in filled)
    equal = sum(weight for alike, weight in filled if alike)
    return equal / total if total and equal / total >= 0.3 else 0.0
