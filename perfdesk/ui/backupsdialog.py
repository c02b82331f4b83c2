"""The backups (备份与恢复): made, checked, restored, and copied to a second folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from perfdesk.files.errors import Refused
from perfdesk.store.backingup import back_up
from perfdesk.store.backupfile import Reason
from perfdesk.store.outcome import ON_SERVER
from perfdesk.ui import dialogparts, restoredialog
from perfdesk.ui.backupsmodel import BackupsModel, Checker
from perfdesk.ui.backupworker import BackupWorker
from perfdesk.ui.dialogparts import Notice, PlainTable, allow, busy, button, fit
from perfdesk.ui.palette import Tone
from perfdesk.ui.secondfolderrow import SecondFolderRow
from perfdesk.ui.widgets import Card

if TYPE_CHECKING:
    from perfdesk.desk import Desk
    from perfdesk.store.backupfile import Backup
    from perfdesk.store.outcome import Opening
    from perfdesk.store.restoring import Difference

_NONE = "还没有备份。程序每 30 分钟、关闭时都会自动备份，也可以现在就备份。"
_BUSY = "正在备份…"


class BackupsDialog(QDialog):
    """The list with what can be done.

    Signals:
        restored: Restoring was tried: every form on the screen is to be taken from the desk anew.
    """

    restored = Signal()

    def __init__(
        self, desk: Desk, worker: BackupWorker | None = None, parent: QWidget | None = None
    ) -> None:
        """`worker` is the window's, which may be at work already."""
        super().__init__(parent)
        self.setWindowTitle("备份与恢复")
        self.desk = desk
        self.worker = worker or BackupWorker(self)
        self._checker: Checker | None = None
        self.model = BackupsModel(self)
        self.table = PlainTable(self.model, "备份", self.model.widths)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.why, self.notice = Notice(), Notice()
        self.make = button("立即备份(&B)", self.back_up)
        self.back = button("恢复…(&R)", self.restore)
        self.second = SecondFolderRow(desk.opening)
        self.folder = button("打开所在文件夹(&O)", self.open_folder)
        self.leave = button("关闭(&C)", self.accept, default=True)
        self._lay_out()
        self.table.selectionModel().currentChanged.connect(self._allow)
        self.model.dataChanged.connect(self._allow)
        self.second.kept.connect(self.reload)
        self.second.refused.connect(lambda why: self.notice.say(why, Tone.WRONG))
        self.reload()
        self.table.setFocus()

    @property
    def chosen(self) -> Backup | None:
        """The current backup."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if row >= 0 else None

    def reload(self) -> None:
        """Reads the folders anew and makes the newest backup the current one."""
        self._stop_checking()
        self.notice.say("")
        self._try(self._read)
        if self.model.rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._allow()
        if self.isVisible():
            self._start_checking()

    def back_up(self) -> None:
        """Makes a backup now, beside the window."""
        self._stop_checking()
        self._try(self._start)
        self._allow()

    def restore(self) -> None:
        """Shows what would change, and goes back where the person wants it."""
        backup = self.chosen
        if backup is None:
            return
        differences: list[Difference] = []
        if not self._try(lambda: differences.extend(self.desk.restore_preview(backup))):
            return
        if restoredialog.ask_restore(self, backup, differences):
            self._restore(backup)

    def open_folder(self) -> None:
        """Shows the chosen backup's folder, or the store's."""
        folder = self.chosen.path.parent if self.chosen else self.desk.opening.file.parent
        if not dialogparts.open_folder(folder):
            self.notice.say(f"打不开文件夹，备份在这里：{folder}", Tone.DIFFERS)

    def showEvent(self, event: QShowEvent) -> None:
        """Checking begins when there is somebody to see it."""
        super().showEvent(event)
        self._start_checking()

    def hideEvent(self, event: QHideEvent) -> None:
        """No thread outlives the dialog."""
        self.worker.finish()
        self._stop_checking()
        super().hideEvent(event)

    def _start(self) -> None:
        opening = self.desk.opening
        self.desk.flush()
        self.worker.start(partial(_made, opening), self._backed_up, self._not_backed_up)
        self.notice.say(_BUSY, Tone.MUTED)

    def _backed_up(self, warning: str) -> None:
        self.reload()
        self.notice.say(warning or "已备份。", Tone.DIFFERS if warning else Tone.GOOD)

    def _not_backed_up(self, why: str) -> None:
        self._allow()
        self.notice.say(why, Tone.WRONG)
        if self.isVisible():
            self._start_checking()

    def _restore(self, backup: Backup) -> None:
        def carry_out() -> None:
            try:
                self.desk.restore(backup)
            finally:
                self.restored.emit()

        self._stop_checking()
        self.worker.finish()
        done = self._try(carry_out)
        if done:
            self.reload()
            self.notice.say(f"已恢复到第 {backup.number} 号备份；恢复前的数据也备份了。", Tone.GOOD)
        else:
            self._start_checking()

    def _read(self) -> None:
        backups = self.desk.opening.backups
        self.second.refresh()
        self.model.show_backups(self.desk.backups(), backups.second.copies if backups else None)

    def _allow(self, *_where: QModelIndex | list[int]) -> None:
        """What can be done now; where something cannot, the dialog says why."""
        server = ON_SERVER if self.desk.opening.backups is None else ""
        busy_now = _BUSY if self.worker.busy else ""
        closed, chosen = server or self.desk.read_only, self.chosen
        damage = self.model.damage(chosen) if chosen else _NONE
        self.why.say("" if server else closed or damage, Tone.WRONG if chosen else Tone.MUTED)
        for made, why_not in (
            (self.make, server or busy_now),
            (self.back, closed or damage or busy_now),
            (self.folder, server),
        ):
            allow(made, why_not)

    def _try(self, action: Callable[[], None]) -> bool:
        """Does it under the waiting cursor; what can go wrong becomes the dialog's sentence."""
        try:
            with busy():
                action()
        except Refused as error:
            self.notice.say(str(error), Tone.WRONG)
            return False
        return True

    def _start_checking(self) -> None:
        backups, waiting = self.desk.opening.backups, self.model.unchecked
        if backups is None or not waiting or self._checker:
            return
        self._checker = Checker(backups.check, waiting, self)
        self._checker.checked.connect(self._found)
        self._checker.start()

    def _found(self, backup: Backup, sentence: str) -> None:
        """Results that were under way when checking was stopped come too late."""
        if self._checker:
            self.model.found(backup, sentence)

    def _stop_checking(self) -> None:
        if self._checker:
            self._checker.stop()
            self._checker.deleteLater()
            self._checker = None

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 2
        card, side, row = Card(), QVBoxLayout(), QHBoxLayout()
        card.column.addWidget(self.table)
        side.setSpacing(space)
        for made in (self.make, self.back, self.folder):
            side.addWidget(made)
        side.addStretch(1)
        side.addWidget(self.leave)
        left = QVBoxLayout()
        left.setSpacing(space)
        left.addWidget(card, 1)
        for said in (self.why, self.second, self.notice):
            left.addWidget(said)
        row.setSpacing(space)
        row.addLayout(left, 1)
        row.addLayout(side)
        self.setLayout(row)
        fit(self, 72, 34)


def _made(opening: Opening) -> str:
    """A backup; a warning or ''. Raises StoreTrouble."""
    return back_up(opening, Reason.MANUAL).warning
