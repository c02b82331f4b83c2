"""What the layout hands to the drawers: pages of boxes, rules and text, in mm and points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.template import Paper, Template
    from perfdesk.report.grid import Cell, Grid

#: One point in millimetres.
POINT = 25.4 / 72
#: A baseline lies this share of the type size below the top of the em box.
ASCENT = 0.88


@dataclass(slots=True)
class Line:
    """One line of text: `x`, `y` of its baseline start in mm from the page's top left corner.

    `spacing` is extra room behind each character in points (justified lines).
    """

    text: str
    x: float
    y: float
    spacing: float = 0.0


@dataclass(slots=True)
class Box:
    """A cell, or the part of it that stands on this page: its frame in mm and its lines."""

    cell: Cell
    x: float
    y: float
    width: float
    height: float
    size: float
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Text:
    """A line outside the table: title, year line, page head, signature."""

    line: Line
    size: float
    bold: bool = False


@dataclass(slots=True)
class Rule:
    """A border line in mm."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(slots=True)
class Page:
    """One sheet of paper."""

    texts: list[Text] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """One form laid out in a template: the grid with its sizes (mm), and its pages."""

    name: str
    template: Template
    grid: Grid
    widths: list[float]
    heights: list[float]
    size: float
    pages: list[Page]
    watermark: str = ""
    signature: tuple[tuple[str, ...], ...] = ()

    @property
    def paper(self) -> Paper:
        """What it is printed on."""
        return self.template.paper


class Drawable(Protocol):
    """What a PDF is drawn of: pages on one paper, under one bookmark."""

    @property
    def name(self) -> str:
        """The bookmark's text."""
        ...

    @property
    def paper(self) -> Paper:
        """Size, margins and line widths."""
        ...

    @property
    def pages(self) -> Sequence[Page]:
        """What stands on each page."""
        ...

    @property
    def watermark(self) -> str:
        """Large grey words across every page, '' for none."""
        ...


@dataclass(slots=True)
class Leaflet:
    """Pages that are no form: a report."""

    name: str
    paper: Paper
    pages: list[Page]
    watermark: str = ""
