"""The second folder for backups (第二个备份文件夹): which it is, with what changes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from perfdesk.files.errors import Refused
from perfdesk.files.source import is_folder
from perfdesk.store.outcome import ON_SERVER
from perfdesk.ui import dialogparts
from perfdesk.ui.dialogparts import Notice, allow, busy, button
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from perfdesk.store.outcome import Opening
    from perfdesk.store.secondfolder import SecondFolder

_NO_SECOND = "没有设第二个备份文件夹。设在 U 盘或另一块硬盘上，本机硬盘坏了也不丢数据。"


class SecondFolderRow(QWidget):
    """One line of a dialog.

    Signals:
        kept: Another folder, or none, is chosen and written down.
        refused: Why it cannot be.
    """

    kept = Signal()
    refused = Signal(str)

    def __init__(self, opening: Opening) -> None:
        super().__init__()
        self._opening = opening
        self.said = Notice()
        self.choose = button("选择文件夹…(&S)", self.choose_folder)
        self.forget = button("不再使用(&N)", self.forget_folder)
        self.choose.setAccessibleName("选择第二个备份文件夹")
        self.forget.setAccessibleName("不再使用第二个备份文件夹")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said, 1)
        row.addWidget(self.choose)
        row.addWidget(self.forget)
        self.refresh()

    def refresh(self) -> None:
        """Reads anew which folder it is, and whether it is there."""
        backups = self._opening.backups
        second = backups.second if backups else None
        self.said.say(*(_told(second) if second else (ON_SERVER, Tone.MUTED)))
        self.forget.setVisible(bool(second and (second.folder or second.trouble)))
        for made in (self.choose, self.forget):
            allow(made, "" if second else ON_SERVER)

    def choose_folder(self) -> None:
        """Asks for the folder that gets a copy of each backup; it is tried at once."""
        backups = self._opening.backups
        start = (backups and backups.second.folder) or Path.home()
        if folder := dialogparts.ask_folder(self, "第二个备份文件夹", start):
            self._keep(folder)

    def forget_folder(self) -> None:
        """Copies no more; what lies in the second folder stays there."""
        self._keep(None)

    def _keep(self, folder: Path | None) -> None:
        backups = self._opening.backups
        if backups is None:
            return
        try:
            with busy():
                backups.choose_second(folder)
        except Refused as refused:
            self.refused.emit(str(refused))
            return
        self.refresh()
        self.kept.emit()


def _told(second: SecondFolder) -> tuple[str, Tone]:
    """What a person should know of it."""
    if second.trouble:
        return second.trouble, Tone.DIFFERS
    if second.folder is None:
        return _NO_SECOND, Tone.MUTED
    if is_folder(str(second.folder)):
        return f"每次备份也复制到 {second.copies}", Tone.MUTED
    gone = f"第二个备份文件夹现在不在：{second.folder}。插好 U 盘，下次备份会照常复制过去。"
    return gone, Tone.DIFFERS
