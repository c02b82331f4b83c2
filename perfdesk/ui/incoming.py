"""What comes into the store from files: a plan first, a question where cells differ (导入)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from perfdesk.core.form import Form
from perfdesk.core.telling import told
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.store.importing import Imported, Verdict
from perfdesk.ui import dialogs
from perfdesk.ui.changesdialog import ask_take
from perfdesk.ui.forms import shown_name
from perfdesk.ui.freshening import freshen

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QMainWindow

    from perfdesk.desk import Desk
    from perfdesk.store.importing import Planned
    from perfdesk.ui.jobs import Reader
    from perfdesk.ui.longwork import LongWork

_KINDS = "表单文件、工作簿 (*.json *.jsonl *.xlsx *.xlsm);;所有文件 (*)"
_NAMESAKE = "列表里原有一张同年度、同单位、同名的表，编号不同，这张算另一张，两张都在。"
_MOST_CELLS = 6  # named of a form that was left
_NOTHING = Imported("", ())


class Incoming:
    """Takes forms into the store and says which ones to show."""

    def __init__(
        self,
        window: QMainWindow,
        desk: Desk,
        work: LongWork,
        read_files: Reader,
        arrived: Callable[[Sequence[str]], None],
    ) -> None:
        """`arrived` is told the ids of the forms that are in the store now."""
        self._window = window
        self._desk = desk
        self._work = work
        self._read_files = read_files
        self._arrived = arrived
        self.folder: Path | None = None  # where files were last read

    def ask(self) -> None:
        """Asks for files and takes their forms in. Raises Cancelled."""
        start = str(self.folder) if self.folder else ""
        files = dialogs.ask_files(self._window, "打开表单文件", _KINDS, start)
        if not files:
            return
        self.folder = files[0].parent
        words = f"正在读取 {len(files)} 个文件"
        forms, notes = self._work.run(words, lambda progress: self._read_files(files, progress))
        self.take(forms, notes)

    def take(self, forms: Sequence[Form], notes: Sequence[str] = ()) -> None:
        """Takes forms in, all or none; `notes` are told with what could not be taken.

        Raises Cancelled.
        """
        try:
            planned = self._desk.plan(forms, partial(self._work.run, "正在与已有的表核对"))
            wanted, refused = self._wanted(planned)
            writer = partial(self._work.run, f"正在存入 {len(forms)} 张表")
            imported = self._desk.take_in(planned, wanted, writer) if wanted else _NOTHING
        except Refused as error:
            dialogs.tell(self._window, str(error))
            return
        freshen(self._desk, self._work)
        self._arrived(_places(planned, wanted, imported.ids))
        said = [sentence for item in planned for sentence in _noted(item, wanted)]
        if sentences := [*notes, *refused, *said]:
            dialogs.inform(self._window, "读入时请留意：", sentences)

    def _wanted(self, planned: Sequence[Planned]) -> tuple[set[Verdict], list[str]]:
        """What is to be written, and why something that could be is not."""
        changed = [item for item in planned if item.verdict is Verdict.CHANGED]
        new = {Verdict.NEW} & {item.verdict for item in planned}
        if self._desk.read_only:
            return set(), [self._desk.read_only] if new or changed else []
        if changed and ask_take(self._window, [_difference(item) for item in changed]):
            return new | {Verdict.CHANGED}, []
        return new, []


def _places(
    planned: Sequence[Planned], written: Collection[Verdict], ids: Iterable[str]
) -> list[str]:
    """The ids in the store of all planned forms that are there; `ids` are those written."""
    fresh = iter(ids)
    found = []
    for item in planned:
        if item.verdict in written:
            found.append(next(fresh))
        elif item.stored is not None:
            found.append(item.stored.form.id)
    return found


def _noted(item: Planned, written: Collection[Verdict]) -> list[str]:
    """What a person should know of a form that was left, or that is easily taken for another."""
    name = shown_name(item.form.project_name)
    if item.left_because:
        return [f"{name}：{item.left_because}", *_cells(item)]
    if item.namesake and item.verdict in written:
        return [f"{name}：{_NAMESAKE}"]
    return []


def _cells(item: Planned) -> list[str]:
    """The cells in which the form is another than the one that stands in its way."""
    lines = told(item.delta, item.form, library().name)
    more = len(lines) - _MOST_CELLS
    return [f"　　{line}" for line in lines[:_MOST_CELLS]] + (
        [f"　　……另有 {more} 处。"] if more > 0 else []
    )


def _difference(item: Planned) -> tuple[str, list[str]]:
    """A form's name and a sentence for each cell that differs."""
    stored = item.stored
    gone = ["已删除的表，会放回列表。"] if stored is not None and stored.removed else []
    return shown_name(item.form.project_name), gone + told(item.delta, item.form, library().name)
