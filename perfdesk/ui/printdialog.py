"""The print dialog (打印): which forms, where to, how; beside it the pages that will come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from perfdesk.ui import printing
from perfdesk.ui.bookletview import BookletView
from perfdesk.ui.dialogparts import Reading, accepted, button, em, fit
from perfdesk.ui.printchoice import PrintOrder
from perfdesk.ui.printoptions import PrintOptions
from perfdesk.ui.widgets import Caption, Card

if TYPE_CHECKING:
    from perfdesk.core.form import Form
    from perfdesk.ui.jobs import Jobs
    from perfdesk.ui.printchoice import PrintChoice
    from perfdesk.ui.printscopes import Scope, Scopes

_TO_FILE, _TO_PRINTER = "生成 PDF…(&P)", "打印(&P)"


class PrintDialog(QDialog):
    """Left the options, right the preview."""

    def __init__(
        self,
        jobs: Jobs,
        scopes: Scopes,
        scope: Scope,
        choice: PrintChoice,
        parent: QWidget | None = None,
    ) -> None:
        """`scopes` has some form; `scope` is chosen first where it has any."""
        super().__init__(parent)
        self.setWindowTitle("打印")
        self.options = PrintOptions(printing.printers(), jobs.fonts(), scopes, scope, choice)
        self.preview = BookletView(jobs.booklet)
        self.heading = Caption("打印前请看：", bold=True)
        self.notes = Reading("打印前请看", most=4)
        self.ok = button("", self.accept, default=True)
        self._scopes = scopes
        self.order = PrintOrder(self._read(), self.options.choice)
        self._lay_out()
        self.options.changed.connect(self._follow)
        self.preview.made.connect(self._show_notes)
        self._follow()
        self._show_pages()
        self.ok.setFocus()

    def _follow(self) -> None:
        """Another choice; pages that stay as they are are not laid out anew."""
        before, choice = self.order, self.options.choice
        forms = before.forms if self._scope is self.options.scope else self._read()
        self.order = PrintOrder(forms, choice)
        self.ok.setText(_TO_PRINTER if choice.printer else _TO_FILE)
        if forms is not before.forms or choice.on_pages != before.choice.on_pages:
            self._show_pages()

    def _read(self) -> tuple[Form, ...]:
        self._scope = self.options.scope
        return tuple(self._scopes.forms(self._scope))

    def _show_pages(self) -> None:
        """Converted sums are to be seen before they can be printed."""
        self.ok.setEnabled(bool(self.order.forms) and not self.order.choice.template)
        self.preview.show_order(self.order)

    def _show_notes(self, notes: tuple[str, ...]) -> None:
        self.notes.show_text("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.heading.setVisible(bool(notes))
        self.ok.setEnabled(bool(self.order.forms))

    def _lay_out(self) -> None:
        space = self.fontMetrics().height()
        left, row = QVBoxLayout(), QHBoxLayout(self)
        ways = QHBoxLayout()
        ways.addStretch(1)
        ways.addWidget(self.ok)
        ways.addWidget(button("取消(&C)", self.reject))
        left.setSpacing(space // 2)
        left.addWidget(self.options)
        left.addWidget(self.heading)
        left.addWidget(self.notes)
        left.addStretch(1)
        left.addLayout(ways)
        self.heading.hide()
        self.notes.hide()
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(26 * em(self))
        card = Card()
        card.column.setContentsMargins(space // 2, space // 2, space // 2, space // 2)
        card.column.addWidget(self.preview)
        row.setSpacing(space)
        row.addWidget(side)
        row.addWidget(card, 1)
        fit(self, 78, 46)


def ask_print(
    parent: QWidget | None, jobs: Jobs, scopes: Scopes, scope: Scope, choice: PrintChoice
) -> PrintOrder | None:
    """What to print and how; None if the person thought better of it. `choice` is the last one."""
    dialog = PrintDialog(jobs, scopes, scope, choice, parent)
    return dialog.order if accepted(dialog) else None
