"""Says what happened to many cells: one short sentence in the status bar, more in a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.ui import dialogs

if TYPE_CHECKING:
    from perfdesk.core.placing import Placed
    from perfdesk.ui.window import MainWindow

_SHORT = 40  # characters that the status bar has room for


def tell_account(window: MainWindow, placed: Placed, verb: str) -> None:
    """`verb` is what was done: 粘贴."""
    sentences = placed.account.sentences()
    done = f"已{verb} {placed.account.filled} 个单元格" if placed.edit else ""
    if not sentences:
        window.say(done or "内容相同，没有变化")
    elif len(sentences) == 1 and len(sentences[0]) <= _SHORT:
        window.say("；".join(part for part in (done, sentences[0]) if part))
    else:
        dialogs.inform(window, f"{done or f'没有{verb}'}，请留意：", sentences)
