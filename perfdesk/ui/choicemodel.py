"""The differences between a stored form and a file's, one by one: taken over where ticked.

Targets, weights and whole rows stand in a group of their own below the rest.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from perfdesk.files.templates import library
from perfdesk.ui.cellmodel import LOOK_ROLE
from perfdesk.ui.columns import LabelledColumn
from perfdesk.ui.palette import Tone
from perfdesk.ui.rowsmodel import Column, RowsModel
from perfdesk.ui.shown import Look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.merging import Choice
    from perfdesk.dryrun import Line
    from perfdesk.ui.cellmodel import Index

_EMPTY = "（空）"
_RESULTS = "填报内容"
_AGREED = "目标、分值和指标行（会改掉年初定下的，勾选才采用）"


class ChoiceColumn(LabelledColumn):
    """The columns."""

    TICK = ("", 2.2)
    NAME = ("单元格", 13.0)
    BEFORE = ("库里现在", 7.5)
    AFTER = ("文件里", 7.5)


COLUMNS = tuple(ChoiceColumn)


class ChoiceModel(RowsModel["Choice | str"]):
    """One row a difference, and one above each group, its name."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = [
            Column["Choice | str"](
                one.label, one.width, partial(_text, one), partial(self._tone, one)
            )
            for one in COLUMNS
        ]
        super().__init__(columns, parent)
        self.line: Line | None = None

    @property
    def heads(self) -> list[int]:
        """The rows that name a group."""
        return [row for row, what in enumerate(self.rows) if isinstance(what, str)]

    def show_line(self, line: Line | None) -> None:
        """Shows the differences of another line, or none."""
        self.line = line
        differences = line.differences if line else ()
        results = _group(_RESULTS, (one for one in differences if not one.agreed))
        self.show([*results, *_group(_AGREED, (one for one in differences if one.agreed))])

    def take(self, everything: bool) -> None:
        """Ticks all of them, or none."""
        if self.line is None or self.line.whole or not self.rows:
            return
        self.line.taken = {one.key for one in self.line.differences} if everything else set()
        last = self.index(len(self.rows) - 1, len(COLUMNS) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell; the first column has the boxes."""
        if not index.isValid():
            return None
        what, own = self.rows[index.row()], dict[int, Any]()
        if isinstance(what, str):
            own = {Qt.ItemDataRole.BackgroundRole: Tone.HEADER.color, LOOK_ROLE: Look.LABEL}
        elif COLUMNS[index.column()] is ChoiceColumn.TICK:
            own = self._box(what)
        return own[role] if role in own else super().data(index, role)

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

    def flags(self, index: Index) -> Qt.ItemFlag:
        """To look at; the first column to tick, unless only all of it can be taken."""
        plain, closed = super().flags(index), self.line is None or bool(self.line.whole)
        if not index.isValid() or index.column() or closed:
            return plain
        head = isinstance(self.rows[index.row()], str)
        return plain if head else plain | Qt.ItemFlag.ItemIsUserCheckable

    def _box(self, what: Choice) -> dict[int, Any]:
        taken = self._takes(what)
        return {
            Qt.ItemDataRole.CheckStateRole: (
                Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
            ),
            Qt.ItemDataRole.AccessibleTextRole: "采用" if taken else "保留库里的",
        }

    def _takes(self, what: Choice) -> bool:
        return self.line is not None and what.key in self.line.taken

    def _tone(self, column: ChoiceColumn, what: Choice | str) -> Tone:
        """The text that will stand there is the strong one."""
        if isinstance(what, str):
            return Tone.MUTED
        if column is ChoiceColumn.NAME:
            return Tone.TEXT
        taken = self._takes(what)
        if column is not (ChoiceColumn.AFTER if taken else ChoiceColumn.BEFORE):
            return Tone.SUGGESTED
        return Tone.ACCENT if taken else Tone.TEXT


def _group(name: str, choices: Iterable[Choice]) -> list[Choice | str]:
    found = list(choices)
    return [name, *found] if found else []


def _text(column: ChoiceColumn, what: Choice | str) -> str:
    if isinstance(what, str):
        return what if column is ChoiceColumn.TICK else ""
    if column is ChoiceColumn.NAME:
        return what.name
    if column is ChoiceColumn.TICK:
        return ""
    text = what.before if column is ChoiceColumn.BEFORE else what.after
    return (library().name(text) if what.key == "template" else text) or _EMPTY
