"""Rows of an indicator table that are no indicators: totals, subtotals, the execution rate."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from perfdesk.core.cells import INDICATOR_NAMES
from perfdesk.core.form import LEVEL_KEYS, POINT_KEYS
from perfdesk.core.labels import field_of, folded, indicator_column
from perfdesk.core.labelwords import (
    COLUMN_WORDS,
    EXECUTION_WORDS,
    GRADES,
    LEVEL_WORDS,
    SUBTOTALS,
    TOTALS,
)
from perfdesk.core.number import ZERO, parse_decimal
from perfdesk.exchange.levelnames import tidy_level
from perfdesk.exchange.tablerow import grade_in, other_words, points_of
from perfdesk.exchange.values import is_dash, is_figure

if TYPE_CHECKING:
    from decimal import Decimal

    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.heads import Column
    from perfdesk.exchange.pieces import Piece
    from perfdesk.exchange.tablerow import Row

NUMBERED = "序号，由程序排列。"
_SUBTOTAL = "小计，由程序计算，不作为指标。"
_DASH = "横线表示未填。"
#: Points without a label that are more than any indicator's.
_MOST_OF_ALL = 60
_PART = re.compile("(?:得分|分值|自评)?(?:小计|合计)(?:得分|分值)?$")
_EXECUTION = {
    "actual": "printed.rate",
    "weight": "execution_weight",
    "score": "printed.funding_score",
}


def is_total(row: Row, rows_before: bool) -> bool:
    """True for the sums of a table, with a label or, where rows came before it, without."""
    first = row.pieces[0]
    word = folded(first.text)
    if word in TOTALS or field_of(first.text)[0] == "total_score":
        others = any(_is_other(piece) for piece in row.cells.get("target", ()))
        return not others and not other_words(row, word)
    points = [piece for key in POINT_KEYS for piece in row.cells.get(key, ())]
    besides = [piece for piece in row.pieces if piece not in points]
    weight = points_of(row, "weight")
    only = row.filled(*POINT_KEYS) and all(grade_in(piece) for piece in besides)
    return only and weight is not None and (weight >= _MOST_OF_ALL or rows_before)


def _is_other(piece: Piece) -> bool:
    """True for what no row of sums holds under the targets' head."""
    return not (is_dash(piece.text) or is_figure(piece.text) or grade_in(piece))


@dataclass(slots=True)
class Sums:
    """Rows that may be totals, until it is known which of them sum up only a part."""

    rows: list[tuple[Row, Decimal]] = field(default_factory=list)
    whole: Decimal = ZERO  # the weights of all indicators
    part: Decimal = ZERO  # of those since the last sum

    def add(self, weight: Decimal) -> None:
        """One more indicator."""
        self.whole += weight
        self.part += weight

    def close(self, row: Row | None = None) -> None:
        """A sum; one that may be the total."""
        if row is not None:
            self.rows.append((row, self.part))
        self.part = ZERO

    def settle(self, draft: Draft) -> None:
        """Takes the totals: what is less than the last of them or than all weights is none."""
        for row, part in self.rows:
            weight = points_of(row, "weight")
            partial = weight is not None and weight == part < self.whole
            if partial or _less(row, self.rows[-1][0]):
                take_subtotal(draft, row)
            else:
                take_total(draft, row)


def _less(row: Row, other: Row) -> bool:
    """True for a row with less weight or score than another."""
    points = ((points_of(row, key), points_of(other, key)) for key in POINT_KEYS)
    return any(own is not None and most is not None and own < most for own, most in points)


def is_named_subtotal(row: Row) -> bool:
    """True for 小计 and for a level's, 产出指标小计."""
    named = (piece for key in (*LEVEL_KEYS, "level3") for piece in row.cells.get(key, ()))
    words = {folded(piece.text) for piece in (*named, row.pieces[0])}
    return bool(words & SUBTOTALS) or any(map(_sums_up_level, words))


def _sums_up_level(word: str) -> bool:
    level = _PART.sub("", word)
    return level != word and tidy_level(level)[0] in LEVEL_WORDS


def is_points_of_level(row: Row) -> bool:
    """True for a level's label with its points and nothing else: rows of its own follow."""
    if not row.filled(*POINT_KEYS) or row.filled("level3", "target", "actual", "note"):
        return False
    return row.filled("level1") != row.filled("level2")


def is_execution(row: Row, known: Decimal | None) -> bool:
    """True where the execution rate stands among the indicators; `known` is its weight, if said.

    Once said it only says so again: as no part of a level, with the same weight.
    """
    named = [row.cells[key][0] for key in (*LEVEL_KEYS, "level3") if key in row.cells]
    named = named or row.pieces[:1]
    if folded(named[0].text) not in EXECUTION_WORDS or not row.filled("weight"):
        return False
    outside = named[0] not in row.cells.get("level3", ()) and not other_words(row, named[0].word)
    return known is None or (outside and points_of(row, "weight") == known)


def take_subtotal(draft: Draft, row: Row) -> None:
    """Leaves a row of sums aside."""
    for piece in row.pieces:
        draft.left(piece, _SUBTOTAL)


def take_execution(draft: Draft, row: Row) -> None:
    """Takes weight, rate and score of the execution."""
    for key, pieces in row.cells.items():
        for piece in pieces:
            if key == "weight":
                draft.put_number(_EXECUTION[key], piece, points=True)
            elif key in _EXECUTION:
                draft.put_text(_EXECUTION[key], piece)
            elif folded(piece.text) in EXECUTION_WORDS or tidy_level(piece.text)[0] in LEVEL_WORDS:
                draft.claim(piece)
            elif key == "index":
                draft.left(piece, NUMBERED)
            else:
                draft.keep(f"预算执行率{INDICATOR_NAMES.get(key, '')}", piece.text, piece)
    for column, piece in row.unknown:
        keep_unknown(draft, column, piece, "预算执行率")


def take_total(draft: Draft, row: Row) -> None:
    """Takes the printed sums and a grade beside them."""
    for key, address in (("weight", "total_weight"), ("score", "total_score")):
        for piece in row.cells.get(key, ()):
            if not is_dash(piece.text) and folded(piece.text) not in TOTALS:
                draft.put_text(f"printed.{address}", piece)
    _grade_beside(draft, row)
    for column, piece in row.unknown:
        if piece not in draft.claimed:
            keep_unknown(draft, column, piece, "合计")
    for piece in row.pieces:
        if piece not in draft.claimed:
            known = folded(piece.text) in TOTALS or is_dash(piece.text)
            draft.claim(piece) if known else draft.keep("合计行", piece.text, piece)


def _grade_beside(draft: Draft, row: Row) -> None:
    """A grade in the row of the totals: its label, its text, in two cells or in one."""
    for label, value in pairwise(row.pieces):
        if folded(label.text) in GRADES:
            draft.claim(label)
            draft.put_text("printed.grade", value)
    for piece in row.pieces:
        if grade := grade_in(piece):
            draft.put("printed.grade", grade, piece)


def keep_unknown(draft: Draft, column: Column, piece: Piece, name: str) -> None:
    """A text of a column that the form does not have, in the row of this name."""
    word = folded(column.head.text)
    if word in COLUMN_WORDS["index"]:
        draft.left(piece, NUMBERED)
    elif indicator_column(word)[0] == "weight" and parse_decimal(piece.text) is not None:
        draft.left(piece, _SUBTOTAL)  # the points of a level, beside its label
    elif is_dash(piece.text):
        draft.left(piece, _DASH)
    else:
        head = " ".join(column.head.text.split())
        draft.keep(f"{head}：{' '.join(name.split())}", piece.text, piece)
