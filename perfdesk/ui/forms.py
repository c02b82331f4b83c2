"""The model of the forms on the left: what was listed, live figures where a form is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer

from perfdesk.core.finding import Severity, heard_weights
from perfdesk.core.form import UNNAMED
from perfdesk.core.state import State
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.ui.cellmodel import ROOT, Index
from perfdesk.ui.palette import Tone
from perfdesk.ui.runs import runs
from perfdesk.ui.shown import NOTHING, two_places

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perfdesk.core.document import Document
    from perfdesk.core.template import Template
    from perfdesk.store.records import Listed

#: The FormLine, for the delegate.
LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
#: With more changes at once than this, a view is quicker with the whole list anew.
_MOST_RUNS = 50
#: Milliseconds; changes that follow each other more quickly are shown together.
_PAUSE = 150


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
    """What the list shows of one form; `findings` counts errors and warnings, no hints."""

    name: str
    template: str
    total: str
    grade: str
    standing: Standing
    state: State = State.DRAFT
    findings: int = 0
    errors: int = 0
    year: str = ""

    @property
    def below(self) -> str:
        """What follows the state: the template, and the year where the list holds several.

        Most templates have the year in their name.
        """
        told = not self.year or self.year in self.template
        return self.template if told else f"{self.year} 年度 · {self.template}"

    @property
    def spoken(self) -> str:
        """The line for a screen reader."""
        found = f"，审核发现 {self.findings} 条" if self.findings else ""
        year = f"，{self.year} 年度" if self.year else ""
        return f"{self.name}{year}，总分 {self.total}，等级 {self.grade}，{self.state.label}{found}"


def standing_of(document: Document) -> Standing:
    """Where the document's grade stands."""
    return _standing(document.scores.grade or "", document.template)


def form_line(document: Document) -> FormLine:
    """The list's line for an open document, as it is now."""
    found = heard_weights(document.findings)
    errors, warnings = found.count(Severity.ERROR), found.count(Severity.WARNING)
    return _line(document, errors, errors + warnings)


def _without_check(document: Document, before: FormLine) -> FormLine:
    """The line with the figures of now and the findings of before: a check takes too long here."""
    return _line(document, before.errors, before.findings)


def _line(document: Document, errors: int, findings: int) -> FormLine:
    scores, template = document.scores, document.template
    return FormLine(
        name=shown_name(document.form.project_name),
        template=template.name,
        total=two_places(scores.total_score),
        grade=scores.grade or NOTHING,
        standing=standing_of(document),
        state=document.state,
        findings=findings,
        errors=errors,
    )


def listed_line(listed: Listed) -> FormLine:
    """The list's line for a form that is not open."""
    template = _template(listed.template)
    return FormLine(
        name=shown_name(listed.project_name),
        template=template.name if template else listed.template,
        total=listed.total or NOTHING,
        grade=listed.grade or NOTHING,
        standing=_standing(listed.grade, template),
        state=listed.state,
        findings=listed.errors + listed.warnings,
        errors=listed.errors,
    )


def shown_name(project_name: str) -> str:
    """A project's name in one line."""
    return " ".join(project_name.split()) or UNNAMED


