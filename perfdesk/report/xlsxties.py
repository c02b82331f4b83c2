"""Ties a worksheet's cells to the form's addresses: names that move with the cells, the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from perfdesk.core.cells import indicator_cell
from perfdesk.core.form import LEVEL_KEYS
from perfdesk.files.bookrecord import END, HEADS, ROWS, Anchor, Record, anchor_name
from perfdesk.files.celltext import visible
from perfdesk.report.xlsxblock import Block

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from perfdesk.core.form import Form
    from perfdesk.core.template import IndicatorsBlock
    from perfdesk.files.bookrecord import Content


class Ties:
    """Names cells of one worksheet and keeps in `record` what they show."""

    def __init__(self, worksheet: Worksheet, form: Form) -> None:
        self.out = worksheet
        self.record = Record(form, worksheet.title)

    def tie(self, address: str, block: Block, shown: Content) -> None:
        """Names the block's first cell, so that its address is found wherever the cell goes."""
        self._name(address, block.first)
        self.record.note(address, shown)

    def word(self, block: Block, text: str) -> None:
        """Keeps a text of the paper itself: readers know it again, and find places by it."""
        if text:
            self.record.words[block.top, block.left] = text

    def mark(self, address: str, block: Block) -> None:
        """Names a block that moves and grows with its rows."""
        self._name(address, block)

    def tie_indicators(self, template: IndicatorsBlock, table: Block) -> None:
        """Names the heads in the table's first row, the table, and the row after it."""
        for column in template.columns:
            head = Block.at(table.top, column.span.first + 1)
            self.tie(HEADS + column.key, head, visible(column.label))
        self._name(ROWS, table)
        self.tie(END, Block.at(table.bottom + 1, 1), "")

    def note_covered(self, drawn: set[str]) -> None:
        """Level cells under a merge hold nothing: their rows must not be taken for cleared ones."""
        for row in range(len(self.record.form.indicators)):
            for key in LEVEL_KEYS:
                if (address := indicator_cell(row, key)) not in drawn:
                    self.record.note(address, "")

    def _name(self, address: str, block: Block) -> None:
        name = anchor_name(address, self.record.anchors)
        self.record.anchors[name] = Anchor(address, block.top, block.left)
        text = f"{quote_sheetname(self.out.title)}!{block.fixed}"
        self.out.defined_names[name] = DefinedName(name, attr_text=text)
