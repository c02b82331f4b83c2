"""A block from the clipboard put into one of the tables, as a spreadsheet would (粘贴).

- One value fills the selection; a block is repeated over a selection that is a multiple of it.
- A table with its header row is matched by the labels, in any order of columns.
- Rows beyond the last become new indicator rows, in the group of the row above unless the block
  brings labels. Empty lines at the end add none.
- Merged labels arrive as text in the first row and blanks below. Where the block brings whole
  rows, that is a level together with 三级指标, a blank label means "as above"; a level-2 label ends
  where the level-1 label changes. Where only labels are pasted a blank clears, as in Excel.
- Texts go in as typed. Numbers stay as typed too (`１２３`, `1,234.5`); only `12%` as points of 100
  and a dash for nothing are turned into what they mean, and named.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.core.cellgrid import IndicatorGrid, Selection
from perfdesk.core.mergedlabels import name_levels
from perfdesk.core.placing import Account, Placed, Placer
from perfdesk.core.tablehead import Patch, headed_patch

if TYPE_CHECKING:
    from perfdesk.core.cellgrid import CellGrid
    from perfdesk.core.clipboard import Block
    from perfdesk.core.template import Template

#: No form has so many rows; whole columns copied by mistake do.
MOST_ROWS = 1000


def paste(grid: CellGrid, block: Block, selection: Selection, template: Template) -> Placed:
    """The edit that puts the block into the grid at the selection, and the account of it."""
    if not any(cell for row in block for cell in row) and len(block) < 2:
        return Placed(None, Account(notes=["剪贴板里没有可以粘贴的文字。"]))
    if len(block) == len(block[0]) == 1:
        return _filled(grid, block[0][0], grid.whole_groups(selection))
    placer = Placer(grid)
    patch = headed_patch(grid, block, selection, template)
    if patch is None:
        patch = _tiled(grid, block, selection, placer.account)
    placer.account.notes += patch.notes
    placer.account.tidied += patch.tidied
    _fit(grid, patch, placer.account)
    if isinstance(grid, IndicatorGrid):
        name_levels(grid, patch)
    for place, row in zip(patch.places, patch.rows, strict=True):
        for column, text in sorted(row.items()):
            placer.put(place, column, text)
    return replace(placer.placed("粘贴"), area=_area(patch))


def _area(patch: Patch) -> Selection | None:
    """The rectangle that the patch covers; None where it has gaps, or is empty."""
    columns = sorted({column for row in patch.rows for column in row})
    for places in (patch.places, columns):
        if not places or places != list(range(places[0], places[0] + len(places))):
            return None
    return Selection(
        range(patch.places[0], patch.places[-1] + 1), range(columns[0], columns[-1] + 1)
    )


def _filled(grid: CellGrid, text: str, selection: Selection) -> Placed:
    placer = Placer(grid)
    for row in selection.rows:
        for column in selection.columns:
            placer.put(row, column, text)
    return replace(placer.placed("粘贴"), area=selection)


def _tiled(grid: CellGrid, block: Block, selection: Selection, account: Account) -> Patch:
    """The block at the selection's corner, repeated where the selection is a multiple of it."""
    patch, width = Patch(), max(map(len, block))
    down, right = _times(selection, len(block), width)
    lefts = [selection.columns[0] + time * width for time in range(right)]
    for number, cells in enumerate(block * down):
        row = {left + at: cell for left in lefts for at, cell in enumerate(cells)}
        inside = {column: cell for column, cell in row.items() if column < len(grid.columns)}
        patch.add(selection.rows[0] + number, inside)
    account.cut_columns = max(0, lefts[-1] + width - len(grid.columns))
    return patch


def _times(selection: Selection, height: int, width: int) -> tuple[int, int]:
    """How often the block is repeated down and to the right."""
    rows, columns = len(selection.rows), len(selection.columns)
    fits = (rows == 1 or rows % height == 0) and (columns == 1 or columns % width == 0)
    return (max(1, rows // height), max(1, columns // width)) if fits else (1, 1)


def _fit(grid: CellGrid, patch: Patch, account: Account) -> None:
    """Drops empty rows at the end that would be new, and names the rows that have no room."""
    while patch.rows and patch.places[-1] >= grid.height:
        if any(text.strip() for text in patch.rows[-1].values()):
            break
        patch.rows.pop()
        patch.places.pop()
    room = max(MOST_ROWS, grid.height) if grid.grows else grid.height
    kept = [number for number, place in enumerate(patch.places) if place < room]
    account.cut_rows = len(patch.places) - len(kept)
    patch.rows = [patch.rows[number] for number in kept]
    patch.places = [patch.places[number] for number in kept]
