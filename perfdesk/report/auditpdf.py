"""Draws the audit report as a PDF: a plain A4 page, tables whose heads repeat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfdesk.core.audit import PARTING, TITLE, Heading, Table, Words
from perfdesk.core.template import Paper
from perfdesk.report.fonts import BOLD, metrics
from perfdesk.report.layout import numbered
from perfdesk.report.linebreak import break_paragraph, on_one_line, paragraphs
from perfdesk.report.page import ASCENT, POINT, Leaflet, Line, Page, Rule, Text
from perfdesk.report.pdf import draw_booklet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from perfdesk.core.audit import Audit, Block, Column

PAPER = Paper(
    width=210.0, height=297.0, left=20.0, right=20.0, top=20.0, bottom=18.0,
    body_size=10.0, least_size=10.0, title_size=18.0, year_size=10.0,
    leading=1.4, padding_x=1.5, padding_y=1.2, rule=0.5,
)  # fmt: skip
_HEAD_SIZE, _FORM_SIZE = 12.0, 11.0
_GAP = 3.0


def draw_audit(audit: Audit, target: Path) -> None:
    """Writes the report. Same input, same bytes. Raises OSError."""
    pages = _Flow().laid_out(audit)
    draw_booklet(numbered([Leaflet(TITLE, PAPER, pages)]), target, TITLE)


@dataclass(slots=True)
class _Row:
    """A table's row, broken: the lines of each cell."""

    cells: list[list[str]]
    bold: bool = False
    height: float = 0.0


@dataclass(slots=True)
class _Flow:
    """Fills pages from the top; `y` is where the next thing begins, in mm."""

    pages: list[Page] = field(default_factory=lambda: [Page()])
    y: float = PAPER.top

    def laid_out(self, audit: Audit) -> list[Page]:
        self._title()
        self._words(audit.facts)
        self.y += _GAP
        blocks = list(audit.blocks())
        for place, block in enumerate(blocks):
            if isinstance(block, Heading):
                self._need(sum(map(_least_height, _company(blocks[place:]))))
                self._heading(block)
            elif isinstance(block, Words):
                self._words(block.text)
            else:
                self._table(block)
        self._closing(audit.closing)
        return self.pages

    def _title(self) -> None:
        self._line(TITLE, PAPER.title_size, bold=True, centred=True)
        self.y += _GAP * 2

    def _heading(self, block: Heading) -> None:
        size, lines = _heading_lines(block)
        self.y += _GAP / 2 if self.y > PAPER.top else 0.0
        for words in lines:
            self._line(words, size, bold=True)
        self.y += _GAP / 2

    def _words(self, text: str) -> None:
        for words in _facts(text):
            self._need(_step(PAPER.body_size))
            self._line(words, PAPER.body_size)
        self.y += _GAP / 2

    def _closing(self, text: str) -> None:
        self._need(_step(PAPER.body_size) + _GAP * 4)
        self.y += _GAP * 4
        self._line(text, PAPER.body_size)

    def _line(self, words: str, size: float, *, bold: bool = False, centred: bool = False) -> None:
        width = metrics(BOLD if bold else "").width(words) * size * POINT / 1000
        x = (PAPER.width - width) / 2 if centred else PAPER.left
        self._put(words, x, self.y + _drop(size), size, bold)
        self.y += _step(size)

    def _put(self, words: str, x: float, y: float, size: float, bold: bool) -> None:
        self.pages[-1].texts.append(Text(Line(words, x, y), size, bold))

    def _table(self, table: Table) -> None:
        lefts = _lefts(table.columns)
        head = _head(table, lefts)
        most = int((_room() - head.height - PAPER.padding_y * 2) / _step(PAPER.body_size))
        rows = [part for row in table.rows for part in _parts(_row(row, lefts), most)]
        self._need(head.height + (rows[0].height if rows else 0.0))
        self._row(head, table.columns, lefts, top=True)
        for row in rows:
            if self.y + row.height > PAPER.height - PAPER.bottom:
                self._turn()
                self._row(head, table.columns, lefts, top=True)
            self._row(row, table.columns, lefts)
        self.y += _GAP

    def _row(
        self, row: _Row, columns: Sequence[Column], lefts: Sequence[float], *, top: bool = False
    ) -> None:
        """One row with the rules below and beside it, of the first also above."""
        size, bottom = PAPER.body_size, self.y + row.height
        for column, words, x, right in zip(columns, row.cells, lefts, lefts[1:], strict=False):
            y = self.y + (row.height - len(words) * _step(size)) / 2 + _drop(size)
            for number, line in enumerate(words):
                width = metrics(BOLD if row.bold else "").width(line) * size * POINT / 1000
                middle = row.bold or column.align == "center"
                place = (x + right - width) / 2 if middle else x + PAPER.padding_x
                self._put(line, place, y + number * _step(size), size, row.bold)
        rules = [Rule(lefts[0], edge, lefts[-1], edge) for edge in ([self.y] if top else [])]
        rules += [Rule(lefts[0], bottom, lefts[-1], bottom)]
        self.pages[-1].rules += rules + [Rule(x, self.y, x, bottom) for x in lefts]
        self.y = bottom

    def _need(self, height: float) -> None:
        """Another page where so much does not fit on this one."""
        if self.y + height > PAPER.height - PAPER.bottom and self.y > PAPER.top:
            self._turn()

    def _turn(self) -> None:
        self.pages.append(Page())
        self.y = PAPER.top


