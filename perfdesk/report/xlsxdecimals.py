"""Cells whose number format fits their figure: what people type over it shows its decimals too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from perfdesk.report.xlsxblock import Block
    from perfdesk.report.xlsxnumbers import SheetNumber

#: Workbooks count formats of their own from here.
_FIRST_FORMAT = 164


class MoreDecimals:
    """Collects cells, then gives them conditional formats: one rule for all that are alike."""

    def __init__(self) -> None:
        self.cells: dict[tuple[str, int], list[str]] = {}

    def add(self, block: Block, number: SheetNumber) -> None:
        """Remembers a block whose figure may get more decimals than its format shows."""
        alike = self.cells.setdefault((number.more, number.places), [])
        alike.append(block.first.reference)

    def apply(self, out: Worksheet) -> None:
        """Writes the rules."""
        for n, ((code, places), cells) in enumerate(self.cells.items()):
            style = DifferentialStyle(numFmt=NumberFormat(_FIRST_FORMAT + n, code))
            formula = f"{cells[0]}<>ROUND({cells[0]},{places})"
            rule = Rule("expression", dxf=style, formula=[formula])
            out.conditional_formatting.add(" ".join(cells), rule)
