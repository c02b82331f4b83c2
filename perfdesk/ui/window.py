"""The main window: the unit's forms, the form shown, and the actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.form import Form
from perfdesk.files.errors import Refused
from perfdesk.files.names import file_name
from perfdesk.ui import dialogs
from perfdesk.ui.actions import make_actions, named
from perfdesk.ui.delegates import padding
from perfdesk.ui.forms import FormsModel
from perfdesk.ui.formslist import FormsList
from perfdesk.ui.formview import FormView
from perfdesk.ui.palette import Tone
from perfdesk.ui.rowactions import RowActions
from perfdesk.ui.widgets import Caption

if TYPE_CHECKING:
    from perfdesk.core.change import Change
    from perfdesk.core.document import Document

#: Writes forms to a file; returns warning sentences, raises Refused.
Writer = Callable[[Sequence[Form], Path], list[str]]
APPLICATION = "PerfDesk 绩效自评"
#: Not switched by whether a form is shown: the steps have their own switch.
_ALWAYS = ("undo", "redo", "quit", "about")
_ABOUT = "财政项目支出绩效自评表：填报、计分、打印、导出。"


class MainWindow(QMainWindow):
    """Everything on the screen. It gets its documents and the two writers from outside."""

    def __init__(
        self, documents: Sequence[Document], print_forms: Writer, export_forms: Writer
    ) -> None:
        super().__init__()
        self.documents = tuple(documents)
        self._print_forms = print_forms
        self._export_forms = export_forms
        self._folder = Path(_documents_folder())
        self.forms_model = FormsModel(self.documents, self)
        self.forms = FormsList(self.forms_model)
        self.view = FormView()
        self.rows = RowActions(self.view)
        self.actions_by_key = make_actions(self, self._handlers())
        self._lay_out()
        self._follow_documents()
        self.forms.choose(0)
        self._refresh_actions()

    @property
    def document(self) -> Document | None:
        """The document shown."""
        return self.view.document

    def print_to(self, documents: Sequence[Document]) -> None:
        """Asks for a file and prints the documents as one PDF."""
        self._write("打印为 PDF", ".pdf", "PDF 文件 (*.pdf)", self._print_forms, documents)

    def export_to(self, documents: Sequence[Document]) -> None:
        """Asks for a file and exports the documents as one workbook."""
        self._write("导出 Excel", ".xlsx", "Excel 工作簿 (*.xlsx)", self._export_forms, documents)

    def undo(self) -> None:
        """Takes back the last step of the form shown."""
        self._step(lambda document: document.undo_text, lambda document: document.undo(), "已撤销")

    def redo(self) -> None:
        """Does the last undone step again."""
        self._step(lambda document: document.redo_text, lambda document: document.redo(), "已重做")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing typed is thrown away without a word."""
        self.view.finish_editing()
        changed = sum(1 for document in self.documents if document.changed)
        question = f"有 {changed} 张表改过。改动只在窗口里，关闭后不保留，要留下请先导出 Excel。"
        if changed and not dialogs.confirm(self, question, "仍然关闭", "回去"):
            event.ignore()
        else:
            event.accept()

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "print_one": lambda: self.print_to(self._shown()),
            "print_all": lambda: self.print_to(self.documents),
            "export_one": lambda: self.export_to(self._shown()),
            "export_all": lambda: self.export_to(self.documents),
            "quit": self.close,
            "undo": self.undo,
            "redo": self.redo,
            "clear": self.rows.clear,
            "insert_row": self.rows.insert,
            "delete_rows": self.rows.delete,
            "move_up": lambda: self.rows.move(-1),
            "move_down": lambda: self.rows.move(1),
            "previous": lambda: self._turn(-1),
            "next": lambda: self._turn(1),
            "about": self._tell_version,
        }

    def _shown(self) -> tuple[Document, ...]:
        return (self.document,) if self.document else ()

    def _turn(self, by: int) -> None:
        self.forms.choose(self.forms.currentIndex().row() + by)

    def _step(
        self, text: Callable[[Document], str], act: Callable[[Document], bool], said: str
    ) -> None:
        self.view.finish_editing()
        if self.document is None:
            return
        step = text(self.document)
        if act(self.document):
            self.statusBar().showMessage(f"{said}：{step}", 5000)

    def _write(
        self, title: str, suffix: str, kinds: str, writer: Writer, documents: Sequence[Document]
    ) -> None:
        self.view.finish_editing()
        if not documents:
            return
        suggested = self._folder / _file_name(documents, suffix)
        target = dialogs.ask_target(self, title, suggested, kinds)
        if target is None:
            return
        self._folder = target.parent
        self.statusBar().clearMessage()
        try:
            warnings = _busily(writer, [document.form for document in documents], target)
        except Refused as refused:
            dialogs.tell(self, str(refused))
            return
        self.statusBar().showMessage(f"已写入 {target}", 10000)
        if warnings:
            dialogs.inform(self, f"已写入 {target.name}，请留意：", warnings)

    def _show(self, row: int) -> None:
        self.view.show_document(self.documents[row])
        self._refresh_actions()

    def _follow_documents(self) -> None:
        for document in self.documents:
            document.listen(self._changed)

    def _changed(self, change: Change) -> None:  # noqa: ARG002 - only that something changed
        self._refresh_actions()

    def _refresh_actions(self) -> None:
        document, actions = self.document, self.actions_by_key
        named(actions["undo"], "撤销", document.undo_text if document else "")
        named(actions["redo"], "重做", document.redo_text if document else "")
        for key, action in actions.items():
            if key not in _ALWAYS:
                action.setEnabled(document is not None)

    def _lay_out(self) -> None:
        self.setWindowTitle(APPLICATION)
        _on_paper(self.menuBar())
        self._middle = QStackedWidget()
        self._middle.addWidget(self.view if self.documents else _empty_state())
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._left())
        splitter.addWidget(self._middle)
        splitter.setStretchFactor(1, 1)
        self.setCentralWidget(splitter)
        em = self.fontMetrics().horizontalAdvance("国")
        splitter.setSizes([19 * em, 80 * em])
        self.resize(100 * em, 62 * em)
        self._hint = QLabel()
        self._lay_out_status()
        self.view.hinted.connect(self._hint.setText)
        self.forms.chosen.connect(self._show)

    def _lay_out_status(self) -> None:
        space = self.fontMetrics().height()
        self.statusBar().addWidget(self._hint, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setContentsMargins(space // 2, 0, space // 2, 0)
        self._hint.setContentsMargins(0, space // 6, 0, space // 6)

    def _left(self) -> QFrame:
        panel, height = QFrame(), self.fontMetrics().height()
        panel.setAutoFillBackground(True)
        panel.setBackgroundRole(self.palette().ColorRole.Base)
        panel.setMinimumWidth(height * 8)
        title = Caption(f"表单　{len(self.documents)} 张", Tone.MUTED)
        title.setContentsMargins(2 * padding(self.fontMetrics()), height * 4 // 5, 0, height // 2)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(self.forms, 1)
        return panel

    def _tell_version(self) -> None:
        version = QGuiApplication.applicationVersion()
        dialogs.inform(self, f"{APPLICATION} {version}".strip(), [_ABOUT])


def _busily(writer: Writer, forms: list[Form], target: Path) -> list[str]:
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        return writer(forms, target)
    finally:
        QGuiApplication.restoreOverrideCursor()


def _file_name(documents: Sequence[Document], suffix: str) -> str:
    if len(documents) > 1:
        return f"绩效自评表{len(documents)}张{suffix}"
    return file_name(documents[0].form, suffix)


def _on_paper(widget: QWidget) -> None:
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.Window, Tone.PAPER.color)
    widget.setPalette(palette)


def _documents_folder() -> str:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(place) or str(Path.home())


def _empty_state() -> QWidget:
    said = Caption("还没有表单。", Tone.MUTED, 1.2)
    said.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return said
