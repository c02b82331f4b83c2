"""The dry run of an import (导入前核对): what would become of each form read, and what is wanted.

It knows no Qt and writes nothing: the window shows it, changes what is wanted, and takes in what
it names.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from perfdesk.core.form import UNNAMED
from perfdesk.files.templates import library
from perfdesk.store.importing import WRITABLE, Verdict, with_taken
from perfdesk.store.updating import update_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from perfdesk.arrivals import Arrival
    from perfdesk.core.form import Form
    from perfdesk.core.merging import Choice
    from perfdesk.store.importing import Planned

    Planner = Callable[[Sequence[Form]], list[Planned]]


class Sort(Enum):
    """What a person sees a line as, in the order of the filter."""

    NEW = "新表"
    CHANGED = "有改动"
    QUESTION = "有疑问"
    NAMESAKE = "重名"
    SAME = "相同"
    CLOSED = "不能导入"
    UNREADABLE = "不能读"


_SORTS = {
    Verdict.NEW: Sort.NEW,
    Verdict.CHANGED: Sort.CHANGED,
    Verdict.SAME: Sort.SAME,
    Verdict.REPEATED: Sort.SAME,
    Verdict.UNCLEAR: Sort.NAMESAKE,
    Verdict.LOCKED: Sort.CLOSED,
    Verdict.UNSTORABLE: Sort.CLOSED,
}
_TO_IDENTIFY = {Verdict.NEW, Verdict.CHANGED, Verdict.LOCKED, Verdict.UNCLEAR}
#: What waits to be looked at once the sound forms have gone in.
_DEALT_WITH = {Sort.SAME}
_NAMESAKE = "库里有同年度、同单位、同名而编号不同的表，导入后会有两张。"
_REMOVED = "这张表在库里已删除，导入会放回列表。"
_CHOOSE = "请选定它是库里的哪一张，或者作为新表。"
_CHOOSE_ONE = "请把其中一张移出列表，或者把这张作为新表。"
HEAD = ("文件", "工作表", "项目名称", "年度", "实施单位", "模板", "结果", "改动", "说明")


@dataclass(slots=True)
class Line:
    """One form read, or one that could not be. `wanted` and `taken` are a person's to change.

    `taken` has the keys of the differences that are to be taken over. `whole` says why only all
    or none of them can be.
    """

    arrival: Arrival
    form: Form | None
    planned: Planned | None = None
    differences: tuple[Choice, ...] = ()
    taken: set[str] = field(default_factory=set)
    whole: str = ""
    wanted: bool = False

    @property
    def sort(self) -> Sort:
        """What it is seen as."""
        if self.planned is None:
            return Sort.UNREADABLE
        if self.importable and (self.arrival.questions or self.removed):
            return Sort.QUESTION
        if self.planned.namesake and self.planned.verdict is Verdict.NEW:
            return Sort.NAMESAKE
        return _SORTS[self.planned.verdict]

    @property
    def importable(self) -> bool:
        """Whether it can be taken in."""
        return self.planned is not None and self.planned.verdict in WRITABLE

    @property
    def removed(self) -> bool:
        """Whether it would bring back a form that was removed."""
        return bool(self.planned and self.planned.stored and self.planned.stored.removed)

    @property
    def goes_in(self) -> bool:
        """Whether it is wanted and there is something to write."""
        if not (self.wanted and self.importable):
            return False
        return bool(self.taken) or not self.differences or self.removed

    @property
    def verdict(self) -> str:
        """The outcome in a few words: 有改动 12 格."""
        changed = f" {len(self.differences)} 处" if self.differences else ""
        if self.sort is Sort.QUESTION and changed:
            return f"有疑问，改动{changed}"
        repeated = self.planned is not None and self.planned.verdict is Verdict.REPEATED
        return "重复" if repeated else f"{self.sort.value}{changed}"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person must know before taking it in, gravest first."""
        if self.planned is None:
            return (self.arrival.problem,)
        left, whole = self.planned.left_because, self.whole if self.importable else ""
        namesake = _NAMESAKE if self.sort is Sort.NAMESAKE and self.importable else ""
        removed = _REMOVED if self.removed and self.importable else ""
        own = (left, self._unclear, whole, namesake, removed)
        return (*filter(None, own), *self.arrival.questions)

    @property
    def _unclear(self) -> str:
        """What a person can do where nobody can tell which form it is."""
        if self.planned is None or self.planned.verdict is not Verdict.UNCLEAR:
            return ""
        return _CHOOSE_ONE if self.planned.delta else _CHOOSE

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells of the table of results, as HEAD names them; only texts."""
        changes = str(len(self.differences)) if self.differences else ""
        remarks = " ".join((*self.remarks, *self.arrival.notices))
        if self.form is None:
            found = ("", "", "", "")
        else:
            year = "" if self.form.year is None else str(self.form.year)
            name = " ".join(self.form.project_name.split()) or UNNAMED
            found = (name, year, self.form.unit, library().name(self.form.template))
        return (self.arrival.file, self.arrival.sheet, *found, self.verdict, changes, remarks)

    @property
    def file_name(self) -> str:
        """The file's name without its folders."""
        return Path(self.arrival.file).name or self.arrival.file

    @property
    def place(self) -> str:
        """Where it was read: 汇总.xlsx，工作表“职工培训”."""
        sheet = f"，工作表“{self.arrival.sheet}”" if self.arrival.sheet else ""
        return f"{self.file_name}{sheet}"

    @property
    def may_be_another(self) -> bool:
        """Whether a person may say which stored form it is, or that it is a new one."""
        if self.planned is None or self.planned.verdict not in _TO_IDENTIFY:
            return False
        return bool(self.planned.rivals) or self.planned.verdict is Verdict.UNCLEAR

    @property
    def identity(self) -> str | None:
        """The id of the stored form that it is, '' for a new one, None where that is unclear."""
        if self.planned is None or self.planned.verdict is Verdict.UNCLEAR:
            return None
        return self.planned.stored.form.id if self.planned.stored else ""

    @property
    def chosen(self) -> Planned | None:
        """What is to be written, with no more than the differences taken."""
        if self.planned is None or self.planned.verdict is not Verdict.CHANGED:
            return self.planned
        return with_taken(self.planned, self.taken)

    def follow(self, planned: Planned) -> None:
        """The store as it is now; what a person chose stays where it still makes sense."""
        first, before = self.planned is None, self.differences
        self.planned = planned
        update = update_of(planned)
        self.differences, self.whole = update.differences, update.whole
        if first or self.differences != before:
            self.taken = update.keys if self.whole else update.usual
        if first:
            self.wanted = self.sort in (Sort.NEW, Sort.CHANGED) and not self.whole
        self.wanted = self.wanted and self.importable


