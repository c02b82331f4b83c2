"""What could not be saved (冲突): clashes asked about form by form, the rest tried again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from perfdesk.ui import dialogs
from perfdesk.ui.clashdialog import ask_clash

if TYPE_CHECKING:
    from perfdesk.store.keeping import Keeper
    from perfdesk.ui.window import MainWindow


class Clashes:
    """Settles what the window's saving could not write because others have."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        window.saving.clashed.connect(self.settle)

    def settle(self) -> None:
        """Asks, form by form, whose changes count."""
        self._window.view.finish_editing()  # what is half typed belongs to mine
        for keeper in self._window.saving.clashes():
            self._settle(keeper)
        self._window.saving.refresh()

    def save(self) -> None:
        """All is saved at every step; this tries again what could not be, and says so.

        Raises Unread where a cell does not take what stands in it; all else is saved.
        """
        window = self._window
        window.view.finish_editing()
        if not window.saving.save_all():
            self.settle()
        if waiting := window.saving.waiting():
            dialogs.tell(window, "\n".join(waiting))
            return
        window.view.settle()
        window.say("全部已保存")

    def may_lose(self) -> bool:
        """Whether to close all the same, after a last try."""
        self.settle()
        lost = self._window.saving.lost()
        question = "还没有保存，现在关闭会丢失：\n" + "\n".join(lost)
        return not lost or dialogs.confirm(self._window, question, "仍然关闭", "回去")

    def _settle(self, keeper: Keeper) -> None:
        """Asks until the answer is about all that there is, or is put off."""
        asked = None
        while (clash := keeper.clash) and clash != asked:
            asked = clash
            choice = ask_clash(self._window, clash)
            if choice is None:
                return
            if keeper.clash != clash:  # typed on or written on meanwhile
                continue
            if choice == "theirs":
                keeper.take_theirs()
            else:
                cells = None if choice == "mine" else choice
                self._window.attempt(partial(keeper.keep_mine, cells))
