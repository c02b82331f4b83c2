"""What the window does by itself: backups, and a look at what others have written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.files.errors import Refused
from perfdesk.store.backupfile import Reason

if TYPE_CHECKING:
    from perfdesk.desk import Desk
    from perfdesk.ui.formview import FormView

_BACKUP = 30 * 60 * 1000  # milliseconds
_LOOK = 5000


class Timers(QObject):
    """Runs while the window is open. Both tasks take a moment only (a backup of 80 MB: 0.3 s).

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
        self.backup = QTimer(self, interval=_BACKUP)
        self.backup.timeout.connect(self.back_up)
        self.backup.start()
        self.look = QTimer(self, interval=_LOOK)
        self.look.timeout.connect(self.look_again)
        if desk.shared:
            self.look.start()

    def back_up(self) -> None:
        """A backup where anything was written since the last one."""
        try:
            warning = self._desk.back_up_if_changed(Reason.TIMER)
        except Refused as refused:
            warning = f"没有备份：{refused}"
        if warning:
            self.said.emit(warning)

    def look_again(self) -> None:
        """Takes over what others wrote, but not under the hands of somebody who types."""
        if self._view.editing:
            return
        try:
            if self._desk.look_again():
                self.changed.emit()
        except Refused as refused:
            self.said.emit(str(refused))

    def stop(self) -> None:
        """No more of it."""
        self.backup.stop()
        self.look.stop()
