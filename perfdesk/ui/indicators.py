"""The model of the indicator table (绩效指标)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QModelIndex

from perfdesk.core.edits import Edit, SetCell, group_of, set_group
from perfdesk.ui.cellmodel import ROOT, CellModel, Index
from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.shown import Shown, indicator_shown

if TYPE_CHECKING:
    from perfdesk.core.document import Change
    from perfdesk.core.form import Indicator
    from perfdesk.core.scoring import RowScore

_Row = TypeVar("_Row")


class IndicatorModel(CellModel):
    """One row an indicator. An edit tells only the cells that it touched, its score included."""

    _rows: tuple[Indicator, ...] = ()
    _points: tuple[RowScore, ...] = ()

    def columns(self) -> tuple[IndicatorColumn, ...]:
        """As on paper."""
        return INDICATOR_COLUMNS

    def rowCount(self, parent: Index = ROOT) -> int:
        """As many as the views have been told of."""
        return 0 if parent.isValid() else len(self._rows)

    def shown(self, row: int, column: int) -> Shown:
        """The cell of the document."""
        if self._document is None or row >= len(self._document.form.indicators):
            return Shown("")  # between a deletion and its announcement
        return indicator_shown(self._document, row, INDICATOR_COLUMNS[column])

    def group(self, row: int, column: int) -> range:
        """The rows over which a level's label stands; only `row` in any other column."""
        declared = INDICATOR_COLUMNS[column]
        if self._document is None or not declared.grouped:
            return range(row, row + 1)
        return group_of(self._document.form, row, declared.key)

    def _edit_for(self, index: Index, shown: Shown, text: str) -> Edit:
        """A level's label is that of its whole group."""
        group = self.group(index.row(), index.column())
        if len(group) == 1 or self._document is None:
            return SetCell(shown.address, text)
        key = INDICATOR_COLUMNS[index.column()].key
        return set_group(self._document.form, index.row(), key, text)

    def _taken_over(self) -> None:
        self._rows = self._document.form.indicators if self._document else ()
        self._points = self._document.scores.rows if self._document else ()

    def _follow(self, change: Change) -> None:
        old_rows, old_points = self._rows, self._points
        first, removed, inserted = _difference(old_rows, change.after.indicators)
        if removed:
            self.beginRemoveRows(QModelIndex(), first, first + removed - 1)
            self._taken_over()
            self.endRemoveRows()
            old_rows, old_points = _cut(old_rows, first, removed), _cut(old_points, first, removed)
        elif inserted:
            self.beginInsertRows(QModelIndex(), first, first + inserted - 1)
            self._taken_over()
            self.endInsertRows()
            old_rows = (*old_rows[:first], *self._rows[first : first + inserted], *old_rows[first:])
            added = self._points[first : first + inserted]
            old_points = (*old_points[:first], *added, *old_points[first:])
        self._taken_over()
        for row, (old, points) in enumerate(zip(old_rows, old_points, strict=True)):
            self._compare(row, old, points)

    def _compare(self, row: int, old: Indicator, points: RowScore) -> None:
        """Announces the cells of a row that differ from what the views last saw."""
        new = self._rows[row]
        if new is old and self._points[row] == points:
            return
        touched = [
            number
            for number, column in enumerate(INDICATOR_COLUMNS)
            if getattr(old, column.key) != getattr(new, column.key)
            or (column is IndicatorColumn.SCORE and self._points[row] != points)
        ]
        if touched:
            self._touched(row, touched[0], touched[-1])


def _difference(old: tuple[Indicator, ...], new: tuple[Indicator, ...]) -> tuple[int, int, int]:
    """(first row that differs, rows removed, rows inserted) to make the tables equally long."""
    shorter = min(len(old), len(new))
    first = 0
    while first < shorter and old[first] is new[first]:
        first += 1
    return first, max(0, len(old) - len(new)), max(0, len(new) - len(old))


def _cut(rows: tuple[_Row, ...], first: int, count: int) -> tuple[_Row, ...]:
    return (*rows[:first], *rows[first + count :])
