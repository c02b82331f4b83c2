"""Widths, coverage and the face of every character: bundled, the system's, or a visible box."""

from pathlib import Path

import pytest

from perfdesk.files.errors import Refused
from perfdesk.report.coverage import strange
from perfdesk.report.fonts import (
    BODY,
    BOLD,
    body,
    face,
    metrics,
    pieces,
    set_in,
    substitute,
)
from perfdesk.report.layout import Options
from perfdesk.report.linebreak import UNSEEN
from perfdesk.report.systemfonts import FontFile
from perfdesk.service import print_fonts, print_forms
from tests.support.fakefonts import opentype, truetype
from tests.support.forms import clean_form
from tests.support.pdftext import fonts as fonts_in

RARE = "\U00020bb7"


def faces(text: str, name: str = BODY) -> list[tuple[str, str]]:
    """(run, its face's kind) of a text."""
    return [(piece.text, piece.face.partition("-")[0]) for piece in pieces(text, name)]


def test_the_bundled_faces_have_the_usual_characters() -> None:
    usual = "财政项目支出绩效自评表（）《》，。；：“”≥≤％0123456789镕喆珺䶮龘☐☑✓"
    assert faces(usual) == [(usual, BODY)]


def test_widths_are_those_of_the_font() -> None:
    assert metrics().width("") == 0
    assert metrics().width("绩效") == 2000
    assert metrics().width("0") == face(BODY).widths[ord("0")]
    assert metrics().width("绩0") == 1000 + metrics().width("0")


def test_digits_are_equally_wide() -> None:
    for name in (BODY, BOLD):
        assert len({metrics(name).width(digit) for digit in "0123456789"}) == 1


def test_one_measuring_table_for_all() -> None:
    assert metrics() is metrics(BODY)


def test_what_is_never_drawn_has_no_width() -> None:
    for char in sorted(UNSEEN):
        assert metrics().width(char) == 0


def test_bold_lends_from_the_body() -> None:
    rare = next(c for c in map(chr, range(0x4E00, 0x9FFF)) if ord(c) not in face(BOLD).widths)
    assert faces(f"甲{rare}", BOLD)[1] == (rare, BODY)
    assert pieces("甲", BOLD)[0].face == BOLD


def test_without_a_system_font_a_box_is_printed(font_folder: Path) -> None:
    assert font_folder.is_dir()
    assert metrics().width(f"张{RARE}生") == 3000
    assert faces(f"张{RARE}生") == [(f"张{RARE}生", BODY)]


def test_a_system_font_is_used(font_folder: Path) -> None:
    truetype(font_folder / "simsunb.ttf", RARE, width=900)
    assert metrics().width(f"张{RARE}生") == 2900
    assert faces(f"张{RARE}生") == [("张", BODY), (RARE, "System"), ("生", BODY)]


def test_a_font_that_cannot_be_embedded_is_not_used(font_folder: Path) -> None:
    opentype(font_folder / "serif.otf", RARE)
    assert substitute(RARE) is None


def test_a_damaged_font_gives_way_to_the_next(font_folder: Path) -> None:
    whole = truetype(font_folder / "zzz.ttf", RARE).read_bytes()
    damaged = whole.replace(b"hmtx", b"xxxx")
    (font_folder / "simsun.ttf").write_bytes(damaged)
    found = substitute(RARE)
    assert found is not None
    assert "zzz" in found.name


def test_fonts_of_one_name_are_kept_apart(font_folder: Path) -> None:
    for folder, char in (("a", RARE), ("b", "\U00020bb8")):
        (font_folder / folder).mkdir()
        truetype(font_folder / folder / "same.ttf", char)
    names = [piece.face for piece in pieces(RARE + "\U00020bb8", BODY)]
    assert len(set(names)) == 2


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\ud800"])
def test_control_characters_are_no_font_s(char: str) -> None:
    assert substitute(char) is None
    assert metrics().width(char) == 1000


def test_text_is_set_in_the_font_chosen_and_the_rest_in_the_bundled_one(font_folder: Path) -> None:
    chosen = FontFile("仿宋", truetype(font_folder / "simfang.ttf", "绩效", width=500))
    with set_in(chosen):
        assert metrics().width("绩效") == 1000
        assert [piece.text for piece in pieces("绩效表", body())] == ["绩效", "表"]
        assert pieces("绩效表", body())[1].face == BODY
        assert strange("绩效表").replaced == ("表",)
    assert metrics().width("绩效") == 2000
    assert body() == BODY
    assert strange("绩效表").replaced == ()


def test_a_font_that_cannot_be_used_is_refused(font_folder: Path) -> None:
    damaged = font_folder / "simsun.ttf"
    damaged.write_bytes(b"no font")
    with (
        pytest.raises(Refused, match="不能用来打印，请换一种字体"),
        set_in(FontFile("宋体", damaged)),
    ):
        pytest.fail("it was taken")
    assert body() == BODY


def test_a_form_prints_in_the_font_chosen_and_what_it_lacks_is_named(
    font_folder: Path, tmp_path: Path
) -> None:
    form = clean_form(project_name="甲乙")
    known = "".join(map(chr, face(BODY).widths)).replace("乙", "")
    truetype(font_folder / "simfang.ttf", known)
    assert print_fonts() == ["仿宋"]
    target = tmp_path / "a.pdf"
    warnings = print_forms([form], target, Options(font="仿宋"))
    lack = "“乙”(U+4E59)，所选字体没有，用本程序字库打印。"
    assert f"甲乙：项目名称中的{lack}" in warnings
    assert any("simfang" in name for name in fonts_in(target))
    assert print_forms([form], target) == []
    assert not any("simfang" in name for name in fonts_in(target))
