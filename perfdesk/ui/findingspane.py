"""The findings (审核) beside the form, live: one sentence each, one key to the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from perfdesk.ui.findingslist import FindingsList
from perfdesk.ui.findingsmodel import FindingsModel, finding_lines
from perfdesk.ui.following import Following
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from perfdesk.core.document import Document

_NOTHING_FOUND = "没有发现问题"
_NO_FORM = "没有打开的表单"
#: Changes within so many milliseconds are checked together.
_PAUSE = 50


class FindingsPane(QWidget):
    """The findings on one document.

    Signals:
        chosen: The address of the cell that a finding speaks of first; also of cells that nobody
            types into ("funding.total.rate") and of the whole ("indicators", "form").
        counted: How many findings there are now, for the title of the pane.
    """

    chosen = Signal(str)
    counted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FindingsModel(self)
        self.list = FindingsList(self.model)
        self._said = Caption("", Tone.MUTED)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said.setAutoFillBackground(True)
        self._said.setBackgroundRole(self.list.viewport().backgroundRole())
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._said)
        self._pages.addWidget(self.list)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self.refresh)
        self._following = Following(self._timer.start)
        self.list.picked.connect(self._pick)
        self.setFocusProxy(self.list)
        self.refresh()

    @property
    def address(self) -> str:
        """The cell of the current finding, '' where none is current."""
        return self.model.line(self.list.row).where if self.list.row >= 0 else ""

    def show_document(self, document: Document | None) -> None:
        """Shows the findings of another document, or none."""
        self._following.show(document)
        self.list.choose(-1)
        self.model.show(())
        self.refresh()
        self.list.scrollToTop()

    def refresh(self) -> None:
        """Checks the form now; the current finding stays current while it exists."""
        self._timer.stop()
        document, before = self._following.document, self.list.row
        current = self.model.line(before) if before >= 0 else None
        self.model.show(finding_lines(document.findings, document.form) if document else ())
        if current is not None:
            self.list.choose(self.model.row_like(current))
        self._said.setText(_NOTHING_FOUND if document else _NO_FORM)
        self._pages.setCurrentWidget(self.list if self.model.count else self._said)
        self.counted.emit(self.model.count)

    def next(self) -> bool:
        """Goes to the next finding, after the last to the first; False where there is none."""
        return self._step(1)

    def previous(self) -> bool:
        """Goes to the finding before, from the first to the last; False where there is none."""
        return self._step(-1)

    def _step(self, by: int) -> bool:
        if self._timer.isActive():
            self.refresh()
        rows = self.model.rows_of_findings()
        if not rows:
            return False
        beyond = [row for row in rows if row * by > self.list.row * by]
        if self.list.row < 0 or not beyond:
            self._pick(rows[0] if by > 0 else rows[-1])
        else:
            self._pick(min(beyond) if by > 0 else max(beyond))
        return True

    def _pick(self, row: int) -> None:
        self.list.choose(row)
        self.chosen.emit(self.model.line(row).where)
