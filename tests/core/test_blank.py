"""Blank forms are known whatever the program itself put into them; one typed sign makes a form."""

from dataclasses import fields, replace
from typing import Any

import pytest

from perfdesk.core.blank import blank_form, is_blank
from perfdesk.core.form import Amounts, Form, Funding, Indicator, Printed, Signature
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.files.templates import library

FILLED: dict[str, Any] = {
    "project_name": "甲",
    "supervisor": "甲",
    "unit": "甲",
    "funding": Funding(other=Amounts(executed=Number.of("0"))),
    "execution_weight": Number.of("10"),
    "goal_expected": "甲",
    "goal_actual": "甲",
    "signature": Signature(date="甲"),
    "extra": (("结论", "甲"),),
}
ROW: dict[str, Any] = {
    "level3": "甲",
    "target": Measure.of("甲"),
    "actual": Measure.of("甲"),
    "weight": Number.of("1"),
    "score": Number.of("1"),
    "note": "甲",
}


@pytest.mark.parametrize("template_id", library().ids())
def test_what_is_handed_out_is_blank(template_id: str) -> None:
    form = blank_form(library().get(template_id))
    assert form.indicators
    assert is_blank(replace(form, year=2024, id="1", printed=Printed(title="标题")))


def test_every_key_is_either_given_or_filled() -> None:
    given = {"template", "year", "id", "printed", "indicators", "silenced"}
    assert {key.name for key in fields(Form)} == FILLED.keys() | given
    assert {key.name for key in fields(Indicator)} == ROW.keys() | {"level1", "level2"}


@pytest.mark.parametrize("key", FILLED)
def test_one_filled_key_makes_a_form(key: str) -> None:
    assert not is_blank(replace(Form("t"), **{key: FILLED[key]}))


@pytest.mark.parametrize("key", ROW)
def test_one_filled_cell_of_a_row_makes_a_form(key: str) -> None:
    row = replace(Indicator(level1="产出指标", level2="数量指标"), **{key: ROW[key]})
    assert not is_blank(Form("t", indicators=(row,)))


def test_what_was_handed_out_for_a_unit_is_blank_until_somebody_fills_it_in() -> None:
    given = Form("t", id="1", unit="甲", supervisor="乙", year=2025)
    assert is_blank(given)
    assert not is_blank(replace(given, project_name="培训"))
