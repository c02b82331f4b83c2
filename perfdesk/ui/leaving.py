"""The end of a window: what could be lost is asked about, then it lets its desk go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.ui import arrangement, dialogs
from perfdesk.ui.unread import Unread

if TYPE_CHECKING:
    from perfdesk.ui.window import MainWindow


def may_close(window: MainWindow) -> bool:
    """Asks where a typed text or unsaved steps would be lost."""
    try:
        window.view.settle()
    except Unread as unread:
        question = f"{unread}\n现在关闭会丢失这里填写的内容。"
        if not dialogs.confirm(window, question, "仍然关闭", "回去"):
            return False
    return window.saving.save_all() or window.clashes.may_lose()


def let_go(window: MainWindow) -> None:
    """Leaves the desk as it is; from now on nothing in the window hears of it, or acts on it."""
    window.statusBar().clearMessage()
    arrangement.keep(window, window.settings)
    window.followed.stop()
    window.program.stop()
    window.timers.stop()
    window.checking.leave()
    window.saving.stop()
    window.notes.timer.stop()
    window.offers.timer.stop()
    window.panel.stop()
