"""Filling down (Ctrl+D) and right (Ctrl+R): the first cells of a selection copied to the others.

Texts and numbers are copied as they are, no series is made. One row alone takes the row above, one
column alone the column to its left. A selected merged label is filled with all its rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cellgrid import is_typed
from perfdesk.core.cells import text_at
from perfdesk.core.placing import Account, Placed, Placer

if TYPE_CHECKING:
    from perfdesk.core.cellgrid import CellGrid, Selection

_VERB = "填充"


def fill_down(grid: CellGrid, selection: Selection) -> Placed:
    """The edit that copies the first row of the selection, or the row above it, downwards."""
    wide = grid.whole_groups(selection)
    alone = len(selection.rows) == 1
    source = wide.rows[0] - 1 if alone else wide.rows[0]
    if source < 0:
        return Placed(None, Account(notes=["上面没有可以复制的行。"]))
    targets = wide.rows if alone else wide.rows[1:]
    return _copied(
        grid,
        [(row, column, source, column) for row in targets for column in wide.columns],
    )


def fill_right(grid: CellGrid, selection: Selection) -> Placed:
    """The edit that copies the first column of the selection, or the one left of it, rightwards."""
    alone = len(selection.columns) == 1
    source = selection.columns[0] - 1 if alone else selection.columns[0]
    if source < 0:
        return Placed(None, Account(notes=["左边没有可以复制的列。"]))
    targets = selection.columns if alone else selection.columns[1:]
    return _copied(
        grid,
        [(row, column, row, source) for row in selection.rows for column in targets],
    )


def _copied(grid: CellGrid, moves: list[tuple[int, int, int, int]]) -> Placed:
    """(row, column, source row, source column) by cell; a computed source gives nothing."""
    placer = Placer(grid)
    for row, column, source_row, source_column in moves:
        address = grid.address(source_row, source_column)
        if not is_typed(address):
            placer.account.skipped.append(grid.name(row, column))
        else:
            placer.put(row, column, text_at(grid.form, address))
    return placer.placed(_VERB)
