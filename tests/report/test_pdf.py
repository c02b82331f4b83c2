"""The PDF as a file: fonts, bookmarks, properties, same bytes, rare characters, watermark."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from perfdesk.core.form import Form, Signature
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.report.layout import Options, lay_out
from perfdesk.report.page import ASCENT, POINT
from perfdesk.service import print_forms
from tests.support.fakefonts import truetype
from tests.support.forms import clean_form
from tests.support.pdftext import fonts, pages, unembedded
from tests.support.strategies import TEMPLATES

RARE = "\U00020bb7"
#: In the bundled font, beyond the Basic Multilingual Plane.
FAR = "\U00020164"


def printed(tmp_path: Path, *forms: Form, options: Options | None = None) -> Path:
    """A PDF of the forms; no warnings are expected."""
    path = tmp_path / "out.pdf"
    assert print_forms(forms, path, options) == []
    return path


def text_of(path: Path) -> str:
    """The text of all pages as a reader copies it, without white space."""
    with pypdfium2.PdfDocument(path) as document:
        return "".join("".join(_text(page).split()) for page in document)


def _text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    found: str = text.get_text_bounded()
    text.close()
    return found


@pytest.fixture
def all_templates() -> list[Form]:
    return [replace(clean_form(project_name=f"项目{name}"), template=name) for name in TEMPLATES]


def test_all_fonts_are_embedded(tmp_path: Path, all_templates: list[Form]) -> None:
    path = printed(tmp_path, *all_templates, options=Options(draft=True, signature=True))
    assert unembedded(path) == set()
    assert b"Helvetica" not in path.read_bytes()


def test_a4_to_the_point(tmp_path: Path, all_templates: list[Form]) -> None:
    for page in PdfReader(printed(tmp_path, *all_templates)).pages:
        box = [float(edge) for edge in page.mediabox]
        assert box == pytest.approx([0, 0, 210 / POINT, 297 / POINT], abs=1e-3)


def test_a_bookmark_for_every_form(tmp_path: Path) -> None:
    names = ["职工培训", "", "一\n行\u200b", "（特别）(x) \\ 张𠮷生", "  "]
    path = tmp_path / "out.pdf"
    print_forms([clean_form(project_name=name) for name in names], path)
    reader = PdfReader(path)
    entries = [entry for entry in reader.outline if isinstance(entry, Destination)]
    assert [(entry.title, reader.get_destination_page_number(entry)) for entry in entries] == [
        ("职工培训", 0),
        ("（未命名 2）", 1),
        ("一 行", 2),
        ("（特别）(x) \\ 张𠮷生", 3),
        ("（未命名 5）", 4),
    ]


def test_document_properties(tmp_path: Path) -> None:
    one = PdfReader(printed(tmp_path, clean_form(project_name="职工\n培训"))).metadata
    assert one is not None
    assert (one.title, one.creator) == ("职工 培训", "PerfDesk")
    assert one.subject == "财政项目支出绩效自评表"
    several = PdfReader(printed(tmp_path, clean_form(), clean_form())).metadata
    assert several is not None
    assert several.title == "财政项目支出绩效自评表"


def test_same_forms_same_bytes(tmp_path: Path, all_templates: list[Form]) -> None:
    first = printed(tmp_path, *all_templates).read_bytes()
    assert printed(tmp_path, *all_templates).read_bytes() == first
    other = [replace(form, unit="别处") for form in all_templates]
    assert printed(tmp_path, *other).read_bytes() != first


def test_characters_beyond_the_first_plane_can_be_copied(tmp_path: Path) -> None:
    path = printed(tmp_path, clean_form(unit=f"张{FAR}生䶮龘"))
    assert f"张{FAR}生䶮龘" in text_of(path)


def test_a_system_font_prints_what_ours_lack(tmp_path: Path, font_folder: Path) -> None:
    truetype(font_folder / "simsunb.ttf", RARE)
    path = tmp_path / "out.pdf"
    warnings = print_forms([clean_form(unit=f"张{RARE}生")], path)
    assert warnings == [
        f"职工培训：实施单位中的“{RARE}”(U+20BB7)，本程序字库没有，用系统字体打印。"
    ]
    assert f"张{RARE}生" in text_of(path)
    assert unembedded(path) == set()
    assert "simsunb" in " ".join(fonts(path))


def test_what_no_font_has_is_a_visible_box(tmp_path: Path, font_folder: Path) -> None:
    assert font_folder.is_dir()
    path, form = tmp_path / "out.pdf", clean_form(unit=RARE)
    warnings = print_forms([form], path)
    assert warnings == [f"职工培训：实施单位中的“{RARE}”(U+20BB7)，本机没有字体能显示，印成方框。"]
    sheet = lay_out(form, library().get(form.template))
    line = next(box.lines[0] for box in sheet.pages[0].boxes if box.cell.address == "unit")
    em = sheet.size * POINT
    assert _ink(path, line.x, line.y - ASCENT * em, line.x + em, line.y + 0.1 * em) > 0.05


def test_warnings_name_every_place(tmp_path: Path, font_folder: Path) -> None:
    truetype(font_folder / "some.ttf", "\U00020bb8")
    form = clean_form(indicators_0__note=f"{RARE}\x07\U00020bb8", indicators_1__level3=RARE)
    form = replace(form, signature=Signature(preparer=f"张{RARE}生"))
    warnings = print_forms([form], tmp_path / "out.pdf", Options(signature=True))
    boxed = "本机没有字体能显示，印成方框。"
    note = "职工培训：第 1 行偏差原因分析及改进措施（培训人数）中的"
    assert warnings == [
        f"{note}“{RARE}”(U+20BB7)、“控制字符”(U+0007)，{boxed}",
        f"{note}“\U00020bb8”(U+20BB8)，本程序字库没有，用系统字体打印。",
        f"职工培训：第 2 行三级指标（{RARE}）中的“{RARE}”(U+20BB7)，{boxed}",
        f"职工培训：填报人中的“{RARE}”(U+20BB7)，{boxed}",
    ]


def test_a_warning_is_one_line(tmp_path: Path) -> None:
    form = clean_form(project_name="职工\r\n培训\v\x07", indicators_0__level3="人\n数\x07")
    warnings = print_forms([form], tmp_path / "out.pdf")
    assert warnings
    for warning in warnings:
        assert len(warning.splitlines()) == 1


def test_lone_surrogates_stop_nothing(tmp_path: Path) -> None:
    form = clean_form(project_name="甲\ud800", unit="\udfff", goal_actual="\ud83d")
    assert len(print_forms([form], tmp_path / "out.pdf")) == 3


def test_the_watermark_of_a_draft(tmp_path: Path) -> None:
    plain = text_of(printed(tmp_path, clean_form()))
    draft = printed(tmp_path, clean_form(), options=Options(draft=True))
    assert "草稿" not in plain
    assert text_of(draft).count("草稿") == 1
    big = [glyph for page in pages(draft) for glyph in page if glyph.char in "草稿"]
    assert all(glyph.bottom - glyph.top > 20 for glyph in big)


def test_the_signature_block(tmp_path: Path) -> None:
    form = replace(clean_form(), signature=Signature(preparer="张三", date="2025年1月8日"))
    off = text_of(printed(tmp_path, form))
    on = text_of(printed(tmp_path, form, options=Options(signature=True)))
    national = replace(form, template="national-2020")
    assert "填报人" not in off
    assert "填报人：张三" in on
    assert "填报日期：2025年1月8日" in on
    assert "填报人：张三" in text_of(printed(tmp_path, national))
    without = Options(signature=False)
    assert "填报人" not in text_of(printed(tmp_path, national, options=without))


def test_progress_counts_the_forms(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    print_forms([clean_form()] * 3, tmp_path / "out.pdf", None, lambda *step: seen.append(step))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_nothing_to_print_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        print_forms([], tmp_path / "out.pdf")
    assert list(tmp_path.iterdir()) == []


def test_no_half_file_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        print_forms([clean_form()], tmp_path / "missing" / "deep" / "out.pdf" / "\0")


def _ink(path: Path, left: float, top: float, right: float, bottom: float) -> float:
    """The share of dark pixels in a frame (mm) of the first page."""
    scale = 8.0
    with pypdfium2.PdfDocument(path) as document:
        image = document[0].render(scale=scale).to_pil().convert("L")
    dots = scale / POINT
    pixels = image.crop([round(edge * dots) for edge in (left, top, right, bottom)]).tobytes()
    dark: int = sum(value < 128 for value in pixels)
    return dark / len(pixels)
