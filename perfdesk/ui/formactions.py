"""What the menus do with whole forms: states, history, removing, bringing back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from perfdesk.core.document import Closed
from perfdesk.core.state import MOVES, State, WrongMove, needs_reason
from perfdesk.files.errors import Refused
from perfdesk.store.listing import Wanted
from perfdesk.ui import dialogs
from perfdesk.ui.backupsdialog import BackupsDialog
from perfdesk.ui.dialogparts import busy
from perfdesk.ui.forms import shown_name
from perfdesk.ui.historydialog import HistoryDialog
from perfdesk.ui.reasondialog import ask_reason
from perfdesk.ui.removeddialog import ask_removed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QAction

    from perfdesk.ui.window import MainWindow

#: Action → the state that it leads to.
STATES = {
    "check": State.CHECKED,
    "report": State.REPORTED,
    "archive": State.ARCHIVED,
    "send_back": State.DRAFT,
}
_BACKING_UP = "正在备份"
_NONE_CHOSEN = "请先在左边选中要删除的表。"


class FormActions:
    """Acts on the forms selected. Raises Closed, WrongMove and Refused, which the window tells."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk
        self._back_up = partial(window.work.run, _BACKING_UP, can_cancel=False)

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it."""
        moves = {key: partial(self.move, key) for key in STATES}
        return moves | {
            "history": self.history,
            "backups": self.backups,
            "remove": self.remove,
            "removed": self.bring_back,
        }

    def move(self, key: str) -> None:
        """Moves the selected forms to the action's state; asks for a reason where one is needed."""
        self._window.settled()
        state = STATES[key]
        able = [item for item in self._chosen() if state in MOVES[item.state]]
        if not able:
            return
        reason = ""
        if any(needs_reason(item.state, state) for item in able):
            found = ask_reason(self._window, "退回修改", _question(able))
            if found is None:
                return
            reason = found
        if len(able) == 1:
            self._desk.move_to(able[0].id, state, reason)
            self._window.say(f"{able[0].state.label} → {state.label}")
        else:
            self._move_many(able, state, reason)

    def _move_many(self, able: Sequence[_Chosen], state: State, reason: str) -> None:
        """Each form for itself, after a backup; those that cannot be moved are named."""
        left = []
        self._desk.back_up_before(len(able), self._back_up)
        with busy():
            for item in able:
                try:
                    self._desk.move_to(item.id, state, reason)
                except (Refused, Closed, WrongMove) as refused:
                    left.append(f"{item.name}：{refused}")
        self._window.show_forms(())
        self._window.say(f"{len(able) - len(left)} 张表已变为“{state.label}”")
        if left:
            dialogs.inform(self._window, f"{len(left)} 张表的状态没有变：", left)

    def history(self) -> None:
        """The form's steps."""
        if document := self._window.settled():
            dialog = HistoryDialog(self._desk, document.form.id, self._window)
            dialog.exec()
            dialog.deleteLater()

    def backups(self) -> None:
        """The backups of the whole store; after restoring, everything is shown anew."""
        self._window.settled()
        dialog = BackupsDialog(self._desk, self._window.timers.backups, self._window)
        dialog.restored.connect(self._window.show_anew)
        dialog.exec()
        dialog.deleteLater()

    def remove(self) -> None:
        """Takes the selected forms off the list at once, as a step; the one after is shown."""
        self._window.settled()
        chosen = self._chosen()
        able = [item for item in chosen if not item.state.closed_because]
        if not able:
            raise Closed(next((item.state.closed_because for item in chosen), _NONE_CHOSEN))
        row = min(item.row for item in able)
        self._desk.remove_all([item.id for item in able], self._back_up)
        self._window.show_anew()
        self._window.panel.choose_near(max(row, 0))
        what = f"“{able[0].name}”" if len(able) == 1 else f" {len(able)} 张表"
        left = len(chosen) - len(able)
        more = f"；{left} 张已上报或归档，没有删除" if left else ""
        self._window.say(f"已删除{what}{more}，Ctrl+Z 可撤销")

    def bring_back(self) -> None:
        """Shows the removed forms and brings back those chosen."""
        self._window.settled()
        chosen = ask_removed(self._window, self._desk.forms(Wanted(removed=True)))
        if chosen:
            self._desk.bring_back_all(chosen)
            self._window.show_forms(chosen, select=True)

    def enable_states(self, actions: Mapping[str, QAction]) -> None:
        """Only the ways that lead on from the state of a selected form."""
        chosen = [] if self._desk.read_only else self._chosen()
        ways = {state for item in chosen for state in MOVES[item.state]}
        for key, state in STATES.items():
            actions[key].setEnabled(state in ways)

    def _chosen(self) -> list[_Chosen]:
        """The forms selected in the list, else the one shown, which need not be listed."""
        panel, document = self._window.panel, self._window.document
        rows = [panel.model.row_of(form_id) for form_id in panel.list.chosen_ids]
        if len(rows) > 1 or (document is None and rows):
            lines = [(row, panel.model.line(row)) for row in rows]
            return [
                _Chosen(panel.model.id_at(row), line.name, line.state, row) for row, line in lines
            ]
        if document is None:
            return []
        form = document.form
        row = panel.model.row_of(form.id)
        return [_Chosen(form.id, shown_name(form.project_name), document.state, row)]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A form to act on, and where it stands in the list, -1 for nowhere."""

    id: str
    name: str
    state: State
    row: int


def _question(able: Sequence[_Chosen]) -> str:
    if len(able) == 1:
        return f"这张表是“{able[0].state.label}”。请写明退回修改的原因："
    return f"选中的 {len(able)} 张表里有已锁定的。请写明退回修改的原因："
