"""Light or dark (外观): what a person wants, what the system says, and the change while running."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from perfdesk.ui.palette import CALM_CLASSES, IN_FORCE, calm_palette, load, window_palette


class Scheme(Enum):
    """What a person may want."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Appearance(QObject):
    """The scheme wanted, kept on the application.

    Signals:
        chosen: Another scheme is wanted.
    """

    chosen = Signal(Scheme)

    def __init__(self, application: QApplication) -> None:
        """Reads both themes, so that a bad file is known at the start. Raises Refused."""
        super().__init__(application)
        self.wanted = Scheme.SYSTEM
        self._themes = {dark: load("dark" if dark else "light") for dark in (False, True)}
        application.styleHints().colorSchemeChanged.connect(self.follow)

    def follow(self) -> None:
        """Puts on what is wanted and what the system says now."""
        IN_FORCE.put_on(self._themes[self._dark()])
        QApplication.setPalette(window_palette())
        for name in CALM_CLASSES:
            QApplication.setPalette(calm_palette(), name)  # type: ignore[arg-type] # str, not bytes

    def want(self, scheme: Scheme) -> None:
        """Another scheme, from now on."""
        if scheme is not self.wanted:
            self.wanted = scheme
            self.follow()
            self.chosen.emit(scheme)

    def _dark(self) -> bool:
        if self.wanted is Scheme.SYSTEM:
            return _system() == Qt.ColorScheme.Dark
        return self.wanted is Scheme.DARK


def appearance() -> Appearance:
    """The one of the running application. Raises Refused at the first call."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("the appearance needs an application")
    found = application.findChild(Appearance)
    return found or Appearance(application)


def _system() -> Qt.ColorScheme:
    return QApplication.styleHints().colorScheme()
