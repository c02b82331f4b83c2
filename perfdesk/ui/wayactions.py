"""What the menus do to get about: forms, findings, parts of the window, what is seen of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from perfdesk.ui.parts import go_to_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.ui.window import MainWindow


class WayActions:
    """Changes nothing but what is seen."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it."""
        window = self._window
        return {
            "find": window.panel.go_to_search,
            "previous": partial(window.panel.turn, -1),
            "next": partial(window.panel.turn, 1),
            "next_finding": partial(self.step_findings, 1),
            "previous_finding": partial(self.step_findings, -1),
            "fold": window.view.toggle_fold,
            "side": window.side.toggle,
            "next_part": partial(self.go_on, 1),
            "previous_part": partial(self.go_on, -1),
        }

    def step_findings(self, by: int) -> None:
        """To the cell of the next finding; its sentence is told where the list is not seen."""
        window, side = self._window, self._window.side
        window.view.finish_editing()
        if not (side.findings.next() if by > 0 else side.findings.previous()):
            window.say("没有发现问题")
        elif not side.isVisible():
            window.say(side.sentence)

    def go_on(self, by: int) -> None:
        """To the next part of the window."""
        window, side = self._window, self._window.side
        shown = (side.findings.list, side.preview.view)
        go_to_part((window.panel.list, *window.view.parts, *shown), by)
        window.view.bring_into_view()
