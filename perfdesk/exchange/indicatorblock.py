"""The indicator table: rows under a head, their levels, totals and what else stands between."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfdesk.core.form import LEVEL_KEYS, POINT_KEYS
from perfdesk.core.labels import (
    COLUMN_WORDS,
    EXECUTION_WORDS,
    EXTRA_WORDS,
    GRADES,
    LEVEL_WORDS,
    SPINES,
    SUBTOTALS,
    TOTALS,
    field_of,
    folded,
    indicator_column,
)
from perfdesk.core.number import parse_decimal
from perfdesk.exchange.levelnames import split_label, tidy_level
from perfdesk.exchange.reading import How, Source, Sure
from perfdesk.exchange.regions import is_title
from perfdesk.exchange.targets import joined_target
from perfdesk.exchange.values import is_dash, typed_points

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


@dataclass(slots=True)
class Row:
    """One row of the table: its pieces by column key, those of unknown columns apart."""

    number: int
    cells: dict[str, list[Piece]] = field(default_factory=dict)
    unknown: list[tuple[Column, Piece]] = field(default_factory=list)
    before: list[Piece] = field(default_factory=list)

    def filled(self, *keys: str) -> bool:
        """True if any of the columns holds more than a dash."""
        pieces = (piece for key in keys for piece in self.cells.get(key, ()))
        return any(not is_dash(piece.text) for piece in pieces)

    @property
    def pieces(self) -> list[Piece]:
        """All of its pieces, left to right."""
        known = [piece for pieces in self.cells.values() for piece in pieces]
        unknown = [piece for _, piece in self.unknown]
        return sorted([*known, *unknown, *self.before], key=lambda piece: piece.left)


class IndicatorReader:
    """Reads all indicator tables of a region into a draft; `rows` is how many rows there are."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.rows = 0
        self.levels = dict.fromkeys(LEVEL_KEYS, "")
        self.sources: dict[str, Source] = {}

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
        self._split_levels(head, rows[:end])
        for row in rows[:end]:
            self._take(head, row)

    def _row(self, head: Head, number: int) -> Row:
        row = Row(number)
        for piece in self.draft.free(number):
            column = head.at(piece.left)
            if column is None or not column.key:
                self._aside(row, head, column, piece)
            else:
                row.cells.setdefault(column.key, []).append(piece)
        return row

    def _aside(self, row: Row, head: Head, column: Column | None, piece: Piece) -> None:
        """A piece under no known label; wide ones that begin before the table reach into it."""
        if column is not None:
            row.unknown.append((column, piece))
        else:
            row.before.append(piece)

    # ---- which rows ----------------------------------------------------------------------

    def _end(self, rows: list[Row]) -> int:
        """How many rows belong to the table: all to the last indicator or the total behind it."""
        last = total = 0
        for number, row in enumerate(rows):
            if self._closes(row) and not self._is_total(row):
                if not any(map(_plainly_indicator, rows[number + 1 :])):
                    break
            elif self._is_total(row):
                total = total or number + 1 if last < number else number + 1
            elif _plainly_indicator(row) or (not total and _may_be_indicator(row)):
                last, total = number + 1, 0
        return max(last, total)

    def _closes(self, row: Row) -> bool:
        """True for a row of labels and texts that is no indicator: grade, signatures, notes."""
        first = row.pieces[0]
        label = re.split("[:：]", first.text)[0]
        key, _ = field_of(label)
        if first in row.cells.get("level3", ()) and _plainly_indicator(row):
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
        others = row.filled("target") and not _points(row, "target")
        if word in TOTALS:
            return not others and not _other_words(row, word)
        only = set(row.cells) <= set(POINT_KEYS) and row.filled(*POINT_KEYS)
        return only and not row.unknown and not row.before and self._sums_up(row)

    def _sums_up(self, row: Row) -> bool:
        """True for points without a label that reach what the rows before them gave."""
        weight = _points(row, "weight")
        texts = (self.draft.texts.get(f"indicators[{n}].weight", "") for n in range(self.rows))
        return weight is not None and (weight >= 60 or any(texts))

    # ---- levels --------------------------------------------------------------------------

    def _split_levels(self, head: Head, rows: list[Row]) -> None:
        """Puts labels of levels together that stand one part in each row."""
        for key in LEVEL_KEYS:
            holders = [row for row in rows if row.cells.get(key)]
            number = 0
            while number < len(holders):
                texts = [row.cells[key][0].text for row in holders[number : number + 6]]
                label, count = split_label(texts)
                for row in holders[number + 1 : number + count]:
                    self.draft.claim(*row.cells.pop(key))
                if count:
                    first = holders[number].cells[key][0]
                    self._name(key, label, first, ("合并分格书写的标签",))
                    self._whole[first] = label
                number += max(1, count)

    @property
    def _whole(self) -> dict[Piece, str]:
        """Labels put together, by their first cell."""
        if not hasattr(self, "_labels"):
            self._labels: dict[Piece, str] = {}
        return self._labels

    def _name(self, key: str, label: str, piece: Piece, tidied: tuple[str, ...]) -> None:
        self.sources[key] = Source("", piece.where, How.READ, Sure.CERTAIN, tidied=tidied)

    def _levels(self, head: Head, row: Row) -> None:
        """The labels of a row: its own, those of its merge, else those above."""
        begins = False
        for key in LEVEL_KEYS:
            pieces = row.cells.get(key, [])
            if not pieces:
                if key == "level2" and begins:
                    self.levels[key] = ""
                    self.sources.pop(key, None)
                continue
            piece = pieces[0]
            self.draft.claim(*pieces)
            label, tidied = tidy_level(piece.text)
            if piece in self._whole:
                label, tidied = self._whole[piece], ("合并分格书写的标签",)
            if key == "level1" and label != self.levels[key]:
                begins = True
            self.levels[key] = label
            self._name(key, label, piece, tidied)
            for other in pieces[1:]:
                self.draft.keep(f"{label}{other.where}", other.text, other)

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
        elif self._execution(head, row):
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
        plain = "".join(pieces[0].text.split())
        turned = re.fullmatch(
            r"[（(]?\d{4}年?度?[）)]?|单位[:：]?万?元|续表|第\d+页.*|-\d+-", plain
        )
        return len(pieces) <= 2 and (is_title(pieces[0]) or bool(turned))

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
            for key in LEVEL_KEYS:
                for piece in row.cells.get(key, ()):
                    self.levels[key] = tidy_level(piece.text)[0]
                    self._name(key, self.levels[key], piece, ())
                    if key == "level1":
                        self.levels["level2"] = ""
        return lone

    def _execution(self, head: Head, row: Row) -> bool:
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
                    draft.keep(f"预算执行率{_names(key)}", piece.text, piece)
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
        """A grade in the row of the totals: its label, its text."""
        pieces = row.pieces
        for label, value in zip(pieces, pieces[1:], strict=False):
            if folded(label.text) in GRADES:
                self.draft.claim(label)
                self.draft.put_text("printed.grade", value)

    def _indicator(self, head: Head, row: Row) -> None:
        draft = self.draft
        named = "".join(piece.text for piece in row.cells.get("level3", ()))
        self._levels(head, row)
        if not row.filled(*_VALUES) and not row.unknown and _PLACEHOLDER.fullmatch(named.strip()):
            for piece in row.pieces:
                draft.left(piece, _UNFILLED)
            return
        at, self.rows = self.rows, self.rows + 1
        self._level_texts(at)
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

    def _level_texts(self, at: int) -> None:
        for key in LEVEL_KEYS:
            self.draft.texts[f"indicators[{at}].{key}"] = self.levels[key]
            source = self.sources.get(key)
            if source is not None and self.levels[key]:
                address = f"indicators[{at}].{key}"
                told = Source(address, source.cell, How.READ, Sure.CERTAIN, tidied=source.tidied)
                self.draft.report.sources.append(told)

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
                self.draft.keep(f"第 {at + 1} 行{_names(key)}", piece.text, piece)
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


def _plainly_indicator(row: Row) -> bool:
    """True for a row with a name and a value of its own."""
    values = sum(row.filled(key) for key in ("target", "actual", "weight", "score"))
    return (row.filled("level3") and values > 0) or values > 2  # noqa: PLR2004 - of four


def _may_be_indicator(row: Row) -> bool:
    """True also for a row that nobody has finished, or of which only labels are printed."""
    levels = [piece.text for key in LEVEL_KEYS for piece in row.cells.get(key, ())]
    known = any(tidy_level(text)[0] in LEVEL_WORDS for text in levels)
    return known or row.filled("level3") or row.filled("target")


def _points(row: Row, key: str) -> object:
    pieces = row.cells.get(key, [])
    if not pieces:
        return None
    text, _ = typed_points(pieces[0].cell)
    return parse_decimal(text)


def _other_words(row: Row, word: str) -> bool:
    """True if the row also names an indicator."""
    named = row.cells.get("level3", [])
    return any(folded(piece.text) not in ("", word) and not is_dash(piece.text) for piece in named)


def _names(key: str) -> str:
    from perfdesk.core.cells import INDICATOR_NAMES

    return INDICATOR_NAMES.get(key, key)
