"""The command palette (Ctrl+K): one line to type in, what answers it below, Enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from perfdesk.ui.delegates import padding, row_height
from perfdesk.ui.dialogparts import em
from perfdesk.ui.palette import Tone
from perfdesk.ui.paletteentries import Entries
from perfdesk.ui.palettelist import PaletteList
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from perfdesk.ui.paletteentries import Entry
    from perfdesk.ui.settings import Settings
    from perfdesk.ui.window import MainWindow

_WIDE = 44  # characters
_MOST_ROWS = 14
_SHADOW = 8  # pixels around the frame
_NOTHING = "没有找到。可以打命令、项目名称、指标里的字，或拼音首字母。"
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: A menu of the line itself, or another program's window: the palette waits.
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class CommandPalette(QFrame):
    """Lies over the top of the window, inside it: an input method works as in any field."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._entries: Entries | None = None
        self._before: QWidget | None = None
        self.line = QLineEdit()
        self.list = PaletteList()
        self.nothing = Caption(_NOTHING, Tone.MUTED)
        self._lay_out()
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._answer)
        self.list.taken.connect(self.take)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Takes over what is being typed, then asks; a second time it closes."""
        if self.isVisible():
            self.dismiss()
            return
        self._window.ready()
        self._before = self._window.focusWidget()
        self._entries = Entries(self._window, self._settings.recent_commands)
        self.line.clear()
        self._answer("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Goes; the focus is again where it was."""
        before, self._before, self._entries = self._before, None, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take(self, entry: Entry) -> None:
        """Goes, then does it."""
        self.dismiss()
        if entry.key:
            self._settings.used(entry.key)
        self._window.attempt(entry.act)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line's keys that belong to the list; the window's size; where the focus goes."""
        if watched is self.line and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            return pressed and self._pressed(Qt.Key(event.key()))
        if watched is self.line and isinstance(event, QFocusEvent):
            if event.lostFocus() and event.reason() not in _PASSING:
                self._before = None  # somebody has gone elsewhere
                self.dismiss()
        elif watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """Paper with a border and a soft shadow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 9))
        for reach in range(_SHADOW, 0, -1):
            around = inner.adjusted(-reach, 2 - reach, reach, reach)
            painter.drawRoundedRect(around, 6 + reach, 6 + reach)
        painter.setPen(QPen(Tone.BORDER.color, 1))
        painter.setBrush(Tone.PAPER.color)
        painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _pressed(self, key: Qt.Key) -> bool:
        if key in _STEPS:
            self.list.step(_STEPS[key])
        elif key in _ENTER:
            if entry := self.list.chosen:
                self.take(entry)
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _answer(self, typed: str) -> None:
        if self._entries is None:
            return
        found = self._entries.answer(typed)
        self.list.show_entries(found)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._place()

    def _place(self) -> None:
        """Over the top of the window, as high as the answers."""
        most = min(_MOST_ROWS * row_height(self.fontMetrics()), self._window.height() * 3 // 5)
        self.list.setFixedHeight(min(self.list.wanted_height(), most))
        width = min(_WIDE * em(self), self._window.width()) + 2 * _SHADOW
        self._column.activate()
        top = self._window.menuBar().height() - _SHADOW // 2
        left = (self._window.width() - width) // 2
        self.setGeometry(left, top, width, self._column.sizeHint().height())

    def _lay_out(self) -> None:
        space = padding(self.fontMetrics())
        self.setAccessibleName("搜索命令、表单、指标")
        self.line.setPlaceholderText("搜索命令、表单、指标，或拼音首字母")
        self.line.setAccessibleName("搜索命令、表单、指标")
        self.line.setTextMargins(space, space, space, space)
        self.nothing.setContentsMargins(2 * space, space, 2 * space, 2 * space)
        column = self._column = QVBoxLayout(self)
        margin = _SHADOW + space
        column.setContentsMargins(_SHADOW + 1, margin, _SHADOW + 1, margin)
        column.setSpacing(space // 2)
        line = QVBoxLayout()
        line.setContentsMargins(space, 0, space, 0)
        line.addWidget(self.line)
        column.addLayout(line)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
