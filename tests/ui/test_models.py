"""The models: what Qt's own tester demands, what they show, and which cells they announce."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from perfdesk.core.document import Document
from perfdesk.core.edits import (
    DeleteIndicators,
    Edit,
    InsertIndicators,
    MoveIndicators,
    SetCell,
    SetCells,
    SwitchTemplate,
)
from perfdesk.core.form import Indicator
from perfdesk.core.state import State
from perfdesk.files.templates import library
from perfdesk.ui.cellmodel import LOOK_ROLE, CellModel
from perfdesk.ui.columns import FUNDING_COLUMNS, INDICATOR_COLUMNS, FundingColumn, IndicatorColumn
from perfdesk.ui.funding import FundingModel
from perfdesk.ui.indicators import IndicatorModel
from perfdesk.ui.palette import Tone
from perfdesk.ui.shown import Look
from tests.ui.conftest import make_document

SCORE = INDICATOR_COLUMNS.index(IndicatorColumn.SCORE)
LEVEL1 = INDICATOR_COLUMNS.index(IndicatorColumn.LEVEL1)
LEVEL2 = INDICATOR_COLUMNS.index(IndicatorColumn.LEVEL2)
ACTUAL = INDICATOR_COLUMNS.index(IndicatorColumn.ACTUAL)
NOTE = INDICATOR_COLUMNS.index(IndicatorColumn.NOTE)
RATE = FUNDING_COLUMNS.index(FundingColumn.RATE)
WEIGHT = FUNDING_COLUMNS.index(FundingColumn.WEIGHT)
EARNED = FUNDING_COLUMNS.index(FundingColumn.SCORE)
EXECUTED = FUNDING_COLUMNS.index(FundingColumn.EXECUTED)
FISCAL = 1
EDITS: list[Edit] = [
    SetCell("indicators[0].score", "1.2.3"),
    SetCell("funding.other.executed", "7"),
    SetCell("project_name", "别的"),
    SetCells((("indicators[0].level1", "x"), ("indicators[2].level1", "x"))),
    InsertIndicators(0, (Indicator(),)),
    InsertIndicators(3, (Indicator(), Indicator())),
    DeleteIndicators((0, 2)),
    DeleteIndicators((0, 1, 2)),
    MoveIndicators((2,), 0),
]


@pytest.fixture
def indicators(document: Document, qtmodeltester: ModelTester) -> IndicatorModel:
    model = IndicatorModel()
    model.show(document)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    return model


@pytest.fixture
def funding(document: Document, qtmodeltester: ModelTester) -> FundingModel:
    model = FundingModel()
    model.show(document)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    return model


def text(model: QAbstractItemModel, row: int, column: int) -> str:
    return str(model.index(row, column).data())


def look(model: CellModel, row: int, column: int) -> Look:
    found: Look = model.index(row, column).data(LOOK_ROLE)
    return found


class Ear:
    """The cells and rows that a model announced."""

    def __init__(self, model: QAbstractItemModel) -> None:
        self.heard: list[tuple[str, int, int, int]] = []
        model.dataChanged.connect(self._changed)
        model.rowsInserted.connect(lambda _parent, a, b: self.heard.append(("in", a, b, 0)))
        model.rowsRemoved.connect(lambda _parent, a, b: self.heard.append(("out", a, b, 0)))
        model.modelReset.connect(lambda: self.heard.append(("reset", 0, 0, 0)))

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        assert first.row() == last.row()
        self.heard.append(("cells", first.row(), first.column(), last.column()))


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: type(edit).__name__)
@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", [IndicatorModel, FundingModel])
def test_every_edit_keeps_the_tables_sound(
    document: Document, kind: type[CellModel], edit: Edit
) -> None:
    model = kind()
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, fatal)  # watches every signal from here on
    model.show(document)
    ear = Ear(model)
    document.apply(edit)
    after = pictured(model)
    document.undo()
    document.redo()
    assert pictured(model) == after
    fresh = kind()
    fresh.show(document)
    assert pictured(fresh) == after
    assert ("reset", 0, 0, 0) not in ear.heard
    del tester


def pictured(model: CellModel) -> list[list[tuple[str, Look]]]:
    columns = range(model.columnCount())
    return [
        [(text(model, row, column), look(model, row, column)) for column in columns]
        for row in range(model.rowCount())
    ]


def test_an_empty_table_is_sound(qtmodeltester: ModelTester) -> None:
    for model in (IndicatorModel(), FundingModel()):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]
        assert model.rowCount() == 0
        assert model.hint(model.index(0, 0)) == ""


def test_a_table_lets_go_of_the_document_it_no_longer_shows(
    indicators: IndicatorModel, document: Document
) -> None:
    indicators.show(make_document())
    ear = Ear(indicators)
    document.apply(SetCell("indicators[0].score", "1"))
    document.apply(DeleteIndicators((0,)))
    assert ear.heard == []
    indicators.show(None)
    assert indicators.rowCount() == 0


def test_columns_are_labelled_and_aligned_once(indicators: IndicatorModel) -> None:
    across = Qt.Orientation.Horizontal
    assert [indicators.headerData(n, across) for n in (LEVEL1, SCORE)] == ["一级指标", "得分"]
    for column in range(indicators.columnCount()):
        role = Qt.ItemDataRole.TextAlignmentRole
        header, cell = indicators.headerData(column, across, role), indicators.index(0, column)
        side = Qt.AlignmentFlag.AlignHorizontal_Mask
        assert header & side == cell.data(role) & side
    assert indicators.headerData(99, across) is None
    assert indicators.headerData(0, Qt.Orientation.Vertical) is None


def test_a_score_not_typed_is_suggested_in_grey(indicators: IndicatorModel) -> None:
    cell = indicators.index(0, SCORE)
    assert (cell.data(), cell.data(Qt.ItemDataRole.EditRole)) == ("30.00", "")
    assert look(indicators, 0, SCORE) is Look.SUGGESTED
    assert cell.data(Qt.ItemDataRole.ForegroundRole) == Tone.SUGGESTED.color
    assert indicators.hint(cell) == "第 1 行得分：建议 30.00（达到目标，得全部分值），直接输入可改"


@pytest.mark.parametrize(
    ("typed", "printed", "expected"),
    [
        ("30", "30.00", Look.TYPED),
        ("３０", "30.00", Look.TYPED),
        ("29.5", "29.50", Look.DIFFERS),
        ("1.2.3", "1.2.3", Look.UNREADABLE),
        ("十二", "十二", Look.UNREADABLE),
    ],
)
def test_a_typed_score(
    indicators: IndicatorModel, document: Document, typed: str, printed: str, expected: Look
) -> None:
    cell = indicators.index(0, SCORE)
    assert indicators.setData(cell, typed)
    assert (cell.data(), cell.data(Qt.ItemDataRole.EditRole)) == (printed, typed)
    assert look(indicators, 0, SCORE) is expected
    assert document.form.indicators[0].score.text == typed
    assert bool(cell.data(Qt.ItemDataRole.ToolTipRole)) == (expected is not Look.TYPED)


def test_nothing_to_suggest_asks_for_the_score(
    indicators: IndicatorModel, document: Document
) -> None:
    document.apply(SetCell("indicators[0].actual", ""))
    assert text(indicators, 0, SCORE) == ""
    assert indicators.hint(indicators.index(0, SCORE)) == "第 1 行得分：请填写"


def test_an_edit_announces_only_the_cells_it_touched(
    indicators: IndicatorModel, document: Document
) -> None:
    ear = Ear(indicators)
    document.apply(SetCell("indicators[1].note", "天气"))
    document.apply(SetCell("indicators[0].actual", "5(个)"))
    document.apply(SetCell("indicators[0].score", "3"))
    document.apply(SetCell("unit", "某局"))
    assert ear.heard == [
        ("cells", 1, NOTE, NOTE),
        ("cells", 0, ACTUAL, ACTUAL),
        ("cells", 0, SCORE, SCORE),  # the suggestion follows the result
        ("cells", 0, LEVEL1, LEVEL1),  # and the sub-total of its group
        ("cells", 0, SCORE, SCORE),
        ("cells", 0, LEVEL1, LEVEL1),
    ]


def test_rows_come_and_go_one_by_one(indicators: IndicatorModel, document: Document) -> None:
    ear = Ear(indicators)
    document.apply(InsertIndicators(1, (Indicator(),)))
    document.apply(DeleteIndicators((1,)))
    assert ear.heard == [("in", 1, 1, 0), ("out", 1, 1, 0)]


def test_typing_the_same_makes_no_step(indicators: IndicatorModel, document: Document) -> None:
    assert indicators.setData(indicators.index(0, ACTUAL), "10(个)")
    assert document.undo_text == ""


def test_a_group_is_renamed_as_a_whole(indicators: IndicatorModel, document: Document) -> None:
    assert indicators.groups(LEVEL1) == (range(2), range(2, 3))
    indicators.setData(indicators.index(0, LEVEL1), "成本指标")
    assert [row.level1 for row in document.form.indicators] == ["成本指标", "成本指标", "效益指标"]
    assert document.undo_text == "修改第 1–2 行一级指标"
    indicators.setData(indicators.index(2, LEVEL2), "经济效益指标")
    assert document.undo_text == "修改第 3 行二级指标"


def test_cells_are_cleared_as_one_step(indicators: IndicatorModel, document: Document) -> None:
    document.apply(SetCell("indicators[0].score", "3"))
    cells = [indicators.index(row, column) for row in range(2) for column in (ACTUAL, SCORE)]
    assert indicators.clear(cells)
    assert document.undo_text == "清空 3 个单元格"
    assert not indicators.clear(cells)
    document.undo()
    assert document.form.indicators[0].score.text == "3"


def test_the_total_of_the_funding_is_summed_until_it_is_typed(
    funding: FundingModel, document: Document
) -> None:
    assert (text(funding, 0, EXECUTED), look(funding, 0, EXECUTED)) == ("500.00", Look.SUGGESTED)
    document.apply(SetCell("funding.other.executed", "250"))
    assert text(funding, 0, EXECUTED) == "750.00"
    funding.setData(funding.index(0, EXECUTED), "700")
    assert (text(funding, 0, EXECUTED), look(funding, 0, EXECUTED)) == ("700.00", Look.DIFFERS)
    assert "各项合计 750.00" in funding.hint(funding.index(0, EXECUTED))


def test_rates_and_the_score_follow_and_cannot_be_typed(
    funding: FundingModel, document: Document
) -> None:
    ear = Ear(funding)
    funding.setData(funding.index(FISCAL, EXECUTED), "1,000.00")
    assert [text(funding, 0, column) for column in (RATE, WEIGHT, EARNED)] == [
        "100.00",
        "10.00",
        "10.00",
    ]
    assert document.scores.funding_score == Decimal("10.00")
    touched = ((0, EXECUTED), (0, RATE), (0, EARNED), (1, EXECUTED), (1, RATE))
    assert ear.heard == [("cells", row, column, column) for row, column in touched]
    for column in (RATE, EARNED):
        cell = funding.index(0, column)
        assert not funding.flags(cell) & Qt.ItemFlag.ItemIsEditable
        assert not funding.setData(cell, "1")
        assert "自动计算" in funding.hint(cell)


def test_a_weight_of_its_own(funding: FundingModel, document: Document) -> None:
    cell = funding.index(0, WEIGHT)
    assert look(funding, 0, WEIGHT) is Look.SUGGESTED
    funding.setData(cell, "20")
    assert (document.form.execution_weight.text, cell.data()) == ("20", "20.00")
    assert document.scores.funding_score == Decimal("10.00")
    assert not funding.flags(funding.index(1, WEIGHT)) & Qt.ItemFlag.ItemIsEditable


def test_the_unit_of_money_stands_in_the_header(funding: FundingModel) -> None:
    assert funding.headerData(0, Qt.Orientation.Horizontal) == "项目资金（万元）"


def in_template(template_id: str, **changes: Any) -> Document:
    form = replace(make_document().form, template=template_id, **changes)
    return Document(form, library().get)


def heads(model: CellModel) -> list[str]:
    across = Qt.Orientation.Horizontal
    return [str(model.headerData(column, across)) for column in range(model.columnCount())]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("template_id", "rate", "weight", "target"),
    [
        ("shanghai-district-2024", "执行率(%)", "分数", "年度指标值"),
        ("national-2020", "执行率", "分值", "年度指标值"),
        ("hubei-2020", "执行率（B/A）", "分值", "年初目标值（A）"),
    ],
)
def test_columns_bear_the_templates_labels(
    template_id: str, rate: str, weight: str, target: str
) -> None:
    document = in_template(template_id)
    funding, indicators = FundingModel(), IndicatorModel()
    assert heads(funding)[RATE] == "执行率"
    funding.show(document)
    indicators.show(document)
    assert (heads(funding)[RATE], heads(funding)[WEIGHT]) == (rate, weight)
    assert heads(indicators)[INDICATOR_COLUMNS.index(IndicatorColumn.TARGET)] == target
    whole = funding.headerData(RATE, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert whole == rate


@pytest.mark.usefixtures("qapp")
def test_heads_and_formats_follow_another_template_and_its_undo(qtbot: QtBot) -> None:
    document = in_template("shanghai-district-2024")
    funding, indicators = FundingModel(), IndicatorModel()
    testers = [QAbstractItemModelTester(model) for model in (funding, indicators)]
    for model in (funding, indicators):
        model.show(document)
    weight = INDICATOR_COLUMNS.index(IndicatorColumn.WEIGHT)
    seen = (heads(funding), heads(indicators), text(indicators, 0, weight))
    switch = SwitchTemplate(document.template, library().get("shanghai-2022"))
    heard = [model.headerDataChanged for model in (funding, indicators)]
    with qtbot.waitSignals([*heard, indicators.dataChanged]):
        document.apply(switch)
    assert heads(funding)[0] == "项目资金（元）"
    assert heads(funding)[RATE] == "执行率"
    assert (seen[2], text(indicators, 0, weight)) == ("30.00", "30")
    assert text(funding, 1, RATE) == ""
    with qtbot.waitSignals(heard):
        document.undo()
    assert (heads(funding), heads(indicators), text(indicators, 0, weight)) == seen
    assert len(testers) == 2


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("template_id", "rates"),
    [
        ("shanghai-district-2024", ["50.00", "50.00", "0.00", "0.00"]),
        ("shanghai-2024-national", ["50.00%", "50.00%", "–", "–"]),
        ("national-2020", ["50.00%", "", "", ""]),
        ("hubei-2020", ["50.00%", "", "", ""]),
    ],
)
def test_rates_show_where_and_as_the_paper_shows_them(template_id: str, rates: list[str]) -> None:
    model = FundingModel()
    model.show(in_template(template_id))
    assert [text(model, row, RATE) for row in range(4)] == rates


def test_groups_are_those_of_the_rows_announced(
    indicators: IndicatorModel, document: Document
) -> None:
    """While rows go, a view still asks for the old ones."""
    seen = []
    indicators.rowsAboutToBeRemoved.connect(lambda: seen.append(indicators.groups(LEVEL1)))
    document.apply(DeleteIndicators((0, 1)))
    assert seen[0] == (range(2), range(2, 3))
    assert indicators.groups(LEVEL1) == (range(1),)
    assert indicators.groups(SCORE) == ()


def test_unfilled_labels_are_typed_row_by_row(
    indicators: IndicatorModel, document: Document
) -> None:
    document.apply(SetCells(tuple((f"indicators[{row}].level1", "") for row in range(3))))
    indicators.setData(indicators.index(1, LEVEL1), "成本指标")
    assert [row.level1 for row in document.form.indicators] == ["", "成本指标", ""]


def test_a_form_that_is_closed_looks_closed_at_once(
    document: Document, indicators: IndicatorModel
) -> None:
    cell = indicators.index(0, INDICATOR_COLUMNS.index(IndicatorColumn.TARGET))
    told: list[str] = []
    assert cell.data(Qt.ItemDataRole.BackgroundRole) == Tone.PAPER.color
    indicators.shut.connect(lambda: told.append("shut"))
    document.move_to(State.CHECKED)
    document.move_to(State.REPORTED)
    assert cell.data(Qt.ItemDataRole.BackgroundRole) == Tone.HEADER.color
    assert told == ["shut"]  # not at 已审核, where one may still type
