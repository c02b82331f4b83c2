"""The right side: the findings on the form, below them its printed pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from perfdesk.ui import surfaces
from perfdesk.ui.findingspane import FindingsPane
from perfdesk.ui.palette import Tone
from perfdesk.ui.previewpane import PreviewPane
from perfdesk.ui.widgets import Caption, ElidedCaption

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.document import Document
    from perfdesk.ui.previewworker import Press

#: In a window narrower than so many characters the form takes all the room.
_ROOMY = 94
#: Characters.
_LEAST_WIDTH = 16


class SidePane(QSplitter):
    """Findings and preview of one document; not there where none is shown.

    A person shows and hides it; until then the width of the window decides.
    """

    def __init__(self, opened: Callable[[], Press], parent: QWidget | None = None) -> None:
        """`opened` is a press that lays a form out and draws it."""
        super().__init__(Qt.Orientation.Vertical, parent)
        self.findings = FindingsPane()
        self.preview = PreviewPane(opened)
        self.title = _Title()
        self._wanted: bool | None = None
        self._roomy = self._filled = False
        self.findings.counted.connect(self.title.tell)
        self._lay_out()
        self._appear()

    def show_document(self, document: Document | None) -> None:
        """Shows another document, or none."""
        self.findings.show_document(document)
        self.preview.show_document(document)
        self._filled = document is not None
        self._appear()

    def make_room(self, width: int) -> None:
        """The window is `width` pixels wide now."""
        self._roomy = width >= _ROOMY * self.fontMetrics().horizontalAdvance("国")
        self._appear()

    def toggle(self) -> None:
        """Shows or hides the pane; from now on only a person does."""
        self._wanted = self.isHidden()
        self._appear()

    @property
    def wanted(self) -> bool | None:
        """Whether a person wants it shown; None: the width decides."""
        return self._wanted

    @wanted.setter
    def wanted(self, wanted: bool | None) -> None:
        self._wanted = wanted
        self._appear()

    @property
    def sentence(self) -> str:
        """The current finding, '' where none is current."""
        line = self.findings.list.current
        return line.text if line else ""

    def _appear(self) -> None:
        wanted = self._roomy if self._wanted is None else self._wanted
        self.setVisible(self._filled and wanted)

    def _lay_out(self) -> None:
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.findings, 1)
        for part in (above, self.preview):
            part.setAutoFillBackground(True)
            part.setBackgroundRole(QPalette.ColorRole.Base)
            self.addWidget(part)
        em = self.fontMetrics().horizontalAdvance("国")
        self.setMinimumWidth(_LEAST_WIDTH * em)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setSizes([25 * em, 25 * em])


class _Title(QWidget):
    """审核 with what there is to do, underlined like a tab."""

    def __init__(self) -> None:
        super().__init__()
        self.text = Caption("审核", Tone.ACCENT, bold=True)
        self.told = ElidedCaption("", Tone.MUTED, 0.92)
        height = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(height * 2 // 3, height // 3, height * 2 // 3, height // 3)
        row.setSpacing(height // 2)
        row.addWidget(self.text)
        row.addWidget(self.told, 1)

    def tell(self, words: str) -> None:
        """3 必须改，5 要看, or ''."""
        self.told.setText(words)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """A line below, stronger below the word."""
        painter = QPainter(self)
        painter.setPen(surfaces.hairline(painter, Tone.LINE))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        word = self.text.geometry()
        painter.fillRect(word.left(), self.height() - 2, word.width(), 2, Tone.ACCENT.color)