class DryRun:
    """All lines of one import."""

    def __init__(self, arrivals: Iterable[Arrival]) -> None:
        self.lines = [Line(arrival, arrival.form) for arrival in arrivals]

    @property
    def wanted(self) -> list[Line]:
        """The lines that go in."""
        return [line for line in self.lines if line.goes_in]

    @property
    def left(self) -> list[Arrival]:
        """What waits after the import: neither taken in nor known already."""
        return [
            replace(line.arrival, form=line.form)
            for line in self.lines
            if not line.goes_in and line.sort not in _DEALT_WITH
        ]

    def plan(self, planner: Planner) -> None:
        """Compares with the store as it is now."""
        lines = [line for line in self.lines if line.form is not None]
        forms = [line.form for line in lines if line.form is not None]
        for line, planned in zip(lines, planner(forms), strict=True):
            line.follow(planned)

    def use_template(self, line: Line, template: str, planner: Planner) -> None:
        """Takes a form for one of another template; amounts stay as they stand in the file."""
        if line.form is not None:
            line.form = replace(line.form, template=template)
            self.plan(planner)

    def identify(self, line: Line, form_id: str, planner: Planner) -> None:
        """A person says which stored form it is, '' for a new one.

        It goes in where nothing else is open.
        """
        if line.form is not None:
            line.form = replace(line.form, id=form_id or str(uuid4()))
            self.plan(planner)
            line.wanted = line.importable and not (line.whole or line.arrival.questions)

    def dismiss(self, lines: Collection[Line]) -> None:
        """Lists these no more; another line may be clear then, so plan again."""
        self.lines = [line for line in self.lines if not any(line is one for one in lines)]

    def table(self) -> list[tuple[str, ...]]:
        """The table of results with its head."""
        return [HEAD, *(line.texts for line in self.lines)]