class FormsModel(QAbstractListModel):
    """One row a form, found by its id; a line is made when it is first looked at."""

    def __init__(
        self, opened: Callable[[str], Document | None], parent: QObject | None = None
    ) -> None:
        """`opened` gives the document of a form that is open."""
        super().__init__(parent)
        self._opened = opened
        self._listed: list[Listed] = []
        self._rows: dict[str, int] = {}
        self._lines: dict[str, FormLine] = {}
        self._stale: dict[str, FormLine] = {}
        self._several_years = False
        self.timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self.timer.timeout.connect(self._tell_changed)

    @property
    def ids(self) -> list[str]:
        """The forms in their order."""
        return [item.id for item in self._listed]

    def show(self, listed: Sequence[Listed]) -> None:
        """Shows another list; forms in both keep their place in the views."""
        new, wanted = list(listed), {item.id for item in listed}
        if wanted == self._rows.keys() and [item.id for item in new] != self.ids:
            self._rearrange(new)
            return
        gone = runs(item.id not in wanted for item in self._listed)
        stay = [item.id for item in self._listed if item.id in wanted]
        fresh = runs(item.id not in self._rows for item in new)
        same = stay == [item.id for item in new if item.id in self._rows]
        if same and len(gone) + len(fresh) <= _MOST_RUNS:
            self._change(new, gone, fresh)
        else:
            self.beginResetModel()
            self._hold(new)
            self._lines.clear()
            self.endResetModel()

    def refresh(self, form_id: str) -> None:
        """An open form changed. Its line is made again when the hand rests: that takes a check."""
        old = self._lines.pop(form_id, None)
        if old is not None:
            self._stale.setdefault(form_id, old)
            self.timer.start()

    def row_of(self, form_id: str) -> int:
        """Where a form stands, -1 where it is not listed."""
        return self._rows.get(form_id, -1)

    def id_at(self, row: int) -> str:
        """The form in a row, '' beyond the list."""
        return self._listed[row].id if 0 <= row < len(self._listed) else ""

    def rowCount(self, parent: Index = ROOT) -> int:
        """One a form."""
        return 0 if parent.isValid() else len(self._listed)

    def line(self, row: int) -> FormLine:
        """What the list shows in `row`; for a form that just changed, findings of before."""
        listed = self._listed[row]
        if (old := self._stale.get(listed.id)) and (document := self._opened(listed.id)):
            return self._dated(_without_check(document, old), document.form.year)
        if listed.id not in self._lines:
            self._lines[listed.id] = self._made(listed)
        return self._lines[listed.id]

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

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Forms can be dragged to another place; between them, not onto them, they are dropped."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Moving only."""
        return Qt.DropAction.MoveAction

    def _made(self, listed: Listed) -> FormLine:
        if document := self._opened(listed.id):
            return self._dated(form_line(document), document.form.year)
        return self._dated(listed_line(listed), listed.year)

    def _dated(self, line: FormLine, year: int | None) -> FormLine:
        """The line with the form's year, where forms of the same name may be of several."""
        return replace(line, year=str(year)) if self._several_years and year else line

    def _rearrange(self, new: list[Listed]) -> None:
        """The same forms in another order: each stays chosen and in view."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self.id_at(index.row()) for index in before]
        self._hold(new)
        self._lines.clear()
        self.changePersistentIndexList(before, [self.index(self.row_of(key)) for key in ids])
        self.layoutChanged.emit()

    def _tell_changed(self) -> None:
        stale, self._stale = self._stale, {}
        for form_id, old in stale.items():
            row = self.row_of(form_id)
            if row >= 0 and self.line(row) != old:
                self.dataChanged.emit(self.index(row), self.index(row))

    def _change(self, new: list[Listed], gone: list[range], fresh: list[range]) -> None:
        """Takes the runs of rows out and puts the others in; `new` is the list afterwards."""
        held = self._listed
        for run in reversed(gone):
            self.beginRemoveRows(QModelIndex(), run.start, run.stop - 1)
            self._hold([*held[: run.start], *held[run.stop :]])
            held = self._listed
            self.endRemoveRows()
        for run in fresh:
            self.beginInsertRows(QModelIndex(), run.start, run.stop - 1)
            self._hold([*held[: run.start], *new[run.start : run.stop], *held[run.start :]])
            held = self._listed
            self.endInsertRows()
        self._hold(new)
        self._lines.clear()
        if new:
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))

    def _hold(self, listed: list[Listed]) -> None:
        self._listed = listed
        self._several_years = len({item.year for item in listed}) > 1
        self._rows = {item.id: row for row, item in enumerate(listed)}


def _template(template_id: str) -> Template | None:
    """None where it is no longer installed."""
    try:
        return library().get(template_id)
    except Refused:
        return None


def _standing(grade: str, template: Template | None) -> Standing:
    grades = sorted(template.rules.grades, key=lambda item: -item.least) if template else []
    names = [item.name for item in grades]
    if grade not in names:
        return Standing.NONE
    if grade == names[0]:
        return Standing.BEST
    return Standing.LOWEST if grade == names[-1] else Standing.BETWEEN
