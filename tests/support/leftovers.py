"""What a test may not leave running: processes, threads, Qt's timers, threads and pool jobs."""

import gc
import sys
import threading
import time
from multiprocessing import active_children
from typing import Any

PATIENCE = 2.0  # seconds; a thread that was told to end takes a moment


def running() -> dict[int, str]:
    """Everything that runs now, but for the main thread: an address and a name to show."""
    return running_processes() | running_threads() | running_qt()


def running_processes() -> dict[int, str]:
    """The processes that multiprocessing has started."""
    return {id(process): repr(process) for process in active_children()}


def running_threads() -> dict[int, str]:
    """The threads that would keep the program from ending."""
    return {
        id(thread): repr(thread)
        for thread in threading.enumerate()
        if thread is not threading.main_thread() and not thread.daemon
    }


def running_qt() -> dict[int, str]:
    """Qt's active timers, running threads and pool jobs; nothing where no application exists."""
    if "PySide6.QtWidgets" not in sys.modules:
        return {}
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
    from PySide6.QtWidgets import QApplication
    from shiboken6 import Shiboken

    app = QCoreApplication.instance()
    if app is None:
        return {}
    # Outside an event loop nothing carries out deleteLater().
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def address(thing: QObject) -> int:
        return int(Shiboken.getCppPointer(thing)[0])

    kinds = {QTimer, QThread, *_below(QTimer), *_below(QThread)}
    things: list[QTimer | QThread] = [thing for thing in gc.get_objects() if type(thing) in kinds]
    for owner in (app, *QApplication.topLevelWidgets()):
        things += owner.findChildren(QTimer)
        things += owner.findChildren(QThread)

    found: dict[int, str] = {}
    here = address(QThread.currentThread())
    for thing in things:
        if not Shiboken.isValid(thing) or address(thing) == here:
            continue
        if thing.isActive() if isinstance(thing, QTimer) else thing.isRunning():
            found[address(thing)] = repr(thing)
    pool = QThreadPool.globalInstance()
    if pool.activeThreadCount():
        found[address(pool)] = f"{pool.activeThreadCount()} job(s) in Qt's thread pool"
    return found


def _below(kind: type[Any]) -> list[type[Any]]:
    """Every class made from `kind`: looking a type up is quick, asking each object is not."""
    near: list[type[Any]] = kind.__subclasses__()
    return [*near, *(each for one in near for each in _below(one))]


def left_behind(before: dict[int, str], patience: float = PATIENCE) -> list[str]:
    """The names of what runs now and did not run before, after some patience."""
    deadline = time.monotonic() + patience
    while True:
        new = {address: name for address, name in running().items() if address not in before}
        if not new or time.monotonic() > deadline:
            return sorted(new.values())
        time.sleep(0.02)
