"""The dry run of an import, shown before anything is written (导入前核对)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from perfdesk.dryrun import Sort
from perfdesk.files.errors import Refused
from perfdesk.ui import dialogs
from perfdesk.ui.dialogparts import Notice, accepted, button, em, fit
from perfdesk.ui.importdetail import ImportDetail
from perfdesk.ui.importmodel import COLUMNS, ImportModel
from perfdesk.ui.palette import Tone
from perfdesk.ui.ticktable import TickTable
from perfdesk.ui.widgets import Caption, Card, ElidedCaption

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perfdesk.dryrun import DryRun, Line, Planner

    Exporter = Callable[[QWidget, Sequence[Sequence[str]]], object]

_HINT = "勾选的会导入；没有勾选的留在“数据 → 待处理的导入”。"


class ImportDialog(QDialog):
    """Changes what is wanted of the run; accepted means that it goes in."""

    def __init__(
        self,
        run: DryRun,
        planner: Planner,
        export: Exporter,
        closed: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`export` writes the table of results; `closed` says why nothing can be taken in."""
        super().__init__(parent)
        self.setWindowTitle("导入前核对")
        self.run, self._planner, self._closed = run, planner, closed
        self.model = ImportModel(self)
        widths = [column.width for column in COLUMNS]
        self.table = TickTable(self.model, "要导入的表", widths, several=True)
        self.said = ElidedCaption("", bold=True)
        self.filter = QComboBox()
        self.filter.setAccessibleName("列出哪些")
        self.detail = ImportDetail()
        self._make_buttons(export)
        self._lay_out()
        self._fill_filter()
        self._connect()
        self._list()
        self.table.setFocus()

    def _make_buttons(self, export: Exporter) -> None:
        self.tick = button("勾选列出的(&T)", lambda: self._tick_all(True))
        self.untick = button("取消勾选(&U)", lambda: self._tick_all(False))
        self.dismiss = button("移出列表(&D)", self._dismiss)
        self.export = button("导出结果表…(&E)", lambda: export(self, self.run.table()))
        self.take = button("导入", self.accept, default=True)

    def _connect(self) -> None:
        self.filter.activated.connect(lambda _at: self._list())
        self.model.dataChanged.connect(self._count)
        self.detail.changed.connect(self.model.refresh)
        self.detail.template_chosen.connect(self._use_template)
        self.detail.identity.chosen.connect(self._identify)
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _old: self._show(now.row())
        )

    def _list(self, row: int = 0) -> None:
        """The lines that the filter lets through, with this one current."""
        wanted = self.filter.currentData()
        self.model.show([line for line in self.run.lines if wanted in (None, line.sort)])
        if self.model.lines:
            self.table.selectRow(min(row, len(self.model.lines) - 1))
            self._show(self.table.currentIndex().row())
        else:
            self._show(-1)
        self._count()

    def _show(self, row: int) -> None:
        self.detail.show_line(self.model.lines[row] if row >= 0 else None)
        self.dismiss.setEnabled(row >= 0)

    def _count(self) -> None:
        """How many go in; the button says it."""
        wanted = len(self.run.wanted)
        self.take.setText(f"导入 {wanted} 张(&I)" if wanted else "导入(&I)")
        self.take.setEnabled(bool(wanted) and not self._closed)

    def _tick_all(self, wanted: bool) -> None:
        for line in self.model.lines:
            line.wanted = wanted and line.importable
        self.model.refresh()

    def _dismiss(self) -> None:
        rows = self.table.rows
        self.run.dismiss([self.model.lines[row] for row in rows])
        self._compare(lambda: self.run.plan(self._planner))
        self._list(min(rows, default=0))

    def _use_template(self, template: str) -> None:
        line, row = self.detail.line, self.table.currentIndex().row()
        if line is not None:
            self._compare(lambda: self.run.use_template(line, template, self._planner))
            self._list(row)

    def _identify(self, form_id: str) -> None:
        line, row = self.detail.line, self.table.currentIndex().row()
        if line is not None:
            self._compare(lambda: self.run.identify(line, form_id, self._planner))
            self._list(row)

    def _compare(self, act: Callable[[], object]) -> None:
        """Asks the store anew; where it fails, all stands as it was compared last."""
        try:
            act()
        except Refused as refused:
            dialogs.tell(self, str(refused))
        self._fill_filter()

    def _fill_filter(self) -> None:
        """All, and each sort that there is, with their numbers."""
        chosen = self.filter.currentData()
        counts = Counter(line.sort for line in self.run.lines)
        self.filter.clear()
        self.filter.addItem(f"全部 {len(self.run.lines)}", None)
        for sort in Sort:
            if counts[sort]:
                self.filter.addItem(f"{sort.value} {counts[sort]}", sort)
        self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))
        self.said.setText(summed_up(self.run.lines))

    def _lay_out(self) -> None:
        space = self.fontMetrics().height()
        column = QVBoxLayout(self)
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space // 2)
        column.addLayout(self._head())
        column.addWidget(self._middle(), 1)
        column.addWidget(self._hint())
        column.addLayout(self._foot())
        fit(self, 104, 50)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self.said, 1)
        head.addWidget(Caption("列出", Tone.MUTED))
        self.filter.setMinimumWidth(9 * em(self))
        head.addWidget(self.filter)
        return head

    def _middle(self) -> QSplitter:
        middle = QSplitter(Qt.Orientation.Horizontal)
        left, right = Card(), Card()
        left.column.addWidget(self.table)
        right.column.addWidget(self.detail)
        for card in (left, right):
            middle.addWidget(card)
        middle.setChildrenCollapsible(False)
        middle.setHandleWidth(self.fontMetrics().height() // 2)
        middle.setSizes([62 * em(self), 40 * em(self)])
        return middle

    def _hint(self) -> Notice:
        return Notice(self._closed or _HINT, Tone.WRONG if self._closed else Tone.MUTED)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self.tick)
        foot.addWidget(self.untick)
        foot.addWidget(self.dismiss)
        foot.addStretch(1)
        foot.addWidget(self.export)
        foot.addWidget(self.take)
        foot.addWidget(button("取消(&C)", self.reject))
        return foot


def ask_import(
    parent: QWidget | None, run: DryRun, planner: Planner, export: Exporter, closed: str
) -> bool:
    """Whether the wanted lines of the run are to go in."""
    return accepted(ImportDialog(run, planner, export, closed, parent))


def summed_up(lines: Sequence[Line]) -> str:
    """从 30 个文件读到 33 张表：新表 20，有改动 8，不能读 2。"""
    files = len({line.arrival.file for line in lines})
    forms = sum(line.form is not None for line in lines)
    counts = Counter(line.sort for line in lines)
    parts = [f"{sort.value} {counts[sort]}" for sort in Sort if counts[sort]]
    return f"从 {files} 个文件读到 {forms} 张表：{'，'.join(parts)}。"
