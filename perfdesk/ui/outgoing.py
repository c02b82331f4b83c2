"""What goes out of the window: printing, exporting, the table on the clipboard (打印、导出)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QStandardPaths
from PySide6.QtGui import QGuiApplication

from perfdesk.core.form import Form
from perfdesk.files.errors import Refused
from perfdesk.files.names import file_name
from perfdesk.ui import dialogs
from perfdesk.ui.dialogparts import busy

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from perfdesk.ui.jobs import Jobs

#: Writes forms to a file; returns warning sentences, raises Refused.
Writer = Callable[[Sequence[Form], Path], list[str]]
#: A form's table as HTML and as text.
Copier = Callable[[Form], tuple[str, str]]


class Outgoing:
    """Asks for a file and writes forms to it."""

    def __init__(self, window: QMainWindow, jobs: Jobs) -> None:
        self._window = window
        self._jobs = jobs
        self._folder = Path(_documents_folder())

    def print_to(self, forms: Sequence[Form]) -> None:
        """The forms as one PDF."""
        self._write("打印为 PDF", ".pdf", "PDF 文件 (*.pdf)", self._jobs.print_forms, forms)

    def export_to(self, forms: Sequence[Form]) -> None:
        """The forms as one workbook."""
        kinds = "Excel 工作簿 (*.xlsx)"
        self._write("导出 Excel", ".xlsx", kinds, self._jobs.export_forms, forms)

    def document_to(self, forms: Sequence[Form]) -> None:
        """The forms as one Word document."""
        kinds = "Word 文档 (*.docx)"
        self._write("导出 Word", ".docx", kinds, self._jobs.export_documents, forms)

    def summary_to(self, forms: Sequence[Form]) -> None:
        """One table of the forms, a line each."""
        kinds = "Excel 工作簿 (*.xlsx);;CSV 文件 (*.csv)"
        name = f"绩效自评汇总表{len(forms)}张.xlsx"
        self._write("导出汇总表", ".xlsx", kinds, self._jobs.export_summary, forms, name)

    def hand_out(self, forms: Sequence[Form]) -> None:
        """A workbook that the unit fills in and sends back."""
        kinds = "Excel 工作簿 (*.xlsx)"
        name = f"填报_{_file_name(forms, '.xlsx')}" if forms else ""
        self._write("导出填报工作簿", ".xlsx", kinds, self._jobs.hand_out, forms, name)

    def copy_table(self, forms: Sequence[Form]) -> None:
        """The form's table onto the clipboard, as Word and WPS paste it."""
        for form in forms:
            data = QMimeData()
            html, text = self._jobs.copied_table(form)
            data.setHtml(html)
            data.setText(text)
            QGuiApplication.clipboard().setMimeData(data)
            self._window.statusBar().showMessage("本表已复制，可以粘贴到 Word、WPS", 10000)

    def _write(
        self,
        title: str,
        suffix: str,
        kinds: str,
        writer: Writer,
        forms: Sequence[Form],
        name: str = "",
    ) -> None:
        if not forms:
            return
        suggested = self._folder / (name or _file_name(forms, suffix))
        target = dialogs.ask_target(self._window, title, suggested, kinds)
        if target is None:
            return
        self._folder = target.parent
        self._window.statusBar().clearMessage()
        try:
            with busy():
                warnings = writer(forms, target)
        except Refused as refused:
            dialogs.tell(self._window, str(refused))
            return
        self._window.statusBar().showMessage(f"已写入 {target}", 10000)
        if warnings:
            dialogs.inform(self._window, f"已写入 {target.name}，请留意：", warnings)


def _file_name(forms: Sequence[Form], suffix: str) -> str:
    if len(forms) > 1:
        return f"绩效自评表{len(forms)}张{suffix}"
    return file_name(forms[0], suffix)


def _documents_folder() -> str:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(place) or str(Path.home())
