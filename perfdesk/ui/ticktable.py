"""A table whose first column holds boxes to tick: by a click there, or by the space bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from perfdesk.ui.delegates import PlainDelegate
from perfdesk.ui.dialogparts import PlainTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel

    from perfdesk.ui.cellmodel import Index

CHECKED = Qt.CheckState.Checked


class TickDelegate(PlainDelegate):
    """Paints a box where the model has a check state."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, and its box in the middle."""
        super().paint(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        box = QStyleOptionViewItem(option)
        box.rect = self._box(option)
        box.state = QStyle.StateFlag.State_Enabled | _STATES[Qt.CheckState(state)]
        style = option.widget.style()
        check = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        style.drawPrimitive(check, box, painter, option.widget)

    def _box(self, option: QStyleOptionViewItem) -> QRect:
        metric = QStyle.PixelMetric.PM_IndicatorWidth
        side = option.widget.style().pixelMetric(metric, None, option.widget)
        box = QRect(0, 0, side, side)
        box.moveCenter(option.rect.center())
        return box


_STATES = {
    Qt.CheckState.Checked: QStyle.StateFlag.State_On,
    Qt.CheckState.Unchecked: QStyle.StateFlag.State_Off,
    Qt.CheckState.PartiallyChecked: QStyle.StateFlag.State_NoChange,
}


class TickTable(PlainTable):
    """Lines to tick; whole lines are selected, several at once where `several`."""

    def __init__(
        self, model: QAbstractItemModel, name: str, widths: Sequence[float], several: bool = False
    ) -> None:
        super().__init__(model, f"{name}；空格键勾选", widths)
        self.setItemDelegate(TickDelegate(self))
        self.setSelectionBehavior(PlainTable.SelectionBehavior.SelectRows)
        if several:
            self.setSelectionMode(PlainTable.SelectionMode.ExtendedSelection)
        self.clicked.connect(self._clicked)

    @property
    def rows(self) -> list[int]:
        """The selected lines from above."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks what is selected, alike for all."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        boxes = [self.model().index(row, 0) for row in self.rows]
        boxes = [box for box in boxes if box.flags() & Qt.ItemFlag.ItemIsUserCheckable]
        wanted = not all(_is_ticked(box) for box in boxes)
        for box in boxes:
            self._tick(box, wanted)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0 and index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            self._tick(index, not _is_ticked(index))

    def _tick(self, box: QModelIndex, wanted: bool) -> None:
        state = CHECKED if wanted else Qt.CheckState.Unchecked
        self.model().setData(box, state, Qt.ItemDataRole.CheckStateRole)


def _is_ticked(box: QModelIndex) -> bool:
    return Qt.CheckState(box.data(Qt.ItemDataRole.CheckStateRole)) is CHECKED
