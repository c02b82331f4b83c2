"""The check of all forms listed (检查列出的表): a table that stays while one mends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from perfdesk.ui.checkmodel import COLUMNS, CheckModel, checked, summed_up
from perfdesk.ui.dialogparts import PlainTable, button, fit
from perfdesk.ui.palette import Tone
from perfdesk.ui.widgets import Caption, Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from perfdesk.ui.checkmodel import Checked
    from perfdesk.ui.window import MainWindow

_HINT = "单击一行，转到这张表的第一条发现。"


class CheckDialog(QDialog):
    """The results.

    Signals:
        chosen: The id of a form, and the address of its first finding or ''.
        again: The person wants all of it checked once more.
    """

    chosen = Signal(str, str)
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("检查结果")
        self.model = CheckModel(self)
        self.table = PlainTable(self.model, "检查结果", [column.width for column in COLUMNS])
        self.table.setSelectionBehavior(PlainTable.SelectionBehavior.SelectRows)
        self.said = Caption("", bold=True)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._choose)
        self._lay_out()

    def show_lines(self, lines: Sequence[Checked]) -> None:
        """Results of another check."""
        self.model.show(lines)
        self.said.setText(summed_up(lines))
        if lines:
            self.table.selectRow(0)

    def _choose(self, index: QModelIndex) -> None:
        line = self.model.lines[index.row()]
        self.chosen.emit(line.form_id, line.first.where if line.first else "")

    def _lay_out(self) -> None:
        space = self.fontMetrics().height()
        card, ways, column = Card(), QHBoxLayout(), QVBoxLayout(self)
        card.column.addWidget(self.table)
        ways.addWidget(Caption(_HINT, Tone.MUTED), 1)
        ways.addWidget(button("重新检查(&A)", self.again.emit))
        ways.addWidget(button("关闭(&C)", self.close))
        column.setContentsMargins(space, space, space, space)
        column.setSpacing(space // 2)
        column.addWidget(self.said)
        column.addWidget(card, 1)
        column.addLayout(ways)
        fit(self, 60, 30)


class CheckAll:
    """Checks the forms listed and shows what was found; one dialog for one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.dialog: CheckDialog | None = None

    def run(self) -> None:
        """Checks what is listed now. Raises Cancelled."""
        forms = self._window.listed()
        if not forms:
            self._window.say("没有列出可以检查的表")
            return
        words = f"正在检查 {len(forms)} 张表"
        work, check = self._window.work, self._window.jobs.check_forms
        found = work.run(words, lambda progress: check(forms, progress))
        if self.dialog is None:
            self.dialog = CheckDialog(self._window)
            self.dialog.chosen.connect(self._go_to)
            self.dialog.again.connect(lambda: self._window.attempt(self.run))
        self.dialog.show_lines(checked(forms, found))
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def leave(self) -> None:
        """The window is being closed."""
        if self.dialog is not None:
            self.dialog.close()

    def _go_to(self, form_id: str, address: str) -> None:
        panel = self._window.panel
        row = panel.model.row_of(form_id)
        if row >= 0:
            panel.list.choose(row)
        else:  # other forms are listed by now
            panel.show_forms([form_id])
        document = self._window.document
        if address and document is not None and document.form.id == form_id:
            self._window.view.go_to(address)
