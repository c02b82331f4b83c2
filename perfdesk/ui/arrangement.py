"""How a person left the window (窗口的布置): its place, widths, list, folders used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QSplitter, QStyle

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QWidget

    from perfdesk.ui.settings import Settings
    from perfdesk.ui.window import MainWindow

#: The window's splitter, by its object name.
COLUMNS = "columns"
#: So many pixels of the title bar must be seen to take hold of it.
_HANDLE = 48


def restore(window: MainWindow, settings: Settings) -> None:
    """Puts the window as it was left; what is not known or not understood stays as it is."""
    window.restoreGeometry(settings.geometry)
    bring_into_view(window)
    if (columns := _columns(window)) and columns.restoreState(settings.columns):
        window.layout_.keep_columns()
    window.side.restoreState(settings.side_rows)
    window.side.wanted = settings.side_shown
    window.view.wanted_fold = settings.folded
    _restore_list(window, settings)
    window.incoming.folder = settings.folder("open")
    window.outgoing.folder = settings.folder("write") or window.outgoing.folder


def keep(window: MainWindow, settings: Settings) -> None:
    """Remembers how the window is, and writes the settings."""
    settings.geometry = bytes(window.saveGeometry().data())
    if columns := _columns(window):
        settings.columns = bytes(columns.saveState().data())
    settings.side_rows = bytes(window.side.saveState().data())
    settings.side_shown = window.side.wanted
    settings.folded = window.view.wanted_fold
    settings.list_choice = {**window.panel.state()}
    settings.use_folder("write", window.outgoing.folder)
    if window.incoming.folder:
        settings.use_folder("open", window.incoming.folder)
    settings.save()


def place_first(window: QWidget, width: int, height: int) -> None:
    """A window's first size in pixels, never larger than its screen has room for."""
    window.resize(QSize(width, height).boundedTo(_room(window).size()))


def bring_into_view(window: QWidget) -> None:
    """A window whose screen is gone, or has become smaller, comes back onto what is there."""
    frame, room = window.geometry(), _room(window)
    reachable = _reachable(frame, window.screen().virtualSiblings())
    if not reachable or frame.width() > room.width() or frame.height() > room.height():
        window.setGeometry(within(frame, room))


def within(frame: QRect, room: QRect) -> QRect:
    """The frame moved, and made smaller where it must be, so that it lies in the room."""
    size = frame.size().boundedTo(room.size())
    left = max(room.left(), min(frame.left(), room.right() + 1 - size.width()))
    top = max(room.top(), min(frame.top(), room.bottom() + 1 - size.height()))
    return QRect(left, top, size.width(), size.height())


def _room(window: QWidget) -> QRect:
    """Where a window may lie on its screen: below the title bar that the system adds."""
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
    return window.screen().availableGeometry().adjusted(0, title, 0, 0)


def _reachable(frame: QRect, screens: list[QScreen]) -> bool:
    """Whether a person can take hold of the top of the window on some screen."""
    top = QRect(frame.left(), frame.top(), frame.width(), 1)
    seen = (top.intersected(screen.availableGeometry()) for screen in screens)
    return any(part.width() >= _HANDLE for part in seen)


def _restore_list(window: MainWindow, settings: Settings) -> None:
    """The list as it was left; a filter that leaves nothing now is forgotten."""
    window.panel.restore(settings.list_choice)
    if not window.panel.ids:
        window.panel.clear_filter()


def _columns(window: MainWindow) -> QSplitter | None:
    return window.findChild(QSplitter, COLUMNS)
