"""The findings' model: groups, places, and rows that change without a reset."""

import random

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from perfdesk.core.finding import Finding, Severity
from perfdesk.ui.findingsmodel import FindingLine, FindingsModel, finding_lines
from perfdesk.ui.palette import Tone
from tests.support.forms import clean_form

FORM = clean_form()


def finding(where: str, severity: Severity = Severity.ERROR, message: str = "不对。") -> Finding:
    return Finding("x", severity, where, message, (where,))


FOUND = [
    finding("year", Severity.HINT),
    finding("unit", Severity.WARNING),
    finding("project_name"),
    finding("indicators[0].score"),
]


def test_errors_come_first_then_warnings_then_hints_each_under_a_heading() -> None:
    lines = finding_lines(FOUND, FORM)
    assert [line.text if line.heading else line.where for line in lines] == [
        "必须改 2",
        "project_name",
        "indicators[0].score",
        "要看 1",
        "unit",
        "提示 1",
        "year",
    ]
    assert [line.tone for line in lines if line.heading] == [
        Tone.WRONG,
        Tone.DIFFERS,
        Tone.SUGGESTED,
    ]


def test_the_place_is_named_where_the_sentence_does_not() -> None:
    silent, named, row = (
        finding("indicators[0].score"),
        finding("unit", message="没有填写实施单位。"),
        finding("indicators[1].level3", message="第 2 行指标没有填写三级指标。"),
    )
    places = [line.place for line in finding_lines([silent, named, row], FORM)][1:]
    assert places == ["第 1 行得分（培训人数）", "", ""]


def test_headings_are_not_selectable_and_say_no_place() -> None:
    model = FindingsModel()
    model.show(finding_lines(FOUND, FORM))
    assert model.count == 4
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable
    assert model.index(1).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "项目名称"


def test_a_finding_keeps_its_row_while_others_come_and_go() -> None:
    model = FindingsModel()
    model.show(finding_lines(FOUND, FORM))
    kept = QPersistentModelIndex(model.index(6))
    model.show(finding_lines([*FOUND[:2], *FOUND[3:]], FORM))
    assert kept.isValid()
    assert kept.row() == 5
    model.show(finding_lines([*FOUND, finding("supervisor")], FORM))
    assert kept.row() == 7


@pytest.mark.parametrize("seed", range(5))
def test_any_change_obeys_qts_rules_and_ends_with_the_lines_shown(
    qtmodeltester: ModelTester, seed: int
) -> None:
    model, chance = FindingsModel(), random.Random(seed)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for _ in range(30):
        lines = finding_lines(chance.sample(FOUND, chance.randint(0, 4)), FORM)
        model.show(lines)
        shown: list[FindingLine] = [model.line(row) for row in range(model.rowCount())]
        assert shown == lines
