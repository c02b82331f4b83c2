"""Which characters the bundled fonts lack, and what becomes of them on paper."""

from pathlib import Path

import pytest

from perfdesk.report.coverage import Strange, strange
from perfdesk.report.fonts import BODY, BOLD, face
from perfdesk.report.linebreak import UNSEEN
from tests.support.fakefonts import opentype, truetype

RARE, RARER = "\U00020bb7", "\U00020bb8"


def test_usual_characters_are_not_strange() -> None:
    usual = "财政项目支出绩效自评表（）《》，。；：“”≥≤％0123456789镕喆珺䶮龘☐☑✓"
    assert strange(usual) == strange("") == Strange()


def test_signs_that_are_never_drawn_are_not_strange() -> None:
    assert strange("".join(UNSEEN)) == Strange()


def test_the_body_has_all_that_bold_has() -> None:
    assert face(BOLD).widths.keys() <= face(BODY).widths.keys()


def test_without_a_system_font_a_box_is_printed(font_folder: Path) -> None:
    assert font_folder.is_dir()
    assert strange(f"张{RARE}生{RARE}") == Strange(boxed=(RARE,))


def test_a_system_font_lends_what_it_has(font_folder: Path) -> None:
    truetype(font_folder / "simsunb.ttf", RARE)
    assert strange(f"{RARER}张{RARE}生{RARER}") == Strange(lent=(RARE,), boxed=(RARER,))


def test_a_font_that_cannot_be_embedded_lends_nothing(font_folder: Path) -> None:
    opentype(font_folder / "serif.otf", RARE)
    assert strange(RARE) == Strange(boxed=(RARE,))


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\ud800"])
def test_control_characters_are_no_font_s(char: str) -> None:
    assert strange(char) == Strange(boxed=(char,))
