"""Column widths of a worksheet: those of the page, and a little more where labels would end badly.

Spreadsheets break lines wherever they are full, so a label one character too long leaves that
character alone on a line (一级指 | 标). Such a column gets room for one or two more; the sheet
prints on one page width all the same, a few percent smaller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.report.grid import Role
from perfdesk.report.page import POINT

if TYPE_CHECKING:
    from perfdesk.report.page import Sheet

#: What a cell keeps free left and right of its text, together, in mm.
_PADDING = 1.6
#: No more than this is added to all columns together, in mm.
_MOST_ADDED = 9.0
_MOST_CHARACTERS = 2


def sheet_widths(sheet: Sheet) -> list[float]:
    """Widths in mm by column."""
    em = sheet.size * POINT
    widths, left = list(sheet.widths), _MOST_ADDED
    for col, lengths in sorted(_label_lengths(sheet).items()):
        extra = min(
            (extra for extra in _extras(widths[col], em) if extra <= left),
            key=lambda extra: (_lone(lengths, widths[col] + extra, em), extra),
        )
        widths[col] += extra
        left -= extra
    return widths


def _label_lengths(sheet: Sheet) -> dict[int, list[int]]:
    """How many characters the labels within one column have."""
    lengths: dict[int, list[int]] = {}
    for cell in sheet.grid.cells:
        whole = cell.cols == 1 and not cell.text.isascii() and "\n" not in cell.text
        if cell.role is Role.LABEL and whole:
            lengths.setdefault(cell.col, []).append(len(cell.text))
    return lengths


def _extras(width: float, em: float) -> list[float]:
    """0, and what makes room for one more character, for two more."""
    steps = range(1, _MOST_CHARACTERS + 1)
    return [0.0, *((_fitting(width, em) + n) * em + _PADDING - width for n in steps)]


def _lone(lengths: list[int], width: float, em: float) -> int:
    """How many labels would end in a line of one character."""
    fitting = _fitting(width, em)
    return sum(length > fitting and length % fitting == 1 for length in lengths)


def _fitting(width: float, em: float) -> int:
    return max(2, int((width - _PADDING) / em + 1e-6))
