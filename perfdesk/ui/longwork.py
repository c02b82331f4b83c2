"""Long work (打印、导出、读入、审核) beside the window, which stays alive but takes no input.

Whoever calls waits for the result as for any function's; Qt's events go on meanwhile. The work runs
in a thread, so it may touch neither widgets nor documents: forms are handed to it as values.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, Qt, QTimer, Signal

from perfdesk.ui import dialogs
from perfdesk.ui.dialogparts import busy
from perfdesk.ui.progressdialog import ProgressDialog
from perfdesk.ui.remaining import Remaining

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from perfdesk.runner import Progress

_Result = TypeVar("_Result")

#: Milliseconds until a dialog says what is being done; most work is done before.
PATIENCE = 400
_LOOK = 100
_QUESTION = "还没有做完。要取消并关闭窗口吗？"


class Cancelled(Exception):
    """The person gave the work up; nothing of it counts."""


class LongWork:
    """Runs the long work of a window, or what comes before there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent
        self._runs: list[_Run] = []
        self._then: Callable[[], object] | None = None

    @property
    def under_way(self) -> bool:
        """Whether something runs."""
        return bool(self._runs)

    def run(
        self,
        words: str,
        work: Callable[[Progress], _Result],
        *,
        can_cancel: bool = True,
        over: QWidget | None = None,
    ) -> _Result:
        """What `work` returns; `words` say what is being done, in front of the window or `over`.

        Raises what the work raised: Refused, Cancelled, or a fault of ours.
        """
        run = _Run(words, can_cancel, over or self._parent)
        self._runs.append(run)
        try:
            return run.wait_for(work)
        finally:
            self._runs.remove(run)
            run.deleteLater()
            if self._then is not None and not self._runs:
                QTimer.singleShot(0, self._then)
                self._then = None

    def cancel(self) -> None:
        """Gives up what is under way."""
        for run in self._runs:
            run.cancel()

    def ask_to_stop(self, then: Callable[[], object]) -> None:
        """Asks whether to give it up; if so, `then` is called when all has come to rest."""
        if dialogs.confirm(self._parent, _QUESTION, "取消并关闭", "继续等待"):
            self._then = then
            self.cancel()
            if not self._runs:  # done while the question stood there
                QTimer.singleShot(0, then)
                self._then = None


class _Run(QObject):
    """One piece of work: its thread, and the dialog when it takes long."""

    _finished = Signal()

    def __init__(self, words: str, can_cancel: bool, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._words, self._can_cancel, self._window = words, can_cancel, parent
        self._loop = QEventLoop(self)
        self._ended = False
        self._unwanted = Event()
        self._so_far = (0, 0)
        self._remaining = Remaining()
        self._since = QElapsedTimer()
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def wait_for(self, work: Callable[[Progress], _Result]) -> _Result:
        """Comes back with the result when the thread has ended."""
        self._since.start()
        with ThreadPoolExecutor(1, "work") as threads:
            future = threads.submit(work, self._tell)
            future.add_done_callback(self._emit)
            self._wait()
            if not future.done():  # the program is being ended
                self._unwanted.set()
        return future.result()

    def cancel(self) -> None:
        """The work ends where it next tells how far it is."""
        if self._can_cancel:
            self._unwanted.set()

    def _tell(self, done: int, total: int) -> None:
        """In the work's thread."""
        if self._unwanted.is_set():
            raise Cancelled
        self._so_far = (done, total)

    def _emit(self, _future: Future[_Result]) -> None:
        """In the work's thread."""
        self._finished.emit()

    def _end(self) -> None:
        self._ended = True
        self._loop.quit()

    def _wait(self) -> None:
        """At first without a word; keys and clicks wait as they do while anything else is done."""
        patience = QTimer(self, interval=PATIENCE, singleShot=True)
        patience.timeout.connect(self._loop.quit)
        patience.start()
        with busy():
            self._loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        patience.stop()
        if not self._ended:
            self._wait_and_tell()

    def _wait_and_tell(self) -> None:
        dialog = ProgressDialog(self._words, self._can_cancel, self._window)
        dialog.cancelled.connect(self.cancel)
        timer = QTimer(self, interval=_LOOK)
        timer.timeout.connect(lambda: self._show(dialog))
        timer.start()
        self._show(dialog)
        dialog.show()
        try:
            self._loop.exec()
        finally:
            timer.stop()
            dialog.leave()

    def _show(self, dialog: ProgressDialog) -> None:
        done, total = self._so_far
        seconds = self._remaining.seconds(done, total, self._since.elapsed() / 1000)
        dialog.show_progress(done, total, seconds)
