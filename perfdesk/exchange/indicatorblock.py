"""The indicator table: rows under a head, their levels, totals and what else stands between."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from perfdesk.core.cells import INDICATOR_NAMES
from perfdesk.core.form import LEVEL_KEYS, POINT_KEYS
from perfdesk.core.labels import (
    COLUMN_WORDS,
    EXECUTION_WORDS,
    EXTRA_WORDS,
    GRADES,
    SPINES,
    SUBTOTALS,
    TOTALS,
    field_of,
    folded,
    indicator_column,
)
from perfdesk.core.number import parse_decimal
from perfdesk.exchange.levelcells import Levels
from perfdesk.exchange.pagewords import is_page_word
from perfdesk.exchange.regions import is_title
from perfdesk.exchange.tablerow import (
    Row,
    grade_in,
    lone_level,
    may_be_indicator,
    other_words,
    plainly_indicator,
    points_of,
)
from perfdesk.exchange.targets import joined_target
from perfdesk.exchange.values import is_dash

if TYPE_CHECKING:
    from perfdesk.exchange.draft import Draft
    from perfdesk.exchange.heads import Column, Head
    from perfdesk.exchange.pieces import Piece

_VALUES = ("target", "actual", "weight", "score", "note", "operator", "unit", "measure")
_PLACEHOLDER = re.compile(r"(?:指标\d*[:：]?|[…．.·]{1,6}|[\-—/]+)?")
_UNFILLED = "预印的空行，没有填写。"
_SUBTOTAL = "小计，由程序计算，不作为指标。"
_NUMBERED = "序号，由程序排列。"
_BELOW = 1 << 20


class IndicatorReader:
    """Reads all indicator tables of a region into a draft; `rows` is how many rows there are."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.rows = 0
        self.levels = Levels(draft)

    def read(self) -> None:
        """Takes every row; the last total ends the table."""
        heads = self.draft.region.heads
        for number, head in enumerate(heads):
            bottom = heads[number + 1].top - 1 if number + 1 < len(heads) else _BELOW
            self._head(head)
            self._table(head, bottom)

    def _head(self, head: Head) -> None:
        draft = self.draft
        draft.claim(*(column.head for column in head.columns))
        for row in draft.rows(head.top, head.bottom):
            draft.claim(*draft.free(row, 0, head.right))

    def _table(self, head: Head, bottom: int) -> None:
        rows = [self._row(head, number) for number in self.draft.rows(head.bottom + 1, bottom)]
        rows = [row for row in rows if row.pieces]
        end = self._end(rows)
        self.levels.join_parts(rows[:end])
        for row in rows[:end]:
            self._take(head, row)

    def _row(self, head: Head, number: int) -> Row:
        row = Row(number)
        for piece in self.draft.free(number):
            column = head.at(piece.left)
            if column is None or not column.key:
                _aside(row, column, piece)
            else:
                row.cells.setdefault(column.key, []).append(piece)
        return lone_level(row)

    # ---- which rows ----------------------------------------------------------------------

    def _end(self, rows: list[Row]) -> int:
        """How many rows belong to the table: all to the last indicator or the total behind it."""
        last = total = 0
        for number, row in enumerate(rows):
            if self._closes(row) and not self._is_total(row):
                if not any(map(plainly_indicator, rows[number + 1 :])):
                    break
            elif self._is_total(row):
                total = total or number + 1 if last < number else number + 1
            elif plainly_indicator(row) or (not total and may_be_indicator(row)):
                last, total = number + 1, 0
        return max(last, total)

    def _closes(self, row: Row) -> bool:
        """True for a row of labels and texts that is no indicator: grade, signatures, notes."""
        first = row.pieces[0]
        label = re.split("[:：]", first.text)[0]
        key, _ = field_of(label)
        if first in row.cells.get("level3", ()) and plainly_indicator(row):
            return False
        word = folded(label)
        noted = word in EXTRA_WORDS or word.startswith(("注", "备注", "说明", "填表说明"))
        return noted or bool(key) or is_title(first) or self._wide(row, first)

    def _wide(self, row: Row, first: Piece) -> bool:
        """True for one text over most of the table."""
        alone = len(row.pieces) == 1
        across = first.span.right - first.left >= 4
        return alone and (across or len(first.text) > 60) and not self._is_total(row)

    def _is_total(self, row: Row) -> bool:
        first = row.pieces[0]
        word = folded(first.text)
        others = row.filled("target") and not points_of(row, "target")
        if word in TOTALS:
            return not others and not other_words(row, word)
        points = [piece for key in POINT_KEYS for piece in row.cells.get(key, ())]
        besides = [piece for piece in row.pieces if piece not in points]
        only = row.filled(*POINT_KEYS) and all(grade_in(piece) for piece in besides)
        return only and self._sums_up(row)

    def _sums_up(self, row: Row) -> bool:
        """True for points without a label that reach what the rows before them gave."""
        weight = points_of(row, "weight")
        texts = (self.draft.texts.get(f"indicators[{n}].weight", "") for n in range(self.rows))
        return weight is not None and (weight >= 60 or any(texts))

    # ---- one row -------------------------------------------------------------------------

    def _take(self, head: Head, row: Row) -> None:
        draft = self.draft
        for piece in row.before:
            self._before(piece)
        if self._repeats_head(head, row) or self._page_words(row):
            draft.claim(*row.pieces)
        elif self._is_total(row):
            self._total(row)
        elif self._subtotal(row):
            for piece in row.pieces:
                draft.left(piece, _SUBTOTAL)
        elif self._execution(row):
            self._execution_row(row)
        else:
            self._indicator(head, row)

    def _before(self, piece: Piece) -> None:
        """What stands left of the table beside a row: its spine, else a text of its own."""
        draft = self.draft
        word = piece.word
        if word in SPINES or "".join(piece.text.split()) in "绩效指标年度" or is_title(piece):
            draft.claim(piece)
        elif parse_decimal(piece.text) is not None:
            draft.left(piece, _NUMBERED)

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

    def _subtotal(self, row: Row) -> bool:
        words = {folded(piece.text) for piece in row.pieces}
        if words & SUBTOTALS:
            return True
        levels = row.filled(*LEVEL_KEYS)
        values = row.filled("level3", "target", "actual", "note")
        points = row.filled(*POINT_KEYS)
        if not levels or values or not points:
            return False
        lone = row.filled("level1") != row.filled("level2")
        if lone:
            self.levels.name(row)
        return lone

    def _execution(self, row: Row) -> bool:
        """True where the execution rate stands among the indicators and nowhere else."""
        if "execution_weight" in self.draft.texts:
            return False
        first = next(
            (row.cells[key][0] for key in (*LEVEL_KEYS, "level3") if key in row.cells), None
        )
        if first is None or folded(first.text) not in EXECUTION_WORDS:
            return False
        return row.filled("weight")

    def _execution_row(self, row: Row) -> None:
        draft = self.draft
        addresses = {
            "actual": "printed.rate",
            "weight": "execution_weight",
            "score": "printed.funding_score",
        }
        for key, pieces in row.cells.items():
            for piece in pieces:
                if key == "weight":
                    draft.put_number(addresses[key], piece, points=True)
                elif key in addresses:
                    draft.put_text(addresses[key], piece)
                elif key in ("target", "note"):
                    draft.keep(f"预算执行率{INDICATOR_NAMES[key]}", piece.text, piece)
                else:
                    draft.claim(piece)
        for column, piece in row.unknown:
            self._unknown(column, piece, "预算执行率")

    def _total(self, row: Row) -> None:
        draft = self.draft
        for key, address in (("weight", "total_weight"), ("score", "total_score")):
            for piece in row.cells.get(key, ()):
                if not is_dash(piece.text) and folded(piece.text) not in TOTALS:
                    draft.put_text(f"printed.{address}", piece)
        self._grade_beside(row)
        for column, piece in row.unknown:
            if piece not in draft.claimed:
                self._unknown(column, piece, "合计")
        for piece in row.pieces:
            if piece not in draft.claimed:
                text = folded(piece.text)
                known = text in TOTALS or is_dash(piece.text)
                draft.claim(piece) if known else draft.keep("合计行", piece.text, piece)

    def _grade_beside(self, row: Row) -> None:
        """A grade in the row of the totals: its label, its text, in two cells or in one."""
        pieces = row.pieces
        for label, value in pairwise(pieces):
            if folded(label.text) in GRADES:
                self.draft.claim(label)
                self.draft.put_text("printed.grade", value)
        for piece in pieces:
            if grade := grade_in(piece):
                self.draft.put("printed.grade", grade, piece)

    def _indicator(self, head: Head, row: Row) -> None:
        draft = self.draft
        named = "".join(piece.text for piece in row.cells.get("level3", ()))
        self.levels.name(row)
        if not row.filled(*_VALUES) and not row.unknown and _PLACEHOLDER.fullmatch(named.strip()):
            for piece in row.pieces:
                draft.left(piece, _UNFILLED)
            return
        at, self.rows = self.rows, self.rows + 1
        self.levels.put(at)
        self._third(head, row, at)
        joined_target(draft, at, row.cells)
        for key in ("actual", "note"):
            self._text(row, at, key)
        for key in POINT_KEYS:
            self._number(row, at, key)
        for piece in row.cells.get("index", ()):
            draft.left(piece, _NUMBERED)
        for column, piece in row.unknown:
            name = draft.texts.get(f"indicators[{at}].level3", "") or f"第 {at + 1} 行"
            self._unknown(column, piece, name)

    def _third(self, head: Head, row: Row, at: int) -> None:
        pieces = row.cells.get("level3", [])
        if not pieces:
            pieces = self._merged(head, row, "level3")
        for number, piece in enumerate(pieces):
            if number:
                self.draft.keep(f"第 {at + 1} 行三级指标", piece.text, piece)
            else:
                self.draft.put_text(f"indicators[{at}].level3", piece)

    def _merged(self, head: Head, row: Row, key: str) -> list[Piece]:
        """The piece whose merge reaches down into the row."""
        column = head.column(key)
        if column is None:
            return []
        pieces = self.draft.board.across(row.number, column.left, column.right)
        return [piece for piece in pieces if piece.top < row.number]

    def _text(self, row: Row, at: int, key: str) -> None:
        pieces = row.cells.get(key, [])
        if key == "note":
            pieces = [*pieces, *row.cells.get("measure", [])]
            pieces = [piece for piece in pieces if not self._dash(piece)]
        if len(pieces) > 1 and key == "note":
            text = "\n".join(piece.text for piece in pieces)
            self.draft.put(
                f"indicators[{at}].note", text, pieces[0], tidied=("合并原因和措施两格",)
            )
            self.draft.claim(*pieces)
            return
        if len(pieces) > 1 and key == "actual":
            text = "".join(piece.text for piece in pieces)
            self.draft.put(
                f"indicators[{at}].actual", text, pieces[0], tidied=("合并数值和单位两格",)
            )
            self.draft.claim(*pieces)
            return
        for piece in pieces:
            self.draft.put_text(f"indicators[{at}].{key}", piece)

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

    def _unknown(self, column: Column, piece: Piece, name: str) -> None:
        """A text of a column that the form does not have."""
        word = folded(column.head.text)
        if word in COLUMN_WORDS["index"]:
            self.draft.left(piece, _NUMBERED)
        elif indicator_column(word)[0] == "weight" and parse_decimal(piece.text) is not None:
            self.draft.left(piece, _SUBTOTAL)  # the points of a level, beside its label
        elif is_dash(piece.text):
            self.draft.left(piece, "横线表示未填。")
        else:
            head = " ".join(column.head.text.split())
            self.draft.keep(f"{head}：{' '.join(name.split())}", piece.text, piece)


def _aside(row: Row, column: Column | None, piece: Piece) -> None:
    """A piece under no known label, or beside the table."""
    if column is None:
        row.before.append(piece)
    else:
        row.unknown.append((column, piece))
