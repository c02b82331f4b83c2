"""Lays out one form: measures, chooses the type size, cuts into pages, places every line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from perfdesk.core.scoring import score_form
from perfdesk.report.compose import compose
from perfdesk.report.fonts import BOLD, metrics
from perfdesk.report.linebreak import (
    break_balanced,
    break_paragraph,
    on_one_line,
    paragraphs,
)
from perfdesk.report.measure import Measured, measure
from perfdesk.report.page import ASCENT, POINT, Drawable, Line, Page, Sheet, Text
from perfdesk.report.paginate import Leaf, Paginator
from perfdesk.report.place import place_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perfdesk.core.form import Form
    from perfdesk.core.template import Template

_D = TypeVar("_D", bound=Drawable)
_SIZE_STEP = 0.5
#: A smaller size is tried only if it has to win at most this share of the height.
_WORTH_SHRINKING = 0.16
_TITLE_GAP = 2.2
_TABLE_GAP = 2.6
_HEAD_SIZE = 8.0
_HEAD_HEIGHT = 5.5
#: A running head has no room for more, however narrow they are.
_HEAD_LETTERS = 400
_SIGNATURE_LINE = 9.0
_SIGNATURE_LEADING = 1.1
_UNDER_TABLE = 3.0
_NUMBER_SIZE = 9.0
#: The page number's baseline above the paper's lower edge.
_NUMBER_RISE = 9.5
_DRAFT = "草 稿"


@dataclass(frozen=True, slots=True)
class Options:
    """How to print: marked as a draft; with the signature block, or None: as the template says.

    `font` names one of `systemfonts.office_fonts`, '' the bundled one. `continuing`: page numbers
    run through all forms.
    """

    draft: bool = False
    signature: bool | None = None
    font: str = ""
    continuing: bool = True


def lay_out(form: Form, template: Template, options: Options | None = None) -> Sheet:
    """The form as pages of boxes. Coordinates in mm from the top left corner of the paper."""
    return _FormLayout(form, template, options or Options()).sheet()


def numbered(sheets: Iterable[_D], continuing: bool = True) -> Iterator[_D]:
    """The sheets one by one, with page numbers at the foot that run on, or begin anew at each."""
    number = 0
    for sheet in sheets:
        number = number if continuing else 0
        for page in sheet.pages:
            number += 1
            page.texts.append(_centred(f"- {number} -", sheet, sheet.paper.height - _NUMBER_RISE))
        yield sheet


def _centred(text: str, sheet: Drawable, y: float) -> Text:
    width = metrics().width(text) * _NUMBER_SIZE * POINT / 1000
    return Text(Line(text, (sheet.paper.width - width) / 2, y), _NUMBER_SIZE)


class _FormLayout:
    def __init__(self, form: Form, template: Template, options: Options) -> None:
        self.form, self.template, self.options = form, template, options
        self.grid = compose(form, template, score_form(form, template.rules))
        self.paper = template.paper
        self.head = self._head_texts()
        self.head_height = self._head_height()

    def sheet(self) -> Sheet:
        measured, leaves = self._fitted()
        pages = [self._draw(measured, leaf, n) for n, leaf in enumerate(leaves)]
        return Sheet(
            name=self.form.project_name,
            template=self.template,
            grid=self.grid,
            widths=measured.widths,
            heights=measured.heights,
            size=measured.size,
            pages=pages,
            watermark=_DRAFT if self.options.draft else "",
            signature=self._signature_lines(),
        )

    def _fitted(self) -> tuple[Measured, list[Leaf]]:
        """The largest size within the template's limits that saves a page, else the usual one."""
        size = self.paper.body_size
        measured = measure(self.grid, self.template, size)
        leaves = self._leaves(measured)
        if len(leaves) == 1 or not self._worth_shrinking(measured, len(leaves)):
            return measured, leaves
        least = measure(self.grid, self.template, self.paper.least_size)
        fewest = self._leaves(least)
        if len(fewest) == len(leaves):
            return measured, leaves
        while (size := size - _SIZE_STEP) > self.paper.least_size:
            smaller = measure(self.grid, self.template, size)
            fewer = self._leaves(smaller)
            if len(fewer) == len(fewest):
                return smaller, fewer
        return least, fewest

    def _worth_shrinking(self, measured: Measured, pages: int) -> bool:
        total = sum(measured.heights) + self._tail(measured)
        capacity = self._first_room() + (pages - 2) * self._other_room()
        return total * (1 - _WORTH_SHRINKING) <= capacity

    def _leaves(self, measured: Measured) -> list[Leaf]:
        tail = self._tail(measured)
        return Paginator(measured, self._first_room(), self._other_room(), tail).pages()

    def _first_room(self) -> float:
        return self.paper.height - self.paper.top - self.paper.bottom - self.head_height

    def _other_room(self) -> float:
        return self.paper.height - self.paper.top - self.paper.bottom - _HEAD_HEIGHT

    def _head_height(self) -> float:
        lines = [text.size * POINT for text in self.head]
        return sum(lines) + _TITLE_GAP * max(0, len(lines) - 1) + _TABLE_GAP

    def _head_texts(self) -> list[Text]:
        """Title and year line, centred, from the top margin down."""
        texts, y = [], self.paper.top
        shown = [(self.grid.title, self.paper.title_size, True)]
        if self.grid.year_line:
            shown.append((self.grid.year_line, self.paper.year_size, False))
        for words, size, bold in shown:
            width = metrics(BOLD if bold else metrics().face.name).width(words)
            x = (self.paper.width - width * size * POINT / 1000) / 2
            texts.append(Text(Line(words, x, y + size * POINT * ASCENT), size, bold))
            y += size * POINT + _TITLE_GAP
        return texts

    def _draw(self, measured: Measured, leaf: Leaf, number: int) -> Page:
        top = self.paper.top + (self.head_height if number == 0 else _HEAD_HEIGHT)
        page = place_table(measured, leaf, top)
        page.texts = list(self.head) if number == 0 else [self._running_head()]
        if leaf.tail:
            page.texts += self._under_table(measured, top + leaf.height)
        return page

    def _running_head(self) -> Text:
        """The project's name above a continued table, cut to one line."""
        room = self.paper.text_width / (_HEAD_SIZE * POINT) * 1000
        name, mark = on_one_line(self.form.project_name)[:_HEAD_LETTERS], "（续表）"
        while name and metrics().width(name + mark) > room:
            name = name[:-1]
        y = self.paper.top + _HEAD_SIZE * POINT * ASCENT
        return Text(Line(name + mark, self.paper.left, y), _HEAD_SIZE)

    def _tail(self, measured: Measured) -> float:
        """The height in mm of notes and signature lines under the table."""
        notes = len(self._note_lines(measured))
        rows = [self._signature_row(items, measured.size) for items in self._signature_lines()]
        if not notes and not rows:
            return 0.0
        signature = sum(_row_height(row, measured.size) for row in rows)
        return _UNDER_TABLE + notes * measured.line + signature

    def _note_lines(self, measured: Measured) -> list[str]:
        room = self.paper.text_width / (measured.size * POINT) * 1000
        parts = [part for note in self.template.notes for part in paragraphs(note)]
        return [line for part in parts for line in break_paragraph(part, room, metrics().width)]

    def _under_table(self, measured: Measured, y: float) -> list[Text]:
        texts, y = [], y + _UNDER_TABLE
        for words in self._note_lines(measured):
            baseline = y + measured.size * POINT * ASCENT
            texts.append(Text(Line(words, self.paper.left, baseline), measured.size))
            y += measured.line
        for items in self._signature_lines():
            row = self._signature_row(items, measured.size)
            texts += self._signature_texts(row, y, measured.size)
            y += _row_height(row, measured.size)
        return texts

    def _signature_row(self, items: tuple[str, ...], size: float) -> list[list[str]]:
        """The lines of each item of one signature line."""
        room = (self._step(len(items)) - 2) / (size * POINT) * 1000
        width = metrics().width
        return [
            [line for part in paragraphs(item) for line in break_balanced(part, room, width)]
            for item in items
        ]

    def _step(self, items: int) -> float:
        return self.paper.text_width / items

    def _signature_texts(self, row: list[list[str]], y: float, size: float) -> list[Text]:
        """One signature line: its items start at equal distances."""
        baseline = y + _SIGNATURE_LINE / 2 + size * POINT * (ASCENT - 0.5)
        step = size * POINT * _SIGNATURE_LEADING
        return [
            Text(
                Line(
                    words, self.paper.left + place * self._step(len(row)) + 1.0, baseline + n * step
                ),
                size,
            )
            for place, lines in enumerate(row)
            for n, words in enumerate(lines)
        ]

    def _signature_lines(self) -> tuple[tuple[str, ...], ...]:
        spec = self.template.signature
        shown = spec.shown if self.options.signature is None else self.options.signature
        if not shown:
            return ()
        return tuple(
            tuple(label + (getattr(self.form.signature, key) if key else "") for label, key in line)
            for line in spec.lines
        )


def _row_height(row: list[list[str]], size: float) -> float:
    """The height of a signature line, more where a long text in it takes several lines."""
    more, em = max(map(len, row), default=1) - 1, size * POINT
    return max(_SIGNATURE_LINE, (_SIGNATURE_LINE + em) / 2 + more * em * _SIGNATURE_LEADING)
