"""The funding table: amounts by source and column, the execution's weight, rate and score."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from perfdesk.core.cells import SOURCE_NAMES, funding_cell
from perfdesk.core.form import AMOUNT_KEYS
from perfdesk.core.labels import (
    field_of,
    folded,
    funding_column,
    funding_source,
    indicator_column,
    source_label,
    stands_in,
)
from perfdesk.core.labelwords import SPINES
from perfdesk.core.number import half_width, parse_decimal
from perfdesk.exchange.fundingcells import ADDRESS, PRINTED, holds_figure, put_figure
from perfdesk.exchange.fundingpairs import read_pairs
from perfdesk.exchange.reading import Sure
from perfdesk.exchange.values import is_dash

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.heads import Column, Head
    from perfdesk.exchange.pieces import Piece

_NOTHING = "表单里没有这个资金项，金额为零或未填。"
_POINTS = re.compile(r"\((\d+(?:\.\d+)?)分?\)")
_GROUP = "表头的分组，不是本表的栏目，没有读入。"
_MOST_BLANK, _TALLEST, _LONGEST_GROUP = 2, 12, 12


def read_funding(draft: Draft) -> None:
    """Takes every funding table of the region."""
    region = draft.region
    for head in region.funding:
        _Table(draft, head).read()
    if not region.funding:
        for head in region.turned:
            _turned(draft, head)
    if not any(address.startswith("funding.") for address in draft.texts):
        read_pairs(draft)
    _weight_in_labels(draft)
    filled = {address.rpartition(".")[2] for address in draft.texts if "funding." in address}
    if filled and "adjusted" not in filled:
        draft.note("表中没有全年预算数一栏，无法计算执行率，请补填。")


class _Table:
    def __init__(self, draft: Draft, head: Head) -> None:
        self.draft, self.head = draft, head
        self.first = min(column.left for column in head.columns)
        self.bottom = min([h.top - 1 for h in draft.region.heads if h.top > head.top] or [1 << 20])
        self.seen: set[str] = set()

    def read(self) -> None:
        draft, head = self.draft, self.head
        draft.claim(*(column.head for column in head.columns))
        self._groups_above()
        last = head.bottom
        stand_ins: list[tuple[int, str, Piece]] = []
        for row in draft.rows(head.bottom + 1, self.bottom):
            if row - last > _MOST_BLANK or not self._row(row, stand_ins):
                break
            last = row
        counts = Counter(source for _, source, _ in stand_ins)
        for row, source, label in stand_ins:
            self._stand_in(row, source, label, alone=counts[source] == 1)

    def _groups_above(self) -> None:
        """Words in the row above that group the columns: 预算安排及执行情况, 评分情况."""
        draft, head = self.draft, self.head
        for row in draft.rows(head.top - 1, head.top - 1):
            pieces = draft.free(row, head.left, head.right)
            wide = [piece for piece in pieces if piece.span.right > piece.left]
            words = all(len(p.text) <= _LONGEST_GROUP and p.word.isalpha() for p in pieces)
            if wide and words and not any(field_of(piece.text)[0] for piece in draft.free(row)):
                for piece in pieces:
                    draft.left(piece, _GROUP)
                draft.claim(*(piece for piece in draft.free(row) if piece.word in SPINES))

    def _row(self, row: int, stand_ins: list[tuple[int, str, Piece]]) -> bool:
        """Takes a row; False where the table has ended."""
        area = self.draft.region.area
        beside = self.draft.board.across(row, area.left, self.first - 1)
        own = [piece for piece in beside if piece.top == row]
        label, source = _source_of(own)
        if label is None and self._is_bare_total(row, own):
            self._bare_total(row, own)
            return True
        if label is None:
            return self._other_row(row, own, beside)
        self._claim_beside(own, label)
        if stands_in(label.text):
            stand_ins.append((row, source, label))
        elif source in self.seen:
            self._as_extra(row, label)
        else:
            self.seen.add(source)
            self._amounts(row, source)
        return True

    def _is_bare_total(self, row: int, own: list[Piece]) -> bool:
        """True for the first row where it has figures and no label but the block's own word."""
        spines = all(piece.word in SPINES for piece in own)
        first = row == min(self.draft.rows(self.head.bottom + 1, self.bottom))
        executed = self.head.column("executed") or self.head.column("adjusted")
        if not (first and spines and executed):
            return False
        return any(map(holds_figure, self.draft.free(row, executed.left, executed.right)))

    def _bare_total(self, row: int, own: list[Piece]) -> None:
        self.draft.claim(*own)
        self.seen.add("total")
        self.draft.note(f"资金表第 {row} 行没有写明资金项，读作{SOURCE_NAMES['total']}，请核对。")
        self._amounts(row, "total", Sure.LIKELY, "资金表的第一行")

    def _claim_beside(self, own: list[Piece], label: Piece) -> None:
        for piece in own:
            if piece is label or piece.word in SPINES or not piece.word or piece.word == "其中":
                self.draft.claim(piece)

    def _other_row(self, row: int, own: list[Piece], beside: list[Piece]) -> bool:
        """A row of another label: the rate as a row, a source that the form does not have."""
        words = [piece for piece in own if piece.word and piece.word not in SPINES]
        values = self.draft.free(row, self.first)
        if not words:
            spine = any(piece.top < row <= piece.span.bottom for piece in beside)
            return spine and not values
        label = words[-1]
        if any(_ends_table(piece.text) for piece in words):
            return False
        if funding_column(label.text)[0] == "rate":
            self.draft.claim(*own)
            for piece in values:
                self.draft.put_text("printed.rate", piece)
            return True
        figures = [piece for piece in values if holds_figure(piece)]
        if not figures:
            return False
        self.draft.claim(label)
        self._as_extra(row, label)
        return True

    def _stand_in(self, row: int, source: str, label: Piece, alone: bool) -> None:
        if source in self.seen or not alone:
            self._as_extra(row, label)
            return
        self.seen.add(source)
        name = source_label(label.text)
        self.draft.note(f"{label.where} 格的“{name}”读作{SOURCE_NAMES[source]}，请核对。")
        self._amounts(row, source, Sure.LIKELY, f"按“{name}”读取")

    def _as_extra(self, row: int, label: Piece) -> None:
        """A source beside the form's own: among the extra texts, amount by amount."""
        name, kept = source_label(label.text), False
        for column in self.head.columns:
            for piece in self.draft.free(row, column.left, column.right):
                if is_dash(piece.text) or parse_decimal(piece.text) == 0:
                    self.draft.left(piece, _NOTHING)
                else:
                    self.draft.keep(f"{name}{folded(column.head.text)}", piece.text, piece)
                    kept = True
        if kept:
            self.draft.note(f"表单里没有资金项“{name}”，金额放在附加内容里，请核对。")

    def _amounts(self, row: int, source: str, sure: Sure = Sure.CERTAIN, why: str = "") -> None:
        for column in self.head.columns:
            for piece in self.draft.free(row, column.left, column.right):
                self._cell(column, source, piece, (sure, why))

    def _cell(self, column: Column, source: str, piece: Piece, doubt: tuple[Sure, str]) -> None:
        draft, key = self.draft, column.key
        if key in AMOUNT_KEYS:
            draft.put_number(funding_cell(source, key), piece, doubt=doubt)
        elif is_dash(piece.text):
            draft.left(piece, "横线表示未填。")
        elif key in ADDRESS and source == "total":
            put_figure(draft, key, piece)
        elif key in ADDRESS:
            if not draft.faulty(piece):
                draft.left(piece, PRINTED)
        else:
            head = folded(column.head.text) or f"第 {column.left} 列"
            draft.keep(f"{head}：{SOURCE_NAMES[source]}", piece.text, piece)


