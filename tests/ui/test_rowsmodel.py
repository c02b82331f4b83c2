"""A table of declared columns keeps Qt's rules and says what its columns say."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from perfdesk.ui.cellmodel import LEFT, RIGHT
from perfdesk.ui.palette import Tone
from perfdesk.ui.rowsmodel import Column, RowsModel

COLUMNS = (
    Column[str]("字", 8, lambda row: row),
    Column[str]("几个", 4, lambda row: str(len(row)), lambda _row: Tone.MUTED, True),
)


def test_texts_tones_and_heads_are_as_declared() -> None:
    model = RowsModel[str](COLUMNS)
    model.show(["甲\n乙", "丙"])
    index = model.index(0, 0)
    assert index.data() == "甲 乙"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "甲\n乙"
    count = model.index(0, 1)
    assert (count.data(), count.data(Qt.ItemDataRole.TextAlignmentRole)) == ("3", RIGHT)
    assert count.data(Qt.ItemDataRole.ForegroundRole) == Tone.MUTED.color
    across = Qt.Orientation.Horizontal
    assert [model.headerData(n, across) for n in (0, 1, 2)] == ["字", "几个", None]
    aligned = model.headerData(0, across, Qt.ItemDataRole.TextAlignmentRole)
    assert aligned == LEFT
    assert model.widths == [8, 4]


def test_it_keeps_qts_rules_whatever_it_shows(qtmodeltester: ModelTester) -> None:
    model = RowsModel[str](COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for rows in (["甲"], ["甲", "乙丙"], []):
        model.show(rows)
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show(["甲", "乙"])
    model.change(1, "丙丁")
    assert [model.index(row, 1).data() for row in (0, 1)] == ["1", "2"]
    assert tester.model() is model
