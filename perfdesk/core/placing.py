"""Texts put into many cells at once, as one edit, with an account of what happened to each.

The account is for the person: nothing is skipped, cut or tidied that it does not name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfdesk.core.cellgrid import is_typed
from perfdesk.core.cells import SOURCE_NAMES, indicator_of, parse, text_at, with_indicator_text
from perfdesk.core.compound import Together
from perfdesk.core.edits import InsertIndicators, SetCells
from perfdesk.core.form import AMOUNT_KEYS, POINT_KEYS, SOURCE_KEYS, Indicator
from perfdesk.core.number import Number, half_width, parse_decimal
from perfdesk.core.unseen import unseen_named

if TYPE_CHECKING:
    from perfdesk.core.cellgrid import CellGrid, Selection
    from perfdesk.core.edits import Edit

#: What tables print where there is nothing.
DASHES = frozenset({"-", "--", "—", "——", "–", "―", "/"})
_POINTS = (*POINT_KEYS, "execution_weight")
_NUMBERS = (*_POINTS, *AMOUNT_KEYS)
_NAMED = 3  # of a long list, so many are named


@dataclass(slots=True)
class Account:
    """What happened: names of cells and things, counts of rows and columns."""

    filled: int = 0
    added: int = 0
    skipped: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    tidied: list[str] = field(default_factory=list)
    cut_rows: int = 0
    cut_columns: int = 0
    notes: list[str] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """The account for people; empty where all went in as it stood."""
        told = list(self.notes)
        if self.added:
            told.append(f"表末增加了 {self.added} 行。")
        if self.skipped:
            told.append(f"自动计算的格不能填写，已跳过：{listed(self.skipped)}。")
        if self.cut_columns:
            told.append(f"右边多出的 {self.cut_columns} 列没有粘贴。")
        if self.cut_rows:
            told.append(f"下面多出的 {self.cut_rows} 行没有粘贴。")
        if self.tidied:
            told.append(f"已整理：{listed(self.tidied)}。")
        if self.unreadable:
            told.append(f"不是数字，照原样保留，请改正：{listed(self.unreadable)}。")
        return told


@dataclass(frozen=True, slots=True)
class Placed:
    """An edit, None where there is nothing to change, and the account of it.

    `area` is the rectangle that was written over, None for cells here and there.
    """

    edit: Edit | None
    account: Account
    area: Selection | None = None


class Placer:
    """Takes texts cell by cell for a grid; rows below its last become new rows."""

    def __init__(self, grid: CellGrid) -> None:
        self._grid = grid
        self._cells: dict[str, str] = {}
        self.account = Account()

    def put(self, row: int, column: int, text: str) -> None:
        """One text for one cell. Line ends become those of a form, dashes for nothing nothing."""
        address = self._grid.address(row, column)
        if not is_typed(address):
            self._skip(row, column, text)
            return
        typed = text.replace("\r\n", "\n").replace("\r", "\n")
        if parse(address).key in _NUMBERS:
            typed = self._number(address, self._grid.name(row, column), typed)
        self._cells[address] = typed

    def placed(self, verb: str) -> Placed:
        """All that was put, as one edit called `verb`."""
        old, new = self._changed(), self._new_rows()
        self.account.filled = len(old) + sum(map(self._is_new, self._cells))
        self.account.added = len(new)
        change = SetCells(old, verb)
        if not new:
            return Placed(change if old else None, self.account)
        insert = InsertIndicators(self._grid.height, new)
        name = f"{verb} {self.account.filled} 个单元格，增加 {len(new)} 行"
        return Placed(Together((change, insert), name), self.account)

    def _skip(self, row: int, column: int, text: str) -> None:
        """Names a read-only cell, unless what was to go in says nothing or what stands there."""
        plain = half_width(text)
        own = SOURCE_NAMES[SOURCE_KEYS[row]] if not self._grid.grows else ""
        if plain and plain not in DASHES and (not own or not plain.endswith(own)):
            self.account.skipped.append(self._grid.name(row, column))

    def _number(self, address: str, name: str, text: str) -> str:
        if not Number.of(text).unreadable:
            return text
        tidied = _plain_number(text, points=parse(address).key in _POINTS)
        if tidied is None:
            self.account.unreadable.append(f"{name}“{unseen_named(text)}”")
            return text
        self.account.tidied.append(f"{name} {text.strip()} → {tidied or '空'}")
        return tidied

    def _changed(self) -> tuple[tuple[str, str], ...]:
        form = self._grid.form
        return tuple(
            (address, text)
            for address, text in self._cells.items()
            if not self._is_new(address) and text_at(form, address) != text
        )

    def _is_new(self, address: str) -> bool:
        place = indicator_of(address)
        return place is not None and place[0] >= self._grid.height

    def _new_rows(self) -> tuple[Indicator, ...]:
        rows: dict[int, Indicator] = {}
        for address, text in self._cells.items():
            place = indicator_of(address)
            if place is not None and place[0] >= self._grid.height:
                row, key = place
                rows[row] = with_indicator_text(rows.get(row, Indicator()), key, text)
        return tuple(rows[row] for row in sorted(rows))


def _plain_number(text: str, points: bool) -> str | None:
    """A number meant by an unreadable text: 12 % of 100 points are 12, a dash is nothing."""
    plain = half_width(text)
    if plain in DASHES:
        return ""
    number = plain.removesuffix("%")
    return number if points and number != plain and parse_decimal(number) is not None else None


def listed(names: list[str]) -> str:
    """、-joined; of more than a few the first and how many there are."""
    if len(names) <= _NAMED + 1:
        return "、".join(names)
    return f"{'、'.join(names[:_NAMED])}等 {len(names)} 处"
