"""The model of the indicator table (绩效指标)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject

from perfdesk.core.edits import Edit, SetCell, set_group
from perfdesk.core.groups import groups
from perfdesk.core.subtotals import subtotal
from perfdesk.ui.cellmodel import ROOT, CellModel, Index
from perfdesk.ui.columns import INDICATOR_COLUMNS, IndicatorColumn
from perfdesk.ui.shown import Shown, indicator_shown, weight_hint, with_subtotal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.change import Change
    from perfdesk.core.document import Document
    from perfdesk.core.form import Indicator
    from perfdesk.core.scoring import RowScore
    from perfdesk.core.template import Template

_LEVEL1 = INDICATOR_COLUMNS.index(IndicatorColumn.LEVEL1)
_LABELS = tuple(n for n, column in enumerate(INDICATOR_COLUMNS) if column.grouped)


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator with its points, as the views last heard of it."""

    indicator: Indicator
    points: RowScore

    def holds(self, indicator: Indicator, points: RowScore) -> bool:
        """True if nothing was made anew."""
        return self.indicator is indicator and self.points is points

    def differs(self, other: Row, column: IndicatorColumn) -> bool:
        """True if the two look different in a column."""
        if column is IndicatorColumn.SCORE and self.points != other.points:
            return True
        return bool(getattr(self.indicator, column.key) != getattr(other.indicator, column.key))

    def counts_as(self, other: Row) -> bool:
        """True if both give their group the same points."""
        weights = self.indicator.weight.value == other.indicator.weight.value
        return weights and self.points.score == other.points.score


class IndicatorModel(CellModel):
    """One row an indicator. An edit announces only the cells that it touched.

    The model shows what it has announced, not what the document already holds: between the two a
    view may ask for a row that is about to go.
    """

    _rows: tuple[Row, ...]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hold(())

    def columns(self) -> tuple[IndicatorColumn, ...]:
        """As on paper."""
        return INDICATOR_COLUMNS

    def rowCount(self, parent: Index = ROOT) -> int:
        """As many as were announced."""
        return 0 if parent.isValid() else len(self._rows)

    def shown(self, row: int, column: int) -> Shown:
        """The cell as announced."""
        found = self._shown.get((row, column))
        if found is None:
            found = self._shown[row, column] = self._show(row, column)
        return found

    def groups(self, column: int) -> tuple[range, ...]:
        """The groups of the rows announced; none in a column without group labels."""
        declared = INDICATOR_COLUMNS[column]
        if declared.grouped and column not in self._groups:
            self._groups[column] = groups(self._indicators(), declared.key)
        return self._groups.get(column, ())

    def hint(self, index: Index) -> str:
        """A weight is told beside the sum of all, which any row changes."""
        hint = super().hint(index)
        if not hint or self._document is None:
            return hint
        if INDICATOR_COLUMNS[index.column()] is not IndicatorColumn.WEIGHT:
            return hint
        total = self._document.scores.total_weight
        return f"{hint}：{weight_hint(total, self._document.template.rules)}"

    def _show(self, row: int, column: int) -> Shown:
        if self._document is None:
            return Shown("")
        held, declared = self._rows[row], INDICATOR_COLUMNS[column]
        template = self._document.template
        shown = indicator_shown(held.indicator, held.points, row, declared, template)
        if column != _LEVEL1:
            return shown
        group = self.group_at(row, column)
        if group.start != row:
            return shown
        rows = self._rows[group.start : group.stop]
        points = subtotal([one.indicator for one in rows], [one.points for one in rows])
        return with_subtotal(shown, points, len(rows), template)

    def _takes_typing(self, row: int, column: int) -> bool:  # noqa: ARG002 - all alike
        """Every cell: Qt asks so often that none is made ready for it."""
        return self._document is not None

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
        self._hold(_rows_of(self._document) if self._document else ())

    def _follow(self, change: Change) -> None:
        if change.before.template != change.after.template:
            self._hold(self._rows)  # other formats, another vocabulary
        new = _rows_of(self._document, self._rows) if self._document else ()
        first = _first_difference(self._rows, new)
        if len(new) < len(self._rows):
            self._remove(first, len(self._rows) - len(new))
        elif len(new) > len(self._rows):
            self._insert(first, new[first : first + len(new) - len(self._rows)])
        old, changed = self._rows, range(first, len(new))
        self._rows = new
        touched = {row: columns for row in changed if (columns := _touched(old[row], new[row]))}
        counting = [row for row in touched if not new[row].counts_as(old[row])]
        self._forget(touched)
        for row, columns in touched.items():
            self._touched(row, columns)
        self._tell_subtotals(counting)

    def _remove(self, first: int, count: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, first + count - 1)
        self._hold((*self._rows[:first], *self._rows[first + count :]))
        self.endRemoveRows()

    def _insert(self, first: int, rows: tuple[Row, ...]) -> None:
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._hold((*self._rows[:first], *rows, *self._rows[first:]))
        self.endInsertRows()

    def _hold(self, rows: tuple[Row, ...]) -> None:
        """Other rows in other places: nothing remembered is right any more."""
        self._rows = rows
        self._shown: dict[tuple[int, int], Shown] = {}
        self._groups: dict[int, tuple[range, ...]] = {}

    def _forget(self, touched: dict[int, list[int]]) -> None:
        """Cells that look different now; with a label groups and their sub-totals as well."""
        if any(label in columns for columns in touched.values() for label in _LABELS):
            self._hold(self._rows)
        for row in touched:  # all its cells: the hint of one speaks of the others
            for column in range(len(INDICATOR_COLUMNS)):
                self._shown.pop((row, column), None)

    def _tell_subtotals(self, rows: Iterable[int]) -> None:
        """Announces the label above rows whose points count differently now."""
        for start in dict.fromkeys(self.group_at(row, _LEVEL1).start for row in rows):
            self._shown.pop((start, _LEVEL1), None)
            self._touched(start, [_LEVEL1])


def _rows_of(document: Document, before: tuple[Row, ...] = ()) -> tuple[Row, ...]:
    """The rows now; those of `before` that nothing changed in their place are the same objects."""
    pairs = list(zip(document.form.indicators, document.scores.rows, strict=True))
    both = zip(before, pairs, strict=False)
    shared = [held if held.holds(*pair) else Row(*pair) for held, pair in both]
    return (*shared, *[Row(*pair) for pair in pairs[len(shared) :]])


def _first_difference(old: tuple[Row, ...], new: tuple[Row, ...]) -> int:
    shorter = min(len(old), len(new))
    rows = (row for row in range(shorter) if old[row] is not new[row] and old[row] != new[row])
    return next(rows, shorter)


def _touched(old: Row, new: Row) -> list[int]:
    """The columns in which a row looks different now."""
    if new is old or new.holds(old.indicator, old.points):
        return []
    return [n for n, column in enumerate(INDICATOR_COLUMNS) if new.differs(old, column)]
