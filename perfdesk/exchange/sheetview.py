"""A workbook as people see it: merged cells speak with their first cell, numbers as shown."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from defusedxml.ElementTree import iterparse
from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser, WorksheetReader
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from perfdesk.core.formats import NumberFormat
from perfdesk.core.number import trimmed
from perfdesk.files.celltext import one_kind_of_break, unescaped
from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from openpyxl.workbook import Workbook
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.worksheet import Worksheet

    from perfdesk.files.bookrecord import Content, Place

#: What openpyxl raises for files that it does not understand.
_NOT_UNDERSTOOD = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    OSError,
    BadZipFile,
    ParseError,
    InvalidFileException,
)
_FORMULA = "f"  # openpyxl's type of such cells
_REFERENCE = re.compile(
    r"(?P<sheet>.+)!\$?(?P<left>[A-Z]{1,3})\$?(?P<top>\d{1,7})"
    r"(?::\$?(?P<right>[A-Z]{1,3})\$?(?P<bottom>\d{1,7}))?"
)


def open_workbook(path: Path) -> Workbook:
    """The workbook behind a guarded file, formulas by their last results. Raises Refused."""
    try:
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")  # openpyxl warns of every extension that it leaves out
            reader = _Reader(stream, data_only=True, keep_links=False)
            reader.read()
            return reader.wb
    except _NOT_UNDERSTOOD as error:
        raise Refused(f"{path}：工作簿内容有误，无法读取。") from error


class _Reader(ExcelReader):
    """Reads cells, merges and names, no pictures, links or rules.

    openpyxl would copy borders through every merge, three quarters of the time, and drop each
    `x005F_` from shared strings, also typed ones.
    """

    def read_strings(self) -> None:
        """Reads the table of shared strings."""
        part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in iterparse(source):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    text = Text.from_tree(node)
                    self.shared_strings.append(text.content if text else "")
                    node.clear()

    def read_worksheets(self) -> None:
        """Reads every sheet; one that cannot hold a form stays empty and keeps its place."""
        for sheet, part in self.parser.find_sheets():
            out = self.wb.create_sheet(sheet.name)
            out.sheet_state = sheet.state
            if part.target in self.valid_files and "worksheet" in part.Type:
                with self.archive.open(part.target) as source:
                    _bind(out, source, self.shared_strings)


class _CellParser(WorkSheetParser):
    """Formulas by their results; one that has none stays a formula, not an empty cell."""

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """A cell's place, value, type and style."""
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.get("t") != "str":
            formula = element.find(FORMULA_TAG)
            if formula is not None:
                cell |= {"value": f"={formula.text or ''}", "data_type": _FORMULA}
        return cell


def _bind(sheet: Worksheet, source: IO[bytes], strings: list[str]) -> None:
    reader = WorksheetReader(sheet, source, strings, data_only=True, rich_text=False)
    reader.parser.__class__ = _CellParser  # the reader makes its own parser, in one way only
    reader.bind_cells()
    if merges := reader.parser.merged_cells:
        sheet.merged_cells = MultiCellRange(CellRange(block.ref) for block in merges.mergeCell)


class SheetView:
    """One worksheet. Rows and columns count from 1."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.title = sheet.title
        self.hidden = sheet.sheet_state != "visible"

    @cached_property
    def covered(self) -> dict[Place, Place]:
        """The first cell of its merge for every merged cell."""
        return {
            (row, col): (block.min_row, block.min_col)
            for block in self.sheet.merged_cells.ranges
            for row in range(block.min_row, block.max_row + 1)
            for col in range(block.min_col, block.max_col + 1)
        }

    def first(self, row: int, col: int) -> Place:
        """The cell that speaks for this one: the first of its merge, else itself."""
        return self.covered.get((row, col), (row, col))

    def content(self, row: int, col: int) -> Content:
        """What the cell holds, as a text or a number."""
        value, _ = self._raw(row, col)
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, int | float):
            return _decimal(value)
        return self.text(row, col)

    def text(self, row: int, col: int) -> str:
        """What the cell shows."""
        return _shown(*self._raw(row, col))

    def named(self, name: str) -> tuple[Place, Place] | None:
        """First and last cell of a name of this sheet; None where gone or pointing elsewhere."""
        defined: DefinedName | None = self.sheet.defined_names.get(name)
        found = _REFERENCE.fullmatch(defined.attr_text or "") if defined else None
        if not found or unquoted(found["sheet"]) != self.title:
            return None
        first = (int(found["top"]), column_index_from_string(found["left"]))
        if found["right"] is None:
            return first, first
        return first, (int(found["bottom"]), column_index_from_string(found["right"]))

    def reference(self, name: str) -> str:
        """What a name of this sheet says, '' where there is none."""
        defined: DefinedName | None = self.sheet.defined_names.get(name)
        return (defined.attr_text or "") if defined else ""

    def texts(self) -> Iterator[tuple[Place, str]]:
        """Every cell that shows something, also one that a merge hides, row by row."""
        for place, cell in self._cells():
            if cell.data_type != _FORMULA and (text := _shown(cell.value, cell.number_format)):
                yield place, text

    def formulas(self) -> Iterator[tuple[Place, str]]:
        """Every formula whose result the file does not hold."""
        for place, cell in self._cells():
            if cell.data_type == _FORMULA:
                yield place, str(cell.value)

    def _cells(self) -> Iterator[tuple[Place, Any]]:
        for row in self.sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield (cell.row, cell.column), cell

    def _raw(self, row: int, col: int) -> tuple[Any, str]:  # openpyxl's values are of many types
        cell = self.sheet.cell(*self.first(row, col))
        return None if cell.data_type == _FORMULA else cell.value, cell.number_format


def coordinate(row: int, col: int) -> str:
    """`B3` of (3, 2)."""
    return f"{get_column_letter(col)}{row}"


def unquoted(sheet: str) -> str:
    """A sheet's name as it stands in a reference, without its quotes."""
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def _shown(value: object, code: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return one_kind_of_break(unescaped(value))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _displayed(_decimal(value), code)
    return _moment(value, code)


def _decimal(value: float) -> Decimal:
    """The number as shown: 15 digits, without binary noise (35.6 for 35.599999999999994)."""
    return Decimal(f"{value:.15g}")


def _displayed(value: Decimal, code: str) -> str:
    try:
        number_format = NumberFormat.of(code)
    except ValueError:
        return trimmed(value)
    shown = value.scaleb(2) if number_format.suffix else value
    return number_format.text(shown)


def _moment(value: object, code: str) -> str:
    """A date as Chinese accountants write it; the year only where the cell shows one."""
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        day = f"{value.month}月{value.day}日"
        return f"{value.year}年{day}" if "y" in code.lower() else day
    return str(value)
