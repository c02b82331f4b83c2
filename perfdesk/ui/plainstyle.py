"""Qt's own style for what we paint ourselves: it does not ask ours, in Python, at every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStyleFactory

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def paint_alone(widget: QWidget) -> None:
    """For a widget without frame, icons or indicators; its scroll bars and menus keep ours."""
    widget.setStyle(QStyleFactory.create("Fusion"))  # the widget's own: it goes with it
