"""The findings' model: rows that change without a reset, and are found again."""

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

from perfdesk.core.finding import Finding
from perfdesk.ui.findinglines import FindingLine
from perfdesk.ui.findingsmodel import FindingsModel
from tests.ui.test_findinglines import ERROR, FOUND, MANY, lines


def model_of(*found: Finding) -> FindingsModel:
    model = FindingsModel()
    model.show(lines(found=list(found)))
    return model


def test_a_screen_reader_hears_sentence_place_and_whether_it_is_folded() -> None:
    model = model_of(ERROR, *MANY)
    texts = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert texts[0] == "必须改 1，已展开"
    assert texts[1] == ERROR.message
    assert texts[3].endswith("，已收起")
    assert model.index(1).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "第 1 行 · 得分"


def test_a_finding_keeps_its_row_while_others_come_and_go() -> None:
    model = model_of(ERROR, MANY[0])
    kept = QPersistentModelIndex(model.index(model.row_of(MANY[0])))
    model.show(lines(found=[MANY[0]]))
    assert kept.isValid()
    assert kept.row() == 1
    model.show(lines(found=[ERROR, replace(ERROR, where="unit"), MANY[0]]))
    assert kept.row() == 4


def test_a_finding_whose_figures_changed_is_the_same_finding() -> None:
    model = model_of(ERROR, MANY[0])
    current = model.line(1)
    model.show(lines(found=[replace(ERROR, message="改过，还是不对。"), MANY[0]]))
    assert model.row_like(current) == 1
    model.show(lines(found=[MANY[0]]))
    assert model.row_like(current) == -1
    assert model.row_of(ERROR) == -1


@pytest.mark.parametrize("seed", range(5))
def test_any_change_obeys_qts_rules_and_ends_with_the_lines_shown(
    qtmodeltester: ModelTester, seed: int
) -> None:
    model, chance = FindingsModel(), random.Random(seed)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    keys = [one.key for one in lines() if one.opened is not None]
    for _ in range(30):
        some = chance.sample(FOUND, chance.randint(0, len(FOUND)))
        wanted = lines(*chance.sample(keys, 2), found=some)
        model.show(wanted)
        shown: list[FindingLine] = [model.line(row) for row in range(model.rowCount())]
        assert shown == wanted
