"""The colours of the window, named by what they are for, and the Qt palettes made of them.

A tone asks the theme in force each time: whatever paints with it follows a change of theme by
itself. What keeps a palette of its own puts its tones on with `wear`.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette

from perfdesk.files.themes import Theme, read_theme, theme_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget


class Tone(Enum):
    """One colour each, by its name in the theme files."""

    WINDOW = "window"  # behind the cards
    PAPER = "paper"  # cards and cells
    HEADER = "header"  # table headers and group labels
    COMPUTED = "computed"  # cells that nobody types into
    LINE = "line"  # between cells
    BORDER = "border"  # around cards and buttons
    FRAME = "frame"  # around what can be typed into or ticked
    TEXT = "text"
    MUTED = "muted"  # labels
    FADED = "faded"  # what cannot be used now
    SUGGESTED = "suggested"  # a computed value that typing would replace
    ACCENT = "accent"  # computed figures, the current cell, the main button
    ACCENT_DEEP = "accent_deep"  # the main button under the mouse
    ON_ACCENT = "on_accent"  # text on the main button
    SELECTED = "selected"  # selected rows and cells
    HOVER = "hover"  # under the mouse
    GOOD = "good"
    GOOD_TINT = "good_tint"
    DIFFERS = "differs"  # typed, and other than suggested
    DIFFERS_TINT = "differs_tint"
    WRONG = "wrong"  # unreadable, not saved
    WRONG_TINT = "wrong_tint"
    DESK = "desk"  # on which printed pages lie
    SHEET = "sheet"  # printed paper, also by night

    __hash__ = object.__hash__  # that of Enum is a call in Python, at every cell painted

    @property
    def color(self) -> QColor:
        """The colour in the theme in force."""
        return IN_FORCE.color(self)


class InForce(QObject):
    """The theme in force: the light one until another is put on.

    Signals:
        changed: There is another one now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None
        self._colors: dict[Tone, QColor] = {}

    @property
    def dark(self) -> bool:
        """Whether it is for the dark."""
        return self._theme is not None and self._theme.dark

    def color(self, tone: Tone) -> QColor:
        """A tone's colour. Raises Refused where the theme's file cannot be used."""
        if self._theme is None:
            self._take(load("light"))
        return self._colors[tone]

    def put_on(self, theme: Theme) -> None:
        """Another theme."""
        if theme != self._theme:
            self._take(theme)
            self.changed.emit()

    def _take(self, theme: Theme) -> None:
        self._theme = theme
        self._colors = {tone: QColor(theme.colors[tone.value]) for tone in Tone}


IN_FORCE = InForce()
_DIRECTLY = Qt.FindChildOption.FindDirectChildrenOnly


def load(name: str) -> Theme:
    """One of our themes, with every tone. Raises Refused."""
    return read_theme(theme_file(name), [tone.value for tone in Tone])


def wear(widget: QWidget, tones: Mapping[QPalette.ColorRole, Tone]) -> None:
    """Gives a widget tones of its own for some roles, now and in every later theme."""
    worn: _Worn | None = widget.findChild(_Worn, options=_DIRECTLY)
    worn = worn or _Worn(widget)
    if not worn.tones.items() >= tones.items():
        worn.tones |= tones
        worn.put_on()


class _Worn(QObject):
    """The tones of one widget, gone with it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.tones: dict[QPalette.ColorRole, Tone] = {}
        IN_FORCE.changed.connect(self.put_on)

    def put_on(self) -> None:
        """The colours as they are now."""
        palette = QPalette()
        for role, tone in self.tones.items():
            palette.setColor(role, tone.color)
        self._widget.setPalette(palette)


_ROLES = {
    QPalette.ColorRole.Window: Tone.WINDOW,
    QPalette.ColorRole.WindowText: Tone.TEXT,
    QPalette.ColorRole.Base: Tone.PAPER,
    QPalette.ColorRole.AlternateBase: Tone.HEADER,
    QPalette.ColorRole.Text: Tone.TEXT,
    QPalette.ColorRole.Button: Tone.PAPER,
    QPalette.ColorRole.ButtonText: Tone.TEXT,
    QPalette.ColorRole.BrightText: Tone.ON_ACCENT,
    QPalette.ColorRole.Highlight: Tone.ACCENT,
    QPalette.ColorRole.HighlightedText: Tone.ON_ACCENT,
    QPalette.ColorRole.ToolTipBase: Tone.PAPER,
    QPalette.ColorRole.ToolTipText: Tone.TEXT,
    QPalette.ColorRole.PlaceholderText: Tone.SUGGESTED,
    QPalette.ColorRole.Link: Tone.ACCENT,
    QPalette.ColorRole.LinkVisited: Tone.ACCENT,
    QPalette.ColorRole.Light: Tone.PAPER,
    QPalette.ColorRole.Midlight: Tone.HEADER,
    QPalette.ColorRole.Mid: Tone.BORDER,
    QPalette.ColorRole.Dark: Tone.BORDER,
    QPalette.ColorRole.Shadow: Tone.BORDER,
}
_FADED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)
#: Menus and lists mark the chosen line with a tint, as the tables do.
_CALM = {
    QPalette.ColorRole.Window: Tone.PAPER,
    QPalette.ColorRole.Highlight: Tone.SELECTED,
    QPalette.ColorRole.HighlightedText: Tone.TEXT,
}
CALM_CLASSES = ("QMenu", "QMenuBar", "QAbstractItemView")


def window_palette() -> QPalette:
    """The palette of the whole program in the theme in force."""
    palette = QPalette()
    for role, tone in _ROLES.items():
        palette.setColor(role, tone.color)
    for role in _FADED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, Tone.FADED.color)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, Tone.HEADER.color)
    return palette


def calm_palette() -> QPalette:
    """The palette of the CALM_CLASSES."""
    palette = window_palette()
    for role, tone in _CALM.items():
        palette.setColor(role, tone.color)
    return palette
