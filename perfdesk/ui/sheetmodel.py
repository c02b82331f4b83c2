"""A sheet as it was sent, each cell marked with what reading made of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from perfdesk.arrivals import Mark
from perfdesk.ui.cellmodel import LEFT, LOOK_ROLE, ROOT, Index
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.arrivals import Picture, Place, Understood

_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_CELL = re.compile(r"([A-Z]+)(\d+)", re.ASCII)
#: What stands before a cell's text, also for those who cannot tell the colours.
SIGNS = {Mark.CERTAIN: "✓", Mark.LIKELY: "≈", Mark.GUESS: "?", Mark.LEFT: "×"}
WORDS = {
    Mark.CERTAIN: "读入，确定",
    Mark.LIKELY: "读入，较有把握",
    Mark.GUESS: "读入，推测",
    Mark.LEFT: "没有读入",
}
GROUNDS = {
    Mark.CERTAIN: Tone.GOOD_TINT,
    Mark.LIKELY: Tone.SELECTED,
    Mark.GUESS: Tone.DIFFERS_TINT,
    Mark.LEFT: Tone.WRONG_TINT,
}
_NOTHING = (1, 1, 0, 0)


class SheetModel(QAbstractTableModel):
    """The cells of one sheet; those that are in no field and no left-over are labels."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: dict[Place, str] = {}
        self._bounds = _NOTHING
        self._read: dict[Place, list[Understood]] = {}

    def show(self, picture: Picture | None, understood: Iterable[Understood] = ()) -> None:
        """Shows another sheet, or none."""
        self.beginResetModel()
        self._cells = picture.cells if picture else {}
        self._bounds = picture.bounds if picture else _NOTHING
        self._read = {}
        for one in understood:
            if place := place_of(one.cell):
                self._read.setdefault(place, []).append(one)
        self.endResetModel()

    def position(self, place: Place) -> tuple[int, int]:
        """Row and column of the model where a cell stands; outside of it where it shows none."""
        return place[0] - self._bounds[0], place[1] - self._bounds[1]

    def sentence(self, index: Index) -> str:
        """What a cell was understood as: B3：项目名称（读入，确定）."""
        if not index.isValid():
            return ""
        place = self._place(index)
        found = [_told(one) for one in self._read.get(place, [])]
        where = f"{_letters(place[1])}{place[0]}"
        if found:
            return f"{where}：{'；'.join(found)}"
        return f"{where}：栏目文字，不是填报内容" if self._cells.get(place) else ""

    def rowCount(self, parent: Index = ROOT) -> int:
        """From the first filled row to the last."""
        return 0 if parent.isValid() else self._bounds[2] - self._bounds[0] + 1

    def columnCount(self, parent: Index = ROOT) -> int:
        """From the first filled column to the last."""
        return 0 if parent.isValid() else self._bounds[3] - self._bounds[1] + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.sentence(index)
        return self._roles(self._place(index)).get(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Letters above, numbers beside, as the program that made the sheet shows them."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return _letters(self._bounds[1] + section)
        return str(self._bounds[0] + section)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """To look at."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _roles(self, place: Place) -> dict[int, Any]:
        text, mark = self._cells.get(place, ""), self._mark(place)
        return {
            Qt.ItemDataRole.DisplayRole: f"{SIGNS[mark]} {text}" if mark else text,
            Qt.ItemDataRole.TextAlignmentRole: LEFT,
            Qt.ItemDataRole.ForegroundRole: (Tone.TEXT if mark else Tone.MUTED).color,
            Qt.ItemDataRole.BackgroundRole: (GROUNDS[mark] if mark else Tone.PAPER).color,
            LOOK_ROLE: Look.TYPED,
        }

    def _place(self, index: Index) -> Place:
        return index.row() + self._bounds[0], index.column() + self._bounds[1]

    def _mark(self, place: Place) -> Mark | None:
        """The least certain one where several fields came from one cell."""
        marks = [one.mark for one in self._read.get(place, [])]
        return max(marks, key=list(Mark).index, default=None)


def place_of(cell: str) -> Place | None:
    """(3, 2) of `B3`, None of what names no cell."""
    found = _CELL.fullmatch(cell)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _told(one: Understood) -> str:
    why = f"，{one.why.rstrip('。')}" if one.why else ""
    words = "" if one.mark is Mark.LEFT else f"（{WORDS[one.mark]}）"
    return f"{one.name}{words}{why}"
