"""The model of the forms on the left: name, total and grade of each document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from perfdesk.ui.cellmodel import ROOT, Index
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import NOTHING, two_places

if TYPE_CHECKING:
    from perfdesk.core.change import Change
    from perfdesk.core.document import Document

#: The FormLine, for the delegate.
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
UNNAMED = "（未填项目名称）"


class Standing(Enum):
    """Where a grade stands among its template's grades."""

    BEST = "best"
    BETWEEN = "between"
    LOWEST = "lowest"
    NONE = "none"

    @property
    def tone(self) -> Tone:
        """The colour of the grade."""
        return _TONES[self]


_TONES = {
    Standing.BEST: Tone.GOOD,
    Standing.BETWEEN: Tone.DIFFERS,
    Standing.LOWEST: Tone.WRONG,
    Standing.NONE: Tone.MUTED,
}


@dataclass(frozen=True, slots=True)
class FormLine:
    """What the list shows of one form."""

    name: str
    template: str
    total: str
    grade: str
    standing: Standing

    @property
    def spoken(self) -> str:
        """The line for a screen reader."""
        return f"{self.name}，总分 {self.total}，等级 {self.grade}"


def standing_of(document: Document) -> Standing:
    """Where the document's grade stands."""
    grades = sorted(document.template.rules.grades, key=lambda grade: -grade.least)
    names = [grade.name for grade in grades]
    grade = document.scores.grade
    if grade not in names:
        return Standing.NONE
    if grade == names[0]:
        return Standing.BEST
    return Standing.LOWEST if grade == names[-1] else Standing.BETWEEN


def form_line(document: Document) -> FormLine:
    """The list's line for a document."""
    scores = document.scores
    return FormLine(
        name=" ".join(document.form.project_name.split()) or UNNAMED,
        template=document.template.name,
        total=two_places(scores.total_score),
        grade=scores.grade or NOTHING,
        standing=standing_of(document),
    )


class FormsModel(QAbstractListModel):
    """One row a document; a line is computed when it is first looked at."""

    def __init__(self, documents: tuple[Document, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.documents = documents
        self._lines: dict[int, FormLine] = {}
        for row, document in enumerate(documents):
            document.listen(partial(self._follow, row))

    def rowCount(self, parent: Index = ROOT) -> int:
        """One a document."""
        return 0 if parent.isValid() else len(self.documents)

    def line(self, row: int) -> FormLine:
        """What the list shows in `row`."""
        if row not in self._lines:
            self._lines[row] = form_line(self.documents[row])
        return self._lines[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A role of a line."""
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self.line(index.row()).name
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.line(index.row()).spoken
            case _:
                return self.line(index.row()) if role == LINE_ROLE else None

    def _follow(self, row: int, change: Change) -> None:  # noqa: ARG002 - any change may score
        old = self._lines.pop(row, None)
        if old is not None and self.line(row) != old:
            self.dataChanged.emit(self.index(row), self.index(row))
