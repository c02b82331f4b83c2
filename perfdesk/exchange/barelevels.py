"""Columns of levels without a head of their own: below 绩效指标 merged over all, or beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from perfdesk.core.form import LEVEL_KEYS, POINT_KEYS
from perfdesk.core.labelwords import FIRST_LEVEL_WORDS, LEVEL_WORDS
from perfdesk.exchange.heads import MEASURED, Column
from perfdesk.exchange.levelnames import level_path, tidy_level
from perfdesk.exchange.values import is_figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.heads import Head
    from perfdesk.exchange.pieces import Piece


def with_bare_levels(draft: Draft, head: Head, bottom: int) -> Head:
    """The head with a column for each level that only the texts down to a row tell."""
    third = head.column("level3")
    if third is None or set(LEVEL_KEYS) <= head.keys:
        return head
    texts = _texts(draft, head, bottom)
    lefts = sorted(left for left in texts if left <= third.right)
    found: dict[str, tuple[int, int]] = {}
    for left, following in pairwise(lefts):  # the last is the third level's, whatever it holds
        key = _level_of(texts[left])
        if key and key not in found and _is_free(head, left, key, lefts):
            found[key] = left, following - 1
    return _with_columns(head, third, found) if found else head


def _texts(draft: Draft, head: Head, bottom: int) -> dict[int, list[str]]:
    """What stands left of the values in the rows of indicators, by the column it begins in."""
    first = min(column.left for column in head.columns if column.key in MEASURED)
    found: dict[int, list[str]] = defaultdict(list)
    for row in draft.rows(head.bottom + 1, bottom):
        pieces = draft.free(row, right=head.right)
        for piece in pieces if _has_values(head, pieces) else ():
            if piece.left < first:
                found[piece.left].append(piece.text)
    return found


def _has_values(head: Head, pieces: list[Piece]) -> bool:
    """True for a row with a value and points, as only indicators have them."""
    columns = [(head.at(piece.left), piece) for piece in pieces]
    keyed = [(column.key, piece) for column, piece in columns if column is not None]
    valued = any(key in ("target", "actual") for key, _ in keyed)
    return valued and any(key in POINT_KEYS and is_figure(piece.text) for key, piece in keyed)


def _level_of(texts: Iterable[str]) -> str:
    """The level whose labels these are; '' if any is something else."""
    labels = {(level_path(text) or tidy_level(text))[0] for text in texts}
    if labels <= FIRST_LEVEL_WORDS:
        return "level1"
    return "level2" if labels <= LEVEL_WORDS else ""  # 成本指标 may be of either


def _is_free(head: Head, left: int, key: str, lefts: list[int]) -> bool:
    """True where the head has no such column and names nothing else; it may name two at once."""
    column = head.at(left)
    if column is not None and column.key in LEVEL_KEYS:
        return len([other for other in lefts if head.at(other) is column]) == len(LEVEL_KEYS)
    return key not in head.keys and (column is None or column.key in ("", "level3"))


def _with_columns(head: Head, third: Column, found: dict[str, tuple[int, int]]) -> Head:
    lefts = {left for left, _ in found.values()}
    kept = [
        replace(column, right=min([column.right, *(x - 1 for x in lefts if x > column.left)]))
        for column in head.columns
        if column is not third and column.left not in lefts
    ]
    after = max([third.left, *(right + 1 for _, right in found.values())])
    new = [Column(key, left, right, third.head) for key, (left, right) in found.items()]
    columns = [*kept, *new, replace(third, left=after)]
    return replace(head, columns=tuple(sorted(columns, key=lambda column: column.left)))
