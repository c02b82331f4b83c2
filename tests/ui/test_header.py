"""The header of a table: its labels have room, and it goes on above the scroll bar."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QTableWidget, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from perfdesk.ui.header import FlatHeader, put_header, two_lines
from perfdesk.ui.palette import Tone

_ROWS = 40
LONG = "偏差原因分析及改进措施"
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


def header_of(table: Table) -> FlatHeader:
    header = table.header() if isinstance(table, QTreeWidget) else table.horizontalHeader()
    assert isinstance(header, FlatHeader)
    return header


def test_a_label_wider_than_its_column_gets_a_second_line_for_as_long_as_it_needs_it(
    table: Table,
) -> None:
    header, metrics = header_of(table), table.fontMetrics()
    if isinstance(table, QTreeWidget):
        table.setHeaderLabels([LONG, "分值"])
    else:
        table.setHorizontalHeaderLabels([LONG, "分值"])
    header.resizeSection(0, 2 * metrics.horizontalAdvance(LONG))
    single = header.sizeHint().height()
    header.resizeSection(0, 8 * metrics.horizontalAdvance("国"))
    assert header.sizeHint().height() == single + metrics.height()
    assert header.height() == header.sizeHint().height()
    header.resizeSection(0, 2 * metrics.horizontalAdvance(LONG))
    assert header.sizeHint().height() == header.height() == single


def test_where_there_is_no_room_the_label_stays_in_one_line(table: Table) -> None:
    header = header_of(table)
    if isinstance(table, QTreeWidget):
        table.setHeaderLabels([LONG, "分值"])
    else:
        table.setHorizontalHeaderLabels([LONG, "分值"])
    header.resizeSection(0, 8 * table.fontMetrics().horizontalAdvance("国"))
    double = header.sizeHint().height()
    header.let_wrap(False)
    assert header.height() == double - table.fontMetrics().height()


@pytest.mark.parametrize(
    ("label", "characters", "lines"),
    [
        (LONG, 11, [LONG]),
        (LONG, 10, ["偏差原因分析", "及改进措施"]),
        (LONG, 6, ["偏差原因分析", "及改进措施"]),
        ("各表执行数之和（元）", 9, ["各表执行数之和", "（元）"]),
        (LONG, 4, ["偏差原因", "分析及…"]),
    ],
)
def test_a_label_is_parted_where_it_reads_well(
    label: str, characters: int, lines: list[str], application: QApplication
) -> None:
    metrics = QFontMetrics(application.font())
    assert two_lines(label, metrics, characters * metrics.horizontalAdvance("国")) == lines
