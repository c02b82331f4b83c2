"""Reads old workbooks (BIFF: .xls and .et): cells, merges, hidden rows and columns, names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import xlrd
from xlrd.biffh import (
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_ERROR,
    XL_CELL_NUMBER,
    XL_CELL_TEXT,
    error_text_from_code,
)
from xlrd.compdoc import CompDocError
from xlrd.formula import FormulaError

from perfdesk.exchange.sheet import Book, Cell, Kind, Origin, Range, Sheet, TooLarge, coordinate
from perfdesk.exchange.sources.builtinformats import CODES
from perfdesk.exchange.sources.shown import EPOCH, EPOCH_1904, number_cell
from perfdesk.exchange.sources.xlsxparts import range_named
from perfdesk.files.celltext import one_kind_of_break
from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xlrd.book import Book as OldBook
    from xlrd.sheet import Sheet as OldSheet

    from perfdesk.exchange.sheet import Place

_ENCRYPTED = "加了密码，请用 Excel 或 WPS 打开，去掉密码、另存为 .xlsx。"
#: An empty text is the result of a formula, or of one that nobody has computed yet.
_NO_RESULT = Cell("", Kind.UNCOMPUTED, None, "=")
_MOST_CELLS = 500_000


def read_xls(path: Path) -> Book:
    """The workbook in a file. Raises Refused for an encrypted one, ValueError and others."""
    try:
        return _read(path)
    except (xlrd.XLRDError, CompDocError, FormulaError) as error:
        if "encrypted" in str(error).lower():
            raise Refused(f"{path}：{_ENCRYPTED}") from error
        raise ValueError(path) from error


def _read(path: Path) -> Book:
    with (
        open(os.devnull, "w", encoding="utf-8") as sink,  # noqa: PTH123 - no path on Windows
        xlrd.open_workbook(
            str(path), logfile=sink, formatting_info=True, on_demand=True, ragged_rows=True
        ) as old,
    ):
        return Book(Origin.XLS, tuple(_sheets(old)))


def _sheets(old: OldBook) -> Iterator[Sheet]:
    for number in range(old.nsheets):
        sheet = old.sheet_by_index(number)
        yield _sheet(old, sheet, number)
        old.unload_sheet(number)


def _sheet(old: OldBook, sheet: OldSheet, number: int) -> Sheet:
    cells = dict(_cells(old, sheet))
    if len(cells) > _MOST_CELLS:
        raise TooLarge
    merges = (
        Range(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
    )
    references = dict(_references(old, number))
    named = {name: range_named(text, sheet.name) for name, text in references.items()}
    return Sheet(
        sheet.name,
        cells,
        tuple(merges),
        sheet.visibility != 0,
        frozenset(row + 1 for row, about in sheet.rowinfo_map.items() if about.hidden),
        frozenset(col + 1 for col, about in sheet.colinfo_map.items() if about.hidden),
        {name: block for name, block in named.items() if block},
        references,
    )


def _cells(old: OldBook, sheet: OldSheet) -> Iterator[tuple[Place, Cell]]:
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for col, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            if kind in (XL_CELL_NUMBER, XL_CELL_DATE):
                epoch = EPOCH_1904 if old.datemode else EPOCH
                code = _code(old, sheet.cell_xf_index(row, col))
                yield (row + 1, col + 1), number_cell(value, code, epoch=epoch)
            elif kind == XL_CELL_TEXT:
                cell = Cell(one_kind_of_break(value)) if value else _NO_RESULT
                yield (row + 1, col + 1), cell
            elif kind == XL_CELL_BOOLEAN:
                yield (row + 1, col + 1), Cell("TRUE" if value else "FALSE", Kind.BOOL)
            elif kind == XL_CELL_ERROR:
                shown = error_text_from_code.get(value, "#VALUE!")
                yield (row + 1, col + 1), Cell(shown, Kind.ERROR)


def _code(old: OldBook, style: int) -> str:
    """The code of a cell style's number format."""
    key = old.xf_list[style].format_key
    number_format = old.format_map.get(key)
    code = "" if number_format is None else str(number_format.format_str)
    return CODES.get(key, code) if code.lower() in ("", "general") else code


def _references(old: OldBook, number: int) -> Iterator[tuple[str, str]]:
    """The sheet's own names that mean one range, as an .xlsx would say them."""
    for name in old.name_obj_list:
        if name.scope != number or name.macro or name.result is None:
            continue
        places = getattr(name.result, "value", None)
        if not isinstance(places, list) or len(places) != 1:
            continue
        first, beyond, top, bottom, left, right = places[0].coords
        if beyond == first + 1:
            where = old.sheet_names()[first]
            last = coordinate((bottom, right))
            yield name.name, f"{where}!{coordinate((top + 1, left + 1))}:{last}"
