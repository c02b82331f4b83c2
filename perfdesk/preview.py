"""The printed pages of one form as pictures (预览): the PDF that would be printed, by pdfium."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument

from perfdesk.files.errors import Refused, reason
from perfdesk.report.layout import lay_out, numbered
from perfdesk.report.pdf import draw_booklet

if TYPE_CHECKING:
    from perfdesk.core.form import Form
    from perfdesk.core.template import Template

#: Held while anything is drawn or rendered. reportlab's fonts are objects of the whole process that
#: keep a reading position while they are embedded, and pdfium has no locks of its own: whoever
#: draws beside a preview (a print, an export) takes it too.
TURN = RLock()


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
class Printout:
    """One form's PDF file and the sizes (width, height) of its pages in points."""

    pdf: bytes
    sizes: tuple[tuple[float, float], ...]

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


def printout(form: Form, template: Template) -> Printout:
    """What printing the form alone gives, byte for byte. Raises Refused where no file can be."""
    with TURN:
        pdf = _drawn(form, template)
        with PdfDocument(pdf) as document:
            sizes = tuple(document.get_page_size(page) for page in range(len(document)))
    return Printout(pdf, sizes)


def _drawn(form: Form, template: Template) -> bytes:
    sheets = numbered([lay_out(form, template)])
    try:
        with TemporaryDirectory(prefix="perfdesk-") as folder:
            target = Path(folder) / "preview.pdf"
            draw_booklet(sheets, target, form.project_name)
            return target.read_bytes()
    except OSError as error:
        raise Refused(f"预览要用临时文件，但无法写入：{reason(error)}。") from error
