"""Light and dark, chosen by a person or by the system, while the program runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.files.errors import Refused
from perfdesk.ui import palette, start, theme
from perfdesk.ui.palette import IN_FORCE, Tone
from perfdesk.ui.reasondialog import ReasonDialog
from perfdesk.ui.start import run
from perfdesk.ui.theme import Appearance, Scheme, appearance
from perfdesk.ui.window import MainWindow
from tests.ui.conftest import Person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture(autouse=True)
def _light(application: QApplication) -> Iterator[None]:  # noqa: ARG001 - dressed
    yield
    appearance().want(Scheme.SYSTEM)
    appearance().follow()


def ground_of(widget: QWidget) -> list[str]:
    """The colours of a few places of a widget's picture, once Qt has told it of the theme."""
    QApplication.processEvents()
    image: QImage = widget.grab().toImage()
    places = ((0.01, 0.5), (0.5, 0.01), (0.99, 0.99))
    return [
        image.pixelColor(int((image.width() - 1) * x), int((image.height() - 1) * y)).name()
        for x, y in places
    ]


def test_the_menu_turns_the_window_dark_and_back(window: MainWindow) -> None:
    by_day = ground_of(window)
    actions = window.actions_by_key
    actions["scheme_dark"].trigger()
    assert IN_FORCE.dark
    by_night = ground_of(window)
    assert all(day != night for day, night in zip(by_day, by_night, strict=True))
    assert window.palette().color(QPalette.ColorRole.Base) == Tone.PAPER.color
    actions["scheme_light"].trigger()
    assert ground_of(window) == by_day


def test_what_has_tones_of_its_own_follows(window: MainWindow) -> None:
    label = window.view.summary.total.figure
    appearance().want(Scheme.DARK)
    assert label.palette().windowText().color() == Tone.TEXT.color
    assert window.view.header.fields.editors[0].palette().base().color() == Tone.PAPER.color
    assert window.layout_.strip.palette().window().color() == Tone.DIFFERS_TINT.color
    assert window.outgoing.bar.palette().window().color() == Tone.PAPER.color


def test_an_open_dialog_follows(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ReasonDialog("退回", "为什么？", window)
    qtbot.addWidget(dialog)
    by_day = ground_of(dialog)
    appearance().want(Scheme.DARK)
    assert ground_of(dialog)[0] == Tone.WINDOW.color.name() != by_day[0]


def test_one_scheme_is_ticked_whoever_chose_it(window: MainWindow) -> None:
    def ticked() -> list[str]:
        names = (f"scheme_{scheme.value}" for scheme in Scheme)
        return [name for name in names if window.actions_by_key[name].isChecked()]

    assert ticked() == ["scheme_system"]
    appearance().want(Scheme.DARK)
    assert ticked() == ["scheme_dark"]
    window.actions_by_key["scheme_dark"].trigger()
    assert ticked() == ["scheme_dark"]


def test_a_choice_is_told_once(qtbot: QtBot) -> None:
    with qtbot.waitSignal(appearance().chosen) as told:
        appearance().want(Scheme.DARK)
    assert told.args == [Scheme.DARK]
    with qtbot.assertNotEmitted(appearance().chosen):
        appearance().want(Scheme.DARK)


@pytest.mark.parametrize(
    ("system", "dark"),
    [(Qt.ColorScheme.Dark, True), (Qt.ColorScheme.Light, False), (Qt.ColorScheme.Unknown, False)],
)
def test_the_system_decides_where_nobody_else_does(
    monkeypatch: pytest.MonkeyPatch, system: Qt.ColorScheme, dark: bool
) -> None:
    monkeypatch.setattr(theme, "_system", lambda: system)
    appearance().follow()
    assert IN_FORCE.dark is dark
    appearance().want(Scheme.LIGHT)
    assert not IN_FORCE.dark


def test_a_broken_theme_is_told_at_the_start(
    application: QApplication,
    person: Person,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    store_file: Path,
) -> None:
    file = tmp_path / "dark.toml"
    file.write_text("dark = true", encoding="utf-8")
    monkeypatch.setattr(palette, "theme_file", lambda _name: file)
    with pytest.raises(Refused, match="缺少“tones”"):
        Appearance(application)
    monkeypatch.setattr(start, "make_application", lambda _argv: Appearance(application))
    assert run(str(store_file), person.jobs, [], "1.2") == 1
    assert "缺少“tones”" in person.told[0]
    assert not store_file.exists()
