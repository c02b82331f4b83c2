"""What comes into the store from files: read, shown as a dry run, then taken in (导入)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from perfdesk.dryrun import DryRun
from perfdesk.files.errors import Refused
from perfdesk.store.errors import Conflict
from perfdesk.store.importing import WRITABLE, Verdict
from perfdesk.ui import dialogs
from perfdesk.ui.dialogparts import ask_folder
from perfdesk.ui.dropping import FileDrop
from perfdesk.ui.freshening import freshen
from perfdesk.ui.importdialog import ask_import

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from perfdesk.arrivals import Arrival, Welcome
    from perfdesk.core.form import Form
    from perfdesk.store.importing import Imported, Planned
    from perfdesk.ui.window import MainWindow

_KINDS = (
    "能读的文件 (*.json *.jsonl *.xlsx *.xlsm *.xls *.et *.ods *.docx);;"
    "表单文件 (*.json *.jsonl);;工作簿 (*.xlsx *.xlsm *.xls *.et *.ods);;"
    "Word 文档 (*.docx);;所有文件 (*)"
)
_TABLE = "导入结果"
_NO_FILES = "没有可以读的文件"


class Incoming:
    """Takes forms into the store and says which ones to show."""

    def __init__(self, window: MainWindow, arrived: Callable[[Sequence[str]], None]) -> None:
        """`arrived` is told the ids of the forms that are in the store now."""
        self._window = window
        self._arrived = arrived
        self.folder: Path | None = None  # where files were last read
        self.waiting: list[Arrival] = []  # read and not taken in, until dealt with or dismissed

    def watch_drops(self) -> None:
        """From now on also what is dropped onto the window; it is whole by now."""
        drop = FileDrop(self._window)
        drop.dropped.connect(self._dropped)

    def ask(self) -> None:
        """Asks for files and shows what they hold. Raises Cancelled."""
        start = str(self.folder) if self.folder else ""
        files = dialogs.ask_files(self._window, "导入文件", _KINDS, start)
        if files:
            self.folder = files[0].parent
            self.read(files)

    def ask_folder(self) -> None:
        """Asks for a folder and shows what the files below it hold. Raises Cancelled."""
        folder = ask_folder(self._window, "导入文件夹", self.folder or Path.home())
        if folder is not None:
            self.folder = folder
            self.read([folder])

    def read(self, files: Sequence[Path]) -> None:
        """Reads files and folders and shows what they hold. Raises Cancelled."""
        named = f" {len(files)} 个文件" if len(files) > 1 else f"“{files[0].name}”"
        read_files = self._window.jobs.read_files
        arrivals = self._window.work.run(
            f"正在读取{named}", lambda progress: read_files(files, progress)
        )
        self.consider(arrivals)

    def consider(self, arrivals: Sequence[Arrival]) -> None:
        """Shows the dry run and takes in what the person wants. Raises Cancelled."""
        if not arrivals:
            self._window.say(_NO_FILES)
            return
        run = DryRun(arrivals)
        if self._asked(run):
            read = {arrival.file for arrival in arrivals}
            self._keep([*(one for one in self.waiting if one.file not in read), *run.left])

    def show_waiting(self) -> None:
        """The dry run of what waits; what is dismissed there waits no more. Raises Cancelled."""
        run = DryRun(self.waiting)
        done = self._asked(run)
        self._keep(run.left if done else [line.arrival for line in run.lines])

    def welcome(self, welcome: Welcome) -> None:
        """What the window was opened with. Raises Cancelled."""
        if welcome.forms:
            self.take(welcome.forms)
        if welcome.notes:
            dialogs.inform(self._window, "打开时请留意：", welcome.notes)
        if welcome.arrivals:
            self.consider(welcome.arrivals)

    def take(self, forms: Sequence[Form]) -> None:
        """Takes forms of our own in without a question: those that are new. Raises Cancelled."""
        try:
            planned = self._planned(forms)
            self._write(planned, [item for item in planned if item.verdict is Verdict.NEW])
        except Refused as error:
            dialogs.tell(self._window, str(error))

    def tell_waiting(self) -> None:
        """The command says how many wait."""
        action, count = self._window.actions_by_key["waiting"], len(self.waiting)
        action.setText(f"待处理的导入（{count}）…" if count else "待处理的导入…")
        action.setEnabled(bool(count))

    def _asked(self, run: DryRun) -> bool:
        """Asks until what is wanted has gone in; False where the person gave it up."""
        desk = self._window.desk
        try:
            run.plan(self._planned)
            while ask_import(self._window, run, desk.plan, self._export, desk.read_only):
                try:
                    self._take_in(run)
                except Conflict as error:  # the store has changed while the question stood there
                    dialogs.tell(self._window, str(error))
                    run.plan(self._planned)
                else:
                    return True
        except Refused as error:
            dialogs.tell(self._window, str(error))
        return False

    def _take_in(self, run: DryRun) -> None:
        """Writes what is wanted, and shows it."""
        everything = [line.planned for line in run.lines if line.planned]
        self._write(everything, [line.chosen for line in run.wanted if line.chosen])

    def _write(self, planned: Sequence[Planned], wanted: Sequence[Planned]) -> None:
        """Writes the wanted ones, all or none, and turns to all that are in the store."""
        imported = self._imported(wanted)
        freshen(self._window.desk, self._window.work)
        known = [item.stored.form.id for item in planned if item.stored]
        self._arrived(list(dict.fromkeys([*imported, *known])) if imported or known else [])

    def _imported(self, wanted: Sequence[Planned]) -> Sequence[str]:
        if not wanted:
            return ()
        desk = self._window.desk
        if desk.read_only:
            raise Refused(desk.read_only)
        writer = partial(self._window.work.run, f"正在存入 {len(wanted)} 张表")
        done: Imported = desk.take_in(wanted, WRITABLE, writer)
        self._window.say(f"已导入 {len(done.ids)} 张表，可以撤销")
        return done.ids

    def _planned(self, forms: Sequence[Form]) -> list[Planned]:
        work = self._window.work
        return self._window.desk.plan(forms, partial(work.run, "正在与已有的表核对"))

    def _export(self, parent: QWidget, rows: Sequence[Sequence[str]]) -> None:
        """Writes the table of results where the person says."""
        suggested = (self.folder or Path.home()) / f"{_TABLE}.xlsx"
        kinds = "Excel 工作簿 (*.xlsx)"
        target = dialogs.ask_target(parent, "导出结果表", suggested, kinds)
        if target is None:
            return
        write = self._window.jobs.export_table
        try:
            self._window.work.run(
                "正在导出结果表", lambda _progress: write(rows, _TABLE, target), over=parent
            )
        except Refused as error:
            dialogs.tell(parent, str(error))
        else:
            dialogs.inform(parent, f"结果表已写到 {target}")

    def _dropped(self, files: list[Path]) -> None:
        """Read once the drop is over: the other program waits for its end."""
        QTimer.singleShot(0, self._window, lambda: self._window.attempt(partial(self.read, files)))

    def _keep(self, waiting: Sequence[Arrival]) -> None:
        self.waiting = list(waiting)
        self.tell_waiting()
