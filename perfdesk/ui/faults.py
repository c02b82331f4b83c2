"""Exceptions that nobody expected: shown with details to copy; the documents stay as they are."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication

from perfdesk.ui import dialogs


class FaultHook:
    """Stands in for sys.excepthook while the window is open."""

    def __init__(self) -> None:
        self._before = sys.excepthook
        self._showing = False

    def install(self) -> None:
        """From now on errors are shown."""
        self._before = sys.excepthook
        sys.excepthook = self

    def remove(self) -> None:
        """Puts the former hook back."""
        sys.excepthook = self._before

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Shows the error, but one at a time: an error in painting would repeat without end."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if sys.stderr is not None:  # a frozen program without a console has none
            self._before(kind, error, trace)
        if self._showing:
            return
        self._showing = True
        try:
            dialogs.show_fault(QApplication.activeWindow(), details_of(kind, error, trace))
        finally:
            self._showing = False


def details_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Versions and the trace."""
    head = "，".join(
        (
            f"PerfDesk {QApplication.applicationVersion()}",
            f"Python {platform.python_version()}",
            f"Qt {qVersion()}",
            f"PySide6 {PySide6.__version__}",
            platform.platform(),
        )
    )
    return f"{head}\n\n{''.join(traceback.format_exception(kind, error, trace))}"
