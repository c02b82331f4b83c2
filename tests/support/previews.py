"""A printer for the preview that prints when it may, and what a preview shows."""

from dataclasses import dataclass, field
from threading import Event, current_thread, main_thread

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from perfdesk.core.document import Document
from perfdesk.core.form import Form
from perfdesk.core.template import Template
from perfdesk.preview import Picture
from perfdesk.ui.previewpane import PreviewPane
from perfdesk.ui.previewworker import Printout
from tests.support.forms import clean_form, template

A4 = (595.0, 842.0)
GREY = 0x66
STARTING = 40_000  # milliseconds that a process may take to start on a busy machine


@dataclass
class FakePrintout:
    """Pages of one grey; which were rendered, and at what scale."""

    sizes: tuple[tuple[float, float], ...]
    notes: tuple[str, ...] = ()
    rendered: list[tuple[int, float]] = field(default_factory=list)

    def picture(self, page: int, scale: float) -> Picture:
        self.rendered.append((page, scale))
        width, height = (round(side * scale) for side in self.sizes[page])
        return Picture(width, height, 4 * width, bytes([GREY]) * (4 * width * height))


class FakePrinter:
    """Prints when it may; knows what it was asked for, by which thread, and how often closed."""

    def __init__(self) -> None:
        self.opened = self.closed = 0
        self.pages = 1
        self.forms: list[Form] = []
        self.fonts: list[str] = []
        self.notes: tuple[str, ...] = ()
        self.printouts: list[FakePrintout] = []
        self.in_main_thread = False
        self.may_go_on = Event()
        self.may_go_on.set()
        self.refusal: Exception | None = None

    def open(self) -> "FakePrinter":
        self.opened += 1
        return self

    def close(self) -> None:
        self.closed += 1

    def __call__(self, form: Form, _template: Template, font: str) -> Printout:
        self.in_main_thread |= current_thread() is main_thread()
        self.forms.append(form)
        self.fonts.append(font)
        assert self.may_go_on.wait(10)
        if self.refusal is not None:
            raise self.refusal
        self.printouts.append(FakePrintout((A4,) * self.pages, self.notes))
        return self.printouts[-1]


def document_of(name: str = "职工培训") -> Document:
    return Document(clean_form(project_name=name), template)


def settled(pane: PreviewPane, qtbot: QtBot, patience: int = 5000) -> None:
    """Waits until the pages seen are the form's, at most so many milliseconds."""
    qtbot.waitUntil(lambda: not pane._stale and not pane.view.lacking(), timeout=patience)


def paper_colour(pane: PreviewPane) -> QColor:
    """What is seen in the middle of the view."""
    image = pane.view.viewport().grab().toImage()
    return image.pixelColor(image.rect().center())
