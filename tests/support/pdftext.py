"""What a PDF shows and where: characters with their boxes in mm from the top left."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    return {name for name, embedded in fonts(path).items() if not embedded}


def fonts(path: Path) -> dict[str, bool]:
    """The names of all fonts, and whether they are in the file as TrueType."""
    found: dict[str, bool] = {}
    for page in PdfReader(path).pages:
        resources: Any = page["/Resources"]  # a dictionary; the library says object
        for reference in resources["/Font"].values():
            font = reference.get_object()
            found[str(font["/BaseFont"])] = "/FontFile2" in font.get("/FontDescriptor", {})
    return found


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
