"""Pages on a printer's paper: where the PDF has them, in true size, as many as were asked for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from perfdesk.app import booklet
from perfdesk.core.form import Form
from perfdesk.files.errors import Refused
from perfdesk.preview import Band, Printout
from perfdesk.ui.longwork import Cancelled
from perfdesk.ui.printchoice import PrintChoice, PrintOrder
from perfdesk.ui.printing import device_of, printers, send
from tests.support.forms import clean_form

pytestmark = pytest.mark.usefixtures("application")

#: Pixels an inch at which paper is measured here.
_FINE = 600
_MM = 25.4
#: 1 for ink, 0 for paper.
_DARK = bytes(grey < 128 for grey in range(256))


def made(*forms: Form, **choice: object) -> Printout:
    return booklet(PrintOrder(forms, replace(PrintChoice(), **choice)))  # type: ignore[arg-type] # any field


def paper(target: Path, resolution: int = 600) -> QPrinter:
    """A printer that writes its paper to a file, left as a careless person leaves one."""
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(target))
    device.setResolution(resolution)
    letter, wide = QPageSize(QPageSize.PageSizeId.Letter), QPageLayout.Orientation.Landscape
    device.setPageLayout(QPageLayout(letter, wide, QMarginsF(20, 20, 20, 20)))
    return device


def quietly(_done: int, _total: int) -> None:
    """Nobody watches."""


def frame_of(pdf: Path | bytes, page: int) -> tuple[float, float, float, float]:
    """The table's frame: its outermost long rules, left, top, right and bottom in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        bitmap = sheet.render(scale=_FINE / 72, grayscale=True)
        pixels, stride = bytes(bitmap.buffer).translate(_DARK), bitmap.stride
        width, height = bitmap.width, bitmap.height
        sheet.close()
    rows = (pixels[y * stride : y * stride + width].count(1) for y in range(height))
    across = [y for y, dark in enumerate(rows) if dark > width / 2]
    columns = (pixels[x::stride].count(1) for x in range(width))
    down = [x for x, dark in enumerate(columns) if dark > height / 4]
    edges = (down[0], across[0], down[-1], across[-1])
    return tuple(edge / _FINE * _MM for edge in edges)  # type: ignore[return-value] # four of them


def sizes(file: Path) -> list[tuple[float, float]]:
    with pypdfium2.PdfDocument(file) as document:
        return [document.get_page_size(page) for page in range(len(document))]


@pytest.mark.parametrize("resolution", [300, 600, 1200])
def test_every_rule_lies_on_paper_where_the_pdf_has_it(tmp_path: Path, resolution: int) -> None:
    target = tmp_path / "paper.pdf"
    printed = made(clean_form(goal_expected="提高技能。" * 200))
    send(printed, paper(target, resolution), PrintChoice("HP"), quietly)
    assert sizes(target)[0] == pytest.approx(printed.sizes[0], abs=1.0)
    assert frame_of(target, 0) == pytest.approx(frame_of(printed.pdf, 0), abs=0.3)


