"""A table view that paints no more than what looks otherwise."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QWidget

from perfdesk.ui.plainstyle import paint_alone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent, QRegion


class SparingTable(QTableView):
    """A table whose delegate paints all of a cell; only the current cell shows the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        paint_alone(self)
        #: What is painted just now: Qt hands the delegate merged cells beyond it as well.
        self.painted: QRegion | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Notes what is painted."""
        self.painted = event.region()
        super().paintEvent(event)
        self.painted = None

    @contextmanager
    def painting_current(self) -> Iterator[None]:
        """While the focus moves Qt would paint the whole table anew."""
        still, parts = Qt.WidgetAttribute.WA_UpdatesDisabled, (self, self.viewport())
        for part in parts:
            part.setAttribute(still, True)
        try:
            yield
        finally:
            for part in parts:
                part.setAttribute(still, False)
        self.update(self.currentIndex())
