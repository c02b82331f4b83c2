"""Sends printed pages to a printer: pictures of the PDF's pages, in their true size on the paper.

Nothing is laid out anew, so paper and PDF are alike. It may run in a thread of its own.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.runner import Progress
    from perfdesk.ui.previewworker import Pixels, Size
    from perfdesk.ui.printchoice import PrintChoice

#: More makes no page of text look better, only the spool file larger.
_MOST_DPI = 600
#: Lines of pixels painted at once: some 2 MB of an A4 page at 600 dpi.
_BAND = 512
#: Points: drivers round the sides of a paper.
_SAME_PAPER = 3
_NO_DOTS = Qt.ImageConversionFlag.ThresholdDither
_BLACK_FIRST = [0xFF000000, 0xFFFFFFFF]
_BLACK_AND_WHITE = b"\x00\xff"
_GONE = "打印机“{}”现在找不到，没有打印。请检查它是否接好、打开，或者换一台打印机。"
_SILENT = "打印机“{}”没有接受打印，请检查它是否接好、有纸、没有报错，再打印一次。"
_NO_PAPER = "打印机“{}”不能用 {} 纸打印。请换一台打印机，或者打印到 PDF 文件。"
_STOPPED = "打印机“{}”中途停止，可能只打出了前面的几页。请检查打印机后再打印一次。"


class Booklet(Protocol):
    """Pages ready to be printed; sizes in points."""

    @property
    def sizes(self) -> tuple[Size, ...]: ...

    def bands(self, page: int, dpi: int, height: int) -> Iterable[Pixels]:
        """A page (from 0) from its top, in grey, one byte a pixel, in bands of `height` pixels."""
        ...


def printers() -> list[str]:
    """The names of the printers that there are, the usual one first."""
    names, usual = QPrinterInfo.availablePrinterNames(), QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: name != usual)


def device_of(name: str) -> QPrinter:
    """A printer by its name. Raises Refused where it is gone."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise Refused(_GONE.format(name))
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def send(booklet: Booklet, device: QPrinter, choice: PrintChoice, progress: Progress) -> None:
    """Prints all pages, as many copies as chosen; an error on the way throws the rest away.

    Raises Refused, and whatever `progress` raises.
    """
    pages = list(_order(len(booklet.sizes), device, choice))
    _choose_paper(device, booklet.sizes[pages[0]])
    painter = QPainter()
    if not painter.begin(device):
        raise Refused(_SILENT.format(choice.printer))
    try:
        _paint_all(painter, device, booklet, pages, progress)
    except BaseException:
        device.abort()
        raise
    finally:
        painter.end()
    if device.printerState() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error):
        raise Refused(_STOPPED.format(choice.printer))


def _order(pages: int, device: QPrinter, choice: PrintChoice) -> Iterable[int]:
    """The pages to paint one after another; a printer that makes copies gets each page once."""
    if device.supportsMultipleCopies():
        device.setCopyCount(choice.copies)
        device.setCollateCopies(choice.collate)
        return range(pages)
    if choice.collate:
        return list(range(pages)) * choice.copies
    return [page for page in range(pages) for _ in range(choice.copies)]


def _paint_all(
    painter: QPainter,
    device: QPrinter,
    booklet: Booklet,
    pages: list[int],
    progress: Progress,
) -> None:
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    for done, page in enumerate(pages):
        progress(done, len(pages))
        if done:
            _choose_paper(device, booklet.sizes[page])
            if not device.newPage():
                raise Refused(_STOPPED.format(device.printerName()))
        _paint(painter, device, booklet, page)
    progress(len(pages), len(pages))


def _paint(painter: QPainter, device: QPrinter, booklet: Booklet, page: int) -> None:
    """One page from the paper's corner; `scale` is a whole number, so that edges stay sharp."""
    scale = ceil(device.resolution() / _MOST_DPI)
    top = 0
    for band in booklet.bands(page, device.resolution() // scale, _BAND):
        image = _image(band)
        painter.drawImage(
            QRectF(0, top * scale, band.width * scale, band.height * scale),
            image,
            QRectF(image.rect()),
        )
        top += band.height


def _image(band: Pixels) -> QImage:
    """The band; where it is only black and white, as most are, in a bit a pixel: much quicker."""
    grey = QImage.Format.Format_Grayscale8
    image = QImage(band.pixels, band.width, band.height, band.stride, grey)
    if band.pixels.translate(None, _BLACK_AND_WHITE):
        return image
    bits = image.convertToFormat(QImage.Format.Format_Mono, _NO_DOTS)
    if bits.colorTable() != _BLACK_FIRST:  # the only order that Qt leaves at a bit when it prints
        bits.invertPixels()
        bits.setColorTable(_BLACK_FIRST)
    return bits


def _choose_paper(device: QPrinter, size: Size) -> None:
    """The page's own paper, used up to its edges: the printer neither shrinks nor moves the page.

    Margins of zero would not do: a printer that cannot print up to the edge drops such a layout
    whole. Raises Refused where it has no such paper.
    """
    upright = QSizeF(min(size), max(size))
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    if not _has(device, upright):  # Windows changes no paper in the middle, not even to the same
        device.setPageSize(paper)
    if not _has(device, upright):
        raise Refused(_NO_PAPER.format(device.printerName(), paper.name()))
    wide = size[0] > size[1]
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    device.setPageOrientation(turned)
    device.setFullPage(True)


def _has(device: QPrinter, upright: QSizeF) -> bool:
    """Whether that paper is the chosen one, by the measure of the printer's driver."""
    chosen = device.pageLayout().pageSize().size(QPageSize.Unit.Point)
    across, down = chosen.width() - upright.width(), chosen.height() - upright.height()
    return max(abs(across), abs(down)) <= _SAME_PAPER
