"""Errors that nobody expected: logged, shown with details to copy; the documents stay as they are.

They come from the window's own code, from threads, and from what Python cleans up.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QElapsedTimer, QObject, Qt, QThread, Signal, qVersion
from PySide6.QtWidgets import QApplication

from perfdesk import log
from perfdesk.ui import dialogs

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

#: Milliseconds for which a fault that was just put away is not shown again.
QUIET = 5000


class FaultHook(QObject):
    """Stands in for the hooks of Python while the window is open."""

    _arrived = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._showing = False
        self._shown: dict[str, QElapsedTimer] = {}  # since each was put away
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on errors are shown."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._while_cleaning

    def remove(self) -> None:
        """Puts the former hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """An error that nothing caught."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if sys.stderr is not None:  # a frozen program without a console has none
            self._before[0](kind, error, trace)
        self._take(error, trace)

    def _in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if sys.stderr is not None:
            self._before[1](caught)
        if caught.exc_value is not None:
            self._take(caught.exc_value, caught.exc_traceback)

    def _while_cleaning(self, caught: UnraisableHookArgs) -> None:
        if sys.stderr is not None:
            self._before[2](caught)
        if caught.exc_value is not None:
            self._take(caught.exc_value, caught.exc_traceback)

    def _take(self, error: BaseException, trace: TracebackType | None) -> None:
        """Logs it; shows it in the window's thread, at once where this is that thread."""
        log.fault(error, trace)
        same = "\n".join([type(error).__name__, *log.ways(trace)])
        details = details_of(type(error), error, trace)
        if QThread.currentThread() is self.thread():
            self._show(same, details)
        else:
            self._arrived.emit(same, details)

    def _show(self, same: str, details: str) -> None:
        """One at a time; the same again only after a while: one in painting comes without end."""
        last = self._shown.get(same)
        if self._showing or (last is not None and last.elapsed() < QUIET):
            return
        self._showing = True
        try:
            closes = dialogs.show_fault(QApplication.activeWindow(), details)
        finally:
            self._showing = False
            self._shown[same] = QElapsedTimer()
            self._shown[same].start()
        if closes:
            QApplication.closeAllWindows()


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
