"""The differences between a stored form and a file's, one by one: taken over where ticked.

Targets, weights and whole rows stand in a group of their own below the rest.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from perfdesk.files.templates import library
from perfdesk.ui.cellmodel import LEFT, LOOK_ROLE, ROOT, Index
from perfdesk.ui.dialogparts import one_line
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.merging import Choice
    from perfdesk.dryrun import Line

_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_EMPTY = "（空）"
_RESULTS = "填报内容"
_AGREED = "目标、分值和指标行（会改掉年初定下的，勾选才采用）"


class ChoiceColumn(Enum):
    """The columns: label and width in characters."""

    TICK = ("", 2.2)
    NAME = ("单元格", 11.0)
    BEFORE = ("库里现在", 9.0)
    AFTER = ("文件里", 9.0)

    def __init__(self, label: str, width: float) -> None:
        self.label = label
        self.width = width


COLUMNS = tuple(ChoiceColumn)


class ChoiceModel(QAbstractTableModel):
    """One row a difference, and one above each group."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.line: Line | None = None
        self.rows: tuple[Choice | str, ...] = ()

    @property
    def heads(self) -> list[int]:
        """The rows that name a group."""
        return [row for row, what in enumerate(self.rows) if isinstance(what, str)]

    def show(self, line: Line | None) -> None:
        """Shows the differences of another line, or none."""
        self.beginResetModel()
        self.line = line
        differences = line.differences if line else ()
        self.rows = (
            *_group(_RESULTS, (one for one in differences if not one.agreed)),
            *_group(_AGREED, (one for one in differences if one.agreed)),
        )
        self.endResetModel()

    def take(self, everything: bool) -> None:
        """Ticks all of them, or none."""
        if self.line is None or self.line.whole or not self.rows:
            return
        self.line.taken = {one.key for one in self.line.differences} if everything else set()
        last = self.index(len(self.rows) - 1, len(COLUMNS) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Differences and groups."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        """As declared."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell."""
        if not index.isValid():
            return None
        what, column = self.rows[index.row()], COLUMNS[index.column()]
        roles = _head(what, column) if isinstance(what, str) else self._roles(what, column)
        return roles.get(role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes a difference over, or leaves it."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or self.line is None:
            return False
        what = self.rows[index.row()]
        if isinstance(what, str) or self.line.whole:
            return False
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self.line.taken.add(what.key)
        else:
            self.line.taken.discard(what.key)
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(COLUMNS) - 1))
        return True

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
        """To look at; the first column to tick, unless only all of it can be taken."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        closed = self.line is None or bool(self.line.whole)
        if isinstance(self.rows[index.row()], str) or index.column() or closed:
            return _FLAGS
        return _FLAGS | Qt.ItemFlag.ItemIsUserCheckable

    def _roles(self, what: Choice, column: ChoiceColumn) -> dict[int, Any]:
        roles: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: one_line(_text(what, column)),
            Qt.ItemDataRole.ToolTipRole: _text(what, column),
            Qt.ItemDataRole.TextAlignmentRole: LEFT,
            Qt.ItemDataRole.ForegroundRole: self._tone(what, column).color,
            LOOK_ROLE: Look.TYPED,
        }
        if column is ChoiceColumn.TICK:
            taken = self.line is not None and what.key in self.line.taken
            state = Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
            roles[Qt.ItemDataRole.CheckStateRole] = state
            roles[Qt.ItemDataRole.AccessibleTextRole] = "采用" if taken else "保留库里的"
        return roles

    def _tone(self, what: Choice, column: ChoiceColumn) -> Tone:
        """The text that will stand there is the strong one."""
        taken = self.line is not None and what.key in self.line.taken
        kept = ChoiceColumn.AFTER if taken else ChoiceColumn.BEFORE
        if column is ChoiceColumn.NAME:
            return Tone.TEXT
        if column is not kept:
            return Tone.SUGGESTED
        return Tone.ACCENT if taken else Tone.TEXT


def _group(name: str, choices: Iterable[Choice]) -> list[Choice | str]:
    found = list(choices)
    return [name, *found] if found else []


def _head(name: str, column: ChoiceColumn) -> dict[int, Any]:
    text = name if column is ChoiceColumn.TICK else ""
    return {
        Qt.ItemDataRole.DisplayRole: text,
        Qt.ItemDataRole.ToolTipRole: text,
        Qt.ItemDataRole.TextAlignmentRole: LEFT,
        Qt.ItemDataRole.ForegroundRole: Tone.MUTED.color,
        Qt.ItemDataRole.BackgroundRole: Tone.HEADER.color,
        LOOK_ROLE: Look.LABEL,
    }


def _text(what: Choice, column: ChoiceColumn) -> str:
    if column is ChoiceColumn.NAME:
        return what.name
    if column is ChoiceColumn.TICK:
        return ""
    text = what.before if column is ChoiceColumn.BEFORE else what.after
    return (library().name(text) if what.key == "template" else text) or _EMPTY
