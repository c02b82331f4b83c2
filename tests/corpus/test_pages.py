"""The published forms printed: the papers' strings stand in their cells, nothing sticks out."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from perfdesk.core.form import AMOUNT_KEYS, INDICATOR_KEYS
from perfdesk.report.layout import lay_out
from perfdesk.report.page import Box, Page, Sheet
from perfdesk.service import print_forms
from tests.report.laws import squeezed
from tests.support.corpus import Record, form_of, name_of, records, template_of
from tests.support.pdftext import Glyph, pages, unembedded

#: Ink may lie this far (mm) outside its cell.
TOLERANCE = 0.2
#: What a paper prints and nobody can compute from its other figures; our print beside it.
KNOWN = {
    # 98.51 is a misprint for 98.60; its points and its total follow it
    ("jiading-hrss-2024/5", "funding.total.rate", "98.51", "98.60"),
    ("jiading-hrss-2024/5", "funding.fiscal.rate", "98.51", "98.60"),
    ("jiading-hrss-2024/5", "funding.total.score", "9.85", "9.86"),
    ("jiading-hrss-2024/5", "total_score", "99.85", "99.86"),
    # lost in extraction
    ("shanghai-hrss-2023/8", "indicators[14].score", "", "1.00"),
    ("shanghai-hrss-2023/8", "total_score", "", "91.43"),
}
#: 自评价, a slip of the source.
SLIPS = {"shanghai-hrss-2023/5", "shanghai-hrss-2023/23", "shanghai-hrss-2023/25"}
FORMS, STRINGS = 76, 9_556


@dataclass(frozen=True, slots=True)
class Printed:
    """A published form, our layout of it, and what the PDF shows on its pages."""

    name: str
    record: Record
    sheet: Sheet
    glyphs: list[list[Glyph]]


@pytest.fixture(scope="module")
def booklet(corpus_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All published forms in one PDF."""
    path = tmp_path_factory.mktemp("corpus") / "booklet.pdf"
    forms = [form_of(record) for _, _, record in records(corpus_dir)]
    assert len(forms) == FORMS
    assert print_forms(forms, path) == []
    return path


@pytest.fixture(scope="module")
def printed(corpus_dir: Path, booklet: Path) -> list[Printed]:
    """The forms with their pages of the booklet."""
    found = pages(booklet)
    forms = []
    for document, ordinal, record in records(corpus_dir):
        sheet = lay_out(form_of(record), template_of(record))
        glyphs = [next(found) for _ in sheet.pages]
        forms.append(Printed(name_of(document, ordinal), record, sheet, glyphs))
    assert next(found, None) is None
    return forms


def strings(record: Record) -> Iterator[tuple[str, str]]:
    """(cell, text) of all that the paper prints."""
    for key in ("project_name", "supervisor", "unit", "goal_expected", "goal_actual"):
        yield key, record[key]
    for source, row in record["funding"].items():
        for key in (*AMOUNT_KEYS, "weight", "rate", "score"):
            yield f"funding.{source}.{key}", row[key]
    for place, row in enumerate(record["indicators"]):
        for key in INDICATOR_KEYS:
            yield f"indicators[{place}].{key}", row[key]
    for key in ("total_weight", "total_score", "grade"):
        if record[key] is not None:
            yield key, record[key]


def shown(form: Printed) -> dict[str, str]:
    """What the PDF shows in each cell, over all pages, marks of continuation left out."""
    texts: dict[str, str] = defaultdict(str)
    for page, glyphs in zip(form.sheet.pages, form.glyphs, strict=True):
        for box, inside in by_box(page, glyphs):
            text = "".join(glyph.char for glyph in inside)
            if box.cell.group:
                texts[box.cell.address] = text.removesuffix("（续）")
            else:
                texts[box.cell.address] += text
    return texts


def by_box(page: Page, glyphs: list[Glyph]) -> list[tuple[Box, list[Glyph]]]:
    """The table's characters by the box that holds their middle."""
    found: list[tuple[Box, list[Glyph]]] = [(box, []) for box in page.boxes]
    bottom = max(box.y + box.height for box in page.boxes)
    top = min(box.y for box in page.boxes)
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        if top <= y <= bottom:
            next(inside for box, inside in found if _holds(box, x, y)).append(glyph)
    return found


def _holds(box: Box, x: float, y: float) -> bool:
    return box.x <= x < box.x + box.width and box.y <= y < box.y + box.height


def merged(address: str, texts: dict[str, str]) -> str:
    """The text in the cell at an address; a level's cell covers the rows of its group."""
    if address in texts:
        return texts[address]
    place, _, key = address.removeprefix("indicators[").partition("].")
    for row in range(int(place) - 1, -1, -1):
        if f"indicators[{row}].{key}" in texts:
            return texts[f"indicators[{row}].{key}"]
    raise KeyError(address)


def test_every_string_of_the_papers_stands_in_its_cell(printed: list[Printed]) -> None:
    compared = 0
    different = set()
    for form in printed:
        texts = shown(form)
        for address, text in strings(form.record):
            ours = merged(address, texts)
            compared += 1
            if squeezed(ours) != squeezed(text):
                different.add((form.name, address, text, ours))
    assert different == KNOWN
    assert compared == STRINGS


def test_titles_and_years(printed: list[Printed]) -> None:
    titled = 0
    for form in printed:
        top = form.sheet.pages[0].boxes[0].y
        head = "".join(glyph.char for glyph in form.glyphs[0] if glyph.bottom < top)
        if form.name not in SLIPS:
            assert head.startswith(squeezed(form.record["title"])), form.name
            titled += 1
        year = form.record["year"]
        assert f"{year}年度" in head if year else "年度" not in head
    assert titled == FORMS - len(SLIPS)


def test_no_ink_outside_its_cell(printed: list[Printed]) -> None:
    for form in printed:
        for page, glyphs in zip(form.sheet.pages, form.glyphs, strict=True):
            for box, inside in by_box(page, glyphs):
                for glyph in inside:
                    assert glyph.left >= box.x - TOLERANCE, (form.name, box.cell.text)
                    assert glyph.right <= box.x + box.width + TOLERANCE, (form.name, box.cell.text)
                    assert glyph.top >= box.y - TOLERANCE, (form.name, box.cell.text)
                    assert glyph.bottom <= box.y + box.height + TOLERANCE, (
                        form.name,
                        box.cell.text,
                    )


def test_each_box_shows_its_own_lines(printed: list[Printed]) -> None:
    """Cell by cell in reading order, so that text copied from the PDF reads as the form does."""
    for form in printed:
        for page, glyphs in zip(form.sheet.pages, form.glyphs, strict=True):
            drawn = "".join(glyph.char for glyph in glyphs)
            told = "".join(line.text for box in page.boxes for line in box.lines)
            assert squeezed(told) in drawn, form.name


def test_all_fonts_are_embedded(booklet: Path) -> None:
    assert unembedded(booklet) == set()


def test_the_sizes_of_the_pages(printed: list[Printed]) -> None:
    assert {len(form.sheet.pages) for form in printed} <= {1, 2, 3}
    assert min(form.sheet.size for form in printed) >= 8.0
