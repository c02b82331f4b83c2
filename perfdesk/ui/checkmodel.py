"""The table of a check of many forms: how much each has to mend, worst first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from perfdesk.core.finding import Severity
from perfdesk.files.errors import Refused
from perfdesk.ui.cellmodel import LEFT, LOOK_ROLE, RIGHT, ROOT, Index
from perfdesk.ui.forms import shown_name
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form

_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_SOUND = "没有问题"


class CheckColumn(Enum):
    """The columns: label, width in characters, and the severity that they count."""

    NAME = ("项目名称", 18, None)
    ERRORS = ("必须改", 5, Severity.ERROR)
    WARNINGS = ("要看", 4, Severity.WARNING)
    HINTS = ("提示", 4, Severity.HINT)
    FIRST = ("第一条", 14, None)

    def __init__(self, label: str, width: float, severity: Severity | None) -> None:
        self.label = label
        self.width = width
        self.severity = severity


COLUMNS = tuple(CheckColumn)
_TONES = {
    Severity.ERROR: Tone.WRONG,
    Severity.WARNING: Tone.DIFFERS,
    Severity.HINT: Tone.MUTED,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One form and what was found; `trouble` says why it could not be checked."""

    form_id: str
    name: str
    findings: tuple[Finding, ...] = ()
    trouble: str = ""

    @property
    def first(self) -> Finding | None:
        """The gravest finding, the first of these; None for a form without any."""
        weights = list(Severity)
        return min(self.findings, key=lambda one: weights.index(one.severity), default=None)

    def count(self, severity: Severity) -> int:
        """How many findings of one weight."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def gravity(self) -> tuple[int, ...]:
        """The larger, the more there is to do."""
        return (bool(self.trouble), *(self.count(severity) for severity in Severity))


def checked(forms: Sequence[Form], found: Sequence[tuple[Finding, ...] | Refused]) -> list[Checked]:
    """The lines for forms and what was found of each, the worst first."""
    lines = []
    for form, findings in zip(forms, found, strict=True):
        name = shown_name(form.project_name)
        if isinstance(findings, Refused):
            lines.append(Checked(form.id, name, trouble=str(findings)))
        else:
            lines.append(Checked(form.id, name, findings))
    return sorted(lines, key=lambda line: line.gravity, reverse=True)


def summed_up(lines: Sequence[Checked]) -> str:
    """检查了 30 张表：3 张有必须改的，5 张有要看的，22 张没有问题。"""
    wrong = sum(bool(line.trouble or line.count(Severity.ERROR)) for line in lines)
    sound = sum(not line.trouble and not line.findings for line in lines)
    rest = len(lines) - wrong - sound
    counts = ((wrong, "有必须改的"), (rest, "有要看的或提示"), (sound, _SOUND))
    parts = [f"{count} 张{words}" for count, words in counts if count]
    return f"检查了 {len(lines)} 张表：{'，'.join(parts)}。"


class CheckModel(QAbstractTableModel):
    """One row a form."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Checked, ...] = ()

    def show(self, lines: Sequence[Checked]) -> None:
        """Shows the results of another check."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """One a form."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """As declared."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a cell."""
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return _text(line, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column.severity else LEFT
            case Qt.ItemDataRole.ForegroundRole:
                return _tone(line, column).color
            case _:
                return Look.TYPED if role == LOOK_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' labels."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if COLUMNS[section].severity else LEFT
        return COLUMNS[section].label if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """To go to."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags


def _text(line: Checked, column: CheckColumn) -> str:
    if column is CheckColumn.NAME:
        return line.name
    if column.severity is not None:
        count = line.count(column.severity)
        return str(count) if count else ""
    first = line.first
    return line.trouble or (first.message if first else _SOUND)


def _tone(line: Checked, column: CheckColumn) -> Tone:
    if column.severity is not None:
        return _TONES[column.severity]
    if column is CheckColumn.FIRST and not line.findings:
        return Tone.WRONG if line.trouble else Tone.GOOD
    return Tone.TEXT
