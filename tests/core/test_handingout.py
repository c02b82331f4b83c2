"""Blank forms for units and projects, and the forms of each unit together."""

from dataclasses import replace

from perfdesk.core.blank import blank_form
from perfdesk.core.form import Form
from perfdesk.core.handingout import blank_forms, by_unit
from tests.support.forms import template


def heads(forms: list[Form]) -> list[tuple[str, str]]:
    return [(form.unit, form.project_name) for form in forms]


def test_every_unit_gets_every_project() -> None:
    forms = blank_forms(template(), 2025, " 某局 ", ["甲", "乙"], ["培训", "党建"])
    assert heads(forms) == [("甲", "培训"), ("甲", "党建"), ("乙", "培训"), ("乙", "党建")]
    assert {(form.year, form.supervisor, form.id) for form in forms} == {(2025, "某局", "")}


def test_without_names_one_form_is_blank() -> None:
    [form] = blank_forms(template(), None)
    assert form == blank_form(template())


def test_units_or_projects_alone_are_enough() -> None:
    assert heads(blank_forms(template(), 2025, units=["甲", "乙"])) == [("甲", ""), ("乙", "")]
    assert heads(blank_forms(template(), 2025, names=["培训"])) == [("", "培训")]


def test_forms_of_a_unit_come_together_whatever_its_spaces() -> None:
    forms = [Form("t", str(n), unit=unit) for n, unit in enumerate(("甲 局", "乙", "甲局", ""))]
    assert by_unit(forms) == [(forms[0], forms[2]), (forms[1],), (forms[3],)]
    assert by_unit([]) == []
    assert by_unit([replace(forms[0], unit="")]) == [(replace(forms[0], unit=""),)]
