"""The audit in the window (审核): of one finding, of all forms listed, its report, its rules."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from perfdesk.core.accounts import unit_years
from perfdesk.files.templates import library
from perfdesk.ui.accountsdialog import ask_accounts
from perfdesk.ui.checkdialog import CheckDialog
from perfdesk.ui.findingactions import FindingActions
from perfdesk.ui.rulesdialog import ask_rules
from perfdesk.ui.unitfindings import checked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal
    from pathlib import Path

    from perfdesk.core.accounts import UnitYear
    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form
    from perfdesk.files.errors import Refused
    from perfdesk.runner import Progress
    from perfdesk.ui.window import MainWindow

_NONE_LISTED = "没有列出可以审核的表"


class Checking:
    """One dialog for one window; what is done raises Refused and Cancelled, which it tells."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.dialog: CheckDialog | None = None
        self.findings = FindingActions(window)
        window.side.findings.pointed.connect(self._point)

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it."""
        return self.findings.handlers | {
            "check_all": self.run,
            "audit_pdf": partial(self.report_chosen, ".pdf"),
            "audit_book": partial(self.report_chosen, ".xlsx"),
            "rules": self.rules,
        }

    def run(self) -> None:
        """Checks what is listed now. Raises Cancelled."""
        forms = self._window.listed()
        if not forms:
            self._window.say(_NONE_LISTED)
            return
        beside, accounts = self._around(forms)

        def work(progress: Progress) -> list[tuple[Finding, ...] | Refused]:
            return self._window.jobs.check_forms(forms, beside, accounts, progress)

        found = self._window.work.run(f"正在审核 {len(forms)} 张表", work)
        dialog = self._shown()
        dialog.show_lines(checked(forms, found))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def rules(self) -> None:
        """The rules, to change; then all that is open and listed is checked by them."""
        window = self._window
        window.settled()
        if ask_rules(window):
            window.desk.rules_changed()
            window.show_anew()
            if self.dialog is not None and self.dialog.isVisible():
                self.run()

    def report_chosen(self, ending: str) -> None:
        """The report on the forms selected in the list, else on the one shown."""
        self._window.settled()
        self._report(ending, self._window.desk.current(self._window.chosen_ids()))

    def _report(self, ending: str, forms: Sequence[Form]) -> None:
        beside, accounts = self._around(forms)

        def write(some: Sequence[Form], target: Path, progress: Progress) -> list[str]:
            return self._window.jobs.audit_report(some, beside, accounts, target, progress)

        self._window.outgoing.audit_to(forms, ending, write)

    def _around(self, forms: Sequence[Form]) -> tuple[list[Form], dict[UnitYear, Decimal]]:
        """What the forms are compared with: others of the unit, figures of the final accounts."""
        entered = self._window.desk.accounts()
        accounts = {key: one.value for key, one in entered.items() if one.value is not None}
        return self._window.desk.beside(forms), accounts

    def leave(self) -> None:
        """The window is being closed."""
        if self.dialog is not None:
            self.dialog.close()

    def enter_accounts(self) -> None:
        """Asks for the figures of the final accounts; then all is checked once more."""
        forms = self._window.listed()
        desk = self._window.desk
        known = [form for form in (*forms, *desk.beside(forms)) if library().mark(form.template)]
        items = [(form, library().get(form.template)) for form in known]
        wanted = {(form.unit, form.year) for form in forms if form.year is not None}
        before = unit_years(items, wanted, desk.accounts())
        after = ask_accounts(self.dialog, before)
        if after is None or after == before:
            return
        for old, new in zip(before, after, strict=True):
            if old != new:
                desk.enter_account(new.unit, new.year, new.figure)
        self.run()

    def _point(self, cells: frozenset[str]) -> None:
        """The cells that the current finding speaks of have a tint of their own.

        They are only painted anew: cells told of as changed would take the text of an open editor.
        """
        for grid in self._window.view.grids:
            if grid.cells.pointed != cells:
                grid.cells.pointed = cells
                grid.viewport().update()

    def _shown(self) -> CheckDialog:
        """The dialog, made when it is first wanted."""
        if self.dialog is None:
            window = self._window
            dialog = self.dialog = CheckDialog(window)
            dialog.chosen.connect(self._go_to)
            dialog.again.connect(partial(window.attempt, self.run))
            dialog.report_wanted.connect(
                lambda ending: window.attempt(lambda: self._report(ending, window.listed()))
            )
            dialog.accounts_wanted.connect(partial(window.attempt, self.enter_accounts))
        return self.dialog

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