def test_a_watermark_is_printed_in_grey(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    send(made(clean_form(), draft=True), paper(target, 150), PrintChoice("HP"), quietly)
    with pypdfium2.PdfDocument(target) as document:
        sheet = document[0]
        greys = set(bytes(sheet.render(scale=1, grayscale=True).buffer))
        sheet.close()
    assert greys & set(range(225, 235))


def test_each_page_stands_upright_on_a4_whatever_was_set_before(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    printed = made(clean_form(goal_expected="提高技能。" * 2000))
    send(printed, paper(target, 150), PrintChoice("HP"), quietly)
    found = sizes(target)
    assert len(found) == len(printed.sizes) > 2
    assert all(size == pytest.approx((595, 842), abs=1) for size in found)


class FakePages:
    """White pages of these sizes; which were asked for."""

    notes: tuple[str, ...] = ()

    def __init__(self, *sizes: tuple[float, float]) -> None:
        self.sizes = sizes
        self.asked: list[int] = []

    def bands(self, page: int, dpi: int, height: int) -> Iterator[Band]:
        self.asked.append(page)
        assert dpi <= 600
        yield Band(dpi, height, dpi, b"\xff" * (dpi * height))


def test_wide_pages_are_printed_across(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    send(FakePages((842, 595), (595, 842)), paper(target, 72), PrintChoice("HP"), quietly)
    found = sizes(target)
    assert found[0] == pytest.approx((842, 595), abs=1)
    assert found[1] == pytest.approx((595, 842), abs=1)


class Painting(FakePages):
    """Notes how the paper lies while each page is painted."""

    def __init__(self, device: QPrinter, *sizes: tuple[float, float]) -> None:
        super().__init__(*sizes)
        self.seen: list[tuple[str, QPageLayout.Orientation, bool]] = []
        self._device = device

    def bands(self, page: int, dpi: int, height: int) -> Iterator[Band]:
        layout = self._device.pageLayout()
        seen = (layout.pageSize().name(), layout.orientation(), self._device.fullPage())
        self.seen.append(seen)
        return super().bands(page, dpi, height)


def test_every_page_has_the_whole_sheet_though_the_printer_cannot_print_up_to_its_edge(
    tmp_path: Path,
) -> None:
    device = paper(tmp_path / "paper.pdf", 72)
    margins = QMarginsF(12, 12, 12, 12)
    letter, wide = QPageSize(QPageSize.PageSizeId.Letter), QPageLayout.Orientation.Landscape
    device.setPageLayout(
        QPageLayout(letter, wide, margins, QPageLayout.Unit.Point, minMargins=margins)
    )
    pages = Painting(device, (595, 842), (842, 595), (595, 842))
    send(pages, device, PrintChoice("HP"), quietly)
    across, upright = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait
    assert pages.seen == [("A4", upright, True), ("A4", across, True), ("A4", upright, True)]


def test_paper_is_not_set_again_while_it_is_printed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = paper(tmp_path / "paper.pdf", 72)
    asked: list[str] = []

    def choose(wanted: QPageSize) -> bool:
        asked.append(wanted.name())
        return QPrinter.setPageSize(device, wanted)

    monkeypatch.setattr(device, "setPageSize", choose, raising=False)
    send(FakePages((595, 842), (842, 595), (595, 842)), device, PrintChoice("HP"), quietly)
    assert asked == ["A4"]


def test_a_printer_without_such_paper_is_told_before_anything_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device, pages = paper(tmp_path / "paper.pdf", 72), FakePages((595, 842))
    monkeypatch.setattr(device, "setPageSize", lambda _wanted: False, raising=False)
    with pytest.raises(Refused, match="不能用 A4 纸打印"):
        send(pages, device, PrintChoice("HP"), quietly)
    assert pages.asked == []


@pytest.mark.parametrize(("collate", "order"), [(True, [0, 1, 0, 1]), (False, [0, 0, 1, 1])])
def test_copies_are_repeated_where_the_printer_makes_none(
    tmp_path: Path, collate: bool, order: list[int]
) -> None:
    pages = FakePages((595, 842), (595, 842))
    choice = PrintChoice("HP", copies=2, collate=collate)
    send(pages, paper(tmp_path / "paper.pdf", 72), choice, quietly)
    assert pages.asked == order


def test_a_printer_that_makes_copies_gets_each_page_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, device = FakePages((595, 842), (595, 842)), paper(tmp_path / "paper.pdf", 72)
    monkeypatch.setattr(device, "supportsMultipleCopies", lambda: True, raising=False)
    send(pages, device, PrintChoice("HP", copies=3, collate=False), quietly)
    assert pages.asked == [0, 1]
    assert (device.copyCount(), device.collateCopies()) == (3, False)


def test_progress_counts_the_pages(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    pages = FakePages((595, 842), (595, 842))
    send(pages, paper(tmp_path / "p.pdf", 72), PrintChoice("HP"), lambda *step: seen.append(step))
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_cancelling_ends_it_at_the_next_page(tmp_path: Path) -> None:
    pages = FakePages(*[(595.0, 842.0)] * 5)

    def cancel(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        send(pages, paper(tmp_path / "p.pdf", 72), PrintChoice("HP"), cancel)
    assert pages.asked == [0, 1]


def test_a_printer_that_is_gone_is_named() -> None:
    with pytest.raises(Refused, match="打印机“财务室”现在找不到，没有打印"):
        device_of("财务室")


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_named(tmp_path: Path) -> None:
    device = paper(tmp_path / "没有" / "paper.pdf")
    with pytest.raises(Refused, match="打印机“HP”没有接受打印"):
        send(FakePages((595, 842)), device, PrintChoice("HP"), quietly)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("newPage", lambda: False),
        ("printerState", lambda: QPrinter.PrinterState.Error),
        ("printerState", lambda: QPrinter.PrinterState.Aborted),
    ],
)
def test_a_printer_that_stops_on_the_way_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, answer: Callable[[], object]
) -> None:
    device = paper(tmp_path / "paper.pdf", 72)
    monkeypatch.setattr(device, name, answer, raising=False)
    with pytest.raises(Refused, match="中途停止，可能只打出了前面的几页"):
        send(FakePages((595, 842), (595, 842)), device, PrintChoice("HP"), quietly)


def test_the_usual_printer_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["A", "B", "C"]
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: names)
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: "C")
    assert printers() == ["C", "A", "B"]
