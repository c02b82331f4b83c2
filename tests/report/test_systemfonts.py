"""Which system fonts have a character: only such as can be embedded, read from their own tables."""

import struct
from pathlib import Path

from perfdesk.report.systemfonts import font_files, office_fonts, system_fonts_with
from tests.support.fakefonts import collection, opentype, truetype

RARE = "\U00020bb7"


def found(char: str) -> list[tuple[str, int]]:
    """The names of the files that have the character."""
    return [(path.name, index) for path, index in system_fonts_with(ord(char))]


def test_no_fonts(font_folder: Path) -> None:
    assert font_folder.is_dir()
    assert font_files() == ()
    assert found(RARE) == []


def test_a_truetype_font(font_folder: Path) -> None:
    truetype(font_folder / "some.ttf", "甲" + RARE)
    assert found(RARE) == [("some.ttf", 0)]
    assert found("甲") == [("some.ttf", 0)]
    assert found("乙") == []
    assert found("\U00020bb8") == []


def test_a_font_with_cff_outlines_is_ignored(font_folder: Path) -> None:
    opentype(font_folder / "some.otf", RARE)
    opentype(font_folder / "disguised.ttf", RARE)
    assert [path.name for path in font_files()] == ["disguised.ttf"]
    assert found(RARE) == []


def test_the_fonts_of_a_collection(font_folder: Path) -> None:
    parts = [truetype(font_folder / "a.ttf", "甲"), truetype(font_folder / "b.ttf", RARE)]
    collection(font_folder / "both.ttc", parts)
    assert ("both.ttc", 1) in found(RARE)
    assert ("both.ttc", 0) in found("甲")
    assert ("both.ttc", 0) not in found(RARE)


def test_serif_faces_come_first(font_folder: Path) -> None:
    for name in ("aaa.ttf", "NotoSerifCJK.ttf", "simsunb.ttf"):
        truetype(font_folder / name, RARE)
    assert [name for name, _ in found(RARE)] == ["simsunb.ttf", "NotoSerifCJK.ttf", "aaa.ttf"]


def test_folders_are_searched_through(font_folder: Path) -> None:
    deep = font_folder / "truetype" / "中文"
    deep.mkdir(parents=True)
    truetype(deep / "SOME.TTF", RARE)
    assert found(RARE) == [("SOME.TTF", 0)]


def test_broken_files_are_no_fonts(font_folder: Path) -> None:
    whole = truetype(font_folder / "good.ttf", RARE).read_bytes()
    (font_folder / "empty.ttf").write_bytes(b"")
    (font_folder / "text.ttf").write_text("no font", encoding="utf-8")
    (font_folder / "cut.ttf").write_bytes(whole[:100])
    (font_folder / "many.ttc").write_bytes(b"ttcf\0\1\0\0" + struct.pack(">L", 2**31))
    (font_folder / "folder.ttf").mkdir()
    assert found(RARE) == [("good.ttf", 0)]


def test_the_fonts_of_office_work_are_offered_where_they_can_be_embedded(
    font_folder: Path,
) -> None:
    truetype(font_folder / "SIMFANG.TTF", "甲")
    opentype(font_folder / "simsun.ttf", "甲")
    assert [(font.name, font.path.name) for font in office_fonts()] == [("仿宋", "SIMFANG.TTF")]


def test_of_several_files_of_a_font_the_usual_one_is_offered(font_folder: Path) -> None:
    for name in ("stsong.ttf", "simsun.ttf", "other.ttf"):
        truetype(font_folder / name, "甲")
    assert [(font.name, font.path.name) for font in office_fonts()] == [("宋体", "simsun.ttf")]


def test_a_machine_without_them_offers_none(font_folder: Path) -> None:
    truetype(font_folder / "other.ttf", "甲")
    assert office_fonts() == ()
