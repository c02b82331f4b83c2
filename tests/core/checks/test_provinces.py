"""What provinces do otherwise is data: scoring rules and audit rules in a template's file."""

from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Severity
from perfdesk.core.form import Form
from perfdesk.core.scoring import score_form
from perfdesk.core.template import Template
from perfdesk.files.locate import forms_folder
from perfdesk.files.templates import TemplateLibrary
from tests.support.forms import printed_as, template
from tests.support.sound import COUNT, row_with, sound_form

PROVINCE = """
extends = "national-2020"
id = "province-2024"
name = "某省 2024"
authority = "某省"
default_year = 2024

[rules]
over_limit = "130"
over_deduction = "2"
caps = [{ rate_below = "80", total = "89" }, { rate_below = "50", total = "59" }]

[checks.37]
limits = { rate = "90" }

[checks.9]
severity = "warning"

[checks.21]
severity = "off"
"""


@pytest.fixture
def province(tmp_path: Path) -> Template:
    (tmp_path / "province-2024.toml").write_text(PROVINCE, encoding="utf-8")
    return TemplateLibrary((forms_folder(), tmp_path)).get("province-2024")


def spent(amount: str) -> Form:
    cells = {f"funding__{source}__executed": amount for source in ("total", "fiscal")}
    return printed_as(sound_form(indicators_1__note="5 名学员病退。", **cells))


def rules_that_speak(form: Form, own: Template) -> dict[str, Severity]:
    return {one.rule: one.severity for one in check_form(form, own)}


def test_a_reason_is_asked_for_below_90_percent(province: Template) -> None:
    assert "37" in rules_that_speak(spent("8.9"), province)
    assert "37" not in rules_that_speak(spent("9"), province)
    assert "37" not in rules_that_speak(spent("8.9"), template())


def test_over_fulfilment_costs_two_points(province: Template) -> None:
    form = row_with(COUNT, actual="130(人)", score="20")
    assert "over-points" in rules_that_speak(form, province)
    assert "over-points" not in rules_that_speak(replace(form, template=province.id), template())


@pytest.mark.parametrize(("amount", "most"), [("7.9", 89), ("4.9", 59), ("8.0", 97)])
def test_the_total_is_capped_by_the_rate(province: Template, amount: str, most: int) -> None:
    form = spent(amount)
    assert score_form(form, province.rules).total_score == most
    form = printed_as(form, total_score="97.5" if most == 97 else "97")
    assert ("2" in rules_that_speak(form, province)) is True


def test_severities_are_the_templates(province: Template) -> None:
    assert rules_that_speak(spent("11"), province)["9"] is Severity.WARNING
    heavy = row_with(COUNT, weight="30")
    assert "21" not in rules_that_speak(heavy, province)
    assert "21" in rules_that_speak(heavy, template())
