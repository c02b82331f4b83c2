"""Head rows of tables: which column means what, wherever it stands and however it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.form import AMOUNT_KEYS
from perfdesk.core.labels import folded, funding_column, funding_source, indicator_column, is_label
from perfdesk.core.labelwords import SPINES
from perfdesk.exchange.values import is_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perfdesk.exchange.pieces import Board, Piece

    Naming = Callable[[str], tuple[str, int]]

#: The columns of an indicator table that hold values.
MEASURED = ("target", "actual", "weight", "score")
_LONGEST_LABEL, _LONGEST_UNKNOWN = 24, 6
#: A head's label is merged over so many more rows at most.
_TALLEST = 3
_LEVELS = ("level1", "level2", "level3")
#: What a column is called that is shown between levels and targets without another name.
_THIRD_LEVEL = ("绩效指标", "指标")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key ('' for one that the form does not have) and where it lies."""

    key: str
    left: int
    right: int
    head: Piece


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: rows `top` to `bottom`, columns from left to right."""

    top: int
    bottom: int
    columns: tuple[Column, ...]

    @property
    def left(self) -> int:
        """The first column."""
        return self.columns[0].left

    @property
    def right(self) -> int:
        """The last column."""
        return self.columns[-1].right

    @property
    def keys(self) -> set[str]:
        """The keys of all columns that are known."""
        return {column.key for column in self.columns if column.key}

    def column(self, key: str) -> Column | None:
        """The column of a key."""
        return next((column for column in self.columns if column.key == key), None)

    def at(self, col: int) -> Column | None:
        """The column of the table that a sheet's column belongs to."""
        return next((item for item in self.columns if item.left <= col <= item.right), None)


def indicator_heads(board: Board) -> list[Head]:
    """The heads of all indicator tables, also several in one row."""
    return _heads(board, indicator_column, _is_indicator_head)


def funding_heads(board: Board) -> list[Head]:
    """The heads of all funding tables with the amounts side by side."""
    return _heads(board, funding_column, _is_funding_head)


def turned_heads(board: Board) -> list[Head]:
    """The heads of funding tables with the sources side by side."""
    return _heads(board, funding_source, lambda keys: len(keys) >= 2)


def _is_indicator_head(keys: set[str]) -> bool:
    measured = sum(key in keys for key in MEASURED)
    if "level3" in keys:
        return measured >= 2
    return measured >= 3 and ("level1" in keys or "level2" in keys)


def _is_funding_head(keys: set[str]) -> bool:
    amounts = sum(key in keys for key in AMOUNT_KEYS)
    return amounts >= 2 or (amounts == 1 and "rate" in keys)


def _heads(board: Board, naming: Naming, enough: Callable[[set[str]], bool]) -> list[Head]:
    found: list[Head] = []
    above: list[Head] = []  # those that reach down to the row
    keys = {row: _keys_in(board, row, naming) for row in board.rows}
    for row in board.rows:
        if enough(keys[row] | keys.get(row + 1, set())):
            above = [head for head in above if head.bottom >= row]
            heads = _beginning_in(board, row, naming, enough, above)
            new = [head for head in heads if not _over(head, above)]
            found += new
            above += new
    return found


def _beginning_in(
    board: Board, row: int, naming: Naming, enough: Callable[[set[str]], bool], above: list[Head]
) -> list[Head]:
    """The heads that begin in a row, each of one row or of two, whichever says more.

    `above` are heads that reach down to the row: what is theirs begins no other.
    """
    one, lower = (_in_rows(board, at, at, naming, enough, above) for at in (row, row + 1))
    two = [
        head
        for head in _in_rows(board, row, row + 1, naming, enough, above)
        if any(column.key and column.head.top <= row for column in head.columns)
    ]
    found = [head for head in one if not _over(head, two)]
    for head in two:
        same = [other for other in one if _over(other, [head])]
        below = [other for other in lower if _over(other, [head])]
        if _weight(head) <= sum(map(_weight, same)) or not _all_labels(board, row + 1, head):
            found += same
        elif _weight(head) > sum(_weight_within(other, head) for other in below):
            found.append(head)
        else:
            found += [other for other in same if not _over(other, below)]
    return found


def _keys_in(board: Board, row: int, naming: Naming) -> set[str]:
    """The keys that the labels of a row may mean."""
    pieces = board.across(row, 1, 1 << 20)
    keys = {naming(piece.text)[0] for piece in pieces} - {""}
    if _lacks_third(keys) and any(piece.word in _THIRD_LEVEL for piece in pieces):
        keys.add("level3")
    return keys


def _lacks_third(keys: set[str]) -> bool:
    """True for the columns of an indicator table of which none is called the third level."""
    measured = sum(key in keys for key in MEASURED)
    return "level3" not in keys and ("level2" in keys or measured > 2)  # of four


def _weight(head: Head) -> int:
    return len(head.keys)


def _weight_within(head: Head, other: Head) -> int:
    """How much a head says in the columns of another."""
    inside = (column for column in head.columns if other.left <= column.left <= other.right)
    return len({column.key for column in inside if column.key})


def _over(head: Head, others: list[Head]) -> bool:
    """True for a head that shares columns with one of the others."""
    return any(head.left <= other.right and other.left <= head.right for other in others)


def _all_labels(board: Board, row: int, head: Head) -> bool:
    """True if the second row of a head holds nothing that people fill in.

    Among labels a short word that we do not know is one too.
    """
    pieces = [p for p in board.across(row, head.left, head.right) if p.top == row and p.word]
    unknown = [p for p in pieces if not (is_label(p.text) or indicator_column(p.text)[0])]
    short = all(len(p.word) <= _LONGEST_UNKNOWN and p.word.isalpha() for p in unknown)
    return not unknown or (short and 2 * len(unknown) < len(pieces))


