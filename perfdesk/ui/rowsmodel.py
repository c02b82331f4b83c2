"""A table to look at whose columns are declared: what a row says, in which tone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from perfdesk.ui.cellmodel import LEFT, LOOK_ROLE, RIGHT, ROOT, Index
from perfdesk.ui.dialogparts import one_line
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look

Row = TypeVar("Row")
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _plain(_row: object) -> Tone:
    return Tone.TEXT


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: label, width in characters, a row's text and tone; figures stand at the right."""

    label: str
    width: float
    text: Callable[[Row], str]
    tone: Callable[[Row], Tone] = _plain
    figure: bool = False
    tip: Callable[[Row], str] | None = None  #: more than the text, where that is not enough


class RowsModel(QAbstractTableModel, Generic[Row]):
    """One row a value."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()

    @property
    def widths(self) -> list[float]:
        """The columns' widths in characters."""
        return [column.width for column in self.columns]

    def show(self, rows: Sequence[Row]) -> None:
        """Shows other values."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def change(self, row: int, value: Row) -> None:
        """Another value in the place of one."""
        self.rows = (*self.rows[:row], value, *self.rows[row + 1 :])
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def rowCount(self, parent: Index = ROOT) -> int:
        """One a value."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """As declared."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one_line(column.text(row))
            case Qt.ItemDataRole.ToolTipRole:
                return (column.tip or column.text)(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column.figure else LEFT
            case Qt.ItemDataRole.ForegroundRole:
                return column.tone(row).color
            case _:
                return Look.TYPED if role == LOOK_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' labels."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if self.columns[section].figure else LEFT
        return self.columns[section].label if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """To look at and to choose."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags
