"""What 视图 → 外观 does: it chooses light, dark, or what the system has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from perfdesk.ui.theme import Scheme, appearance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QAction

    from perfdesk.ui.settings import Settings


class AppearanceActions(QObject):
    """The handlers, the tick at the scheme that is wanted, and the settings told."""

    def __init__(self, settings: Settings, parent: QObject) -> None:
        """`settings` choose the scheme from now on, and hear of every other choice."""
        super().__init__(parent)
        self._settings = settings
        settings.changed.connect(self._heed)
        appearance().chosen.connect(self._keep)
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

    def _heed(self, key: str) -> None:
        if key == "appearance":
            appearance().want(self._settings.appearance)

    def _keep(self, scheme: Scheme) -> None:
        if self._settings.appearance is not scheme:
            self._settings.appearance = scheme

    def _tick(self, scheme: Scheme) -> None:
        self._actions[f"scheme_{scheme.value}"].setChecked(True)
