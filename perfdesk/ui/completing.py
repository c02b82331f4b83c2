"""Completion while typing (输入提示): a list below the open editor that never takes the focus.

Enter, Tab and the input method stay the editor's. Down opens the list or goes on in it, and what is
reached stands in the editor: Enter then commits it as it commits anything typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from perfdesk.ui.cellediting import TextCell
from perfdesk.ui.delegates import padding, row_height

if TYPE_CHECKING:
    from perfdesk.ui.formview import FormView
    from perfdesk.ui.offers import Offers

    Completed = QLineEdit | TextCell

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
    """Follows the one open editor: of a cell in one of the grids, or a field with the focus.

    Esc closes the list first, then the editor.
    """

    def __init__(self, offers: Offers, view: FormView, window: QWidget) -> None:
        super().__init__(window)
        self._offers = offers
        self._view = view
        self._editor: Completed | None = None
        self._address = ""
        self._choosing = False
        self.enabled = True
        self.list = OfferList(window)
        self.list.itemClicked.connect(self._clicked)
        for grid in view.grids:
            grid.opened.connect(self._open_cell)
            grid.closed.connect(self._close)
        for panel in view.panels:
            panel.fields.entered.connect(self._open)
            panel.fields.left.connect(self._close)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down, Up and Esc in the editor belong to the list; all other keys to the editor."""
        if watched is not self._editor or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._closes(event)
        return event.type() == QEvent.Type.KeyPress and self._pressed(event)

    def _open_cell(self, editor: QWidget, _form_id: str, address: str, _text: str) -> None:
        self._open(editor, address)

    def _open(self, editor: QWidget, address: str) -> None:
        self._close()
        if not isinstance(editor, QLineEdit | TextCell):
            return  # a long text of its own is not completed
        self._editor, self._address = editor, address
        editor.installEventFilter(self)
        editor.textEdited.connect(self._typed)

    def _close(self) -> None:
        editor, self._editor = self._editor, None
        self.list.hide()
        if editor is not None:
            editor.removeEventFilter(self)
            editor.textEdited.disconnect(self._typed)

    def _typed(self, text: str) -> None:
        if self.enabled and not self._choosing:
            self._offer(text) if text.strip() else self.list.hide()

    def _pressed(self, event: QKeyEvent) -> bool:
        if self._closes(event):
            self.list.hide()
            return True
        by = _STEPS.get(Qt.Key(event.key())) if self.enabled else None
        if by is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if not self.list.isHidden():
            self._choose(self.list.step(by))
            return True
        if isinstance(self._editor, TextCell) and not self._editor.on_last_line:
            return False  # the arrows go through its lines
        if by > 0:
            self._open_all()
        return True

    def _closes(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and not self.list.isHidden()

    def _open_all(self) -> None:
        """All offers, as long as nothing was typed."""
        if self._editor is not None:
            self._offer(self._editor.text() if self._editor.isModified() else "")

    def _offer(self, typed: str) -> None:
        document, editor = self._view.document, self._editor
        if document is not None and editor is not None and not editor.isReadOnly():
            editor.installEventFilter(self)  # again: asked before the delegate, for Esc
            self.list.offer(self._offers.of(document, self._address, typed), editor)

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
        self.list.hide()
        self._view.finish_editing()
