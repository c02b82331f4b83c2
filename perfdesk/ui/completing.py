"""Completion while typing (输入提示): a list below the open editor that never takes the focus.

Enter, Tab and the input method stay the editor's. Down opens the list or goes on in it, and what is
reached stands in the editor: Enter then commits it as it commits anything typed.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from perfdesk.ui.delegates import padding, row_height
from perfdesk.ui.widgets import ThinScrollBar

if TYPE_CHECKING:
    from perfdesk.ui.grid import Grid
    from perfdesk.ui.offers import Offers

_MOST_SHOWN = 8
_WIDEST = 28  # characters
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class OfferList(QListWidget):
    """The list, inside the window: no window of its own that could take the keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.Box)
        self.setAccessibleName("输入提示")
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ThinScrollBar(Qt.Orientation.Vertical, self))
        self.hide()

    def offer(self, texts: list[str], editor: QWidget) -> None:
        """Shows texts below the editor, above it where there is no room; none hide the list."""
        self.clear()
        for text in texts:
            item = QListWidgetItem(" ".join(text.split()), self)
            item.setData(Qt.ItemDataRole.UserRole, text)
            item.setToolTip(text)
            item.setSizeHint(QSize(self._width_of(item.text()), row_height(self.fontMetrics())))
        if texts:
            self.setGeometry(self._place(editor, len(texts)))
            self.raise_()
        self.setVisible(bool(texts))

    def step(self, by: int) -> str:
        """The text of the next line (1) or the one before (-1), around the ends."""
        row = self.currentRow() + by if self.currentRow() >= 0 else (0 if by > 0 else -1)
        self.setCurrentRow(row % self.count())
        return str(self.currentItem().data(Qt.ItemDataRole.UserRole))

    def _width_of(self, text: str) -> int:
        """The text with some air."""
        return self.fontMetrics().horizontalAdvance(text) + 4 * padding(self.fontMetrics())

    def _place(self, editor: QWidget, count: int) -> QRect:
        window, em = self._window, self.fontMetrics().horizontalAdvance("国")
        wide = self.sizeHintForColumn(0) + self.verticalScrollBar().sizeHint().width()
        width = min(max(editor.width(), wide), _WIDEST * em, window.width())
        height = min(count, _MOST_SHOWN) * self.sizeHintForRow(0) + 2 * self.frameWidth()
        corner = editor.mapTo(window, QPoint(0, editor.height() + 2))
        if corner.y() + height > window.height():
            corner.setY(editor.mapTo(window, QPoint(0, -2)).y() - height)
        corner.setX(max(0, min(corner.x(), window.width() - width)))
        return QRect(corner.x(), corner.y(), width, height)


class Completing(QObject):
    """Follows the one open editor of some grids."""

    def __init__(self, offers: Offers, grids: tuple[Grid, ...], window: QWidget) -> None:
        super().__init__(window)
        self._offers = offers
        self._grid: Grid | None = None
        self._editor: QLineEdit | None = None
        self._address = ""
        self._choosing = False
        self.enabled = True
        self.list = OfferList(window)
        self.list.itemClicked.connect(self._clicked)
        for grid in grids:
            grid.opened.connect(partial(self._open, grid))
            grid.closed.connect(self._close)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Up in the editor belong to the list; all other keys to the editor."""
        if watched is not self._editor or event.type() != QEvent.Type.KeyPress:
            return False
        return isinstance(event, QKeyEvent) and self._pressed(event)

    def _open(self, grid: Grid, editor: QLineEdit, _form_id: str, address: str, _text: str) -> None:
        self._grid, self._editor, self._address = grid, editor, address
        editor.installEventFilter(self)
        editor.textEdited.connect(self._typed)

    def _close(self) -> None:
        self._grid = self._editor = None
        self.list.hide()

    def _typed(self, text: str) -> None:
        if self.enabled and not self._choosing:
            self._offer(text) if text.strip() else self.list.hide()

    def _pressed(self, event: QKeyEvent) -> bool:
        by = _STEPS.get(Qt.Key(event.key())) if self.enabled else None
        if by is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if not self.list.isHidden():
            self._choose(self.list.step(by))
        elif self._editor is not None and by > 0:  # all, as long as nothing was typed
            self._offer(self._editor.text() if self._editor.isModified() else "")
        return True

    def _offer(self, typed: str) -> None:
        document = self._grid.cells.document if self._grid else None
        if document is not None and self._editor is not None:
            self.list.offer(self._offers.of(document, self._address, typed), self._editor)

    def _choose(self, text: str) -> None:
        """Into the editor as if typed: the half typed text is noted, Ctrl+Z there takes it back."""
        if self._editor is not None:
            self._choosing = True
            self._editor.selectAll()
            self._editor.insert(text)
            self._choosing = False

    def _clicked(self, item: QListWidgetItem) -> None:
        """A click chooses and commits."""
        self._choose(str(item.data(Qt.ItemDataRole.UserRole)))
        if self._grid is not None:
            self._grid.finish_editing()
