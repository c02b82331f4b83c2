"""New forms: the header, the template's usual rows, and weights if they are wished."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.blank import blank_form
from perfdesk.core.form import Form, Indicator
from perfdesk.core.newform import (
    new_form,
    principal_split,
    with_weights,
)
from perfdesk.core.number import Number
from perfdesk.core.rounding import add
from perfdesk.core.scoring import score_form
from perfdesk.core.template import Template
from tests.support.forms import rules, template


def standard_rows(chosen: Template) -> tuple[Indicator, ...]:
    return blank_form(chosen).indicators


def test_a_new_form_has_its_header_and_no_identity() -> None:
    form = new_form(template(), 2025, "某局 ", " 某委", "职工培训")
    assert form == Form(
        "shanghai-district-2024",
        project_name="职工培训",
        year=2025,
        supervisor="某委",
        unit="某局",
    )


@pytest.mark.parametrize("template_id", ["national-2020", "shanghai-district-2024"])
def test_the_principal_split_gives_exactly_a_hundred(template_id: str) -> None:
    chosen = template(template_id)
    rows = standard_rows(chosen)
    form = new_form(chosen, 2024, rows=with_weights(rows, principal_split(chosen, rows)))
    assert score_form(form, chosen.rules).total_weight == 100
    assert all(row.weight.text for row in form.indicators)


def test_the_principal_split_fits_no_form_with_cost_or_other_points() -> None:
    with_cost = (Indicator("成本指标", "经济成本指标"), *standard_rows(template()))
    assert principal_split(template(), with_cost) == {}
    hubei = template("hubei-2020")
    assert principal_split(hubei, standard_rows(hubei)) == {}
    assert principal_split(hubei, standard_rows(template())) == {}
    assert rules("hubei-2020").execution_weight == 20


def test_a_level_that_the_split_does_not_name_keeps_its_weights() -> None:
    rows = (Indicator("产出指标"), Indicator("别的", weight=Number.of("七")), Indicator("产出指标"))
    after = with_weights(rows, {"产出指标": Decimal("0.03"), "没有的": Decimal(5)})
    assert [row.weight.text for row in after] == ["0.02", "七", "0.01"]


@given(st.decimals(0, 100, places=3), st.integers(1, 40))
def test_the_shares_of_a_level_add_up(points: Decimal, count: int) -> None:
    rows = with_weights((Indicator("产出指标"),) * count, {"产出指标": points})
    assert add(*(row.weight.value or Decimal(0) for row in rows)) == points
