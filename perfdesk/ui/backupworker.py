"""Makes backups in a thread with a connection of its own, so that nobody waits while typing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, Signal

from perfdesk.files.errors import Refused

Told = Callable[[str], None]


class BackupWorker(QObject):
    """One backup at a time; its thread ends with it."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: Future[str] | None = None
        self._done: Told = _nobody
        self._failed: Told = _nobody
        self._finished.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a backup is being made."""
        return self._running is not None

    def start(self, job: Callable[[], str], done: Told, failed: Told) -> None:
        """Runs `job` beside the window, after the one under way.

        In the window's thread `done` then gets the job's warning or '', `failed` what was refused.
        """
        self.finish()
        self._done, self._failed = done, failed
        threads = ThreadPoolExecutor(1, "backup")
        self._running = threads.submit(job)
        self._running.add_done_callback(self._finished.emit)
        threads.shutdown(wait=False)

    def finish(self) -> None:
        """Comes back when nothing runs any more and all of it is told."""
        if self._running is not None:
            self._running.exception()  # waits
            self._take(self._running)

    def _take(self, future: Future[str]) -> None:
        """In the window's thread; a fault is raised here, where it is shown."""
        if future is not self._running:  # told already
            return
        self._running = None
        try:
            warning = future.result()
        except Refused as refused:
            self._failed(str(refused))
            return
        self._done(warning)


def _nobody(_sentence: str) -> None:
    return
