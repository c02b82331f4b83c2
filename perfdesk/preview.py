"""The printed pages as pictures (预览、送打印机): the PDF that would be printed, by pdfium."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from threading import RLock
from typing import TYPE_CHECKING

from pypdfium2 import PdfBitmap, PdfDocument, raw

from perfdesk.report.fonts import set_in
from perfdesk.report.lacking import lacking
from perfdesk.report.layout import lay_out, numbered
from perfdesk.report.pdf import draw_into

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pypdfium2 import PdfPage

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template
    from perfdesk.report.systemfonts import FontFile

#: Held while anything is drawn or rendered. reportlab's fonts are objects of the whole process that
#: keep a reading position while they are embedded, and pdfium has no locks of its own: whoever
#: draws beside a preview (a print, an export) takes it too.
TURN = RLock()
_INCH = 72  # points
_WHITE = (255, 255, 255, 255)
_HARD = (
    raw.FPDF_PRINTING
    | raw.FPDF_GRAYSCALE
    | raw.FPDF_RENDER_NO_SMOOTHTEXT
    | (raw.FPDF_RENDER_NO_SMOOTHPATH)
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendered page: `pixels` are lines of `stride` bytes, 4 a pixel: blue, green, red, unused.

    `width` and `height` count pixels.
    """

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Band:
    """Some lines of a page in grey: `pixels` are lines of `stride` bytes, one a pixel."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Printout:
    """A PDF file, the sizes (width, height) of its pages in points, what to know of it."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    notes: tuple[str, ...] = ()

    def picture(self, page: int, scale: float) -> Picture:
        """Page number `page` (from 0), `scale` pixels a point."""
        with TURN, PdfDocument(self.pdf) as document:
            sheet = document[page]
            bitmap = sheet.render(scale=scale, prefer_bgrx=True)
            pixels = bytes(bitmap.buffer)
            found = Picture(bitmap.width, bitmap.height, bitmap.stride, pixels)
            bitmap.close()
            sheet.close()
        return found

    def bands(self, page: int, dpi: int, height: int) -> Iterator[Band]:
        """Page number `page` (from 0) from its top, in bands of `height` pixels, for a printer.

        Edges are hard: a printer would make dots of what is smooth on a screen.
        """
        width, whole = (round(side / _INCH * dpi) for side in self.sizes[page])
        with TURN, PdfDocument(self.pdf) as document:
            sheet = document[page]
            for top in range(0, whole, height):
                yield _band(sheet, (width, whole), top, min(height, whole - top))
            sheet.close()


def opened(pdf: bytes, notes: Iterable[str] = ()) -> Printout:
    """A PDF file's pages."""
    with TURN, PdfDocument(pdf) as document:
        sizes = tuple(document.get_page_size(page) for page in range(len(document)))
    return Printout(pdf, sizes, tuple(notes))


def printout(
    form: Form, template: Template, font: FontFile | None = None, notes: Iterable[str] = ()
) -> Printout:
    """What printing the form alone gives, byte for byte, and what printing says of its characters.

    `notes` come before that. Nothing is written to disk. Raises Refused where the font is damaged.
    """
    with TURN, set_in(font):
        sheet, stream = lay_out(form, template), BytesIO()
        draw_into(numbered([sheet]), stream, form.project_name)
        return opened(stream.getvalue(), (*notes, *lacking(form, sheet)))


def _band(sheet: PdfPage, size: tuple[int, int], top: int, height: int) -> Band:
    """Lines `top` and following of a page that has `size` pixels."""
    bitmap = PdfBitmap.new_native(size[0], height, raw.FPDFBitmap_Gray)
    bitmap.fill_rect(_WHITE, 0, 0, size[0], height)
    raw.FPDF_RenderPageBitmap(bitmap, sheet, 0, -top, *size, 0, _HARD)
    found = Band(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    bitmap.close()
    return found
