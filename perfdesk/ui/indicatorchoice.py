"""The standard indicators of a template to tick, each with the weight that it would get."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from perfdesk.core.form import Indicator
from perfdesk.ui.cellmodel import LEFT, RIGHT
from perfdesk.ui.header import put_header

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.template import Template

_TICKED, _EMPTY = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class IndicatorChoice(QTreeWidget):
    """Level 1 with its level 2: a row of the new form for each one ticked.

    Signals:
        changed: Something was ticked or not.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(2)
        self.setHeaderLabels(["标准指标", "分值"])
        for column, side in enumerate((LEFT, RIGHT)):
            self.headerItem().setTextAlignment(column, side)
        self.setAccessibleName("标准指标")
        self.setIndentation(self.fontMetrics().height())
        self.setItemsExpandable(False)
        self.setRootIsDecorated(False)
        self.setTabKeyNavigation(False)
        put_header(self)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(self._tell)

    @property
    def rows(self) -> tuple[Indicator, ...]:
        """A row for each level 2 that is ticked, without weights."""
        return tuple(
            Indicator(level1=top.text(0), level2=item.text(0)) for top, item in self._ticked()
        )

    def show_template(self, template: Template) -> None:
        """Its levels; those that a form need not have are not ticked."""
        self.blockSignals(True)
        self.clear()
        for level in template.levels:
            above = QTreeWidgetItem([level.name])
            above.setFlags(above.flags() | Qt.ItemFlag.ItemIsAutoTristate)
            self.addTopLevelItem(above)
            for name in level.level2:
                item = QTreeWidgetItem(above, [name])
                item.setCheckState(0, _EMPTY if level.optional else _TICKED)
                item.setTextAlignment(1, RIGHT)
        self.expandAll()
        self.blockSignals(False)

    def show_weights(self, rows: Sequence[Indicator]) -> None:
        """The weights of the rows, one for each ticked; no column for them where none has any."""
        self.blockSignals(True)
        for _top, item in self._all():
            item.setText(1, "")
        for (_top, item), row in zip(self._ticked(), rows, strict=True):
            item.setText(1, row.weight.text)
        self.setColumnHidden(1, not any(row.weight.text for row in rows))
        self.blockSignals(False)
        self.viewport().update()

    def _ticked(self) -> list[tuple[QTreeWidgetItem, QTreeWidgetItem]]:
        return [pair for pair in self._all() if pair[1].checkState(0) == _TICKED]

    def _all(self) -> list[tuple[QTreeWidgetItem, QTreeWidgetItem]]:
        """Every level 2 after its level 1."""
        tops = [self.topLevelItem(row) for row in range(self.topLevelItemCount())]
        found = [(top, top.child(row)) for top in tops if top for row in range(top.childCount())]
        return [(top, item) for top, item in found if item]

    def _tell(self, _item: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self.changed.emit()
