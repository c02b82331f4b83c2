"""The model of the backups, and the thread that checks them one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QThread, Signal

from perfdesk.store.backupfile import Backup
from perfdesk.ui.columns import LabelledColumn
from perfdesk.ui.dialogparts import moment, shown_size
from perfdesk.ui.palette import Tone
from perfdesk.ui.rowsmodel import Column, RowsModel

if TYPE_CHECKING:
    from pathlib import Path

    from perfdesk.ui.cellmodel import Index

_WAITING = "正在检查…"
_SOUND = "完好"
_USELESS = "不能用"


class BackupColumn(LabelledColumn):
    """The columns: label and width in characters."""

    NUMBER = ("序号", 4.5)
    WHEN = ("时间", 9.5)
    REASON = ("原因", 9.0)
    SIZE = ("大小", 6.5)
    CHECKED = ("检查", 5.5)
    FOLDER = ("在哪里", 8.0)

    @property
    def numeric(self) -> bool:
        """Aligned to the right."""
        return self in (BackupColumn.NUMBER, BackupColumn.SIZE)


COLUMNS = tuple(BackupColumn)


class BackupsModel(RowsModel[Backup]):
    """One row a backup; what its check found comes later."""

    def __init__(self, parent: QObject | None = None) -> None:
        columns = [
            Column[Backup](
                one.label,
                one.width,
                partial(self._text, one),
                partial(self._tone, one),
                one.numeric,
            )
            for one in BackupColumn
        ]
        super().__init__(columns, parent)
        self.second: Path | None = None
        self._found: dict[Path, str] = {}

    @property
    def unchecked(self) -> list[Backup]:
        """The backups that nobody has looked at yet, newest first."""
        return [backup for backup in self.rows if backup.path not in self._found]

    def show_backups(self, backups: Sequence[Backup], second: Path | None) -> None:
        """Shows these; what is known of them stays. `second` is the second folder."""
        self.second = second
        self.show(backups)

    def found(self, backup: Backup, sentence: str) -> None:
        """Takes the result of a check: '' for a sound backup."""
        self._found[backup.path] = sentence
        if backup in self.rows:
            cell = self.index(self.rows.index(backup), COLUMNS.index(BackupColumn.CHECKED))
            self.dataChanged.emit(cell, cell)

    def damage(self, backup: Backup) -> str:
        """Why a backup cannot be used, as far as it is known."""
        return self._found.get(backup.path, "")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell; its tooltip is what is wrong with the backup, or where it lies."""
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            backup = self.rows[index.row()]
            return self.damage(backup) or str(backup.path)
        return super().data(index, role)

    def _text(self, column: BackupColumn, backup: Backup) -> str:
        match column:
            case BackupColumn.NUMBER:
                return str(backup.number)
            case BackupColumn.WHEN:
                return moment(backup.when)
            case BackupColumn.REASON:
                return backup.reason.label
            case BackupColumn.SIZE:
                return shown_size(backup.size)
            case BackupColumn.FOLDER:
                return "第二个文件夹" if backup.path.parent == self.second else "数据文件旁"
            case BackupColumn.CHECKED:
                return self._verdict(backup)

    def _verdict(self, backup: Backup) -> str:
        if backup.path not in self._found:
            return _WAITING
        return _USELESS if self._found[backup.path] else _SOUND

    def _tone(self, column: BackupColumn, backup: Backup) -> Tone:
        if column is not BackupColumn.CHECKED:
            return Tone.TEXT
        if backup.path not in self._found:
            return Tone.MUTED
        return Tone.WRONG if self._found[backup.path] else Tone.GOOD


class Checker(QThread):
    """Checks backups beside the window, since a large one takes a moment.

    Signals:
        checked: A backup and why it cannot be used, '' where it can.
    """

    checked = Signal(object, str)

    def __init__(
        self, check: Callable[[Backup], str], backups: Sequence[Backup], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._backups = tuple(backups)

    def run(self) -> None:
        """One after the other, until told to stop."""
        for backup in self._backups:
            if self.isInterruptionRequested():
                return
            self.checked.emit(backup, self._check(backup))

    def stop(self) -> None:
        """Ends after the backup that is being checked, and waits for that."""
        self.requestInterruption()
        self.wait()
