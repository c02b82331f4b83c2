"""Reads .xlsx and .xlsm: cells, merges, hidden rows and columns, names; nothing that is drawn."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.exchange.sheet import Book, Cell, Kind, Origin, Range, Sheet, column_number
from perfdesk.exchange.sources.shown import DAY, moment_text, number_cell, shape_of
from perfdesk.exchange.sources.xlsxparts import outline, plain_text, range_named
from perfdesk.exchange.sources.xmlparts import listen

if TYPE_CHECKING:
    from zipfile import ZipFile

    from perfdesk.exchange.sheet import Place
    from perfdesk.exchange.sources.xlsxparts import Outline, SheetPart

_MACROS = "文件含有宏，宏没有运行，已忽略。"
_LINKS = "文件链接了其他工作簿，没有打开它们；相关的格按保存时的结果读取。"
_DDE = "文件含有指向其他程序的动态链接（DDE），没有执行，已忽略。"
_COORDINATE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_LAST_ROW, _LAST_COL = 1_048_576, 16_384
_TRUE = ("1", "true")


def read_xlsx(archive: ZipFile) -> Book:
    """The workbook in a guarded package. Raises NoWorkbook, ParseError, ExpatError, ValueError …"""
    about = outline(archive)
    sheets = tuple(_sheet(archive, part, about) for part in about.sheets)
    return Book(Origin.XLSX, sheets, tuple(_notes(archive)))


def _notes(archive: ZipFile) -> list[str]:
    names = archive.namelist()
    notes = [_MACROS] if any(name.lower().endswith("vbaproject.bin") for name in names) else []
    links = [name for name in names if "/externallinks/external" in name.lower()]
    dde = [name for name in links if b"ddeLink" in archive.read(name)]
    notes += [_DDE] if dde else []
    return [*notes, _LINKS] if len(links) > len(dde) else notes


def _sheet(archive: ZipFile, part: SheetPart, about: Outline) -> Sheet:
    reader = _SheetReader(about)
    with archive.open(part.part) as stream:
        listen(stream, reader)
    named = {name: range_named(text, part.title) for name, text in part.references.items()}
    last_col = max((col for _, col in reader.cells), default=0)
    return Sheet(
        part.title,
        reader.cells,
        tuple(reader.merges),
        part.hidden,
        frozenset(reader.hidden_rows),
        frozenset(
            col for low, high in reader.hidden_cols for col in range(low, min(high, last_col) + 1)
        ),
        {name: block for name, block in named.items() if block},
        part.references,
    )


class _SheetReader:
    """Listens to a worksheet's part."""

    def __init__(self, about: Outline) -> None:
        self.about = about
        self.cells: dict[Place, Cell] = {}
        self.merges: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.hidden_cols: list[tuple[int, int]] = []
        self.row = self.col = 0
        self.open: dict[str, str] | None = None  # the attributes of the cell being read
        self.value = self.inline = ""
        self.formula: str | None = None
        self.pieces: list[str] | None = None
        self.reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A start tag."""
        if self.open is not None:
            self.reading = self.reading or name == "rPh"
            self.pieces = [] if name in ("v", "f", "t") and not self.reading else None
        elif name == "c":
            self.open = attributes
            self.value, self.formula, self.inline = "", None, ""
            self._move(attributes.get("r"))
        elif name == "row":
            self._start_row(attributes)
        elif name == "mergeCell":
            self.merges.append(_range(attributes["ref"]))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self.hidden_cols.append((int(attributes["min"]), int(attributes["max"])))

    def end(self, name: str) -> None:
        """An end tag."""
        if self.open is None:
            return
        if name == "c":
            self._cell(self.open)
            self.open = None
        elif name == "rPh":
            self.reading = False
        elif self.pieces is not None:
            text, self.pieces = "".join(self.pieces), None
            if name == "v":
                self.value = text
            elif name == "f":
                self.formula = text
            else:
                self.inline += text

    def data(self, text: str) -> None:
        """A piece of text."""
        if self.pieces is not None:
            self.pieces.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes.get("r") or self.row + 1)
        self.col = 0
        if not 0 < self.row <= _LAST_ROW:
            raise ValueError(self.row)
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(self.row)

    def _move(self, reference: str | None) -> None:
        """Goes to the cell's place; without a reference it follows the one before."""
        if reference:
            self.row, self.col = _place(reference)
        else:
            self.col += 1

    def _cell(self, attributes: dict[str, str]) -> None:
        cell = self._content(attributes.get("t", "n"), int(attributes.get("s") or 0))
        if cell is None and self.formula is not None and attributes.get("t") != "str":
            cell = Cell("", Kind.UNCOMPUTED, None, f"={self.formula}")
        if cell is not None:
            self.cells[self.row, self.col] = cell

    def _content(self, kind: str, style: int) -> Cell | None:
        """What the cell holds; None where it is empty."""
        formula = "" if self.formula is None else f"={self.formula}"
        if kind == "inlineStr":
            return Cell(plain_text(self.inline)) if self.inline else None
        if not self.value:
            return None
        if kind == "s":
            text = self.about.strings[int(self.value)]
            return Cell(text, formula=formula) if text else None
        if kind == "n":
            return number_cell(float(self.value), self._code(style), formula, self.about.epoch)
        return self._rarer(kind, style, formula)

    def _rarer(self, kind: str, style: int, formula: str) -> Cell:
        if kind == "b":
            text = "TRUE" if self.value in _TRUE else "FALSE"
            return Cell(text, Kind.BOOL, None, formula)
        if kind == "e":
            return Cell(self.value, Kind.ERROR, None, formula)
        if kind == "d":
            moment = datetime.fromisoformat(self.value)
            shape = shape_of(self._code(style))
            return Cell(moment_text(moment, shape if shape.date else DAY), Kind.DATE, None, formula)
        return Cell(plain_text(self.value), formula=formula)

    def _code(self, style: int) -> str:
        return self.about.formats[style] if style < len(self.about.formats) else ""


def _place(reference: str) -> Place:
    found = _COORDINATE.fullmatch(reference)
    place = (int(found[2]), _column(found[1].upper())) if found else (0, 0)
    if not (0 < place[0] <= _LAST_ROW and 0 < place[1] <= _LAST_COL):
        raise ValueError(reference)
    return place


def _range(reference: str) -> Range:
    first, _, last = reference.partition(":")
    top, left = _place(first)
    bottom, right = _place(last or first)
    return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


_column = lru_cache(maxsize=1024)(column_number)
