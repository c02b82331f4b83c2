"""The toolbar: the few commands of every day; where the window is narrow their words give way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolBar,
    QToolButton,
    QWidget,
)

from perfdesk.ui import surfaces
from perfdesk.ui.icons import ICONS, icon
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

#: The actions by key, group after group; the first is the main one.
GROUPS = (("new", "open", "carry_over"), ("undo", "redo"), ("check_all", "print_one", "export_one"))
#: The action that stands at the right, as a field.
SEARCH = "palette"
_HINT = "搜索命令、表单、指标…"
_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_ICONS = Qt.ToolButtonStyle.ToolButtonIconOnly
_SEARCH_WIDTH = 19  # characters


class MainToolBar(QToolBar):
    """Buttons on paper with one line below."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        """`actions` by key; the search is there where they have it."""
        super().__init__("工具栏", parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.toggleViewAction().setEnabled(False)
        self.setToolButtonStyle(_WORDS)
        line = self.fontMetrics().height()
        self.setIconSize(QSize(line, line) * 0.95)
        self._fill(actions)
        self._with_words = self.sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words where they fit."""
        super().resizeEvent(event)
        self.setToolButtonStyle(_WORDS if self.width() >= self._with_words else _ICONS)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """The strip."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Tone.PAPER.color)
        painter.setPen(surfaces.hairline(painter, Tone.BORDER))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())

    def _fill(self, actions: Mapping[str, QAction]) -> None:
        for number, keys in enumerate(GROUPS):
            if number:
                self.addSeparator()
            for key in keys:
                button = _MainButton() if key == GROUPS[0][0] else QToolButton()
                self._add(button, actions[key])
        spring = QWidget()
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spring)
        if SEARCH in actions:
            self._add(_SearchButton(), actions[SEARCH])

    def _add(self, button: QToolButton, action: QAction) -> None:
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRaise(True)
        button.setIconSize(self.iconSize())
        button.setToolButtonStyle(_WORDS)
        self.toolButtonStyleChanged.connect(button.setToolButtonStyle)
        self.addWidget(button)


class _MainButton(QToolButton):
    """The one filled button."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """Icon and word on the accent."""
        option, painter = QStyleOptionToolButton(), QStylePainter(self)
        self.initStyleOption(option)
        near = option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Sunken)
        surfaces.plate(painter, self.rect(), Tone.ACCENT_DEEP if near else Tone.ACCENT)
        palette = QPalette(option.palette)
        palette.setColor(QPalette.ColorRole.ButtonText, Tone.ON_ACCENT.color)
        option.palette = palette
        option.icon = icon(ICONS[GROUPS[0][0]], Tone.ON_ACCENT)
        painter.drawControl(QStyle.ControlElement.CE_ToolButtonLabel, option)


class _SearchButton(QToolButton):
    """Looks like a field to search in, and opens one."""

    def sizeHint(self) -> QSize:
        """Room for the hint and the key; only for the icon where words give way."""
        size, metrics = super().sizeHint(), self.fontMetrics()
        if self.toolButtonStyle() == _ICONS:
            return size
        return QSize(_SEARCH_WIDTH * metrics.horizontalAdvance("国"), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """A field with its icon, a hint, and the key at the right."""
        painter, line = QPainter(self), self.fontMetrics().height()
        surfaces.field(painter, self.rect(), self.palette(), focused=False)
        side = self.iconSize().width()
        place = QRect(line // 2, (self.height() - side) // 2, side, side)
        words = self.toolButtonStyle() == _WORDS
        if not words:
            place.moveCenter(self.rect().center())
        icon(ICONS[SEARCH], Tone.MUTED).paint(painter, place)
        if words:
            room = self.rect().adjusted(place.right() + line // 3, 0, -line // 2, 0)
            self._paint_words(painter, room)

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        key = self.defaultAction().shortcut().toString().replace("+", " ")
        painter.setPen(Tone.MUTED.color)
        painter.drawText(room, int(_LEFT), _HINT)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(key) + self.fontMetrics().height() // 2
        cap = QRect(room.right() - width, 0, width, painter.fontMetrics().height() + 2)
        cap.moveTop((self.height() - cap.height()) // 2)
        surfaces.plate(painter, cap, Tone.PAPER, Tone.BORDER, 3)
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
