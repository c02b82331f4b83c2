"""Column widths for other programs: those of the page, and more where labels would end badly.

They break lines wherever these are full, so a label one character too long leaves that character
alone on a line (一级指 | 标). Such a column gets room for one or two more. A worksheet prints on
one page width all the same, a few percent smaller; in a Word table the widest columns give way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.report.grid import Role
from perfdesk.report.page import POINT

if TYPE_CHECKING:
    from perfdesk.report.page import Sheet

#: What a spreadsheet's cell keeps free left and right of its text, together, in mm.
_PADDING = 1.6
#: No more than this is added to all columns together, in mm.
_MOST_ADDED = 9.0
_MOST_CHARACTERS = 2
#: So many columns give way, those of running text, which finds room on another line.
_GIVING = 2


def sheet_widths(sheet: Sheet, padding: float = _PADDING) -> list[float]:
    """Widths in mm by column; `padding` is what a cell keeps free, in mm."""
    em = sheet.size * POINT
    widths, left = list(sheet.widths), _MOST_ADDED
    for col, lengths in sorted(_label_lengths(sheet).items()):
        extra = min(
            (extra for extra in _extras(widths[col], em, padding) if extra <= left),
            key=lambda extra: (_lone(lengths, widths[col] + extra - padding, em), extra),
        )
        widths[col] += extra
        left -= extra
    return widths


def table_widths(sheet: Sheet, padding: float) -> list[float]:
    """The same, together no wider than the page's: the widest columns give what others get."""
    widths = sheet_widths(sheet, padding)
    added = sum(widths) - sum(sheet.widths)
    kept = [col for col, width in enumerate(widths) if width == sheet.widths[col]]
    giving = sorted(kept, key=lambda col: widths[col])[-_GIVING:]
    room = sum(widths[col] for col in giving)
    if not room:
        return list(sheet.widths)
    for col in giving:
        widths[col] *= 1 - added / room
    return widths


def _label_lengths(sheet: Sheet) -> dict[int, list[int]]:
    """How many characters the labels within one column have."""
    lengths: dict[int, list[int]] = {}
    for cell in sheet.grid.cells:
        whole = cell.cols == 1 and not cell.text.isascii() and "\n" not in cell.text
        if cell.role is Role.LABEL and whole:
            lengths.setdefault(cell.col, []).append(len(cell.text))
    return lengths


def _extras(width: float, em: float, padding: float) -> list[float]:
    """0, and what makes room for one more character, for two more."""
    steps, fitting = range(1, _MOST_CHARACTERS + 1), _fitting(width - padding, em)
    return [0.0, *((fitting + n) * em + padding - width for n in steps)]


def _lone(lengths: list[int], room: float, em: float) -> int:
    """How many labels would end in a line of one character."""
    fitting = _fitting(room, em)
    return sum(length > fitting and length % fitting == 1 for length in lengths)


def _fitting(room: float, em: float) -> int:
    return max(2, int(room / em + 1e-6))
