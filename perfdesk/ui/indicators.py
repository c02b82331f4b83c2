"""The model of the indicator table (绩效指标)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

from perfdesk.core.edits import Edit, SetCell, set_group
from perfdesk.core.groups import groups
from perfdesk.ui.cellmodel import ROOT, CellModel, Index
from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.shown import Shown, indicator_shown

if TYPE_CHECKING:
    from perfdesk.core.change import Change
    from perfdesk.core.document import Document
    from perfdesk.core.form import Indicator
    from perfdesk.core.scoring import RowScore
    from perfdesk.core.template import Template


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with its points, as the views last heard of it."""

    indicator: Indicator
    points: RowScore

    def differs(self, other: Row, column: IndicatorColumn) -> bool:
        """True if the two look different in a column."""
        if column is IndicatorColumn.SCORE and self.points != other.points:
            return True
        return bool(getattr(self.indicator, column.key) != getattr(other.indicator, column.key))


class IndicatorModel(CellModel):
    """One row an indicator. An edit announces only the cells that it touched.

    The model shows what it has announced, not what the document already holds: between the two a
    view may ask for a row that is about to go.
    """

    _rows: tuple[Row, ...] = ()

    def columns(self) -> tuple[IndicatorColumn, ...]:
        """As on paper."""
        return INDICATOR_COLUMNS

    def rowCount(self, parent: Index = ROOT) -> int:
        """As many as were announced."""
        return 0 if parent.isValid() else len(self._rows)

    def shown(self, row: int, column: int) -> Shown:
        """The cell as announced."""
        if self._document is None:
            return Shown("")
        held, declared = self._rows[row], INDICATOR_COLUMNS[column]
        template = self._document.template
        return indicator_shown(held.indicator, held.points, row, declared, template)

    def groups(self, column: int) -> tuple[range, ...]:
        """The groups of the rows announced; none in a column without group labels."""
        declared = INDICATOR_COLUMNS[column]
        return groups(self._indicators(), declared.key) if declared.grouped else ()

    def _indicators(self) -> list[Indicator]:
        return [row.indicator for row in self._rows]

    def _labels_of(self, template: Template) -> dict[str, str]:
        return template.column_labels()

    def _edit_for(self, index: Index, shown: Shown, text: str) -> Edit:
        """A level's label is that of its whole group."""
        declared = INDICATOR_COLUMNS[index.column()]
        if not declared.grouped:
            return SetCell(shown.address, text)
        edit = set_group(self._indicators(), index.row(), declared.key, text)
        return edit if len(edit.cells) > 1 else SetCell(shown.address, text)

    def _taken_over(self) -> None:
        self._rows = _rows_of(self._document) if self._document else ()

    def _follow(self, change: Change) -> None:  # noqa: ARG002 - the document holds it
        new = _rows_of(self._document) if self._document else ()
        first = _first_difference(self._rows, new)
        if len(new) < len(self._rows):
            self._remove(first, len(self._rows) - len(new))
        elif len(new) > len(self._rows):
            self._insert(first, new[first : first + len(new) - len(self._rows)])
        old, self._rows = self._rows, new
        for row in range(first, len(new)):
            self._compare(row, old[row], new[row])

    def _remove(self, first: int, count: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, first + count - 1)
        self._rows = (*self._rows[:first], *self._rows[first + count :])
        self.endRemoveRows()

    def _insert(self, first: int, rows: tuple[Row, ...]) -> None:
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows = (*self._rows[:first], *rows, *self._rows[first:])
        self.endInsertRows()

    def _compare(self, row: int, old: Row, new: Row) -> None:
        """Announces the cells of a row that look different now."""
        touched = [n for n, column in enumerate(INDICATOR_COLUMNS) if new.differs(old, column)]
        if touched:
            self._touched(row, touched[0], touched[-1])


def _rows_of(document: Document) -> tuple[Row, ...]:
    pairs = zip(document.form.indicators, document.scores.rows, strict=True)
    return tuple(Row(indicator, points) for indicator, points in pairs)


def _first_difference(old: tuple[Row, ...], new: tuple[Row, ...]) -> int:
    shorter = min(len(old), len(new))
    return next((row for row in range(shorter) if old[row] != new[row]), shorter)
