"""Which chapter of the manual speaks of which part of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.ui.helpbook import Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from perfdesk.ui.window import MainWindow

SHORTCUTS = Place("shortcuts.md")
_WINDOW = Place("window.md")
_LIST = Place("window.md", "年度、查找、筛选")
_TYPING = Place("typing.md", "填数")
_BLOCKS = Place("typing.md", "像 Excel 一样填")
_FINDINGS = Place("audit.md")
_PRINTED = Place("printing.md")
TOPICS = (SHORTCUTS, _WINDOW, _LIST, _TYPING, _BLOCKS, _FINDINGS, _PRINTED)


def topic_of(window: MainWindow) -> Place:
    """The place in the manual on the part with the focus."""
    view, side = window.view, window.side
    parts: tuple[tuple[QWidget, Place], ...] = (
        (window.panel, _LIST),
        (side.findings, _FINDINGS),
        (side.preview, _PRINTED),
        (view.indicators, _BLOCKS),
        (view, _TYPING),
    )
    focus: QWidget | None = window.focusWidget()
    if focus is None or window.document is None:
        return _WINDOW
    around = (place for part, place in parts if part is focus or part.isAncestorOf(focus))
    return next(around, _WINDOW)
