"""The model of the backups, and the thread that checks them one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QObject, Qt, QThread, Signal

from perfdesk.ui.cellmodel import LEFT, LOOK_ROLE, RIGHT, ROOT, Index
from perfdesk.ui.dialogparts import moment
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look

if TYPE_CHECKING:
    from pathlib import Path

    from perfdesk.store.backupfile import Backup

_WAITING = "正在检查…"
_SOUND = "完好"
_USELESS = "不能用"
_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_BYTES = QLocale.DataSizeFormat.DataSizeTraditionalFormat


class BackupColumn(Enum):
    """The columns: label and width in characters."""

    NUMBER = ("序号", 4.5)
    WHEN = ("时间", 9.5)
    REASON = ("原因", 9.0)
    SIZE = ("大小", 6.5)
    CHECKED = ("检查", 5.5)
    FOLDER = ("在哪里", 8.0)

    def __init__(self, label: str, width: float) -> None:
        self.label = label
        self.width = width

    @property
    def numeric(self) -> bool:
        """Aligned to the right."""
        return self in (BackupColumn.NUMBER, BackupColumn.SIZE)


COLUMNS = tuple(BackupColumn)


class BackupsModel(QAbstractTableModel):
    """One row a backup; what its check found comes later."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.backups: tuple[Backup, ...] = ()
        self.second: Path | None = None
        self._found: dict[Path, str] = {}

    @property
    def unchecked(self) -> list[Backup]:
        """The backups that nobody has looked at yet, newest first."""
        return [backup for backup in self.backups if backup.path not in self._found]

    def show(self, backups: Sequence[Backup], second: Path | None) -> None:
        """Shows these; what is known of them stays. `second` is the second folder."""
        self.beginResetModel()
        self.backups, self.second = tuple(backups), second
        self.endResetModel()

    def found(self, backup: Backup, sentence: str) -> None:
        """Takes the result of a check: '' for a sound backup."""
        self._found[backup.path] = sentence
        if backup in self.backups:
            cell = self.index(self.backups.index(backup), COLUMNS.index(BackupColumn.CHECKED))
            self.dataChanged.emit(cell, cell)

    def damage(self, backup: Backup) -> str:
        """Why a backup cannot be used, as far as it is known."""
        return self._found.get(backup.path, "")

    def rowCount(self, parent: Index = ROOT) -> int:
        """One a backup."""
        return 0 if parent.isValid() else len(self.backups)

    def columnCount(self, parent: Index = ROOT) -> int:
        """As declared."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell."""
        if not index.isValid():
            return None
        backup, column = self.backups[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(backup, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.damage(backup) or str(backup.path)
        return self._looks(backup, column).get(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' labels."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if COLUMNS[section].numeric else LEFT
        return COLUMNS[section].label if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """To choose from."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _text(self, backup: Backup, column: BackupColumn) -> str:
        match column:
            case BackupColumn.NUMBER:
                return str(backup.number)
            case BackupColumn.WHEN:
                return moment(backup.when)
            case BackupColumn.REASON:
                return backup.reason.label
            case BackupColumn.SIZE:
                return QLocale.c().formattedDataSize(backup.size, 1, _BYTES)
            case BackupColumn.FOLDER:
                return "第二个文件夹" if backup.path.parent == self.second else "数据旁边"
            case BackupColumn.CHECKED:
                return self._verdict(backup)

    def _looks(self, backup: Backup, column: BackupColumn) -> dict[int, Any]:
        tone = self._tone(backup) if column is BackupColumn.CHECKED else Tone.TEXT
        return {
            Qt.ItemDataRole.TextAlignmentRole: RIGHT if column.numeric else LEFT,
            Qt.ItemDataRole.ForegroundRole: tone.color,
            LOOK_ROLE: Look.TYPED,
        }

    def _verdict(self, backup: Backup) -> str:
        if backup.path not in self._found:
            return _WAITING
        return _USELESS if self._found[backup.path] else _SOUND

    def _tone(self, backup: Backup) -> Tone:
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