def _in_rows(
    board: Board,
    top: int,
    bottom: int,
    naming: Naming,
    enough: Callable[[set[str]], bool],
    above: list[Head],
) -> list[Head]:
    """The heads whose labels cover these rows; lower labels win over those that group them."""
    pieces = [
        piece
        for piece in _lowest(board, top, bottom)
        if not any(head.left <= piece.left <= head.right for head in above)
    ]
    heads = []
    for group in _groups(pieces, naming):
        columns = _columns(group, naming)
        if any(is_figure(column.head.text) for column in columns):
            continue  # amounts right beside their labels
        if enough({column.key for column in columns if column.key}):
            last = max(column.head.span.bottom for column in columns if column.key)
            first = min(column.head.top for column in columns if column.key)
            lowest = min(last, bottom + _TALLEST)
            heads.append(Head(min(top, first), max(bottom, lowest), columns))
    return heads


def _lowest(board: Board, top: int, bottom: int) -> list[Piece]:
    lowest = board.across(bottom, 1, 1 << 20)
    if top == bottom:
        return lowest
    taken = {col for piece in lowest for col in range(piece.left, piece.span.right + 1)}
    above = [
        piece
        for piece in board.across(top, 1, 1 << 20)
        if piece not in lowest and taken.isdisjoint(range(piece.left, piece.span.right + 1))
    ]
    return sorted([*above, *lowest], key=lambda piece: piece.left)


def _groups(pieces: Sequence[Piece], naming: Naming) -> list[list[Piece]]:
    """The pieces of a row by table: 一级指标 begins a new one, also a column that comes again."""
    groups: list[list[Piece]] = []
    seen: set[str] = set()
    for piece in pieces:
        key, _ = naming(piece.text)
        again = key in seen and key in (*_LEVELS, "initial", "executed", "total")
        again = again or (key == "adjusted" and {key, "executed"} <= seen)
        again = again or (key == "target" and {key, "actual", "score"} <= seen)
        apart = bool(groups) and piece.left > groups[-1][-1].span.right + 1
        if not groups or again or key == "level1" or (key == "measure" and apart):
            lead = _lead(groups[-1]) if groups else []
            groups.append(lead)
            seen = set()
        groups[-1].append(piece)
        seen.add(key)
    return groups


def _lead(group: list[Piece]) -> list[Piece]:
    """Takes off what stands at a group's end and begins the next: a spine, a running number."""
    lead: list[Piece] = []
    while len(group) > 1 and (
        folded(group[-1].text) in SPINES
        or indicator_column(group[-1].text)[0] in ("index", "operator")
    ):
        lead.insert(0, group.pop())
    return lead


def _columns(group: list[Piece], naming: Naming) -> tuple[Column, ...]:
    """The columns from the first known label on; blanks to the right belong to the label."""
    named = [(piece, *naming(piece.text)) for piece in group]
    third = _third_level(named)
    if third is not None:
        piece = named[third][0]
        named[third] = (piece, "level3", 0)
    chosen = _chosen(_with_units(named))
    known = [number for number, _ in enumerate(named) if number in chosen]
    if not known:
        return ()
    columns = []
    last = _last(named, known)
    for number in range(known[0], last + 1):
        piece = named[number][0]
        following = named[number + 1][0].left if number < last else 0
        right = max(piece.span.right, following - 1)
        columns.append(Column(chosen.get(number, ""), piece.left, right, piece))
    return tuple(columns)


def _with_units(named: list[tuple[Piece, str, int]]) -> list[tuple[Piece, str, int]]:
    """The columns; of two with units the one right behind the actual values is theirs."""
    keys = [key for _, key, _ in named]
    behind = keys.index("actual") + 1 if "actual" in keys else len(keys)
    if keys.count("unit") < 2 or keys[behind : behind + 1] != ["unit"]:
        return named
    return [*named[:behind], (named[behind][0], "actual_unit", 0), *named[behind + 1 :]]


def _last(named: list[tuple[Piece, str, int]], known: list[int]) -> int:
    """The last column: behind the known ones only those that touch, for others may stand beside."""
    last = known[-1]
    while last + 1 < len(named):
        piece, following = named[last][0], named[last + 1][0]
        if following.left > piece.span.right + 1 or len(following.text) > _LONGEST_LABEL:
            break
        last += 1
    return last


def _third_level(named: list[tuple[Piece, str, int]]) -> int | None:
    """The place of the column that is the third level under another name."""
    keys = [key for _, key, _ in named]
    if not _lacks_third(set(keys)):
        return None
    first = max([0, *(keys.index(key) + 1 for key in _LEVELS if key in keys)])
    last = next((at for at, key in enumerate(keys) if key in MEASURED and at >= first), first)
    if "level2" in keys:
        last = len(named)
    places = [at for at in range(first, last) if folded(named[at][0].text) in _THIRD_LEVEL]
    return (places[0] if "level2" in keys else places[-1]) if places else None


def _chosen(named: list[tuple[Piece, str, int]]) -> dict[int, str]:
    """Number of the piece → key; of two with one key the usual word, else the first after 三级."""
    keys = [key for _, key, _ in named]
    third = keys.index("level3") if "level3" in keys else -1
    chosen = {}
    for key in dict.fromkeys(filter(None, keys)):
        places = [at for at, own in enumerate(keys) if own == key]
        behind = key in (*MEASURED, "note", "unit", "operator")
        best = min(places, key=lambda at: (behind and at < third, named[at][2], at))
        chosen[best] = key
    return chosen
