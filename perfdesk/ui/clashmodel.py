"""The cells that two have changed at once, side by side: what was, mine, theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from perfdesk.core.delta import CellChange
from perfdesk.core.telling import cell_name, told
from perfdesk.files.templates import library
from perfdesk.ui.columns import LabelledColumn
from perfdesk.ui.dialogparts import one_line
from perfdesk.ui.palette import Tone
from perfdesk.ui.rowsmodel import Column, RowsModel

if TYPE_CHECKING:
    from perfdesk.store.keeping import Clash
    from perfdesk.ui.cellmodel import Index

_EMPTY = "（空）"
_MARKED = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.BackgroundRole)


class ClashColumn(LabelledColumn):
    """The columns."""

    NAME = ("单元格", 17.0)
    BASE = ("原来", 12.0)
    MINE = ("我的", 14.0)
    THEIRS = ("对方的", 14.0)


COLUMNS = tuple(ClashColumn)
SIDES = (ClashColumn.MINE, ClashColumn.THEIRS)


@dataclass(frozen=True, slots=True)
class Sides:
    """One place: its texts on each side, None where that side did not change it.

    `address` is '' where there is nothing to choose.
    """

    name: str
    base: str | None
    mine: str | None
    theirs: str | None
    address: str = ""

    def text(self, column: ClashColumn) -> str:
        """The whole text in a column."""
        if column is ClashColumn.NAME:
            return self.name
        texts = {ClashColumn.BASE: self.base, ClashColumn.MINE: self.mine}
        text = texts.get(column, self.theirs)
        return "" if text is None else text or _EMPTY


def sides_of(clash: Clash) -> list[Sides]:
    """Every place that either side changed, contested ones first."""
    mine = {cell.address: _readable(cell) for cell in clash.my_delta.cells}
    theirs = {cell.address: _readable(cell) for cell in clash.their_delta.cells}
    found, contested = [], frozenset() if clash.one_side else clash.cells
    for address in dict.fromkeys((*mine, *theirs)):
        left, right = mine.get(address), theirs.get(address)
        base = left.before if left else right.before if right else ""
        name = one_line(cell_name(address, clash.mine))
        chosen = address if address in contested else ""
        ours, others = left.after if left else None, right.after if right else None
        found.append(Sides(name, base, ours, others, chosen))
    found.sort(key=lambda side: not side.address)
    return found + _rows_told(clash)


def _readable(cell: CellChange) -> CellChange:
    """People know templates by their names."""
    if cell.address != "template":
        return cell
    name = library().name
    return replace(cell, before=name(cell.before), after=name(cell.after))


def _rows_told(clash: Clash) -> list[Sides]:
    """What is no cell, such as rows that came or went: a sentence in the column of who did it."""
    mine, theirs = (told(replace(delta, cells=())) for delta in (clash.my_delta, clash.their_delta))
    return [Sides("其他", None, text, None) for text in mine] + [
        Sides("其他", None, None, text) for text in theirs
    ]


class ClashModel(RowsModel[Sides]):
    """One row a place; of a contested one a side can be checked."""

    def __init__(self, rows: list[Sides], parent: QObject | None = None) -> None:
        columns = [
            Column[Sides](one.label, one.width, partial(_told, one), partial(self._tone, one))
            for one in COLUMNS
        ]
        super().__init__(columns, parent)
        self.rows = tuple(rows)
        self._contested = sum(1 for row in self.rows if row.address)
        self._chosen: dict[str, ClashColumn] = {}

    @property
    def open_places(self) -> int:
        """How many contested places have no choice yet."""
        return self._contested - len(self._chosen)

    @property
    def mine(self) -> frozenset[str]:
        """The addresses for which mine is chosen."""
        chosen = self._chosen.items()
        return frozenset(address for address, side in chosen if side is ClashColumn.MINE)

    def choose(self, index: Index) -> None:
        """Chooses the side of that cell, where it is one of a contested place."""
        address, column = self.rows[index.row()].address, COLUMNS[index.column()]
        if address and column in SIDES:
            self._chosen[address] = column
            first, last = (self.index(index.row(), COLUMNS.index(side)) for side in SIDES)
            self.dataChanged.emit(first, last)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell; the chosen side is marked."""
        if not index.isValid() or role not in _MARKED:
            return super().data(index, role)
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        chosen = self._is_chosen(column, row)
        if role == Qt.ItemDataRole.BackgroundRole:
            return (Tone.COMPUTED if chosen else Tone.PAPER).color
        return _mark(row, column, chosen) + str(super().data(index, role))

    def _is_chosen(self, column: ClashColumn, row: Sides) -> bool:
        return bool(row.address) and self._chosen.get(row.address) is column

    def _tone(self, column: ClashColumn, row: Sides) -> Tone:
        if self._is_chosen(column, row):
            return Tone.ACCENT
        return Tone.TEXT if row.address or not self._contested else Tone.MUTED


def _told(column: ClashColumn, row: Sides) -> str:
    return row.text(column)


def _mark(row: Sides, column: ClashColumn, chosen: bool) -> str:
    """Seen without colour, and read out: ● for the chosen side, ○ for the other."""
    if not row.address or column not in SIDES:
        return ""
    return "● " if chosen else "○ "
