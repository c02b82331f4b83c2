"""A worksheet's print set-up: the template's paper and margins, one page wide, head repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.header_footer import _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from perfdesk.core.template import Paper
    from perfdesk.report.xlsxblock import Block

#: Excel's numbers of papers by their sides in mm, the shorter first.
_PAPERS = {(148, 210): 11, (210, 297): 9, (297, 420): 8}
_INCH = 25.4
_FOOTER = 0.3


def set_up_print(out: Worksheet, paper: Paper, used: Block, head: int | None) -> None:
    """Prints the cells `used`, each page under row `head`."""
    out.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    out.page_setup.fitToWidth, out.page_setup.fitToHeight = 1, 0
    out.print_options.horizontalCentered = True
    out.print_area = used.reference
    out.sheet_view.showGridLines = False
    if head is not None:
        out.print_title_rows = f"{head}:{head}"
    if out.oddFooter is not None:
        out.oddFooter.center = _HeaderFooterPart("- &P -", size=9)
    _set_paper(out, paper)
    _set_margins(out, paper)


def _set_paper(out: Worksheet, paper: Paper) -> None:
    """A usual paper by its number, any other by its measures."""
    shorter, longer = sorted((paper.width, paper.height))
    out.page_setup.orientation = "landscape" if paper.width > paper.height else "portrait"
    number = _PAPERS.get((round(shorter), round(longer)))
    if number is not None:
        out.page_setup.paperSize = number
    else:
        out.page_setup.paperWidth = f"{shorter:g}mm"
        out.page_setup.paperHeight = f"{longer:g}mm"


def _set_margins(out: Worksheet, paper: Paper) -> None:
    margins = out.page_margins
    margins.left, margins.right = round(paper.left / _INCH, 3), round(paper.right / _INCH, 3)
    margins.top, margins.bottom = round(paper.top / _INCH, 3), round(paper.bottom / _INCH, 3)
    margins.header = margins.footer = _FOOTER
