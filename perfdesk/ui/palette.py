"""The colours of the window, named by what they are for, and the Qt palette made of them."""

from __future__ import annotations

from enum import Enum

from PySide6.QtGui import QColor, QPalette


class Tone(Enum):
    """One colour each; text tones reach contrast 4.5 on every tint a cell may have."""

    WINDOW = "#f3f5f7"  # behind the cards
    PAPER = "#ffffff"  # cards and cells
    HEADER = "#f6f8fa"  # table headers and group labels
    COMPUTED = "#f1f6fb"  # cells that nobody types into
    LINE = "#e3e8ee"  # between cells
    BORDER = "#d5dce4"  # around cards
    TEXT = "#1b2733"
    MUTED = "#5c6b7a"  # labels
    SUGGESTED = "#5c6a80"  # a computed value that typing would replace
    ACCENT = "#1a5f92"  # computed figures, the current cell
    SELECTED = "#e3eef8"  # selected rows and cells
    GOOD = "#1d7a43"
    GOOD_TINT = "#e6f4ea"
    DIFFERS = "#a84a08"  # typed, and other than suggested
    DIFFERS_TINT = "#fdf1e2"
    WRONG = "#c0272d"  # unreadable, not saved
    WRONG_TINT = "#fdeceb"

    @property
    def color(self) -> QColor:
        """The colour for Qt."""
        return QColor(self.value)


_ROLES = {
    QPalette.ColorRole.Window: Tone.WINDOW,
    QPalette.ColorRole.WindowText: Tone.TEXT,
    QPalette.ColorRole.Base: Tone.PAPER,
    QPalette.ColorRole.AlternateBase: Tone.HEADER,
    QPalette.ColorRole.Text: Tone.TEXT,
    QPalette.ColorRole.Button: Tone.WINDOW,
    QPalette.ColorRole.ButtonText: Tone.TEXT,
    QPalette.ColorRole.BrightText: Tone.PAPER,
    QPalette.ColorRole.Highlight: Tone.ACCENT,
    QPalette.ColorRole.HighlightedText: Tone.PAPER,
    QPalette.ColorRole.ToolTipBase: Tone.PAPER,
    QPalette.ColorRole.ToolTipText: Tone.TEXT,
    QPalette.ColorRole.PlaceholderText: Tone.SUGGESTED,
    QPalette.ColorRole.Link: Tone.ACCENT,
    QPalette.ColorRole.Light: Tone.PAPER,
    QPalette.ColorRole.Midlight: Tone.HEADER,
    QPalette.ColorRole.Mid: Tone.BORDER,
    QPalette.ColorRole.Dark: Tone.BORDER,
}
_FADED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def light_palette() -> QPalette:
    """The light palette of the whole program."""
    palette = QPalette()
    for role, tone in _ROLES.items():
        palette.setColor(role, tone.color)
    for role in _FADED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#a3adb8"))
    return palette
