"""What stands in a table without rows (没有指标行): the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt

from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from perfdesk.ui.grid import Grid

_NEXT = "没有指标行。按 Ctrl+= 插入一行，或者从 Excel、WPS 粘贴。"
_CLOSED = "没有指标行。"


class NoRows(Caption):
    """A sentence over the whole table, seen only while there is no row."""

    def __init__(self, grid: Grid) -> None:
        """It lets the mouse through: the table can be clicked and pasted into as ever."""
        super().__init__("", Tone.MUTED)
        self._grid = grid
        self.setParent(grid.viewport())
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for signal in (grid.cells.modelReset, grid.cells.rowsInserted, grid.cells.rowsRemoved):
            signal.connect(self.refresh)
        grid.viewport().installEventFilter(self)
        self.refresh()

    def refresh(self) -> None:
        """Seen or not, as the table is now."""
        cells = self._grid.cells
        self.setText(_CLOSED if cells.closed_because else _NEXT)
        self.setVisible(cells.document is not None and not cells.rowCount())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the table."""
        if event.type() == QEvent.Type.Resize:
            self.resize(self._grid.viewport().size())
        return super().eventFilter(watched, event)
