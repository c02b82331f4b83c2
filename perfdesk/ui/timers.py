"""What the window does by itself: backups, and a look at what others have written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk import log
from perfdesk.files.errors import Refused
from perfdesk.store.backingup import back_up_if_changed
from perfdesk.store.backupfile import Reason
from perfdesk.ui.backupworker import BackupWorker

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.desk import Desk
    from perfdesk.ui.formview import FormView

_BACKUP = 30 * 60 * 1000  # milliseconds
_LOOK = 5000


class Timers(QObject):
    """Runs while the window is open. Looking takes a moment only; backups have their thread.

    Signals:
        said: A sentence for the status bar.
        changed: Others have changed something.
    """

    said = Signal(str)
    changed = Signal()

    def __init__(self, desk: Desk, view: FormView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._view = view
        #: Whether long work has the store just now: nothing is written or taken over beside it.
        self.working: Callable[[], bool] = lambda: False
        self.backups = BackupWorker(self)
        self.backup = QTimer(self, interval=_BACKUP)
        self.backup.timeout.connect(self.back_up)
        self.backup.start()
        self.look = QTimer(self, interval=_LOOK)
        self.look.timeout.connect(self.look_again)
        if desk.shared:
            self.look.start()

    def back_up(self) -> None:
        """A backup where anything was written since the last one."""
        if self.backups.busy or self.working():
            return
        self._desk.flush()
        job = log.noted("backup", partial(back_up_if_changed, self._desk.opening, Reason.TIMER))
        self.backups.start(job, self._backed_up, self._not_backed_up)

    def look_again(self) -> None:
        """Takes over what others wrote, but not under the hands of somebody who types."""
        if self._view.editing or self.working():
            return
        try:
            if self._desk.look_again():
                self.changed.emit()
            if news := self._desk.news:
                more = f"（共 {len(news)} 条）" if len(news) > 1 else ""
                self.said.emit(f"{news[0]}{more}")
        except Refused as refused:
            self.said.emit(str(refused))

    def stop(self) -> None:
        """No more of it, once a backup under way is done."""
        self.backup.stop()
        self.look.stop()
        self.backups.finish()

    def _backed_up(self, warning: str) -> None:
        if warning:
            self.said.emit(warning)

    def _not_backed_up(self, why: str) -> None:
        self.said.emit(f"没有备份：{why}")
