"""What a PDF shows and where, read with pdfium: characters with their boxes in mm from the top left."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdf import PdfReader

from perfdesk.report.page import POINT


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character and the frame of its ink."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


def pages(path: Path) -> Iterator[list[Glyph]]:
    """The visible characters of every page, in the order they were drawn."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            yield _glyphs(page)
            page.close()


def unembedded(path: Path) -> set[str]:
    """The names of fonts that are not in the file."""
    fonts = (
        font.get_object()
        for page in PdfReader(path).pages
        for font in page["/Resources"]["/Font"].values()
    )
    return {
        str(font["/BaseFont"])
        for font in fonts
        if "/FontFile2" not in font.get("/FontDescriptor", {})
    }


def _glyphs(page: pypdfium2.PdfPage) -> list[Glyph]:
    height = page.get_height()
    text = page.get_textpage()
    found = []
    for place in range(text.count_chars()):
        char = text.get_text_range(place, 1)
        if not char.isspace():
            left, bottom, right, top = text.get_charbox(place)
            frame = (left, height - top, right, height - bottom)
            found.append(Glyph(char, *(edge * POINT for edge in frame)))
    text.close()
    return found
