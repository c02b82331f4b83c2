"""A form carried over keeps the plan and loses the results."""

from dataclasses import fields, replace

import pytest
from hypothesis import given

from perfdesk.core.carryover import already_there, carried_over, carry_over, next_template
from perfdesk.core.form import Form, Funding, Indicator, Printed, Signature
from perfdesk.core.measure import Measure
from perfdesk.core.number import EMPTY, Number
from perfdesk.core.silence import Silence
from perfdesk.files.templates import library
from tests.support.forms import clean_form, template
from tests.support.strategies import forms

TEMPLATES = {item.id: item for item in library().all()}
FULL = replace(
    clean_form(),
    id="1",
    execution_weight=Number.of("20"),
    goal_expected="培训 100 人",
    goal_actual="已培训",
    signature=Signature("甲", "乙", "丙", "021", "2025-03-01"),
    extra=(("项目类别", "☑"), ("改进措施及结果应用方案", "加强"), ("评价结论", "好")),
    printed=Printed(grade="优"),
    silenced=(Silence("3", "a", "上级核定"),),
)


def test_the_plan_is_kept_and_the_results_are_emptied() -> None:
    after = carried_over(FULL, template())
    assert after == replace(
        FULL,
        id="",
        year=2025,
        funding=Funding(),
        goal_actual="",
        indicators=after.indicators,
        signature=Signature("甲", "乙", "丙", "021"),
        extra=(("项目类别", "☑"),),
        printed=Printed(),
        silenced=(),
    )
    for before, row in zip(FULL.indicators, after.indicators, strict=True):
        assert row == replace(before, actual=Measure.of(""), score=EMPTY, note="")


def test_every_key_of_form_and_row_was_thought_of() -> None:
    kept = {"project_name", "supervisor", "unit", "execution_weight", "goal_expected"}
    changed = {"template", "year", "id", "indicators", "signature", "extra"}
    emptied = {"funding", "goal_actual", "printed", "silenced"}
    assert {item.name for item in fields(Form)} == kept | changed | emptied
    assert {item.name for item in fields(Indicator)} == {
        *("level1", "level2", "level3", "target", "weight"),
        *("actual", "score", "note"),
    }


@pytest.mark.parametrize(("year", "after"), [(2024, 2025), (None, None), (9999, None)])
def test_the_year_is_the_next(year: int | None, after: int | None) -> None:
    assert carried_over(replace(FULL, year=year), template()).year == after


@pytest.mark.parametrize(
    ("current", "year", "chosen"),
    [
        ("shanghai-2022", 2023, "shanghai-2022"),
        ("shanghai-2022", 2024, "shanghai-2024-national"),
        ("shanghai-district-2023", 2024, "shanghai-district-2024"),
        ("shanghai-district-2023", 2031, "shanghai-district-2024"),
        ("shanghai-district-2024", 2022, "shanghai-district-2024"),
        ("shanghai-district-2023", None, "shanghai-district-2023"),
        ("hubei-2020", 2026, "hubei-2020"),
    ],
)
def test_the_newest_template_of_the_same_authority_is_proposed(
    current: str, year: int | None, chosen: str
) -> None:
    assert next_template(TEMPLATES[current], year, TEMPLATES.values()).id == chosen


def test_many_forms_each_go_to_the_template_of_their_next_year() -> None:
    old = replace(FULL, template="shanghai-district-2023", year=2023)
    after = carry_over([old, FULL], TEMPLATES)
    assert [(form.template, form.year) for form in after] == [
        ("shanghai-district-2024", 2024),
        ("shanghai-district-2024", 2025),
    ]


def test_projects_that_the_unit_has_already_are_told() -> None:
    carried = carry_over([FULL, replace(FULL, project_name="别的")], TEMPLATES)
    existing = [replace(FULL, year=2025, project_name="职工 培训"), FULL]
    assert already_there(carried, existing) == carried[:1]


@given(forms(most=6))
def test_a_form_carried_over_twice_is_only_a_year_older(form: Form) -> None:
    once = carried_over(form, template())
    twice = carried_over(once, template())
    assert twice == replace(once, year=twice.year)
