"""A form's table for the clipboard: HTML with its merges for Word and WPS, and text with tabs."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from perfdesk.core.clipboard import block_text

if TYPE_CHECKING:
    from perfdesk.report.grid import Cell
    from perfdesk.report.page import Sheet

_FONT = "font-family:宋体,SimSun,serif"


def form_html(sheet: Sheet) -> str:
    """The form as one HTML table, sizes in mm and points; figures and targets stay text."""
    head = _paragraph(sheet.grid.title, sheet.template.paper.title_size, "bold")
    if sheet.grid.year_line:
        head += _paragraph(sheet.grid.year_line, sheet.template.paper.year_size, "normal")
    columns = "".join(f'<col style="width:{width:.1f}mm">' for width in sheet.widths)
    rows = "".join(
        f'<tr style="height:{height:.1f}mm">{_cells(sheet, row)}</tr>'
        for row, height in enumerate(sheet.heights)
    )
    return (
        f'<html><head><meta charset="utf-8"></head><body>{head}'
        f'<table style="border-collapse:collapse;{_FONT};font-size:{sheet.size:g}pt">'
        f"<colgroup>{columns}</colgroup><tbody>{rows}</tbody></table></body></html>"
    )


def form_text(sheet: Sheet) -> str:
    """The same as rows of cells for where no HTML goes: a merge's text in its first cell."""
    rows = [[""] * len(sheet.widths) for _ in sheet.heights]
    for cell in sheet.grid.cells:
        rows[cell.row][cell.col] = cell.text
    head = [[text] for text in (sheet.grid.title, sheet.grid.year_line) if text]
    return block_text([*head, *rows])


def _cells(sheet: Sheet, row: int) -> str:
    here = sorted((c for c in sheet.grid.cells if c.row == row), key=lambda cell: cell.col)
    return "".join(map(_cell, here))


def _cell(cell: Cell) -> str:
    spans = f' colspan="{cell.cols}"' if cell.cols > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    look = f"border:0.5pt solid black;text-align:{cell.align};vertical-align:middle"
    text = escape(cell.text).replace("\n", '<br style="mso-data-placement:same-cell">')
    return f"<td{spans} style=\"{look};mso-number-format:'\\@'\">{text}</td>"


def _paragraph(text: str, size: float, weight: str) -> str:
    look = f"text-align:center;{_FONT};font-size:{size:g}pt;font-weight:{weight}"
    return f'<p style="{look}">{escape(text)}</p>'
