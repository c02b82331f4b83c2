"""A laid-out form as tables of WordprocessingML: true merges, widths and heights as laid out.

Word repeats only the first rows of a table on later pages. So the indicators are a table of their
own below the rest; what stands between the two is too low to be seen, no page ends there, and one
line is drawn for both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from perfdesk.files.celltext import as_saved
from perfdesk.report.grid import RowKind
from perfdesk.report.officewidths import table_widths
from perfdesk.report.page import POINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.report.grid import Cell
    from perfdesk.report.page import Sheet

#: One mm and one point in twentieths of a point.
MM, PT = 20 / POINT, 20
#: The lowest line that Word takes, in twentieths of a point.
_LOWEST = 14
#: Of the page's distance between line and text: Word's own fonts may be a little wider.
_PADDING = 0.8
#: A row higher than this, in mm, may run on to the next page.
_WHOLE = 60.0
_ALIGN = {"left": "both"}
#: Keeps a row on one page with the next: heads with what they stand above.
_KEEP = "<w:keepNext/>"


def tables(sheet: Sheet) -> str:
    """The `w:tbl` above the indicators, and that of the indicators and all below."""
    head, last = _head_of(sheet), len(sheet.heights)
    if not head:
        return _table(sheet, range(last))
    above = _table(sheet, range(head), closed=False)
    return above + barely_a_line(keep=_KEEP) + _table(sheet, range(head, last))


def barely_a_line(section: str = "", keep: str = "") -> str:
    """An empty paragraph too low to be seen or to begin a page; it may end a section."""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{_LOWEST}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr>{keep}{spacing}<w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr></w:p>'


def _head_of(sheet: Sheet) -> int:
    """The row of the indicators' heads, 0 for none."""
    kinds = sheet.grid.kinds
    return kinds.index(RowKind.INDICATOR_HEADER) if RowKind.INDICATOR_HEADER in kinds else 0


def _table(sheet: Sheet, shown: range, closed: bool = True) -> str:
    """Some of the rows; without its lower line where it is not `closed`."""
    padding = 2 * sheet.template.paper.padding_x * _PADDING
    widths = [round(width * MM) for width in table_widths(sheet, padding)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(sheet, row, widths) for row in shown)
    properties = _properties(sheet, sum(widths), closed)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def paragraphs(
    text: str, align: str, size: float, leading: float, *, bold: bool = False, keep: str = ""
) -> str:
    """A text as paragraphs, one a line; `size` in points, lines `leading` times as high."""
    line = f'<w:spacing w:before="0" w:after="0" w:line="{round(size * leading * PT)}"'
    setting = f'{line} w:lineRule="atLeast"/><w:jc w:val="{_ALIGN.get(align, align)}"/>'
    look = f'{"<w:b/>" if bold else ""}<w:sz w:val="{round(size * 2)}"/>'
    return "".join(
        f"<w:p><w:pPr>{keep}{setting}</w:pPr><w:r><w:rPr>{look}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(part)}</w:t></w:r></w:p>'
        for part in as_saved(text).split("\n")
    )


def _properties(sheet: Sheet, width: int, closed: bool) -> str:
    edge = round(sheet.template.paper.rule * 8)
    below = ("bottom",) if closed else ()
    sides = ("top", "left", *below, "right", "insideH", "insideV")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{edge}" w:color="000000"/>' for side in sides
    )
    across = round(sheet.template.paper.padding_x * _PADDING * MM)
    margins = "".join(f'<w:{side} w:w="{across}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    )


def _row(sheet: Sheet, row: int, widths: list[int]) -> str:
    height = sheet.heights[row]
    is_head = sheet.grid.kinds[row] is RowKind.INDICATOR_HEADER
    whole = "<w:cantSplit/>" if height <= _WHOLE else ""
    again = "<w:tblHeader/>" if is_head else ""
    least = f'<w:trHeight w:val="{round(height * MM)}" w:hRule="atLeast"/>'
    cells = "".join(
        _cell(sheet, cell, row, widths) if cell else _gap(width)
        for cell, width in _across(sheet, row, widths)
    )
    return f"<w:tr><w:trPr>{whole}{least}{again}</w:trPr>{cells}</w:tr>"


def _across(sheet: Sheet, row: int, widths: list[int]) -> Iterator[tuple[Cell | None, int]]:
    """The cells that stand in a row or reach down into it, from left to right."""
    here = {cell.col: cell for cell in sheet.grid.cells if cell.row <= row < cell.row + cell.rows}
    col = 0
    while col < len(widths):
        cell = here.get(col)
        yield cell, widths[col]
        col += cell.cols if cell else 1


def _cell(sheet: Sheet, cell: Cell, row: int, widths: list[int]) -> str:
    """A cell, or the part of a merged one in this row.

    A label that spans the heads and the rows below begins below them: repeated heads must end
    where they stand. No line parts it from its place beside the heads.
    """
    width = sum(widths[cell.col : cell.col + cell.cols])
    span = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
    beside = cell.rows > 1 and sheet.grid.kinds[cell.row] is RowKind.INDICATOR_HEADER
    first = cell.row + beside
    merge = _merge(row, first, cell.row + cell.rows - first)
    head, below = _head_of(sheet), cell.row + cell.rows
    unlined = {first - 1: "bottom", first: "top"}.get(row, "") if beside else ""
    border = _unlined("bottom" if below == head else unlined)
    keep = _KEEP if row in (head - 1, head) else ""
    shown = cell.text if row == first else ""
    leading = sheet.template.paper.leading
    text = paragraphs(shown, cell.align, sheet.size, leading, keep=keep)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{border}'
        f'<w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'
    )


def _merge(row: int, first: int, rows: int) -> str:
    """How a row takes part in a merge of so many rows that begins in row `first`."""
    if rows < 2 or row < first:
        return ""
    return '<w:vMerge w:val="restart"/>' if row == first else "<w:vMerge/>"


def _unlined(side: str) -> str:
    """No line on a side; '' leaves all four."""
    return f'<w:tcBorders><w:{side} w:val="nil"/></w:tcBorders>' if side else ""


def _gap(width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
