"""What follows from a key and may be seen a moment later than the cell itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable


class Later(QObject):
    """Does things once the cells are painted, as long as somebody types; at other times at once.

    Each is done once, however often it was asked for meanwhile, in the order of the first asking.
    """

    def __init__(self, typing: Callable[[], bool], parent: QObject | None = None) -> None:
        """`typing` says whether somebody types into a cell just now."""
        super().__init__(parent)
        self._typing = typing
        self._waiting: dict[Callable[[], object], None] = {}
        self._timer = QTimer(self, interval=0, singleShot=True)  # Qt paints before it runs out
        self._timer.timeout.connect(self.catch_up)

    def do(self, act: Callable[[], object]) -> None:
        """At once, or when the cells are painted; never before what waits already."""
        if self._waiting or self._typing():
            self._waiting.setdefault(act)
            self._timer.start()
        else:
            act()

    def catch_up(self) -> None:
        """Does all that waits; where one fails, the others still have their turn."""
        self._timer.stop()
        try:
            while self._waiting:
                act = next(iter(self._waiting))
                del self._waiting[act]
                act()
        finally:
            if self._waiting:
                self._timer.start()
