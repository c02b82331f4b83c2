"""The parts that dialogs share."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from perfdesk.ui.dialogparts import (
    FilterField,
    Notice,
    PlainTable,
    Reading,
    busy,
    fit,
    moment,
    shown_size,
)
from perfdesk.ui.lines import Line, LinesModel
from perfdesk.ui.palette import Tone
from perfdesk.ui.rowsmodel import Column, RowsModel


@pytest.fixture
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine eight hours ahead of UTC."""
    if not hasattr(time, "tzset"):
        pytest.skip("the time zone cannot be set here")
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "CST-8")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("shanghai")
def test_a_stored_time_is_shown_on_this_machines_clock_face() -> None:
    assert moment("2026-11-21T17:30:00+00:00") == "2026-11-22 01:30"
    assert moment(datetime(2026, 11, 21, 9, 5, tzinfo=UTC)) == "2026-11-21 17:05"


@pytest.mark.parametrize(
    ("at", "shown"),
    [("2026-11-21T17:30:00", "2026-11-21 17:30"), ("上午", "上午"), ("", "")],
)
def test_a_time_without_a_zone_or_sense_is_shown_as_it_stands(at: str, shown: str) -> None:
    assert moment(at) == shown


def test_no_dialog_is_larger_than_its_screen(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    fit(dialog, 1000, 1000)
    room = dialog.screen().availableGeometry()
    assert dialog.width() < room.width()
    assert dialog.height() < room.height()


@pytest.mark.usefixtures("qapp")
def test_the_waiting_cursor_goes_also_after_an_error() -> None:
    def fail() -> None:
        with busy():
            cursor = QGuiApplication.overrideCursor()
            assert cursor is not None
            assert cursor.shape() == Qt.CursorShape.WaitCursor
            raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        fail()
    assert QGuiApplication.overrideCursor() is None


def test_a_notice_without_a_sentence_takes_no_room(qtbot: QtBot) -> None:
    notice = Notice("先看这里")
    qtbot.addWidget(notice)
    assert not notice.isVisible()  # no window of its own
    notice.show()
    notice.say("")
    assert notice.isHidden()
    notice.say("<b>原样</b>")
    assert (notice.text(), notice.textFormat()) == ("<b>原样</b>", Qt.TextFormat.PlainText)


def test_a_text_grows_with_its_lines_up_to_its_most(qtbot: QtBot) -> None:
    text = Reading("说明", 3)
    qtbot.addWidget(text)
    heights = []
    for lines in (1, 2, 3, 9):
        text.show_text("\n".join("行" * lines))
        heights.append(text.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


@pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
@pytest.mark.parametrize("lines", [1, 2, 3, 4, 5, 6])
def test_a_text_that_fits_needs_no_scroll_bar(
    application: QApplication, qtbot: QtBot, lines: int
) -> None:
    text = Reading("说明", 6)
    qtbot.addWidget(text)
    with qtbot.waitExposed(text):
        text.show()
    text.show_text("\n".join("行" * lines))
    application.processEvents()
    assert text.verticalScrollBar().maximum() == 0


def test_enter_in_the_filter_goes_on_to_the_list(qtbot: QtBot) -> None:
    field = FilterField("筛选")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field, Qt.Key.Key_Return)
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClicks(field, "ab")
    assert field.text() == "ab"


def test_a_line_is_read_out_whole(qtmodeltester: ModelTester) -> None:
    model = LinesModel()
    model.show([Line("修改年度", "第 2 步", "张三", "撤销"), Line("新建")])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0).data(spoken) == "撤销，修改年度，第 2 步，张三"
    assert model.index(1).data(spoken) == "新建"


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "1 KB"), (1, "1 KB"), (208_896, "204 KB"), (1 << 20, "1.0 MB"), (3_500_000, "3.3 MB")],
)
def test_a_size_is_told_in_two_units(count: int, shown: str) -> None:
    assert shown_size(count) == shown


def framed(table: PlainTable, row: int, column: int) -> bool:
    """Whether the upper edge of a cell is drawn in the tone of the focus."""
    place = table.visualRect(table.model().index(row, column))
    image = table.viewport().grab().toImage()
    return image.pixelColor(place.center().x(), place.top()) == Tone.ACCENT.color


def test_where_rows_are_chosen_the_focus_frames_the_row_else_the_cell(
    qtbot: QtBot,
    application: QApplication,  # noqa: ARG001 - dressed
) -> None:
    one = Column[str]("一", 8, str)
    model = RowsModel[str]((one, one), None)
    model.show(["甲", "乙"])
    table = PlainTable(model, "表", (8, 8))
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    table.activateWindow()
    table.setFocus()
    table.setCurrentIndex(model.index(1, 0))
    assert (framed(table, 1, 0), framed(table, 1, 1)) == (True, False)
    table.setSelectionBehavior(PlainTable.SelectionBehavior.SelectRows)
    assert (framed(table, 1, 0), framed(table, 1, 1), framed(table, 0, 0)) == (True, True, False)
    table.clearFocus()
    assert not framed(table, 1, 1)
