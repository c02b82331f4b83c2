"""What stood half typed when the program died is offered at the next start (恢复)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import UnknownCell, text_at
from perfdesk.core.document import Closed
from perfdesk.core.telling import cell_name
from perfdesk.files.errors import Refused
from perfdesk.ui import dialogs
from perfdesk.ui.forms import shown_name
from perfdesk.ui.recoverydialog import Offer, ask_recovery

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
    offers = [_offer(window.desk, note) for note in notes]
    answers = ask_recovery(window, offers)
    if answers is None:
        return
    problems, taken = [], []
    for offer, take in zip(offers, answers, strict=True):
        note = offer.note
        try:
            if take:
                window.keeper(note.form_id)
            window.desk.finish_half_typed(note, take)
        except (Closed, Refused) as refused:
            problems.append(f"{offer.name}：{refused}")
        else:
            taken += [note.form_id] if take else []
    window.show_forms(taken)
    if problems:
        dialogs.inform(window, "没有恢复：", problems)


def _offer(desk: Desk, note: HalfTyped) -> Offer:
    """The note as 职工培训 · 第 3 行得分, with what stands there now."""
    forms = desk.current([note.form_id])
    if not forms:
        return Offer(note, _GONE, None)
    [form] = forms
    name = f"{shown_name(form.project_name)} · {cell_name(note.address, form)}"
    try:
        return Offer(note, name, text_at(form, note.address))
    except UnknownCell:
        return Offer(note, name, None)
