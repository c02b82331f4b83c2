"""What the menus send out (打印、导出): the form shown, those chosen, those listed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from perfdesk.files.templates import library
from perfdesk.ui.printscopes import Scope, Scopes, scopes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.form import Form
    from perfdesk.ui.window import MainWindow


class OutgoingActions:
    """Says which forms; raises Refused and Cancelled, which the window tells."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it."""
        out = self._window.outgoing
        return {
            "print_one": partial(self.print_from, Scope.SHOWN),
            "print_chosen": partial(self.print_from, Scope.CHOSEN),
            "print_all": partial(self.print_from, Scope.LISTED),
            "export_one": lambda: out.export_to(self._shown()),
            "export_chosen": lambda: out.export_to(self._chosen()),
            "export_all": lambda: out.export_to(self._window.listed()),
            "export_each": lambda: out.export_each(self._window.listed(), ".xlsx"),
            "document_one": lambda: out.document_to(self._shown()),
            "document_chosen": lambda: out.document_to(self._chosen()),
            "document_all": lambda: out.document_to(self._window.listed()),
            "document_each": lambda: out.export_each(self._window.listed(), ".docx"),
            "summary_all": self._sum_up,
            "hand_out": self._hand_out,
            "copy_table": self._copy_table,
        }

    def print_from(self, scope: Scope) -> None:
        """Asks how; where nothing more is chosen than the form shown, that one."""
        scopes = self.scopes()
        nothing_more = scope is Scope.CHOSEN and not scopes.ids[scope]
        self._window.outgoing.print_from(scopes, Scope.SHOWN if nothing_more else scope)

    def scopes(self) -> Scopes:
        """Which forms may be printed now."""
        window, document = self._window, self._window.settled()
        return scopes_of(window.panel, document.form.id if document else "", window.desk.current)

    def _sum_up(self) -> None:
        forms, panel = self._window.listed(), self._window.panel
        states = {key: panel.model.line(row).state for row, key in enumerate(panel.ids)}
        self._window.outgoing.summary_to(forms, [states[form.id] for form in forms])

    def _hand_out(self) -> None:
        """Blank ones can be handed out before there is any form."""
        document = self._window.settled()
        scopes, like = self.scopes(), document.form if document else None
        self._window.outgoing.hand_out(library().newest_first(), scopes, like)

    def _copy_table(self) -> None:
        for form in self._shown():
            self._window.outgoing.copy_table(form)

    def _shown(self) -> list[Form]:
        document = self._window.settled()
        return [document.form] if document else []

    def _chosen(self) -> list[Form]:
        """The forms selected in the list, in its order."""
        self._window.view.settle()
        return self._window.desk.current(self._window.panel.list.chosen_ids)
