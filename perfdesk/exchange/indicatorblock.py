"""The indicator table: rows under a head, their levels, totals and what else stands between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.core.cells import INDICATOR_NAMES
from perfdesk.core.form import LEVEL_KEYS, POINT_KEYS
from perfdesk.core.labels import field_of, folded, goal_of, indicator_column, is_label
from perfdesk.core.labelwords import EXTRA_WORDS, FIRST_LEVEL_WORDS, SPINES, TOTALS
from perfdesk.core.number import ZERO, parse_decimal
from perfdesk.exchange.barelevels import with_bare_levels
from perfdesk.exchange.levelcells import APART, Levels
from perfdesk.exchange.levelnames import level_path, tidy_level
from perfdesk.exchange.pagewords import is_page_word
from perfdesk.exchange.regions import is_title
from perfdesk.exchange.sumrows import (
    NUMBERED,
    Sums,
    is_execution,
    is_named_subtotal,
    is_points_of_level,
    is_total,
    keep_unknown,
    take_execution,
    take_subtotal,
)
from perfdesk.exchange.tablerow import (
    Row,
    lone_level,
    may_be_indicator,
    plainly_indicator,
    wholly_indicator,
)
from perfdesk.exchange.targets import joined_actual, joined_target
from perfdesk.exchange.values import is_dash

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.heads import Column, Head
    from perfdesk.exchange.pieces import Piece

_VALUES = ("target", "actual", "weight", "score", "note", "operator", "unit", "measure")
_PLACEHOLDER = re.compile(r"(?:指标\d*[:：]?|[…．.·]{1,6}|[\-—/]+)?")
_UNFILLED = "预印的空行，没有填写。"
_IN_HEAD = "在表头里，不是本表的栏目，没有读入。"
_BELOW = 1 << 20


class IndicatorReader:
    """Reads all indicator tables of a region into a draft; `rows` is how many rows there are."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.rows = 0
        self.levels = Levels(draft)
        self.sums = Sums()

    def read(self) -> None:
        """Takes every row; the last total ends the table."""
        heads = self.draft.region.heads
        for number, head in enumerate(heads):
            bottom = heads[number + 1].top - 1 if number + 1 < len(heads) else _BELOW
            self._head(head)
            self._table(head, bottom)
        self.sums.settle(self.draft)

    def _head(self, head: Head) -> None:
        draft = self.draft
        draft.claim(*(column.head for column in head.columns))
        self._level_above(head)
        for row in draft.rows(head.top, head.bottom):
            for piece in draft.free(row, 0, head.right):
                if _is_spine(piece) or is_label(piece.text) or indicator_column(piece.text)[0]:
                    draft.claim(piece)
                else:
                    draft.left(piece, _IN_HEAD)

    def _level_above(self, head: Head) -> None:
        """A first level alone in the row above its own table."""
        for number in self.draft.rows(0, head.top - 1)[-1:]:
            pieces = [piece for piece in self.draft.free(number) if not _is_spine(piece)]
            if len(pieces) == 1 and tidy_level(pieces[0].text)[0] in FIRST_LEVEL_WORDS:
                self.levels.name(Row(number, {"level1": pieces}))

    def _table(self, head: Head, bottom: int) -> None:
        head = with_bare_levels(self.draft, head, bottom)
        rows = [self._row(head, number) for number in self.draft.rows(head.bottom + 1, bottom)]
        rows = [row for row in rows if row.pieces]
        rows = rows[: self._end(rows)]
        self.levels.join_parts(rows)
        for row in rows:
            if row.pieces:  # a part of a label may have been all
                self._take(head, row)

    def _row(self, head: Head, number: int) -> Row:
        row = Row(number)
        for piece in self.draft.free(number):
            column = head.at(piece.left)
            if column is None or not column.key:
                _aside(row, column, piece)
            else:
                row.cells.setdefault(column.key, []).append(piece)
        if not any(row.cells.get(key) for key in LEVEL_KEYS):
            paths = [piece for piece in row.cells.get("level3", ()) if level_path(piece.text)]
            row.cells |= {"level1": paths[:1]} if paths else {}
        return lone_level(row)

    # ---- which rows ----------------------------------------------------------------------

    def _end(self, rows: list[Row]) -> int:
        """How many rows belong to the table: all to the last indicator or the total behind it."""
        last = total = 0
        rows = rows[: next((at for at, row in enumerate(rows) if _heads_goals(row)), None)]
        plain = [number for number, row in enumerate(rows) if plainly_indicator(row)]
        for number, row in enumerate(rows):
            sums = is_total(row, bool(self.rows or number))
            if _is_label_row(row):
                break
            if self._closes(row) and not sums:
                if not plain or plain[-1] <= number:
                    break
            elif sums:
                total = total if last < total < number else number + 1
            elif plainly_indicator(row) or (not total and _may_belong(row)):
                last, total = number + 1, 0
        return max(last, total)

    def _closes(self, row: Row) -> bool:
        """True for a row of labels and texts that is no indicator: grade, signatures, notes."""
        first = row.pieces[0]
        label = re.split("[:：]", first.text)[0]
        key, _ = field_of(label)
        if first in row.cells.get("level3", ()) and wholly_indicator(row):
            return False
        word = folded(label)
        noted = word in EXTRA_WORDS or word.startswith(("注", "备注", "说明", "填表说明"))
        noted = noted or (word in SPINES and not wholly_indicator(row))
        noted = noted or (word in TOTALS and label != first.text)
        return noted or bool(key) or is_title(first) or self._wide(row, first)

    def _wide(self, row: Row, first: Piece) -> bool:
        """True for one text over most of the table."""
        alone = len(row.pieces) == 1
        across = first.span.right - first.left >= 4
        return alone and (across or len(first.text) > 60)

    # ---- one row -------------------------------------------------------------------------

    def _take(self, head: Head, row: Row) -> None:
        draft = self.draft
        for piece in row.before:
            self._before(piece)
        if self._repeats_head(head, row) or self._page_words(row):
            draft.claim(*row.pieces)
        elif is_named_subtotal(row):
            take_subtotal(draft, row)
            self.sums.close()
        elif is_total(row, bool(self.rows)):
            self.sums.close(row)
        elif is_points_of_level(row):
            self.levels.name(row)
            take_subtotal(draft, row)
        elif is_execution(row, parse_decimal(draft.texts.get("execution_weight", ""))):
            take_execution(draft, row)
        else:
            self._indicator(head, row)

    def _before(self, piece: Piece) -> None:
        """What stands left of the table beside a row: its spine, else a text of its own."""
        if _is_spine(piece) or is_title(piece):
            self.draft.claim(piece)
        elif parse_decimal(piece.text) is not None:
            self.draft.left(piece, NUMBERED)

    def _repeats_head(self, head: Head, row: Row) -> bool:
        same = [
            column
            for column in head.columns
            for piece in row.cells.get(column.key, ())
            if piece.word == column.head.word
        ]
        return len(same) >= 3

    def _page_words(self, row: Row) -> bool:
        """A title, year or unit line that a page break repeats."""
        pieces = row.pieces
        first = pieces[0]
        return len(pieces) <= 2 and (is_title(first) or is_page_word(first.text))

    def _indicator(self, head: Head, row: Row) -> None:
        draft = self.draft
        self.levels.name(row)
        if _is_preprinted(row):
            for piece in row.pieces:
                draft.left(piece, _UNFILLED)
            return
        at, self.rows = self.rows, self.rows + 1
        self.levels.put(at)
        self._third(head, row, at)
        joined_target(draft, at, row.cells, apart=bool(head.keys & {"operator", "unit"}))
        self._texts_and_points(row, at)
        self.sums.add(parse_decimal(draft.texts.get(f"indicators[{at}].weight", "")) or ZERO)
        for piece in row.cells.get("index", ()):
            draft.left(piece, NUMBERED)
        for column, piece in row.unknown:
            name = draft.texts.get(f"indicators[{at}].level3", "") or f"第 {at + 1} 行"
            keep_unknown(draft, column, piece, name)

    def _texts_and_points(self, row: Row, at: int) -> None:
        joined_actual(self.draft, at, row.cells)
        self._note(row, at)
        for key in POINT_KEYS:
            self._number(row, at, key)

    def _third(self, head: Head, row: Row, at: int) -> None:
        pieces = row.cells.get("level3", [])
        if not pieces:
            pieces = self._merged(head, row, "level3")
        for number, piece in enumerate(pieces):
            if number:
                self.draft.keep(f"第 {at + 1} 行三级指标", piece.text, piece)
            elif path := level_path(piece.text)[2:]:
                self.draft.put(f"indicators[{at}].level3", path[0], piece, tidied=(APART,))
            else:
                self.draft.put_text(f"indicators[{at}].level3", piece)

    def _merged(self, head: Head, row: Row, key: str) -> list[Piece]:
        """The piece whose merge reaches down into the row."""
        column = head.column(key)
        if column is None:
            return []
        pieces = self.draft.board.across(row.number, column.left, column.right)
        return [piece for piece in pieces if piece.top < row.number]

    def _note(self, row: Row, at: int) -> None:
        pieces = [*row.cells.get("note", []), *row.cells.get("measure", [])]
        pieces = [p for p in pieces if not self._dash(p) and not self.draft.faulty(p)]
        text = "\n".join(piece.text for piece in pieces)
        tidied = ("合并原因和措施两格",) if len(pieces) > 1 else ()
        if pieces:
            self.draft.put(f"indicators[{at}].note", text, pieces[0], tidied=tidied)
            self.draft.claim(*pieces)

    def _dash(self, piece: Piece) -> bool:
        if is_dash(piece.text):
            self.draft.left(piece, "横线表示未填。")
            return True
        return False

    def _number(self, row: Row, at: int, key: str) -> None:
        for number, piece in enumerate(row.cells.get(key, [])):
            if number:
                self.draft.keep(f"第 {at + 1} 行{INDICATOR_NAMES[key]}", piece.text, piece)
            else:
                self.draft.put_number(f"indicators[{at}].{key}", piece, points=True)


