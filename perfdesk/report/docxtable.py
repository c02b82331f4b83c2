"""A laid-out form as a table of WordprocessingML: true merges, widths and heights as laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from perfdesk.files.celltext import as_saved
from perfdesk.report.page import POINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.report.grid import Cell
    from perfdesk.report.page import Sheet

#: One mm and one point in twentieths of a point.
MM, PT = 20 / POINT, 20
#: A row higher than this, in mm, may run on to the next page.
_WHOLE = 60.0
_ALIGN = {"left": "both"}


def table(sheet: Sheet) -> str:
    """The `w:tbl` of the whole form."""
    widths = [round(width * MM) for width in sheet.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(sheet, row, widths) for row in range(len(sheet.heights)))
    return f"<w:tbl>{_properties(sheet, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def paragraphs(text: str, align: str, size: float, leading: float, bold: bool = False) -> str:
    """A text as paragraphs, one a line; `size` in points, lines `leading` times as high."""
    line = f'<w:spacing w:before="0" w:after="0" w:line="{round(size * leading * PT)}"'
    setting = f'{line} w:lineRule="atLeast"/><w:jc w:val="{_ALIGN.get(align, align)}"/>'
    look = f'{"<w:b/>" if bold else ""}<w:sz w:val="{round(size * 2)}"/>'
    return "".join(
        f"<w:p><w:pPr>{setting}</w:pPr><w:r><w:rPr>{look}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(part)}</w:t></w:r></w:p>'
        for part in as_saved(text).split("\n")
    )


def _properties(sheet: Sheet, width: int) -> str:
    edge = round(sheet.template.paper.rule * 8)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{edge}" w:color="000000"/>' for side in sides
    )
    across = round(sheet.template.paper.padding_x * MM / 2)
    margins = "".join(f'<w:{side} w:w="{across}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    )


def _row(sheet: Sheet, row: int, widths: list[int]) -> str:
    height = sheet.heights[row]
    whole = "<w:cantSplit/>" if height <= _WHOLE else ""
    least = f'<w:trHeight w:val="{round(height * MM)}" w:hRule="atLeast"/>'
    cells = "".join(
        _cell(sheet, cell, row, widths) if cell else _gap(width)
        for cell, width in _across(sheet, row, widths)
    )
    return f"<w:tr><w:trPr>{whole}{least}</w:trPr>{cells}</w:tr>"


def _across(sheet: Sheet, row: int, widths: list[int]) -> Iterator[tuple[Cell | None, int]]:
    """The cells that stand in a row or reach down into it, from left to right."""
    here = {cell.col: cell for cell in sheet.grid.cells if cell.row <= row < cell.row + cell.rows}
    col = 0
    while col < len(widths):
        cell = here.get(col)
        yield cell, widths[col]
        col += cell.cols if cell else 1


def _cell(sheet: Sheet, cell: Cell, row: int, widths: list[int]) -> str:
    width = sum(widths[cell.col : cell.col + cell.cols])
    span = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
    begins = row == cell.row
    state = ' w:val="restart"' if begins else ""
    merge = f"<w:vMerge{state}/>" if cell.rows > 1 else ""
    text = paragraphs(
        cell.text if begins else "", cell.align, sheet.size, sheet.template.paper.leading
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'
    )


def _gap(width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
