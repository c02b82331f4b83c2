"""Reads .ods: cells as they were shown when saved, merges, hidden rows and columns, names."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.number import trimmed
from perfdesk.exchange.sheet import (
    EMPTY,
    Book,
    Cell,
    Kind,
    Origin,
    Range,
    Sheet,
    TooLarge,
)
from perfdesk.exchange.sources.odstext import cell_text
from perfdesk.exchange.sources.shown import DAY, DAY_AND_CLOCK, moment_text
from perfdesk.exchange.sources.xlsxparts import range_named
from perfdesk.exchange.sources.xmlparts import attribute, child, children, local, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

    from perfdesk.exchange.sheet import Place

_MACROS = "文件含有宏，宏没有运行，已忽略。"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_GROUPS = {f"table-{what}" for what in ("header-rows", "row-group", "rows")}
_GROUPS |= {f"table-{what}" for what in ("header-columns", "column-group", "columns")}
_HIDDEN = ("collapse", "filter")
_ERROR = re.compile(r"#[A-Z/0!?]+[!?A0]|Err:\d+")
_ADDRESS = re.compile(
    r"\$?(?P<sheet>'(?:[^']|'')*'|[^.$]+)\.\$?(?P<first>[A-Z]{1,3}\$?\d{1,7})"
    r"(?::(?:\$?(?:'(?:[^']|'')*'|[^.$]+))?\.\$?(?P<last>[A-Z]{1,3}\$?\d{1,7}))?"
)
_YEAR_FIRST = re.compile(r"(?P<day>\d{4}([-/.])\d{1,2}\2\d{1,2})(?: (?P<clock>[\d:]+))?")
_MOST_CELLS = 500_000
_CURRENCIES = str.maketrans("", "", "¥￥$")


def is_encrypted(archive: ZipFile) -> bool:
    """True if the parts can only be read with a password."""
    manifest = "META-INF/manifest.xml"
    return manifest in archive.namelist() and b"encryption-data" in archive.read(manifest)


def read_ods(archive: ZipFile) -> Book:
    """The workbook in a guarded package. Raises ParseError, KeyError, ValueError, TooLarge."""
    with archive.open("content.xml") as stream:
        root = tree(stream)
    hidden = _hidden_styles(root)
    found = children(child(child(root, "body"), "spreadsheet"), "table")
    sheets = tuple(_SheetReader(table, hidden).sheet() for table in found)
    macros = any(name.startswith("Basic/") for name in archive.namelist())
    return Book(Origin.ODS, sheets, (_MACROS,) if macros else ())


def _hidden_styles(root: Element) -> set[str]:
    """The styles of sheets that are not shown."""
    styles = children(child(root, "automatic-styles"), "style")
    return {
        attribute(style, "name")
        for style in styles
        for properties in children(style, "table-properties")
        if attribute(properties, "display") == "false"
    }


class _SheetReader:
    """Walks a table; what is repeated without holding anything is only counted."""

    def __init__(self, table: Element, hidden: set[str]) -> None:
        self.table, self.title = table, attribute(table, "name")
        self.hidden = attribute(table, "style-name") in hidden
        self.cells: dict[Place, Cell] = {}
        self.merges: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.hidden_cols: list[tuple[int, int]] = []

    def sheet(self) -> Sheet:
        """The sheet. Raises TooLarge."""
        row = col = 1
        for part in _flat(self.table):
            if local(part.tag) == "table-row":
                row = self._rows(part, row)
            elif local(part.tag) == "table-column":
                col = self._columns(part, col)
        last = max((col for _, col in self.cells), default=0)
        cols = (c for low, high in self.hidden_cols for c in range(low, min(high, last) + 1))
        references = dict(_references(self.table))
        named = {name: range_named(text, self.title) for name, text in references.items()}
        return Sheet(
            self.title,
            self.cells,
            tuple(self.merges),
            self.hidden,
            frozenset(self.hidden_rows),
            frozenset(cols),
            {name: block for name, block in named.items() if block},
            references,
        )

    def _columns(self, column: Element, col: int) -> int:
        count = _count(column, "number-columns-repeated")
        if attribute(column, "visibility") in _HIDDEN:
            self.hidden_cols.append((col, col + count - 1))
        return col + count

    def _rows(self, element: Element, row: int) -> int:
        """Places a row as often as it is repeated; returns the number of the next."""
        count = _count(element, "number-rows-repeated")
        found = list(self._row(element))
        if found:
            if count * len(found) + len(self.cells) > _MOST_CELLS:
                raise TooLarge
            for number in range(row, row + count):
                self._place(number, found)
                if attribute(element, "visibility") in _HIDDEN:
                    self.hidden_rows.add(number)
        return row + count

    def _row(self, element: Element) -> Iterator[tuple[int, Cell, int, int]]:
        """The cells of a row that hold something or span others: column, cell, rows, columns."""
        col = 1
        for item in element:
            if local(item.tag) not in ("table-cell", "covered-table-cell"):
                continue
            count, cell = _count(item, "number-columns-repeated"), _cell(item)
            down, right = (
                _count(item, "number-rows-spanned"),
                _count(item, "number-columns-spanned"),
            )
            if cell.text or cell.kind is Kind.UNCOMPUTED or down > 1 or right > 1:
                if count > _MOST_CELLS:
                    raise TooLarge
                for number in range(col, col + count):
                    yield number, cell, down, right
            col += count

    def _place(self, row: int, found: list[tuple[int, Cell, int, int]]) -> None:
        for col, cell, down, right in found:
            if cell != EMPTY:
                self.cells[row, col] = cell
            if down > 1 or right > 1:
                self.merges.append(Range(row, col, row + down - 1, col + right - 1))


def _flat(table: Element) -> Iterator[Element]:
    """Rows and columns, also those in groups."""
    waiting = list(table)[::-1]
    while waiting:
        part = waiting.pop()
        if local(part.tag) in _GROUPS:
            waiting += list(part)[::-1]
        else:
            yield part


def _count(element: Element, name: str) -> int:
    return max(1, int(attribute(element, name) or 1))


def _cell(item: Element) -> Cell:
    """What a cell shows, and the number behind it."""
    text, formula = cell_text(item), attribute(item, "formula").partition(":")[2]
    kind = item.get(f"{_OFFICE}value-type", "")
    if kind in ("float", "percentage", "currency"):
        return _number(item, kind, text, formula)
    if formula and not kind and not text:
        return Cell("", Kind.UNCOMPUTED, None, formula)
    if formula and _ERROR.fullmatch(text):
        return Cell(text, Kind.ERROR, None, formula)
    if kind in ("date", "time"):
        return Cell(_day(item, text) if kind == "date" else text, Kind.DATE, None, formula)
    if kind == "boolean":
        return Cell(attribute(item, "boolean-value").upper(), Kind.BOOL, None, formula)
    return Cell(text, formula=formula)


def _number(item: Element, kind: str, text: str, formula: str) -> Cell:
    number = Decimal(f"{float(item.get(f'{_OFFICE}value', '')):.15g}")
    if _ERROR.fullmatch(text):
        return Cell(text, Kind.ERROR, None, formula)
    if not number.is_finite():
        raise ValueError(number)
    percent = kind == "percentage"
    shown = text.translate(_CURRENCIES).strip()
    if number < 0 and shown.startswith("(") and shown.endswith(")"):
        shown = f"-{shown[1:-1]}"
    if not any(map(str.isdigit, shown)):  # a dash for zero
        shown = f"{trimmed(number.scaleb(2))}%" if percent else trimmed(number)
    return Cell(shown, Kind.PERCENT if percent else Kind.NUMBER, number, formula)


def _day(item: Element, text: str) -> str:
    if "月" in text or "年" in text:
        return text
    if found := _YEAR_FIRST.fullmatch(text):
        return found["day"] if not found["clock"] or set(found["clock"]) <= {*"0:"} else text
    moment = datetime.fromisoformat(item.get(f"{_OFFICE}date-value", ""))
    return moment_text(moment, DAY_AND_CLOCK if ":" in text else DAY)


def _references(table: Element) -> Iterator[tuple[str, str]]:
    """The sheet's own names, as an .xlsx would say them: `'表 1'!$A$1:$B$2`."""
    for item in children(child(table, "named-expressions"), "named-range"):
        found = _ADDRESS.fullmatch(attribute(item, "cell-range-address"))
        if found:
            places = [found[key].replace("$", "") for key in ("first", "last") if found[key]]
            yield attribute(item, "name"), f"{found['sheet']}!{':'.join(places)}"
