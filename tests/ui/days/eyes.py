"""What a person sees in the window, and finds in the files that it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel

from tests.support.pdftext import pages

if TYPE_CHECKING:
    from pathlib import Path

    from perfdesk.ui.grid import Grid
    from perfdesk.ui.window import MainWindow


def row_of(grid: Grid, row: int) -> list[str]:
    """The texts of a row, left to right."""
    model = grid.cells
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]


def column_of(grid: Grid, column: int) -> list[str]:
    """The texts of a column, from the top."""
    return [row_of(grid, row)[column] for row in range(grid.cells.rowCount())]


def listed(window: MainWindow) -> list[tuple[str, str, str, str]]:
    """The forms on the left: name, total, grade, state."""
    model = window.panel.model
    lines = [model.line(row) for row in range(model.rowCount())]
    return [(line.name, line.total, line.grade, line.state.label) for line in lines]


def findings(window: MainWindow) -> list[str]:
    """The sentences on the right, as a screen reader says them."""
    model = window.side.findings.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def hint(window: MainWindow) -> str:
    """What the status bar says of the current cell."""
    labels = window.statusBar().findChildren(QLabel)
    return next(label.text() for label in labels if label is not window.saving.label)


def said(window: MainWindow) -> str:
    """The sentence that stands in the status bar for a while."""
    return window.statusBar().currentMessage()


def saved(window: MainWindow) -> str:
    """What the status bar says about saving."""
    return window.saving.label.text()


def undoes(window: MainWindow) -> str:
    """What the menu says that undo would take back."""
    return window.actions_by_key["undo"].text()


def page_number(window: MainWindow) -> str:
    """What the preview says about its pages."""
    return window.side.preview.number.text()


def printed(file: Path) -> list[str]:
    """The text of each page of a PDF, without blanks."""
    return ["".join(glyph.char for glyph in page) for page in pages(file)]


def sheets(file: Path) -> dict[str, list[str]]:
    """The filled cells of each sheet of a workbook, row by row."""
    book = load_workbook(file)
    found = {
        sheet.title: [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    }
    book.close()
    return found