def _is_spine(piece: Piece) -> bool:
    """True for 绩效指标 beside a table, also for one of its letters."""
    return piece.word in SPINES or "".join(piece.text.split()) in "绩效指标年度"


def _is_preprinted(row: Row) -> bool:
    """True for a row of the blank paper that nobody filled in: 指标1, ……."""
    named = "".join(piece.text for piece in row.cells.get("level3", ()))
    if row.filled(*_VALUES) or row.unknown:
        return False
    return bool(_PLACEHOLDER.fullmatch(named.strip()))


def _is_label_row(row: Row) -> bool:
    """True for the labels of the form's names side by side: their texts stand below them."""
    keys = [field_of(piece.text)[0] for piece in row.pieces]
    return len(keys) > 1 and all(keys)


def _heads_goals(row: Row) -> bool:
    """True for the labels of both goals, which stand below the table then."""
    goals = {goal_of(piece.text) for piece in row.pieces} - {""}
    return len(goals) > 1 and not wholly_indicator(row)


def _may_belong(row: Row) -> bool:
    """True also for a row that nobody has finished, and for a level's sum."""
    return may_be_indicator(row) or is_named_subtotal(row)


def _aside(row: Row, column: Column | None, piece: Piece) -> None:
    """A piece under no known label, or beside the table."""
    if column is None:
        row.before.append(piece)
    else:
        row.unknown.append((column, piece))
