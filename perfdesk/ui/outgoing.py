"""What goes out of the window: to a printer, as files, onto the clipboard (打印、导出)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QStandardPaths
from PySide6.QtGui import QGuiApplication

from perfdesk.core.form import Form
from perfdesk.ui import dialogs, filekinds, printing
from perfdesk.ui.dialogparts import ask_folder
from perfdesk.ui.donebar import DoneBar
from perfdesk.ui.handoutdialog import Way, ask_hand_out
from perfdesk.ui.printchoice import remembered
from perfdesk.ui.printdialog import ask_print

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from perfdesk.core.state import State
    from perfdesk.core.template import Template
    from perfdesk.runner import Progress
    from perfdesk.ui.filekinds import FileKind
    from perfdesk.ui.jobs import Jobs, Writer
    from perfdesk.ui.longwork import LongWork
    from perfdesk.ui.printchoice import PrintChoice, PrintOrder
    from perfdesk.ui.printscopes import Scope, Scopes
    from perfdesk.ui.settings import Settings


class Outgoing:
    """Asks how and where, and has it done. Methods raise Refused and Cancelled."""

    def __init__(self, window: QMainWindow, jobs: Jobs, work: LongWork, settings: Settings) -> None:
        self._window = window
        self._jobs = jobs
        self._work = work
        self._settings = settings
        self.bar = DoneBar()
        self.folder = Path(_documents_folder())  # where files went last

    @property
    def choice(self) -> PrintChoice:
        """How it was printed last: offered the next time."""
        return remembered(self._settings.print_choice)

    def print_from(self, scopes: Scopes, scope: Scope) -> None:
        """Asks which of the forms, how and where to, and prints."""
        if not scopes.some:
            return
        order = ask_print(self._window, self._jobs, scopes, scope, self.choice)
        if order is None:
            return
        self._settings.print_choice = order.choice.kept
        if order.choice.printer:
            self._send(order)
        else:
            self._print_to_file(order)

    def export_to(self, forms: Sequence[Form]) -> None:
        """The forms as one workbook."""
        self._export(filekinds.WORKBOOK, forms, self._jobs.export_forms)

    def document_to(self, forms: Sequence[Form]) -> None:
        """The forms as one Word document."""
        self._export(filekinds.DOCUMENT, forms, self._jobs.export_documents)

    def summary_to(self, forms: Sequence[Form], states: Sequence[State]) -> None:
        """One table of the forms, a line each."""

        def write(some: Sequence[Form], target: Path, progress: Progress) -> list[str]:
            return self._jobs.export_summary(some, target, progress, states)

        self._export(filekinds.SUMMARY, forms, write)

    def hand_out(
        self, templates: Sequence[Template], scopes: Scopes, like: Form | None = None
    ) -> None:
        """Workbooks that units fill in and send back; `like` is the model of blank ones."""
        wanted = ask_hand_out(self._window, templates, scopes, like)
        if wanted is None:
            return
        groups = wanted.groups
        if wanted.way is Way.ONE:
            self._export(filekinds.HANDED_OUT, groups[0], self._jobs.hand_out)
            return
        self._write_into_folder(
            "发出到文件夹",
            f"{len(groups)} 个填报工作簿",
            lambda folder: self._jobs.handed_out_target(groups, folder),
            lambda folder, progress: self._jobs.hand_out_each(groups, folder, progress),
        )

    def audit_to(self, forms: Sequence[Form], ending: str, writer: Writer) -> None:
        """The report of an audit of the forms, as `writer` writes it to a file with that ending."""
        self._export(filekinds.AUDITS[ending], forms, writer)

    def copy_table(self, form: Form) -> None:
        """The form's table onto the clipboard, as Word and WPS paste it."""
        html, text = self._work.run(
            "正在复制本表", lambda _progress: self._jobs.copied_table(form), can_cancel=False
        )
        data = QMimeData()
        data.setHtml(html)
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        self._window.statusBar().showMessage("本表已复制，可以粘贴到 Word、WPS", 10000)

    def export_each(self, forms: Sequence[Form], ending: str) -> None:
        """A file for each of the forms, into a folder: a workbook (.xlsx) or a document (.docx)."""
        if not forms:
            return
        self._write_into_folder(
            "导出到文件夹",
            f"{len(forms)} 个{filekinds.EACH[ending]}",
            lambda folder: self._jobs.each_target(forms, folder, ending),
            lambda folder, progress: self._jobs.export_each(forms, folder, progress, ending),
        )

    def _write_into_folder(
        self,
        title: str,
        what: str,
        targets: Callable[[Path], Sequence[Path]],
        write: Callable[[Path, Progress], list[str]],
    ) -> None:
        """Asks for a folder, and before files there are replaced."""
        folder = ask_folder(self._window, title, self.folder)
        if folder is None or not self._may_replace(targets(folder)):
            return
        self.folder = folder
        said = f"已导出 {what}到 {folder}"
        self._run(f"正在导出 {what}", lambda progress: write(folder, progress), said, folder)

    def _print_to_file(self, order: PrintOrder) -> None:
        def write(target: Path, progress: Progress) -> list[str]:
            return self._jobs.print_forms(order, target, progress)

        self._write("打印", filekinds.PDF, order.forms, write)

    def _export(self, kind: FileKind, forms: Sequence[Form], writer: Writer) -> None:
        def write(target: Path, progress: Progress) -> list[str]:
            return writer(forms, target, progress)

        self._write("导出", kind, forms, write)

    def _write(
        self,
        verb: str,
        kind: FileKind,
        forms: Sequence[Form],
        write: Callable[[Path, Progress], list[str]],
    ) -> None:
        if not forms:
            return
        suggested = self.folder / kind.name(forms)
        target = dialogs.ask_target(self._window, kind.title, suggested, kind.kinds)
        if target is None:
            return
        self.folder = target.parent
        words = f"正在{verb} {len(forms)} 张表"
        self._run(words, lambda progress: write(target, progress), f"已写入 {target}", target)

    def _run(
        self, words: str, work: Callable[[Progress], list[str]], said: str, written: Path
    ) -> None:
        self._window.statusBar().clearMessage()
        self.bar.hide()
        warnings = self._work.run(words, work)
        self.bar.tell(said, written)
        self._window.statusBar().showMessage(said, 10000)
        if warnings:
            dialogs.inform(self._window, f"已写入 {written.name}，请留意：", warnings)

    def _send(self, order: PrintOrder) -> None:
        """To the printer: laid out first, which nobody can count in pages, then page by page."""
        choice = order.choice

        def work(progress: Progress) -> int:
            booklet = self._jobs.booklet(order, lambda _done, _total: progress(0, 0))
            printing.send(booklet, printing.device_of(choice.printer), choice, progress)
            return len(booklet.sizes)

        self.bar.hide()
        pages = self._work.run(f"正在打印 {len(order.forms)} 张表到“{choice.printer}”", work)
        copies = f"，{choice.copies} 份" if choice.copies > 1 else ""
        said = f"已送到打印机“{choice.printer}”：{pages} 页{copies}"
        self._window.statusBar().showMessage(said, 10000)

    def _may_replace(self, targets: Sequence[Path]) -> bool:
        there = [path for path in targets if path.exists()]
        question = f"文件夹里已有 {len(there)} 个同名的文件。要替换吗？"
        return not there or dialogs.confirm(self._window, question, "替换", "取消")


def _documents_folder() -> str:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(place) or str(Path.home())
