"""Undo and redo (撤销、重做): the newest step, of the form shown or of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.desksteps import HeldUp
from perfdesk.store.errors import Conflict
from perfdesk.ui.actions import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.document import Document
    from perfdesk.desksteps import Taken
    from perfdesk.ui.window import MainWindow


class StepActions:
    """Undo over everything but states. Raises Closed and Refused, which the window tells."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it."""
        return {"undo": self.undo, "redo": self.redo}

    def undo(self) -> None:
        """Takes the newest step back."""
        self._turn(self._desk.undo, "已撤销")

    def redo(self) -> None:
        """Does again what was taken back last."""
        self._turn(self._desk.redo, "已重做")

    def refresh(self) -> None:
        """The menu names what they would do."""
        for key, word, step in self._steps():
            named(self._window.actions_by_key[key], word, step)

    def enable(self) -> None:
        """Whether there is anything to do; what it is, the menu may name a moment later."""
        for key, _, step in self._steps():
            self._window.actions_by_key[key].setEnabled(bool(step))

    def _steps(self) -> tuple[tuple[str, str, str], ...]:
        """(action, its word, what it would do)."""
        shown = self._window.document
        return (
            ("undo", "撤销", self._desk.undo_text(shown)),
            ("redo", "重做", self._desk.redo_text(shown)),
        )

    def _turn(self, act: Callable[[Document | None], Taken | None], said: str) -> None:
        try:
            taken = act(self._window.settled())
        except (HeldUp, Conflict) as stopped:  # no choice to make: the line below is enough
            self._window.say(str(stopped))
            return
        finally:
            self._window.refresh_actions()
        if taken is None:
            return
        if taken.listed:
            self._window.follow_list(taken.ids)
        self._window.say(f"{said}：{taken.text}")
