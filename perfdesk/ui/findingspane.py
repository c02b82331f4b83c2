"""The findings (审核) beside the form, live: one sentence each, one key to the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from perfdesk.core.digest import Digest, digest
from perfdesk.ui.findinglines import begins_open, digest_lines, path_to, walk
from perfdesk.ui.findingslist import FindingsList
from perfdesk.ui.findingsmodel import FindingsModel
from perfdesk.ui.following import Following
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from perfdesk.core.document import Document
    from perfdesk.core.finding import Finding
    from perfdesk.ui.findinglines import Deed, FindingLine, Key

_NOTHING_FOUND = "没有发现问题"
_NO_FORM = "没有打开的表单"
#: Changes within so many milliseconds are checked together.
_PAUSE = 50


class FindingsPane(QWidget):
    """The findings on one document.

    Signals:
        chosen: The address of the cell that a finding speaks of first; also of cells that nobody
            types into ("funding.total.rate") and of the whole ("indicators", "form").
        counted: How much there is to do, in words, '' where nothing is found.
        asked: The findings of a line, and what is to be done about them (Deed).
        menu_wanted: A line, and where on the screen its menu belongs.
        pointed: The cells that the current line speaks of (a frozenset); none for no line.
    """

    chosen = Signal(str)
    counted = Signal(str)
    asked = Signal(object, object)
    menu_wanted = Signal(object, QPoint)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = FindingsModel(self)
        self.list = FindingsList(self.model)
        self._digest = Digest(())
        self._turned: set[Key] = set()  # what a person folded or unfolded
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
        self.list.turned.connect(self._turn)
        self.list.asked.connect(self._ask)
        self.list.menu_wanted.connect(
            lambda row, at: self.menu_wanted.emit(self.model.line(row), at)
        )
        self.list.selectionModel().currentChanged.connect(self._point)
        self.setFocusProxy(self.list)
        self.refresh()

    @property
    def address(self) -> str:
        """The cell of the current finding, '' where none is current."""
        line = self.list.current
        return line.where if line else ""

    @property
    def current(self) -> tuple[Finding, ...]:
        """The findings of the current line, none where none is current."""
        line = self.list.current
        return line.findings if line else ()

    def show_document(self, document: Document | None) -> None:
        """Shows the findings of another document, or none."""
        self._following.show(document)
        self.list.choose(-1)
        self._turned.clear()
        self.model.show(())
        self.refresh()
        self.list.scrollToTop()

    def refresh(self) -> None:
        """Checks the form now; the current finding stays current while it exists."""
        self._timer.stop()
        document = self._following.document
        rules = document.template.checks if document else None
        self._digest = digest(document.findings, rules) if document and rules else Digest(())
        self._show()
        self._said.setText(_NOTHING_FOUND if document else _NO_FORM)
        self._pages.setCurrentWidget(self.list if self._digest.groups else self._said)
        self.counted.emit(self._digest.told if self._digest.groups else "")

    def next(self) -> bool:
        """Goes to the next finding, after the last to the first; False where there is none."""
        return self._step(1)

    def previous(self) -> bool:
        """Goes to the finding before, from the first to the last; False where there is none."""
        return self._step(-1)

    def _show(self) -> None:
        current, document = self.list.current, self._following.document
        lines = digest_lines(self._digest, document.form, self._turned) if document else []
        self.model.show(lines)
        if current is not None:
            self.list.choose(self.model.row_like(current))
        self._point()

    def _point(self) -> None:
        self.pointed.emit(frozenset(cell for one in self.current for cell in one.cells))

    def _step(self, by: int) -> bool:
        if self._timer.isActive():
            self.refresh()
        found = walk(self._digest)
        if not found:
            return False
        at = next((number for number, one in enumerate(found) if one in self.current), None)
        to = (0 if by > 0 else -1) if at is None else (at + by) % len(found)
        if at is not None and by > 0 and len(self.current) > 1:
            to = at  # a line of several: the first of them
        self._go_to(found[to])
        return True

    def _go_to(self, finding: Finding) -> None:
        """Makes a finding the current one; the line that folds it away is unfolded."""
        for key in path_to(self._digest, finding):
            self._turned ^= {key} if begins_open(key) == (key in self._turned) else set()
        self._show()
        self._pick(self.model.row_of(finding))

    def _pick(self, row: int) -> None:
        self.list.choose(row)
        self.chosen.emit(self.model.line(row).where)

    def _turn(self, row: int) -> None:
        self._turned ^= {self.model.line(row).key}
        self._show()

    def _ask(self, row: int, deed: Deed) -> None:
        line: FindingLine = self.model.line(row)
        self.asked.emit(line.findings, deed)
