"""Offers `≥95%` after somebody has typed `>=95%`: one quiet button, taken as a step of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton

from perfdesk.core.cells import indicator_of, name_of, text_at
from perfdesk.core.edits import SetCell
from perfdesk.core.quickentry import offer_operator
from perfdesk.ui.palette import Tone, wear

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from perfdesk.core.document import Document
    from perfdesk.ui.cellmodel import CellModel

_MEASURED = ("target", "actual")
_LONGEST = 12  # characters of the text that the button shows


class OperatorOffer(QPushButton):
    """The button. It is there as long as the cell holds what was typed.

    Signals:
        offered: Whether there is something to take.
    """

    offered = Signal(bool)

    def __init__(self, model: CellModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._document: Document | None = None
        self._enabled = True
        self._address = self._typed = self._better = ""
        self.setFlat(True)
        wear(self, {QPalette.ColorRole.ButtonText: Tone.ACCENT})
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(lambda _checked: self.take())
        self.hide()
        model.committed.connect(self._look)
        model.modelReset.connect(self.withdraw)
        for changed in (model.dataChanged, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._check)

    def enable(self, enabled: bool) -> None:
        """Whether anything is offered at all."""
        self._enabled = enabled
        if not enabled:
            self.withdraw()

    def take(self) -> None:
        """Puts the better text into the cell. Raises Closed."""
        document, better, address = self._document, self._better, self._address
        self._check()
        if document is not None and self._document is not None:
            self.withdraw()
            document.apply(SetCell(address, better))

    def withdraw(self) -> None:
        """Nothing to offer."""
        self._document = None
        self.hide()
        self.offered.emit(False)

    def _look(self, address: str, text: str) -> None:
        """Only what was typed is looked at: a pasted or imported text stays as it is."""
        place, better = indicator_of(address), offer_operator(text)
        if not self._enabled or place is None or place[1] not in _MEASURED or better is None:
            self.withdraw()
            return
        self._document = self._model.document
        self._address, self._typed, self._better = address, text, better
        shown = better if len(better) <= _LONGEST else f"{better[:_LONGEST]}…"
        self.setText(f"改成“{shown}”（Ctrl+.）")
        self.setToolTip(f"{name_of(address)}：“{text}”改成“{better}”，作为单独的一步，可以撤销")
        self.show()
        self.offered.emit(True)

    def _check(self) -> None:
        """Another text in the cell, or another row in its place, ends the offer."""
        if self._document is None:
            return
        place, rows = indicator_of(self._address), len(self._document.form.indicators)
        there = place is not None and place[0] < rows
        if not there or text_at(self._document.form, self._address) != self._typed:
            self.withdraw()