def _company(blocks: Sequence[Block]) -> list[Block]:
    """A heading and what stays with it on its page: all up to the table, or to its last words."""
    company: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and company and not isinstance(company[-1], Heading):
            break
        company.append(block)
        if isinstance(block, Table):
            break
    return company


def _least_height(block: Block) -> float:
    """What it takes to begin it, in mm: heading and words whole, a table's head and first row."""
    if isinstance(block, Heading):
        size, lines = _heading_lines(block)
        return len(lines) * _step(size) + _GAP
    if isinstance(block, Words):
        return len(_facts(block.text)) * _step(PAPER.body_size) + _GAP / 2
    lefts = _lefts(block.columns)
    head = _head(block, lefts)
    return head.height + sum(_row(row, lefts).height for row in block.rows[:1])


def _heading_lines(block: Heading) -> tuple[float, list[str]]:
    """Its size in points and its lines."""
    size = _FORM_SIZE if block.form else _HEAD_SIZE
    return size, _broken(on_one_line(block.text), PAPER.text_width, size, BOLD)


def _facts(text: str) -> list[str]:
    """The lines of a paragraph; each of its facts stays on one line where it can."""
    room = PAPER.text_width / (PAPER.body_size * POINT) * 1000
    lines: list[str] = []
    for fact in text.split(PARTING):
        longer = f"{lines[-1]}{PARTING}{fact}" if lines else fact
        if lines and metrics("").width(longer) <= room:
            lines[-1] = longer
        else:
            lines += _broken(fact, PAPER.text_width, PAPER.body_size)
    return lines


def _head(table: Table, lefts: Sequence[float]) -> _Row:
    return _row([column.head for column in table.columns], lefts, bold=True)


def _lefts(columns: Sequence[Column]) -> list[float]:
    """The left edges of the columns, and the right edge of the last."""
    whole, lefts = sum(column.width for column in columns), [PAPER.left]
    for column in columns:
        lefts.append(lefts[-1] + PAPER.text_width * column.width / whole)
    return lefts


def _row(texts: Sequence[str], lefts: Sequence[float], *, bold: bool = False) -> _Row:
    face = BOLD if bold else ""
    cells = [
        _broken(text, right - left - 2 * PAPER.padding_x, PAPER.body_size, face)
        for text, left, right in zip(texts, lefts, lefts[1:], strict=False)
    ]
    return _tall(_Row(cells, bold))


def _tall(row: _Row) -> _Row:
    lines = max(1, *map(len, row.cells))
    row.height = lines * _step(PAPER.body_size) + 2 * PAPER.padding_y
    return row


def _parts(row: _Row, most: int) -> list[_Row]:
    """The row, or where no page could hold it, its lines in several rows."""
    lines = max(map(len, row.cells))
    if lines <= most:
        return [row]
    cuts = range(0, lines, most)
    return [_tall(_Row([cell[cut : cut + most] for cell in row.cells])) for cut in cuts]


def _broken(text: str, width: float, size: float, face: str = "") -> list[str]:
    room = width / (size * POINT) * 1000
    measure = metrics(face).width
    return [line for part in paragraphs(text) for line in break_paragraph(part, room, measure)]


def _room() -> float:
    return PAPER.height - PAPER.top - PAPER.bottom


def _step(size: float) -> float:
    return size * POINT * PAPER.leading


def _drop(size: float) -> float:
    """From the top of a line to its baseline."""
    return size * POINT * ((PAPER.leading - 1) / 2 + ASCENT)
