"""From one part of the window to the next by a key (F6): Tab stays inside a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAB = Qt.FocusPolicy.TabFocus


def go_to_part(parts: Sequence[QWidget], by: int) -> None:
    """Puts the focus into the next part (1) or the one before (-1); hidden ones are skipped."""
    shown = [part for part in parts if part.isVisible() and _first(part)]
    if not shown:
        return
    focus = shown[0].window().focusWidget()
    here = [n for n, part in enumerate(shown) if part is focus or part.isAncestorOf(focus)]
    there = (here[0] + by) % len(shown) if here else 0
    if first := _first(shown[there]):
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _first(part: QWidget) -> QWidget | None:
    """The first widget of a part that takes the focus by Tab: itself, or one inside."""
    inside = (part, *part.findChildren(QWidget))
    return next((one for one in inside if one.focusPolicy() & _TAB and one.isVisible()), None)
