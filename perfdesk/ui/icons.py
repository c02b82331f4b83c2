"""Our icons: drawn from `resources/icons` in the ink of the theme in force, sharp at any scale."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QStyle

from perfdesk.files.locate import resource
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from pathlib import Path

#: The icon of each action that has one, by the action's key; of a submenu by its name.
ICONS = {
    "new": "new",
    "open": "open",
    "sample": "sample",
    "save": "save",
    "print_one": "print",
    "print_all": "print",
    "export_one": "export",
    "export_all": "export",
    "print_chosen": "print",
    "export_chosen": "export",
    "export_each": "export",
    "document_one": "export",
    "document_all": "export",
    "document_chosen": "export",
    "document_each": "export",
    "summary_all": "export",
    "hand_out": "export",
    "quit": "quit",
    "undo": "undo",
    "redo": "redo",
    "cut": "cut",
    "copy": "copy",
    "copy_table": "copy",
    "paste": "paste",
    "clear": "clear",
    "fill_down": "fill_down",
    "fill_right": "fill_right",
    "insert_row": "insert_row",
    "delete_rows": "delete_rows",
    "move_up": "move_up",
    "move_down": "move_down",
    "spread_equal": "spread",
    "spread_proportional": "spread",
    "find": "search",
    "palette": "search",
    "previous": "previous",
    "next": "next",
    "form_up": "move_up",
    "form_down": "move_down",
    "duplicate": "duplicate",
    "carry_over": "carry_over",
    "switch_template": "switch_template",
    "check": "check",
    "check_all": "check_all",
    "report": "report",
    "archive": "archive",
    "send_back": "send_back",
    "next_finding": "next_finding",
    "previous_finding": "previous_finding",
    "audit_pdf": "print",
    "audit_book": "export",
    "rules": "settings",
    "explain": "help",
    "history": "history",
    "backups": "backup",
    "remove": "remove",
    "removed": "removed",
    "fold": "fold",
    "side": "side",
    "外观": "theme",
    "导出 Excel": "export",
    "导出 Word": "export",
    "settings": "settings",
    "help": "help",
    "about": "about",
}
#: The icons of messages and fields, by what Qt calls them, with their ink.
MESSAGE_ICONS = {
    QStyle.StandardPixmap.SP_MessageBoxQuestion: ("help", Tone.ACCENT),
    QStyle.StandardPixmap.SP_MessageBoxInformation: ("about", Tone.ACCENT),
    QStyle.StandardPixmap.SP_MessageBoxWarning: ("warning", Tone.DIFFERS),
    QStyle.StandardPixmap.SP_MessageBoxCritical: ("warning", Tone.WRONG),
    QStyle.StandardPixmap.SP_LineEditClearButton: ("close", Tone.MUTED),
}
#: The program's own, in colours of its own.
PROGRAM = "perfdesk"
_PROGRAM_SIZES = (16, 24, 32, 48, 64, 128, 256)


def icon_file(name: str) -> Path:
    """Where an icon lies."""
    return resource("icons", f"{name}.svg")


def icon(name: str, ink: Tone = Tone.TEXT) -> QIcon:
    """An icon in one tone, faded where it is disabled; it follows every change of theme."""
    return QIcon(_Engine(name, ink))


def program_icon() -> QIcon:
    """The icon of the windows."""
    found = QIcon()
    for side in _PROGRAM_SIZES:
        found.addPixmap(QPixmap.fromImage(_drawn(PROGRAM, "", side)))
    return found


class _Engine(QIconEngine):
    """Draws one icon whenever Qt asks for it: nothing is kept that a theme could outlive."""

    def __init__(self, name: str, ink: Tone) -> None:
        super().__init__()
        self._name, self._ink = name, ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Into a painter, in its device's own pixels."""
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.pixmap(rect.size() * scale, mode, state))

    def pixmap(
        self,
        size: QSize,
        mode: QIcon.Mode,
        state: QIcon.State,  # noqa: ARG002 - on and off look alike
    ) -> QPixmap:
        """As large as fits into so many device pixels."""
        tone = Tone.FADED if mode == QIcon.Mode.Disabled else self._ink
        side = min(size.width(), size.height())
        return QPixmap.fromImage(_drawn(self._name, tone.color.name(), side))

    def clone(self) -> QIconEngine:
        """Another of the same."""
        return _Engine(self._name, self._ink)


@lru_cache(maxsize=1024)
def _drawn(name: str, ink: str, side: int) -> QImage:
    """The drawing in an ink (`#rrggbb`, '' for its own colours), `side` pixels wide and high."""
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing = icon_file(name).read_text(encoding="utf-8").replace("currentColor", ink)
    QSvgRenderer(drawing.encode()).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image
