"""The document that a pane shows, and its listener: one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.change import Change
    from perfdesk.core.document import Document


class Following:
    """Calls `followed` after every change of the document shown, and of no other."""

    def __init__(self, followed: Callable[[], None]) -> None:
        self._followed = followed
        self._stop: Callable[[], None] = lambda: None
        self.document: Document | None = None

    def show(self, document: Document | None) -> None:
        """Leaves the document shown so far and listens to another, or to none."""
        self._stop()
        self.document = document
        self._stop = document.listen(self._follow) if document else lambda: None

    def _follow(self, change: Change) -> None:  # noqa: ARG002 - what follows from it is computed
        self._followed()
