"""Reads the tables of a .docx as one sheet: one below the other, the paragraphs between as rows.

So the title, the year and the unit of money above a table are seen, and a form that Word broke into
several tables is one again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.exchange.sheet import Book, Cell, Origin, Range, Sheet
from perfdesk.exchange.sources.docxtext import flat, has_changes, paragraph_text
from perfdesk.exchange.sources.xlsxparts import NoWorkbook, main_part
from perfdesk.exchange.sources.xmlparts import attribute, child, local, tree

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

    from perfdesk.exchange.sheet import Place

_TITLE = "Word 文档"
_MACROS = "文件含有宏，宏没有运行，已忽略。"
_CHANGES = "文档有修订标记，按接受修订后的文字读取。"
#: Word itself allows 63.
_MOST_COLUMNS = 256


def read_docx(archive: ZipFile) -> Book:
    """The document in a guarded package. Raises NoWorkbook, ParseError, KeyError, ValueError."""
    with archive.open(main_part(archive)) as stream:
        root = tree(stream)
    if local(root.tag) != "document":
        raise NoWorkbook
    reader = _Stacker()
    reader.read(child(root, "body"))
    notes = [_CHANGES] if has_changes(root) else []
    if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
        notes.append(_MACROS)
    return Book(Origin.DOCX, (reader.sheet(),), tuple(notes))


class _Stacker:
    """Puts paragraphs and tables below one another."""

    def __init__(self) -> None:
        self.row = 0
        self.width = 1
        self.cells: dict[Place, Cell] = {}
        self.merges: list[Range] = []
        self.lines: list[int] = []
        self.gap = False

    def read(self, body: Element | None) -> None:
        """A body or a cell: what stands in it, in order."""
        waiting = list(flat(body))[::-1]
        while waiting:
            part = waiting.pop()
            if local(part.tag) == "p":
                self._paragraph(paragraph_text(part))
            elif local(part.tag) == "tbl":
                waiting += self._table(part)[::-1]

    def sheet(self) -> Sheet:
        """All of it; a paragraph is as wide as the widest table."""
        lines = (Range(row, 1, row, self.width) for row in self.lines)
        return Sheet(_TITLE, self.cells, (*self.merges, *lines))

    def _paragraph(self, text: str) -> None:
        if not text.strip():
            self.gap = True  # between two tables it keeps them apart
            return
        self.gap = False
        self.row += 1
        self.cells[self.row, 1] = Cell(text)
        self.lines.append(self.row)

    def _table(self, table: Element) -> list[Element]:
        """Puts down a table; returns the tables inside its cells, which come below it."""
        if self.gap:
            self.row += 1
            self.gap = False
        inner: list[Element] = []
        open_merges: dict[int, Range] = {}
        for row in flat(table):
            if local(row.tag) == "tr":
                self.row += 1
                open_merges = self._table_row(row, open_merges, inner)
        self.merges += [block for block in open_merges.values() if block.first != block.last]
        return inner

    def _table_row(
        self, row: Element, above: dict[int, Range], inner: list[Element]
    ) -> dict[int, Range]:
        """Puts down a row; returns the merges that may go on below, by their first column."""
        col = 1 + _number(child(child(row, "trPr"), "gridBefore"))
        going: dict[int, Range] = {}
        for cell in flat(row):
            if local(cell.tag) != "tc":
                continue
            properties = child(cell, "tcPr")
            last = col + max(1, _number(child(properties, "gridSpan"))) - 1
            if last > _MOST_COLUMNS:
                raise ValueError(last)
            going[col] = self._merged(properties, above.pop(col, None), col, last)
            self._text(cell, col, inner)
            col = last + 1
        self.width = max(self.width, col - 1)
        self.merges += [block for block in above.values() if block.first != block.last]
        return going

    def _merged(
        self, properties: Element | None, above: Range | None, left: int, right: int
    ) -> Range:
        """The merge that a cell belongs to so far."""
        goes_on = child(properties, "vMerge")
        if above is not None:
            if goes_on is not None and attribute(goes_on, "val") != "restart":
                return above._replace(bottom=self.row)
            if above.first != above.last:
                self.merges.append(above)
        return Range(self.row, left, self.row, right)

    def _text(self, cell: Element, col: int, inner: list[Element]) -> None:
        parts = list(flat(cell))
        text = "\n".join(paragraph_text(part) for part in parts if local(part.tag) == "p")
        inner += [part for part in parts if local(part.tag) == "tbl"]
        if text.strip():
            self.cells[self.row, col] = Cell(text.strip("\n"))


def _number(element: Element | None) -> int:
    return 0 if element is None else int(attribute(element, "val") or 0)
