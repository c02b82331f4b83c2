"""The header of a table: its labels have room, and it goes on above the scroll bar."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QTableWidget, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from perfdesk.ui.header import put_header
from perfdesk.ui.palette import Tone

_ROWS = 40
Table = QTableWidget | QTreeWidget


@pytest.fixture(params=[QTableWidget, QTreeWidget])
def table(request: pytest.FixtureRequest, qtbot: QtBot, application: QApplication) -> Table:  # noqa: ARG001 - dressed
    """Many rows in a low table, so that it has a scroll bar."""
    table: Table = request.param()
    qtbot.addWidget(table)
    put_header(table)
    table.setColumnCount(2)
    if isinstance(table, QTableWidget):
        table.setRowCount(_ROWS)
    else:
        table.addTopLevelItems([QTreeWidgetItem([str(row)]) for row in range(_ROWS)])
    table.resize(400, 200)
    with qtbot.waitExposed(table):
        table.show()
    return table


def test_it_goes_on_above_the_scroll_bar_which_begins_with_the_rows(
    table: Table, qtbot: QtBot
) -> None:
    bar = table.verticalScrollBar()
    header = table.header() if isinstance(table, QTreeWidget) else table.horizontalHeader()
    qtbot.waitUntil(bar.isVisible)
    assert bar.mapTo(table, QPoint()).y() == header.geometry().bottom() + 1
    image = table.grab().toImage()
    right, middle = table.width() - bar.width() // 2, header.geometry().center().y()
    assert image.pixelColor(right, middle) == Tone.HEADER.color
    assert image.pixelColor(right, header.geometry().bottom()) == Tone.BORDER.color


def test_a_column_made_to_fit_its_label_does_not_cut_it(table: Table) -> None:
    header = table.header() if isinstance(table, QTreeWidget) else table.horizontalHeader()
    if isinstance(table, QTreeWidget):
        table.setHeaderLabels(["标准指标", "分值"])
    else:
        table.setHorizontalHeaderLabels(["标准指标", "分值"])
    for column, label in enumerate(("标准指标", "分值")):
        needed = header.fontMetrics().horizontalAdvance(label)
        assert header.sectionSizeHint(column) > needed + header.fontMetrics().height() // 2
