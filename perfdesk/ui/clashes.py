"""Changes of two people in one form (冲突): asked about, form by form, until they are settled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

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
