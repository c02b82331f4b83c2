"""Draws laid-out sheets on a reportlab canvas: nothing is computed but coordinates in points."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from perfdesk.core.form import UNNAMED
from perfdesk.report.fonts import BODY, BOLD, body, face, pieces
from perfdesk.report.linebreak import on_one_line
from perfdesk.report.page import POINT
from perfdesk.report.reportlabsetup import set_up

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import BinaryIO

    from reportlab.pdfgen.textobject import PDFTextObject

    from perfdesk.report.page import Drawable, Line, Page

_MARK_SIZE = 96


def draw_booklet(sheets: Iterable[Drawable], target: Path, title: str) -> None:
    """Writes one PDF with a bookmark per sheet. Same sheets, same bytes. Raises OSError."""
    with target.open("wb") as stream:  # reportlab's own file would stay open on a full disk
        draw_into(sheets, stream, title)


def draw_into(sheets: Iterable[Drawable], stream: BinaryIO, title: str) -> None:
    """The same, to a stream, which stays open."""
    set_up()
    face(BODY), face(BOLD)
    canvas = Canvas(
        stream,
        pageCompression=1,
        invariant=1,
        initialFontName=BODY,  # type: ignore[arg-type] # the stub says float
        initialFontSize=9,
    )
    canvas.setTitle(_name(title))
    canvas.setCreator("PerfDesk")
    canvas.setSubject("财政项目支出绩效自评表")
    for number, sheet in enumerate(sheets, 1):
        paper = sheet.paper
        canvas.setPageSize((paper.width / POINT, paper.height / POINT))
        _bookmark(canvas, number, sheet)
        for page in sheet.pages:
            _Drawer(canvas, sheet).draw(page)
            canvas.showPage()
    canvas.save()


def _bookmark(canvas: Canvas, number: int, sheet: Drawable) -> None:
    key = f"form-{number}"
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(_name(sheet.name) or f"（{UNNAMED} {number}）", key, 0)


def _name(text: str) -> str:
    """A text as a title or bookmark can hold it: one line, no broken or invisible characters."""
    shown = on_one_line(text)
    return "".join(c if unicodedata.category(c) not in ("Cc", "Cs") else "\ufffd" for c in shown)


class _Drawer:
    """Draws the pages of one sheet; y grows upwards on the canvas, downwards in the layout."""

    def __init__(self, canvas: Canvas, sheet: Drawable) -> None:
        self.canvas, self.sheet = canvas, sheet
        self.paper = sheet.paper
        self.height = self.paper.height

    def draw(self, page: Page) -> None:
        """Everything of one page: watermark below, rules, text cell by cell in reading order."""
        if self.sheet.watermark:
            self._watermark(self.sheet.watermark)
        self._rules(page)
        words = _Words(self.canvas.beginText(), self.height)
        for item in page.texts:
            words.add(item.line, BOLD if item.bold else body(), item.size)
        for box in page.boxes:
            for line in box.lines:
                words.add(line, body(), box.size)
        self.canvas.drawText(words.text)

    def _rules(self, page: Page) -> None:
        self.canvas.setLineWidth(self.paper.rule)
        self.canvas.setLineCap(2)  # square ends close the corners
        self.canvas.lines(
            [
                (
                    rule.x1 / POINT,
                    (self.height - rule.y1) / POINT,
                    rule.x2 / POINT,
                    (self.height - rule.y2) / POINT,
                )
                for rule in page.rules
            ]
        )

    def _watermark(self, words: str) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.setFillGray(0.9)
        canvas.setFont(BOLD, _MARK_SIZE)
        canvas.translate(self.paper.width / POINT / 2, self.height / POINT / 2)
        canvas.rotate(45)
        canvas.drawCentredString(0, -_MARK_SIZE / 3, words)
        canvas.restoreState()


class _Words:
    """The text of one page. Font and spacing are told to the canvas only where they change."""

    def __init__(self, text: PDFTextObject, height: float) -> None:
        self.text, self.height = text, height
        self.font: tuple[str, float] | None = None
        self.spacing = 0.0

    def add(self, line: Line, font: str, size: float) -> None:
        """One line at its place, each character in a face that has it."""
        if not line.text:
            return
        self.text.setTextOrigin(line.x / POINT, (self.height - line.y) / POINT)
        if line.spacing != self.spacing:
            self.spacing = line.spacing
            self.text.setCharSpace(line.spacing)
        *before, last = pieces(line.text, font)
        for piece in before:
            self._choose(piece.face, size)
            self.text.textOut(piece.text)
        self._choose(last.face, size)
        self.text.textLine(last.text)  # unlike textOut it does not measure what it has set

    def _choose(self, name: str, size: float) -> None:
        if (name, size) != self.font:
            self.font = (name, size)
            self.text.setFont(name, size)