def _source_of(pieces: list[Piece]) -> tuple[Piece | None, str]:
    for piece in reversed(pieces):
        source, _ = funding_source(piece.text)
        if source and piece.word not in SPINES:
            return piece, source
    return None, ""


def _ends_table(text: str) -> bool:
    key, _ = field_of(text)
    level = indicator_column(text)[0] in ("level1", "level2", "level3")
    return level or key.startswith(("goal_", "project", "supervisor", "unit", "total", "grade"))


def _turned(draft: Draft, head: Head) -> None:
    """Sources side by side, amounts one below the other."""
    ends = [h.top - 1 for h in draft.region.heads if h.top > head.top]
    rows = draft.rows(head.bottom + 1, min([head.bottom + _TALLEST, *ends]))
    area = draft.region.area
    labelled = [(row, draft.free(row, area.left, head.left - 1)) for row in rows]
    found = [
        (row, piece, key)
        for row, pieces in labelled
        for piece in pieces
        if (key := funding_column(piece.text)[0])
    ]
    if not any(key in AMOUNT_KEYS for _, _, key in found):
        return
    draft.claim(*(column.head for column in head.columns if column.key))
    for row, label, key in found:
        draft.claim(label)
        for column in head.columns:
            for piece in draft.free(row, column.left, column.right):
                _turned_cell(draft, column.key, key, piece)


def _turned_cell(draft: Draft, source: str, key: str, piece: Piece) -> None:
    if source and key in AMOUNT_KEYS:
        draft.put_number(funding_cell(source, key), piece)
    elif is_dash(piece.text):
        draft.left(piece, "横线表示未填。")
    elif source == "total" and key in ADDRESS:
        put_figure(draft, key, piece)
    else:
        draft.left(piece, PRINTED)


def _weight_in_labels(draft: Draft) -> None:
    """The execution's weight where only a label says it: 分值（10分）, 预算执行情况(20分)."""
    if "execution_weight" in draft.texts or not draft.region.funding:
        return
    head = draft.region.funding[0]
    column = head.column("weight")
    pieces = [column.head] if column else []
    score = head.column("score")
    pieces += [score.head] if score else []
    area = draft.region.area
    beside = [
        piece
        for row in draft.rows(head.top - 1, head.bottom)
        for piece in draft.board.across(row, area.left, head.right)
        if "执行" in piece.word and funding_column(piece.text)[0] in ("", "rate")
    ]
    for piece in (*pieces, *beside):
        found = _POINTS.search(half_width(piece.text))
        if found:
            why = "分值写在栏目名称里"
            draft.put("execution_weight", found[1], piece, Sure.LIKELY, why=why)
            return
