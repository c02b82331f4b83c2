"""What goes out of the window as files: printing and exporting (打印、导出)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from perfdesk.core.form import Form
from perfdesk.files.errors import Refused
from perfdesk.files.names import file_name
from perfdesk.ui import dialogs
from perfdesk.ui.dialogparts import busy

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

#: Writes forms to a file; returns warning sentences, raises Refused.
Writer = Callable[[Sequence[Form], Path], list[str]]


class Outgoing:
    """Asks for a file and writes forms to it."""

    def __init__(self, window: QMainWindow, print_forms: Writer, export_forms: Writer) -> None:
        self._window = window
        self._print_forms = print_forms
        self._export_forms = export_forms
        self.folder = Path(_documents_folder())  # where the next file is suggested

    def print_to(self, forms: Sequence[Form]) -> None:
        """The forms as one PDF."""
        self._write("打印为 PDF", ".pdf", "PDF 文件 (*.pdf)", self._print_forms, forms)

    def export_to(self, forms: Sequence[Form]) -> None:
        """The forms as one workbook."""
        self._write("导出 Excel", ".xlsx", "Excel 工作簿 (*.xlsx)", self._export_forms, forms)

    def _write(
        self, title: str, suffix: str, kinds: str, writer: Writer, forms: Sequence[Form]
    ) -> None:
        if not forms:
            return
        suggested = self.folder / _file_name(forms, suffix)
        target = dialogs.ask_target(self._window, title, suggested, kinds)
        if target is None:
            return
        self.folder = target.parent
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
