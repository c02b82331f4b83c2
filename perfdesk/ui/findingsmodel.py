"""The model of the findings' list; it changes row by row, so that the view keeps its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from perfdesk.ui.cellmodel import ROOT, Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.finding import Finding
    from perfdesk.ui.findinglines import FindingLine

#: The FindingLine, for the delegate.
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_OPENED = {True: "，已展开", False: "，已收起", None: ""}


class FindingsModel(QAbstractListModel):
    """One row a heading, a finding, or several findings in one line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[FindingLine] = []

    def show(self, lines: Sequence[FindingLine]) -> None:
        """Shows other rows; those alike at the top and at the bottom stay as they are."""
        new, old = list(lines), self._lines
        top = _alike(old, new)
        bottom = _alike(old[top:][::-1], new[top:][::-1])
        self._change(range(top, len(old) - bottom), new[top : len(new) - bottom])

    def line(self, row: int) -> FindingLine:
        """What stands in `row`."""
        return self._lines[row]

    def row_like(self, line: FindingLine) -> int:
        """The row of the same thing, else of the same rule at the same cell; -1 for none."""
        for alike in (lambda other: other.key == line.key, lambda other: _same(other, line)):
            for row, other in enumerate(self._lines):
                if alike(other):
                    return row
        return -1

    def row_of(self, finding: Finding) -> int:
        """The row of this one finding, -1 where it has none of its own."""
        rows = enumerate(self._lines)
        return next((row for row, line in rows if line.findings == (finding,)), -1)

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
            case Qt.ItemDataRole.AccessibleTextRole:
                return line.text + _OPENED[line.opened]
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return line.place
            case Qt.ItemDataRole.ForegroundRole:
                return line.tone.color
            case _:
                return line if role == LINE_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are reached, too: they fold."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _change(self, gone: range, fresh: list[FindingLine]) -> None:
        """Takes a run of rows out and puts others in its place; a run as long changes in place."""
        if len(gone) == len(fresh):
            if gone:
                self._lines[gone.start : gone.stop] = fresh
                self.dataChanged.emit(self.index(gone.start), self.index(gone.stop - 1))
            return
        if gone:
            self.beginRemoveRows(QModelIndex(), gone.start, gone.stop - 1)
            self._lines = self._lines[: gone.start] + self._lines[gone.stop :]
            self.endRemoveRows()
        if fresh:
            self.beginInsertRows(QModelIndex(), gone.start, gone.start + len(fresh) - 1)
            self._lines = self._lines[: gone.start] + fresh + self._lines[gone.start :]
            self.endInsertRows()


def _same(one: FindingLine, other: FindingLine) -> bool:
    """Whether both are a finding of one rule at one cell: its figures may have changed."""
    if not (one.single and other.single):
        return False
    left, right = one.findings[0], other.findings[0]
    return (left.rule, left.where) == (right.rule, right.where)


def _alike(left: list[FindingLine], right: list[FindingLine]) -> int:
    """How many lines both have in common at their beginning."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
