"""What stood half typed when the program died is offered at the next start (恢复)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.document import Closed
from perfdesk.core.telling import cell_name
from perfdesk.files.errors import Refused
from perfdesk.ui import dialogs
from perfdesk.ui.forms import shown_name
from perfdesk.ui.recoverydialog import ask_recovery

if TYPE_CHECKING:
    from perfdesk.desk import Desk
    from perfdesk.store.records import HalfTyped
    from perfdesk.ui.window import MainWindow

_GONE = "（数据库里已没有这张表）"


def offer_half_typed(window: MainWindow) -> None:
    """Asks which notes to take; taken ones are typed, as steps that can be undone.

    Raises Refused where the notes cannot be read.
    """
    notes = window.desk.half_typed()
    if not notes:
        return
    named = {note: _name(window.desk, note) for note in notes}
    answers = ask_recovery(window, notes, named.__getitem__)
    if answers is None:
        return
    problems, taken = [], []
    for note, take in zip(notes, answers, strict=True):
        try:
            if take:
                window.keeper(note.form_id)
            window.desk.finish_half_typed(note, take)
        except (Closed, Refused) as refused:
            problems.append(f"{named[note]}：{refused}")
        else:
            taken += [note.form_id] if take else []
    window.show_forms(taken)
    if problems:
        dialogs.inform(window, "没有恢复：", problems)


def _name(desk: Desk, note: HalfTyped) -> str:
    """职工培训 · 第 3 行得分."""
    forms = desk.current([note.form_id])
    if not forms:
        return _GONE
    return f"{shown_name(forms[0].project_name)} · {cell_name(note.address, forms[0])}"
