"""The colours: every text can be read wherever it stands, by day and by night."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from perfdesk.ui.palette import IN_FORCE, Tone, load, wear, window_palette

#: The grounds on which each text stands.
_GROUNDS = {
    Tone.TEXT: (
        *(Tone.WINDOW, Tone.PAPER, Tone.HEADER, Tone.COMPUTED, Tone.SELECTED, Tone.HOVER),
        *(Tone.GOOD_TINT, Tone.DIFFERS_TINT, Tone.WRONG_TINT, Tone.DESK),
    ),
    Tone.MUTED: (Tone.WINDOW, Tone.PAPER, Tone.HEADER, Tone.COMPUTED, Tone.SELECTED, Tone.HOVER),
    Tone.SUGGESTED: (Tone.PAPER, Tone.HEADER, Tone.COMPUTED, Tone.SELECTED),
    Tone.ACCENT: (Tone.WINDOW, Tone.PAPER, Tone.HEADER, Tone.COMPUTED, Tone.SELECTED, Tone.HOVER),
    Tone.ON_ACCENT: (Tone.ACCENT, Tone.ACCENT_DEEP),
    Tone.GOOD: (Tone.WINDOW, Tone.PAPER, Tone.HEADER, Tone.SELECTED, Tone.GOOD_TINT),
    Tone.DIFFERS: (
        *(Tone.WINDOW, Tone.PAPER, Tone.HEADER, Tone.COMPUTED, Tone.SELECTED),
        Tone.DIFFERS_TINT,
    ),
    Tone.WRONG: (
        *(Tone.WINDOW, Tone.PAPER, Tone.HEADER, Tone.COMPUTED, Tone.SELECTED),
        Tone.WRONG_TINT,
    ),
}
#: What carries a meaning without being text: frames of fields, the focus, scroll bars in hand.
_MARKS = {
    Tone.FRAME: (Tone.PAPER, Tone.HEADER),
    Tone.ACCENT: (Tone.WINDOW, Tone.PAPER, Tone.DESK, Tone.LINE),
}
_THEMES = ("light", "dark")


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: str, one: Tone, other: Tone) -> float:
    colors = load(theme).colors
    darker, lighter = sorted(luminance(colors[tone.value]) for tone in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(autouse=True)
def _light(application: QApplication) -> Iterator[None]:  # noqa: ARG001 - dressed
    yield
    IN_FORCE.put_on(load("light"))


@pytest.mark.parametrize("theme", _THEMES)
def test_every_text_can_be_read_on_every_ground(theme: str) -> None:
    pale = {
        (ink, ground): contrast(theme, ink, ground)
        for ink, grounds in _GROUNDS.items()
        for ground in grounds
        if contrast(theme, ink, ground) < 4.5
    }
    assert not pale


@pytest.mark.parametrize("theme", _THEMES)
def test_frames_and_marks_stand_out(theme: str) -> None:
    pale = {
        (mark, ground): contrast(theme, mark, ground)
        for mark, grounds in _MARKS.items()
        for ground in grounds
        if contrast(theme, mark, ground) < 3
    }
    assert not pale


def test_the_themes_are_for_the_day_and_for_the_night() -> None:
    assert [load(theme).dark for theme in _THEMES] == [False, True]


def test_a_tone_follows_the_theme_in_force() -> None:
    by_day = Tone.PAPER.color
    IN_FORCE.put_on(load("dark"))
    assert IN_FORCE.dark
    assert Tone.PAPER.color == QColor(load("dark").colors["paper"]) != by_day
    assert window_palette().color(QPalette.ColorRole.Base) == Tone.PAPER.color


def test_what_cannot_be_used_is_faded() -> None:
    disabled = QPalette.ColorGroup.Disabled
    assert window_palette().color(disabled, QPalette.ColorRole.Text) == Tone.FADED.color


def test_a_widget_keeps_its_tones_in_every_theme(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    wear(label, {QPalette.ColorRole.WindowText: Tone.WRONG})
    wear(label, {QPalette.ColorRole.Window: Tone.WRONG_TINT})
    IN_FORCE.put_on(load("dark"))
    assert label.palette().windowText().color() == Tone.WRONG.color
    assert label.palette().window().color() == Tone.WRONG_TINT.color
    wear(label, {QPalette.ColorRole.WindowText: Tone.GOOD})
    IN_FORCE.put_on(load("light"))
    assert label.palette().windowText().color() == Tone.GOOD.color


def test_a_widget_that_is_gone_is_not_dressed_again() -> None:
    label = QLabel()
    wear(label, {QPalette.ColorRole.WindowText: Tone.WRONG})
    label.deleteLater()
    QApplication.sendPostedEvents(label)
    IN_FORCE.put_on(load("dark"))
    assert IN_FORCE.dark
