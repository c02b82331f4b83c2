"""The cells that two have changed at once, side by side: what was, mine, theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from perfdesk.core.delta import CellChange
from perfdesk.core.telling import cell_name, told
from perfdesk.files.templates import library
from perfdesk.ui.cellmodel import LEFT, LOOK_ROLE, ROOT, Index
from perfdesk.ui.dialogparts import one_line
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look

if TYPE_CHECKING:
    from perfdesk.store.keeping import Clash

_EMPTY = "（空）"
_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class ClashColumn(Enum):
    """The columns: label and least width in characters."""

    NAME = ("单元格", 17.0)
    BASE = ("原来", 12.0)
    MINE = ("我的", 14.0)
    THEIRS = ("对方的", 14.0)

    def __init__(self, label: str, width: float) -> None:
        self.label = label
        self.width = width


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


class ClashModel(QAbstractTableModel):
    """One row a place; of a contested one a side can be checked."""

    def __init__(self, rows: list[Sides], parent: QObject | None = None) -> None:
        super().__init__(parent)
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

    def rowCount(self, parent: Index = ROOT) -> int:
        """One a place."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """As declared."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell."""
        return self._roles(index).get(role) if index.isValid() else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' labels."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT
        return COLUMNS[section].label if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """To look at and to choose, never to type in."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _roles(self, index: Index) -> dict[int, Any]:
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        chosen = bool(row.address) and self._chosen.get(row.address) is column
        plain = Tone.TEXT if row.address or not self._contested else Tone.MUTED
        ink = Tone.ACCENT if chosen else plain
        return {
            Qt.ItemDataRole.DisplayRole: _mark(row, column, chosen) + one_line(row.text(column)),
            Qt.ItemDataRole.ToolTipRole: row.text(column),
            Qt.ItemDataRole.TextAlignmentRole: LEFT,
            Qt.ItemDataRole.ForegroundRole: ink.color,
            Qt.ItemDataRole.BackgroundRole: (Tone.COMPUTED if chosen else Tone.PAPER).color,
            LOOK_ROLE: Look.TYPED,
        }


def _mark(row: Sides, column: ClashColumn, chosen: bool) -> str:
    """Seen without colour, and read out: ● for the chosen side, ○ for the other."""
    if not row.address or column not in SIDES:
        return ""
    return "● " if chosen else "○ "
