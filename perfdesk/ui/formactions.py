"""What the menus do with a whole form: its state, its history, removing it, bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.state import MOVES, State, needs_reason
from perfdesk.store.listing import Wanted
from perfdesk.ui.backupsdialog import BackupsDialog
from perfdesk.ui.forms import shown_name
from perfdesk.ui.historydialog import HistoryDialog
from perfdesk.ui.reasondialog import ask_reason
from perfdesk.ui.removeddialog import ask_removed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from perfdesk.core.document import Document
    from perfdesk.ui.window import MainWindow

#: Action → the state that it leads to.
STATES = {
    "check": State.CHECKED,
    "report": State.REPORTED,
    "archive": State.ARCHIVED,
    "send_back": State.DRAFT,
}


class FormActions:
    """Acts on the form shown. Raises Closed, WrongMove and Refused, which the window tells."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk

    def move(self, key: str) -> None:
        """Moves the form to the action's state; asks for a reason where one is needed."""
        document, state, reason = self._window.ready(), STATES[key], ""
        if document is None:
            return
        before = document.state
        if needs_reason(before, state):
            question = f"这张表是“{before.label}”。请写明退回修改的原因："
            found = ask_reason(self._window, "退回修改", question)
            if found is None:
                return
            reason = found
        self._desk.move_to(document.form.id, state, reason)
        self._window.say(f"{before.label} → {state.label}")

    def history(self) -> None:
        """The form's steps."""
        if document := self._window.ready():
            dialog = HistoryDialog(self._desk, document.form.id, self._window)
            dialog.exec()
            dialog.deleteLater()

    def backups(self) -> None:
        """The backups of the whole store; after restoring, everything is shown anew."""
        self._window.ready()
        dialog = BackupsDialog(self._desk, self._window.timers.backups, self._window)
        dialog.restored.connect(self._window.show_anew)
        dialog.exec()
        dialog.deleteLater()

    def remove(self) -> None:
        """Takes the form off the list; the one after it is shown."""
        document = self._window.ready()
        if document is None:
            return
        form, panel = document.form, self._window.panel
        row = panel.model.row_of(form.id)
        self._desk.remove(form.id)
        self._window.show_anew()
        panel.choose_near(max(row, 0))
        name = shown_name(form.project_name)
        self._window.say(f"已删除“{name}”，可以用“数据 → 已删除的表”放回")

    def bring_back(self) -> None:
        """Shows the removed forms and brings back those chosen."""
        self._window.ready()
        chosen = ask_removed(self._window, self._desk.forms(Wanted(removed=True)))
        for form_id in chosen:
            self._desk.bring_back(form_id)
        if chosen:
            self._window.show_forms(chosen)


def enable_states(actions: Mapping[str, QAction], document: Document | None) -> None:
    """Only the ways that lead on from the document's state."""
    ways = MOVES[document.state] if document and not document.read_only else ()
    for key, state in STATES.items():
        actions[key].setEnabled(state in ways)
