"""What the menu does to a block of cells: copy, cut, paste, fill; each one edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from perfdesk.core.cellgrid import FundingGrid, IndicatorGrid, Selection
from perfdesk.core.clipboard import block_text, parse_block
from perfdesk.core.document import Closed
from perfdesk.core.fill import fill_down, fill_right
from perfdesk.core.paste import paste
from perfdesk.ui.accounts import tell_account

if TYPE_CHECKING:
    from collections.abc import Callable

    from perfdesk.core.cellgrid import CellGrid
    from perfdesk.core.placing import Placed
    from perfdesk.ui.grid import Grid
    from perfdesk.ui.window import MainWindow

#: Characters; a whole sheet copied by mistake would take minutes to read.
_LONGEST = 2_000_000


class BlockActions:
    """Acts on the table with the focus. Raises Closed, which the window tells."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it."""
        return {
            "cut": self.cut,
            "copy": self.copy,
            "paste": self.paste,
            "fill_down": lambda: self._fill(fill_down),
            "fill_right": lambda: self._fill(fill_right),
        }

    def copy(self) -> bool:
        """The selected cells onto the clipboard; False, and told, where they are no rectangle."""
        document, grid = self._window.ready(), self._window.view.focused_grid()
        if document is None or grid is None:
            return False
        selection = selected(grid)
        if selection is None:
            self._window.say("选中的单元格不连在一起，请选成一整块再复制")
            return False
        corner = Selection.cell(selection.rows[0], selection.columns[0])
        if selection == cell_grid(grid).whole_groups(corner):
            selection = corner  # one merged label is one text
        QGuiApplication.clipboard().setText(_text_of(grid, selection))
        count = len(selection.rows) * len(selection.columns)
        self._window.say(f"已复制 {count} 个单元格")
        return True

    def cut(self) -> None:
        """Copies the selected cells, then empties them as one step."""
        grid = self._open_table()
        if grid is not None and self.copy():
            grid.cells.clear(grid.chosen(), verb="剪切")

    def paste(self) -> None:
        """What is on the clipboard at the selection's corner, as one step."""
        grid, document = self._open_table(), self._window.document
        if document is None or grid is None:
            return
        text = QGuiApplication.clipboard().text()
        if len(text) > _LONGEST:
            self._window.say("剪贴板里的内容太多，没有粘贴；请只复制需要的部分")
            return
        selection = selected(grid) or _current(grid)
        if selection is not None:
            block = parse_block(text)
            placed = paste(cell_grid(grid), block, selection, document.template)
            self._carry_out(placed, "粘贴")
            if placed.area is not None:
                grid.select_area(placed.area.rows, placed.area.columns)

    def _fill(self, how: Callable[[CellGrid, Selection], Placed]) -> None:
        grid = self._open_table()
        if grid is None:
            return
        selection = selected(grid)
        if selection is None:
            self._window.say("选中的单元格不连在一起，请选成一整块再填充")
            return
        self._carry_out(how(cell_grid(grid), selection), "填充")

    def _open_table(self) -> Grid | None:
        """The table with the focus, None for none. Raises Closed where it takes nothing."""
        document, grid = self._window.ready(), self._window.view.focused_grid()
        if document is None or grid is None:
            return None
        if document.closed_because:
            raise Closed(document.closed_because)
        return grid

    def _carry_out(self, placed: Placed, verb: str) -> None:
        document = self._window.document
        if document is not None:
            if placed.edit is not None:
                document.apply(placed.edit)
            tell_account(self._window, placed, verb)


def cell_grid(grid: Grid) -> CellGrid:
    """A table of the window as the core sees it; one with a document is asked for."""
    document = grid.cells.document
    if document is None:
        raise ValueError("no form is shown")
    keys = tuple(column.key for column in grid.cells.columns())
    kind = IndicatorGrid if grid.grows else FundingGrid
    return kind(document.form, keys)


def selected(grid: Grid) -> Selection | None:
    """The selected rectangle or the current cell; None where the cells form none, or are none."""
    chosen = grid.selectionModel().selectedIndexes()
    cells = {(index.row(), index.column()) for index in chosen}
    if not cells:
        return _current(grid)
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    whole = Selection(range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1))
    return whole if len(whole.rows) * len(whole.columns) == len(cells) else None


def _current(grid: Grid) -> Selection | None:
    """The current cell; the place of the first row in a table without rows."""
    index = grid.currentIndex()
    if index.isValid():
        return Selection.cell(index.row(), index.column())
    return Selection.cell(0, 0) if grid.grows and grid.cells.rowCount() == 0 else None


def _text_of(grid: Grid, selection: Selection) -> str:
    """What was typed; where nothing was, what the cell shows."""
    rows = []
    for row in selection.rows:
        shown = [grid.cells.shown(row, column) for column in selection.columns]
        rows.append([cell.typed or cell.text for cell in shown])
    return block_text(rows)
