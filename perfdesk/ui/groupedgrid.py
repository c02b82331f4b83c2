"""A table whose level labels span the rows of their group, with the rows' numbers at its left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from perfdesk.ui.grid import Grid
from perfdesk.ui.rowheader import RowHeader

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from perfdesk.ui.cellmodel import CellModel


class GroupedGrid(Grid):
    """A grid whose level labels span the rows of their group."""

    grows = True

    def __init__(self, model: CellModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self.rows = RowHeader(self)
        self.setVerticalHeader(self.rows)
        self._size()
        self._spans: list[tuple[int, int, int]] = []
        model.modelReset.connect(self.regroup)
        model.rowsInserted.connect(self.regroup)
        model.rowsRemoved.connect(self.regroup)
        model.dataChanged.connect(self._regroup_if_needed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets rows that are dragged stay."""
        if event.key() == Qt.Key.Key_Escape and self.rows.dragging:
            self.rows.cancel()
        else:
            super().keyPressEvent(event)

    def regroup(self) -> None:
        """Lays the spans of all groups anew."""
        spans = self._wanted()
        self.clearSpans()
        for row, column, count in spans:
            self.setSpan(row, column, count, 1)
        self._spans = spans

    def _regroup_if_needed(self, first: QModelIndex) -> None:
        if self.cells.columns()[first.column()].grouped and self._wanted() != self._spans:
            self.regroup()

    def _wanted(self) -> list[tuple[int, int, int]]:
        """(first row, column, rows) of every group of more than one row."""
        return [
            (group.start, column, len(group))
            for column in range(self.cells.columnCount())
            for group in self.cells.groups(column)
            if len(group) > 1
        ]
