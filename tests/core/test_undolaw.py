"""The law of undo for every kind of edit there is: back to the identical form, and forth again."""

import importlib
import inspect
import pkgutil
from dataclasses import fields

import pytest

import perfdesk.core
from perfdesk.core.cellgrid import IndicatorGrid, Selection
from perfdesk.core.compound import Together
from perfdesk.core.document import Document
from perfdesk.core.edits import (
    Become,
    DeleteIndicators,
    Edit,
    InsertIndicators,
    MoveIndicators,
    SetCell,
    SetCells,
    SwitchTemplate,
    set_group,
)
from perfdesk.core.fill import fill_down
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.form import Indicator
from perfdesk.core.paste import paste
from perfdesk.core.printedfigures import DropPrinted
from perfdesk.core.quickentry import enter_results
from perfdesk.core.silence import SetAside
from perfdesk.core.spread import Share, spread
from tests.support.forms import clean_form, rules, template

FORM = clean_form(indicators_0__weight="30", indicators_1__actual="", indicators_1__target="健全")
GRID = IndicatorGrid(FORM)
CASES: list[Edit | None] = [
    SetCell("indicators[0].score", "1.2.3"),
    SetCell("year", "2020"),
    SetCell("extra.项目属性", "新增"),
    SetCells((("indicators[0].note", "甲\n乙"), ("funding.total.executed", "１"))),
    set_group(FORM.indicators, 0, "level1", "效益指标"),
    InsertIndicators(1, (Indicator(level3="新"),)),
    DeleteIndicators((0, 1)),
    MoveIndicators((1,), 0),
    Become(clean_form(unit="别的单位"), "恢复到第 1 步"),
    SwitchTemplate(template(), template("shanghai-2022"), (FORM,)),
    Together((SetCell("unit", "甲"), DeleteIndicators((0,))), "粘贴"),
    paste(GRID, (("a", "b"), ("c", "d"), ("e", "f")), Selection.cell(1, 2), template()).edit,
    fill_down(GRID, Selection(range(2), range(2, 4))).edit,
    spread(FORM, rules(), (0, 1), Share.EQUAL).edit,
    enter_results(FORM, (1,), "达成指标").edit,
    SetAside(Finding("1", Severity.ERROR, "indicators", "差 1 分。", ("indicators",)), "已核对"),
    DropPrinted("rate"),
]
EDITS = [edit for edit in CASES if edit is not None]


def kinds() -> set[type]:
    """Every class of the core that is an edit: it turns a form into a form and has a text."""
    found: set[type] = set()
    for module in pkgutil.walk_packages(perfdesk.core.__path__, "perfdesk.core."):
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            own = kind.__module__.startswith("perfdesk.core.") and kind is not Edit
            if own and all(callable(getattr(kind, name, None)) for name in ("apply", "text")):
                found.add(kind)
    return found


def test_every_kind_of_edit_has_a_case() -> None:
    assert all(edit is not None for edit in CASES)
    assert {type(edit) for edit in EDITS} == kinds()


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.text(FORM))
def test_undo_gives_the_identical_form_and_redo_the_identical_other(edit: Edit) -> None:
    document = Document(FORM, template)
    name = edit.text(FORM)
    assert name.strip()
    assert document.apply(edit)
    after, figures = document.form, document.scores
    assert after != FORM
    assert figures == Document(after, template).scores
    assert document.undo_text == name
    assert document.undo()
    assert document.form is FORM
    assert document.scores == Document(FORM, template).scores
    assert document.redo_text == name
    assert document.redo()
    assert document.form is after
    assert document.scores == figures


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.text(FORM))
def test_an_edit_is_a_value_that_gives_the_same_twice(edit: Edit) -> None:
    assert edit.apply(FORM) == edit.apply(FORM)
    assert all(getattr(edit, item.name) is not None for item in fields(edit))  # type: ignore[arg-type]  # all are dataclasses
