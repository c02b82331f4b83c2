"""What 视图 → 外观 does: it chooses light, dark, or what the system has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from perfdesk.ui.theme import Scheme, appearance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction


class AppearanceActions(QObject):
    """The handlers, and the tick at the scheme that is wanted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._actions: Mapping[str, QAction] = {}

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """By the action's key."""
        look = appearance()
        return {f"scheme_{scheme.value}": partial(look.want, scheme) for scheme in Scheme}

    def tick(self, actions: Mapping[str, QAction]) -> None:
        """Ticks what is wanted, from now on."""
        self._actions = actions
        appearance().chosen.connect(self._tick)
        self._tick(appearance().wanted)

    def _tick(self, scheme: Scheme) -> None:
        self._actions[f"scheme_{scheme.value}"].setChecked(True)
