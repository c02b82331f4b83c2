"""The table of a dry run: one line a form read, with a box where it can be taken in."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from perfdesk.dryrun import Line, Sort
from perfdesk.files.templates import library
from perfdesk.ui.cellmodel import LEFT, LOOK_ROLE, ROOT, Index
from perfdesk.ui.dialogparts import one_line
from perfdesk.ui.forms import shown_name
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class ImportColumn(Enum):
    """The columns: label and width in characters."""

    TICK = ("", 2.2)
    VERDICT = ("结果", 6.5)
    NAME = ("项目名称", 10.0)
    REMARKS = ("要看的", 7.0)
    YEAR = ("年度", 3.8)
    UNIT = ("实施单位", 7.0)
    FILE = ("文件", 8.0)
    SHEET = ("工作表", 5.0)
    TEMPLATE = ("模板", 7.0)

    def __init__(self, label: str, width: float) -> None:
        self.label = label
        self.width = width


COLUMNS = tuple(ImportColumn)
_TONES = {
    Sort.NEW: Tone.GOOD,
    Sort.CHANGED: Tone.ACCENT,
    Sort.QUESTION: Tone.DIFFERS,
    Sort.NAMESAKE: Tone.DIFFERS,
    Sort.SAME: Tone.MUTED,
    Sort.CLOSED: Tone.WRONG,
    Sort.UNREADABLE: Tone.WRONG,
}


class ImportModel(QAbstractTableModel):
    """Lines of a dry run. Ticking one changes what is wanted of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Shows other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def refresh(self) -> None:
        """The same lines have changed."""
        if self.lines:
            last = self.index(len(self.lines) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = ROOT) -> int:
        """One a line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """As declared."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell."""
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], COLUMNS[index.column()]
        if column is ImportColumn.TICK and role in _TICK_ROLES:
            return _TICK_ROLES[role](line)
        value = _ROLES.get(role)
        return value(line, column) if value else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks a line."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        line = self.lines[index.row()]
        if not line.importable:
            return False
        line.wanted = Qt.CheckState(value) is Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [role])
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
        """To look at; the first column to tick where the form can be taken in."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        ticks = COLUMNS[index.column()] is ImportColumn.TICK and self.lines[index.row()].importable
        return _FLAGS | Qt.ItemFlag.ItemIsUserCheckable if ticks else _FLAGS


def _state(line: Line) -> Qt.CheckState | None:
    if not line.importable:
        return None
    return Qt.CheckState.Checked if line.wanted else Qt.CheckState.Unchecked


def _text(line: Line, column: ImportColumn) -> str:
    if column is ImportColumn.TICK:
        return ""
    if column is ImportColumn.VERDICT:
        return line.verdict
    if column is ImportColumn.REMARKS:
        return "\n".join(line.remarks)
    if column in (ImportColumn.FILE, ImportColumn.SHEET):
        return line.file_name if column is ImportColumn.FILE else line.arrival.sheet
    return _of_form(line, column)


def _of_form(line: Line, column: ImportColumn) -> str:
    form = line.form
    if form is None:
        return ""
    if column is ImportColumn.NAME:
        return shown_name(form.project_name)
    if column is ImportColumn.YEAR:
        return "" if form.year is None else str(form.year)
    return form.unit if column is ImportColumn.UNIT else library().name(form.template)


def _tone(line: Line, column: ImportColumn) -> Tone:
    if column is ImportColumn.VERDICT:
        return _TONES[line.sort]
    quiet = (ImportColumn.FILE, ImportColumn.SHEET, ImportColumn.REMARKS)
    return Tone.MUTED if column in quiet or line.sort is Sort.SAME else Tone.TEXT


def _tip(line: Line, column: ImportColumn) -> str:
    return line.arrival.file if column is ImportColumn.FILE else _text(line, column)


#: What each role asks of a cell.
_ROLES: dict[int, Callable[[Line, ImportColumn], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda line, column: one_line(_text(line, column)),
    Qt.ItemDataRole.ToolTipRole: _tip,
    Qt.ItemDataRole.TextAlignmentRole: lambda _line, _column: LEFT,
    Qt.ItemDataRole.ForegroundRole: lambda line, column: _tone(line, column).color,
    LOOK_ROLE: lambda _line, _column: Look.TYPED,
}
_TICK_ROLES: dict[int, Callable[[Line], Any]] = {
    Qt.ItemDataRole.CheckStateRole: _state,
    Qt.ItemDataRole.AccessibleTextRole: lambda line: "导入" if line.goes_in else "不导入",
}
