"""The table of a dry run: one line a form read, with a box where it can be taken in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from perfdesk.dryrun import Line, Sort
from perfdesk.files.templates import library
from perfdesk.ui.columns import LabelledColumn
from perfdesk.ui.forms import shown_name
from perfdesk.ui.palette import Tone
from perfdesk.ui.rowsmodel import Column, RowsModel

if TYPE_CHECKING:
    from perfdesk.ui.cellmodel import Index


class ImportColumn(LabelledColumn):
    """The columns."""

    TICK = ("", 2.2)
    VERDICT = ("结果", 7.5)
    NAME = ("项目名称", 12.0)
    REMARKS = ("要看的", 6.0)
    YEAR = ("年度", 3.8)
    UNIT = ("实施单位", 6.0)
    FILE = ("文件", 7.5)
    TEMPLATE = ("模板", 5.0)


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


class ImportModel(RowsModel[Line]):
    """Lines of a dry run. Ticking one changes what is wanted of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = [
            Column[Line](one.label, one.width, partial(_text, one), partial(_tone, one))
            for one in COLUMNS
        ]
        super().__init__(columns, parent)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Those shown."""
        return self.rows

    def refresh(self) -> None:
        """The same lines have changed."""
        if self.rows:
            last = self.index(len(self.rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell; the first column has the boxes, a file's tooltip its whole path."""
        if not index.isValid():
            return None
        line, column = self.rows[index.row()], COLUMNS[index.column()]
        if column is ImportColumn.TICK and role in _TICK_ROLES:
            return _TICK_ROLES[role](line)
        if column is ImportColumn.FILE and role == Qt.ItemDataRole.ToolTipRole:
            return line.arrival.file
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks a line."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        line = self.rows[index.row()]
        if not line.importable:
            return False
        line.wanted = Qt.CheckState(value) is Qt.CheckState.Checked
        self.dataChanged.emit(index, index, [role])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """To look at; the first column to tick where the form can be taken in."""
        plain = super().flags(index)
        if not index.isValid() or COLUMNS[index.column()] is not ImportColumn.TICK:
            return plain
        ticks = self.rows[index.row()].importable
        return plain | Qt.ItemFlag.ItemIsUserCheckable if ticks else plain


def _state(line: Line) -> Qt.CheckState | None:
    if not line.importable:
        return None
    return Qt.CheckState.Checked if line.wanted else Qt.CheckState.Unchecked


def _text(column: ImportColumn, line: Line) -> str:
    if column is ImportColumn.TICK:
        return ""
    if column is ImportColumn.VERDICT:
        return line.verdict
    if column is ImportColumn.REMARKS:
        return "\n".join(line.remarks)
    if column is ImportColumn.FILE:
        return line.place
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


def _tone(column: ImportColumn, line: Line) -> Tone:
    if column is ImportColumn.VERDICT:
        return _TONES[line.sort]
    quiet = (ImportColumn.FILE, ImportColumn.REMARKS)
    return Tone.MUTED if column in quiet or line.sort is Sort.SAME else Tone.TEXT


_TICK_ROLES: dict[int, Callable[[Line], Any]] = {
    Qt.ItemDataRole.CheckStateRole: _state,
    Qt.ItemDataRole.AccessibleTextRole: lambda line: "导入" if line.goes_in else "不导入",
}
