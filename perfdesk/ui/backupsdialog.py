"""The backups (备份与恢复): made, checked, restored, and copied to a second folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.files.errors import Refused
from perfdesk.files.source import is_folder
from perfdesk.store.backupfile import Reason
from perfdesk.store.secondfolder import SecondFolder
from perfdesk.ui import dialogparts, restoredialog
from perfdesk.ui.backupsmodel import COLUMNS, BackupsModel, Checker
from perfdesk.ui.dialogparts import Notice, PlainTable, busy, button, fit
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Card

if TYPE_CHECKING:
    from perfdesk.desk import Desk
    from perfdesk.store.backupfile import Backup
    from perfdesk.store.restoring import Difference

_ON_SERVER = "数据在数据库服务器上，请让管理员用 pg_dump 备份、用 pg_restore 恢复。"
_NONE = "还没有备份。程序每 30 分钟、关闭时都会自动备份，也可以现在就备份。"
_NO_SECOND = "没有设第二个备份文件夹。设在 U 盘或另一块硬盘上，本机硬盘坏了也不丢数据。"


class BackupsDialog(QDialog):
    """The list with what can be done.

    Signals:
        restored: Restoring was tried: every form on the screen is to be taken from the desk anew.
    """

    restored = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("备份与恢复")
        self.desk = desk
        self._checker: Checker | None = None
        self.model = BackupsModel(self)
        self.table = PlainTable(self.model, "备份", [column.width for column in COLUMNS])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.place, self.why, self.notice = Notice(), Notice(), Notice()
        self.make = button("立即备份(&B)", self.back_up)
        self.back = button("恢复…(&R)", self.restore)
        self.second = button("第二个备份文件夹…(&S)", self.choose_second)
        self.forget = button("不用第二个文件夹(&N)", self.forget_second)
        self.folder = button("打开所在文件夹(&O)", self.open_folder)
        self.leave = button("关闭(&C)", self.accept, default=True)
        self._lay_out()
        self.table.selectionModel().currentChanged.connect(self._allow)
        self.model.dataChanged.connect(self._allow)
        self.reload()
        self.table.setFocus()

    @property
    def chosen(self) -> Backup | None:
        """The current backup."""
        row = self.table.currentIndex().row()
        return self.model.backups[row] if row >= 0 else None

    def reload(self) -> None:
        """Reads the folders anew and makes the newest backup the current one."""
        self._stop_checking()
        self.notice.say("")
        self._try(self._read)
        if self.model.backups:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._allow()
        if self.isVisible():
            self._start_checking()

    def back_up(self) -> None:
        """Makes a backup now."""
        warnings: list[str] = []
        if self._try(lambda: warnings.append(self.desk.back_up(Reason.MANUAL))):
            self.reload()
            warning = "".join(warnings)
            self.notice.say(warning or "已备份。", Tone.DIFFERS if warning else Tone.GOOD)

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

    def choose_second(self) -> None:
        """Asks for the folder that gets a copy of each backup."""
        backups = self.desk.opening.backups
        start = (backups and backups.second.folder) or Path.home()
        if folder := dialogparts.ask_folder(self, "第二个备份文件夹", start):
            self._keep_second(folder)

    def forget_second(self) -> None:
        """Copies no more; what lies in the second folder stays there."""
        self._keep_second(None)

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
        self._stop_checking()
        super().hideEvent(event)

    def _restore(self, backup: Backup) -> None:
        def carry_out() -> None:
            try:
                self.desk.restore(backup)
            finally:
                self.restored.emit()

        self._stop_checking()
        done = self._try(carry_out)
        if done:
            self.reload()
            self.notice.say(f"已恢复到第 {backup.number} 号备份；恢复前的数据也备份了。", Tone.GOOD)
        else:
            self._start_checking()

    def _keep_second(self, folder: Path | None) -> None:
        backups = self.desk.opening.backups
        if backups and self._try(lambda: backups.choose_second(folder)):
            self.reload()

    def _read(self) -> None:
        backups = self.desk.opening.backups
        second = backups.second if backups else SecondFolder()
        self.model.show(self.desk.backups(), second.copies)
        if backups is None:
            self.place.say(_ON_SERVER, Tone.MUTED)
        else:
            self.place.say(*_told(second))
        self.forget.setVisible(second.folder is not None or bool(second.trouble))

    def _allow(self, *_where: QModelIndex | list[int]) -> None:
        """What can be done now; where something cannot, the dialog says why."""
        server = _ON_SERVER if self.desk.opening.backups is None else ""
        closed, chosen = server or self.desk.read_only, self.chosen
        damage = self.model.damage(chosen) if chosen else _NONE
        self.why.say("" if server else closed or damage, Tone.WRONG if chosen else Tone.MUTED)
        for made, why_not in (
            (self.make, server),
            (self.back, closed or damage),
            (self.second, server),
            (self.forget, server),
            (self.folder, server),
        ):
            _allow(made, why_not)

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
        for made in (self.make, self.back, self.second, self.forget, self.folder):
            side.addWidget(made)
        side.addStretch(1)
        side.addWidget(self.leave)
        left = QVBoxLayout()
        left.setSpacing(space)
        left.addWidget(card, 1)
        for said in (self.why, self.place, self.notice):
            left.addWidget(said)
        row.setSpacing(space)
        row.addLayout(left, 1)
        row.addLayout(side)
        self.setLayout(row)
        fit(self, 72, 34)


def _told(second: SecondFolder) -> tuple[str, Tone]:
    """What a person should know of the second folder."""
    if second.trouble:
        return second.trouble, Tone.DIFFERS
    if second.folder is None:
        return _NO_SECOND, Tone.MUTED
    if is_folder(str(second.folder)):
        return f"第二个备份文件夹：{second.copies}", Tone.MUTED
    gone = f"第二个备份文件夹现在不在：{second.folder}。插好 U 盘，下次备份会照常复制过去。"
    return gone, Tone.DIFFERS


def _allow(made: QPushButton, why_not: str) -> None:
    made.setEnabled(not why_not)
    made.setToolTip(why_not)
    made.setAccessibleDescription(why_not)
