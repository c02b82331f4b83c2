"""A plain table of texts as a workbook: what stands in a cell is never a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from perfdesk.files.celltext import escaped, visible
from perfdesk.report.xlsxfile import save_alike

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Characters; a Chinese one counts two.
_NARROWEST, _WIDEST = 8, 60


def draw_table(rows: Sequence[Sequence[str]], title: str, target: Path) -> None:
    """Writes the rows, a head and what is below it, as one sheet. Raises OSError."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = escaped(visible(text)) or None
            if text:
                cell.data_type = "s"
                cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
            cell.alignment = Alignment(vertical="top", wrap_text=number > 1)
            cell.font = Font(bold=number == 1)
    for column, texts in enumerate(zip(*rows, strict=True), 1):
        width = min(_WIDEST, max(_NARROWEST, *map(_width, texts)) + 2)
        sheet.column_dimensions[get_column_letter(column)].width = width
    save_alike(book, target)


def _width(text: str) -> int:
    lines = text.split("\n")
    return max(sum(2 if ord(sign) > 255 else 1 for sign in line) for line in lines)
