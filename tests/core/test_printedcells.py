"""Which typed cells a paper has, and their heads."""

import pytest

from perfdesk.core.cells import Part, parse
from perfdesk.core.printedcells import heads, printed_cells
from perfdesk.core.scoring import score_form
from perfdesk.files.templates import library
from perfdesk.report.compose import compose
from tests.support.forms import clean_form, template


def is_typed(address: str) -> bool:
    return bool(address) and parse(address).part is not Part.COMPUTED


@pytest.mark.parametrize("template_id", library().ids())
def test_they_are_the_typed_cells_that_are_drawn(template_id: str) -> None:
    form, one = clean_form(goal_expected="目标", goal_actual="完成"), template(template_id)
    cells = compose(form, one, score_form(form, one.rules)).cells
    drawn = {cell.address for cell in cells if is_typed(cell.address)}
    elsewhere = {"year", "execution_weight"}  # under the title; as a figure of the funding table
    beside = {key for key in printed_cells(one, form) if key.startswith("signature.")}
    assert set(printed_cells(one, form)) - elsewhere - beside == drawn - beside


def test_the_year_is_printed_where_its_line_names_it() -> None:
    form = clean_form()
    assert "year" in printed_cells(template(), form)
    assert "year" not in printed_cells(template("shanghai-municipal-2023"), form)


def test_signatures_count_only_where_they_are_shown() -> None:
    form = clean_form()
    assert "signature.phone" in printed_cells(template("national-2020"), form)
    assert "signature.phone" not in printed_cells(template(), form)


def test_the_heads_are_those_of_fields_goals_and_columns() -> None:
    found = heads(template())
    assert found["supervisor"] == "主管部门"
    assert found["goal_actual"] == "实际完成情况"
    assert (found["funding.rate"], found["indicators.note"]) == (
        "执行率(%)",
        "偏差原因分析及改进措施",
    )
    assert "total_score" not in found
