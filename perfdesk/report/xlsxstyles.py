"""Cell styles of a workbook: each combination is made once and shared by all cells that use it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from perfdesk.report.xlsxnumbers import GENERAL

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "宋体"
_THIN = Side(style="thin", color="FF000000")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_NORMAL_SIZE = 11
#: The widest digit of 宋体 11 pt at 96 dpi, the unit of column widths in Excel and WPS.
_DIGIT_PIXELS = 8
_PIXELS_PER_MM = 96 / 25.4


@dataclass(frozen=True, slots=True)
class Style:
    """A look. `quoted` is the apostrophe that keeps text text; `code` a number format.

    `shade` is a colour behind the text, as ARGB.
    """

    align: str
    size: float
    code: str = GENERAL
    quoted: bool = False
    bold: bool = False
    vertical: str = "center"
    boxed: bool = True
    shade: str = ""


class StyleBook:
    """Gives cells their looks. Setting a style attribute by attribute takes ten times as long."""

    def __init__(self, book: Workbook) -> None:
        self._made: dict[Style, Cell] = {}
        # Column widths count digits of the Normal style's font, which openpyxl leaves at Calibri.
        normal = book._named_styles["Normal"]  # type: ignore[attr-defined]  # noqa: SLF001  # no public way
        normal.font = Font(name=FONT, size=_NORMAL_SIZE)

    def apply(self, sheet: Worksheet, cell: Cell | MergedCell, style: Style) -> None:
        """Gives a cell of `sheet` the look `style`."""
        made = self._made.get(style)
        if made is None:
            made = self._made[style] = _styled(sheet, style)
        # openpyxl's own idiom: styles are indexes into the book's tables.
        cell._style = made._style  # type: ignore[attr-defined,union-attr]  # noqa: SLF001


def with_own_looks(sheet: Worksheet) -> None:
    """Lets every cell be changed alone: what shares a look would change together."""
    for row in sheet.iter_rows():
        for cell in row:
            cell._style = copy(cell._style)  # type: ignore[union-attr]  # noqa: SLF001  # as above


def column_width(mm: float) -> float:
    """A column's width in Excel's unit."""
    return round(mm * _PIXELS_PER_MM) / _DIGIT_PIXELS


def _styled(sheet: Worksheet, style: Style) -> Cell:
    cell = Cell(sheet, row=1, column=1)
    cell.font = Font(name=FONT, size=style.size, bold=style.bold)
    cell.alignment = Alignment(style.align, style.vertical, wrap_text=True)
    cell.number_format = style.code
    cell.quotePrefix = style.quoted
    if style.boxed:
        cell.border = _BOX
    if style.shade:
        cell.fill = PatternFill("solid", start_color=style.shade, end_color=style.shade)
    return cell
