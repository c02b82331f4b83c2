"""Icons: all there, all used, drawn in the ink of the theme and sharp at any scale."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from perfdesk.files.locate import resource
from perfdesk.ui.icons import ICONS, MESSAGE_ICONS, PROGRAM, icon, icon_file, program_icon
from perfdesk.ui.palette import IN_FORCE, Tone, load

_NAMES = sorted({*ICONS.values(), *(name for name, _ in MESSAGE_ICONS.values())})


@pytest.fixture(autouse=True)
def _light(application: QApplication) -> Iterator[None]:  # noqa: ARG001 - dressed
    yield
    IN_FORCE.put_on(load("light"))


def inks(image: QImage) -> set[str]:
    """The colours of the pixels that are wholly covered."""
    colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {color.name() for color in colors if color.alpha() == 255}


def drawn(name: str, side: int = 24, mode: QIcon.Mode = QIcon.Mode.Normal) -> QImage:
    return icon(name).pixmap(QSize(side, side), 1.0, mode).toImage()


@pytest.mark.parametrize("name", _NAMES)
def test_every_icon_named_is_there_and_drawn(name: str) -> None:
    image = drawn(name, 48)
    covered = sum(
        image.pixelColor(x, y).alpha() > 0
        for x in range(image.width())
        for y in range(image.height())
    )
    assert 0.03 < covered / (48 * 48) < 0.6
    edge = [image.pixelColor(at, row).alpha() for at in range(48) for row in (0, 47)]
    assert not any(edge)  # nothing is cut off


@pytest.mark.parametrize("name", _NAMES)
def test_all_are_drawn_in_one_hand(name: str) -> None:
    text = icon_file(name).read_text(encoding="utf-8")
    for said in ('viewBox="0 0 24 24"', 'stroke="currentColor"', 'stroke-width="1.75"'):
        assert said in text
    assert "#" not in text


def test_no_icon_lies_unused() -> None:
    files = {file.name for file in resource("icons").iterdir()}
    assert files == {f"{name}.svg" for name in (*_NAMES, PROGRAM)}


def test_the_ink_is_that_of_the_theme_in_force() -> None:
    for theme in ("light", "dark"):
        IN_FORCE.put_on(load(theme))
        assert Tone.TEXT.color.name() in inks(drawn("save", 96))
        assert Tone.FADED.color.name() in inks(drawn("save", 96, QIcon.Mode.Disabled))


def test_an_icon_may_have_an_ink_of_its_own() -> None:
    image = icon("new", Tone.ON_ACCENT).pixmap(QSize(96, 96), 1.0).toImage()
    assert inks(image) == {Tone.ON_ACCENT.color.name()}


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_has_a_pixel_for_each_of_the_screen(scale: float) -> None:
    pixmap = icon("print").pixmap(QSize(20, 20), scale)
    assert pixmap.size() == QSize(20, 20) * scale
    assert pixmap.devicePixelRatio() == scale


def test_the_programs_icon_has_colours_of_its_own() -> None:
    image = program_icon().pixmap(64, 64).toImage()
    assert image.pixelColor(8, 32) == QColor("#1a5f92")
    assert not QApplication.windowIcon().isNull()
