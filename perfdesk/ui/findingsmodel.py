"""The model of the findings: groups by severity, a heading above each; it changes row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from perfdesk.core.cells import indicator_of, name_of
from perfdesk.core.finding import Severity
from perfdesk.ui.cellmodel import ROOT, Index
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form

#: The FindingLine, for the delegate.
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
GROUP_NAMES = {Severity.ERROR: "必须改", Severity.WARNING: "要看", Severity.HINT: "提示"}
_TONES = {
    Severity.ERROR: Tone.WRONG,
    Severity.WARNING: Tone.DIFFERS,
    Severity.HINT: Tone.SUGGESTED,
}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A row of the list: a finding, or the heading of a group where `where` is ''.

    `place` names the finding's cell, '' where the sentence does so itself.
    """

    text: str
    tone: Tone
    where: str = ""
    place: str = ""
    rule: str = ""

    @property
    def heading(self) -> bool:
        """True for the heading of a group."""
        return not self.where


def finding_lines(findings: Sequence[Finding], form: Form) -> list[FindingLine]:
    """The rows for the findings: 必须改 first, then 要看 and 提示, each in the checks' order."""
    lines = []
    for severity, name in GROUP_NAMES.items():
        group = [finding for finding in findings if finding.severity is severity]
        if group:
            lines.append(FindingLine(f"{name} {len(group)}", _TONES[severity]))
        lines += [_line(finding, form) for finding in group]
    return lines


def _line(finding: Finding, form: Form) -> FindingLine:
    place = "" if _named(finding) else name_of(finding.where, form)
    tone = _TONES[finding.severity]
    return FindingLine(finding.message, tone, finding.where, place, finding.rule)


def _named(finding: Finding) -> bool:
    """Whether the sentence itself names the cell, or its row."""
    spot = indicator_of(finding.where)
    name = f"第 {spot[0] + 1} 行" if spot else name_of(finding.where)
    return name in finding.message


class FindingsModel(QAbstractListModel):
    """One row a heading or finding."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[FindingLine] = []

    @property
    def count(self) -> int:
        """How many findings there are."""
        return sum(1 for line in self._lines if not line.heading)

    def show(self, lines: Sequence[FindingLine]) -> None:
        """Shows other rows; those alike at the top and at the bottom stay as they are."""
        new, old = list(lines), self._lines
        top = _alike(old, new)
        bottom = _alike(old[top:][::-1], new[top:][::-1])
        self._change(range(top, len(old) - bottom), new[top : len(new) - bottom])

    def line(self, row: int) -> FindingLine:
        """What stands in `row`."""
        return self._lines[row]

    def rows_of_findings(self) -> list[int]:
        """The rows that are no headings."""
        return [row for row, line in enumerate(self._lines) if not line.heading]

    def row_like(self, line: FindingLine) -> int:
        """The row of the same rule at the same cell, -1 where there is none."""
        same = (
            row
            for row, other in enumerate(self._lines)
            if (other.rule, other.where) == (line.rule, line.where)
        )
        return next(same, -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Headings and findings."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a row."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.text
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return line.place
            case Qt.ItemDataRole.ForegroundRole:
                return line.tone.color
            case _:
                return line if role == LINE_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are stepped over."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._lines[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _change(self, gone: range, fresh: list[FindingLine]) -> None:
        """Takes a run of rows out and puts others in its place."""
        if gone:
            self.beginRemoveRows(QModelIndex(), gone.start, gone.stop - 1)
            self._lines = self._lines[: gone.start] + self._lines[gone.stop :]
            self.endRemoveRows()
        if fresh:
            self.beginInsertRows(QModelIndex(), gone.start, gone.start + len(fresh) - 1)
            self._lines = self._lines[: gone.start] + fresh + self._lines[gone.start :]
            self.endInsertRows()


def _alike(left: list[FindingLine], right: list[FindingLine]) -> int:
    """How many lines both have in common at their beginning."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
