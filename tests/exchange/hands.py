"""What a person does to a workbook in Excel: types, inserts, deletes, merges, renames, copies.

Excel moves merges and names along; openpyxl does not, so the hands do it.
"""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import openpyxl
from openpyxl.cell import Cell
from openpyxl.utils import range_boundaries
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

Shift = Callable[[int, bool], int | None]


class Hands:
    """Opens a workbook, works on it, saves it at the end of the `with` block."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if kind is None:
            self.book.save(self.path)

    def sheet(self, n: int = 0) -> Worksheet:
        """The n-th sheet."""
        return self.book.worksheets[n]

    def place(self, name: str, n: int = 0) -> tuple[int, int]:
        """Row and column of a tied cell."""
        reference = self.sheet(n).defined_names[name].attr_text.rpartition("!")[2]
        left, top, _, _ = range_boundaries(reference.replace("$", ""))
        assert isinstance(left, int)
        assert isinstance(top, int)
        return top, left

    def cell(self, name: str, n: int = 0) -> Cell:
        """A tied cell."""
        return self.at(*self.place(name, n), n)

    def at(self, row: int, col: int, n: int = 0) -> Cell:
        """A cell that is not under a merge."""
        cell = self.sheet(n).cell(row, col)
        assert isinstance(cell, Cell)
        return cell

    def indicator(self, row: int, key: str, n: int = 0) -> Cell:
        """The cell in an indicator row (0-based) under a head."""
        head, col = self.place(f"pd_head_{key}", n)
        return self.at(head + 1 + row, col, n)

    def type(self, cell: Cell, text: str | float | None) -> None:
        """Types into a cell: text stays text."""
        cell.value = text
        if isinstance(text, str):
            cell.data_type = "s"

    def insert_row(self, at: int, n: int = 0) -> None:
        """A blank row above row `at`."""
        self._shift(n, lambda row, _: row + 1 if row >= at else row, lambda s: s.insert_rows(at))

    def delete_row(self, at: int, n: int = 0) -> None:
        """Deletes a row; a merge that began there begins below, without its text."""

        def shifted(row: int, is_last: bool) -> int | None:
            if row == at:
                return row - 1 if is_last else row
            return row - 1 if row > at else row

        self._shift(n, shifted, lambda sheet: sheet.delete_rows(at))

    def _shift(self, n: int, shift: Shift, work: Callable[[Worksheet], None]) -> None:
        sheet = self.sheet(n)
        merges = [tuple(block.bounds) for block in sheet.merged_cells.ranges]
        for block in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(block.coord)
        work(sheet)
        for left, top, right, bottom in merges:
            first, last = shift(top, False), shift(bottom, True)
            if first is not None and last is not None and last >= first:
                sheet.merge_cells(None, first, left, last, right)
        for name, defined in list(sheet.defined_names.items()):
            if name.startswith("pd_") and name != "pd_record":
                sheet.defined_names[name] = self._moved(defined, shift)

    def _moved(self, defined: DefinedName, shift: Shift) -> DefinedName:
        title, _, reference = (defined.attr_text or "").rpartition("!")
        left, top, right, bottom = range_boundaries(reference.replace("$", ""))
        assert isinstance(top, int)
        assert isinstance(bottom, int)
        assert isinstance(left, int)
        assert isinstance(right, int)
        first, last = shift(top, False), shift(bottom, True)
        if first is None or last is None or last < first:
            return DefinedName(defined.name, attr_text="#REF!")
        letter = openpyxl.utils.get_column_letter
        text = f"{title}!${letter(left)}${first}:${letter(right)}${last}"
        return DefinedName(defined.name, attr_text=text)

    def copy_sheet(self, n: int = 0) -> Worksheet:
        """A copy of a sheet with its own names, as Excel makes it."""
        old = self.sheet(n)
        new = self.book.copy_worksheet(old)
        for name, defined in old.defined_names.items():
            own, _, reference = (defined.attr_text or "").rpartition("!")
            sheet = own if name == "pd_record" else f"'{new.title}'"
            new.defined_names[name] = DefinedName(name, attr_text=f"{sheet}!{reference}")
        return new

    def rename(self, title: str, n: int = 0) -> None:
        """Another name for a sheet; its names follow."""
        sheet = self.sheet(n)
        sheet.title = title
        for name, defined in sheet.defined_names.items():
            if name != "pd_record":
                reference = (defined.attr_text or "").rpartition("!")[2]
                defined.attr_text = f"'{title}'!{reference}"
