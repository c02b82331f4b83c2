"""Figures of very many forms made anew at once, as after an import or an update: says how far."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from perfdesk.desk import Desk
    from perfdesk.ui.longwork import LongWork


def freshen(desk: Desk, work: LongWork) -> None:
    """Brings the figures of the list up to date. It is not to be cancelled: the list needs them."""
    with suppress(Refused):  # the list itself will say why it cannot be shown
        if desk.store.outdated():  # usually nothing is: no thread is begun for it
            work.run("正在计算各表的得分和审核结果", desk.store.freshen, can_cancel=False)
