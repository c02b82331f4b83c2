"""The table of rules: its order, and how it is changed."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.cells import text_at
from perfdesk.core.checks import (
    RULES,
    UNIT_RULES,
    Case,
    UnitCase,
    check_form,
    check_together,
    check_unit,
)
from perfdesk.core.checks.fields import holds_lines
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.ruleset import RuleChange, RuleSet
from perfdesk.core.silence import SetAside
from perfdesk.files.templates import library
from tests.support.forms import clean_form, printed_as, template
from tests.support.sound import sound_form


def test_every_rule_has_its_settings_and_every_setting_its_rule() -> None:
    known = [rule.id for rule in (*RULES, *UNIT_RULES)]
    assert len(known) == len(set(known))
    for each in library().all():
        assert sorted(each.checks.settings) == sorted(known), each.id


def test_every_setting_says_what_it_is_and_where_it_is_from() -> None:
    for setting in template().checks.settings.values():
        assert setting.title, setting.id
        assert setting.basis, setting.id


def test_findings_follow_the_rules_then_the_paper() -> None:
    form = sound_form(project_name="", indicators_3__score="99", indicators_2__score="60", year="")
    assert [(finding.rule, finding.where) for finding in check_form(form, template())] == [
        ("2", "total_score"),
        ("3", "indicators[2].score"),
        ("3", "indicators[3].score"),
        ("12", "project_name"),
        ("12", "year"),
    ]


def test_a_rule_is_switched_off_or_weighed_by_the_templates_settings() -> None:
    form = printed_as(sound_form(project_name="", indicators_3__score="99"))
    settings = dict(template().checks.settings)
    settings["12"] = replace(settings["12"], severity=None)
    settings["3"] = replace(settings["3"], severity=Severity.HINT)
    changed = replace(template(), checks=RuleSet(settings))
    assert [(item.rule, item.severity) for item in check_form(form, changed)] == [
        ("3", Severity.HINT)
    ]


def test_the_finding_stays_what_it_is() -> None:
    names = [item.name for item in fields(Finding)]
    assert names == ["rule", "severity", "where", "message", "cells", "remedy", "silenced"]
    assert [severity.value for severity in Severity] == ["error", "warning", "hint"]


_TEXTS = st.sampled_from(
    ["", "0", "-1", "5", "1.2.3", "9" * 40, "0." + "0" * 37 + "1", "１０", "٣"]
)


@given(st.lists(_TEXTS, min_size=9, max_size=9))
def test_nothing_typed_makes_a_check_fail(texts: list[str]) -> None:
    keys = ("total__initial", "total__adjusted", "total__executed", "fiscal__adjusted")
    cells = {f"funding__{key}": text for key, text in zip(keys, texts, strict=False)}
    points = {"execution_weight": texts[4], "indicators_0__weight": texts[5]}
    form = clean_form(**cells, **points, indicators_1__score=texts[6])
    form = printed_as(form, rate=texts[7], funding_score=texts[8])
    for finding in check_form(form, template()):
        assert finding.cells[0] == finding.where
        assert finding.message.endswith("。")
        for cell in finding.cells:
            known = {"indicators", "form", "grade", "total_score", "total_weight"}
            known |= {"funding.total.rate", "funding.total.score"}
            assert cell in known or cell.startswith("printed.") or text_at(form, cell) is not None


@pytest.mark.parametrize(
    ("where", "lines"),
    [
        ("goal_expected", True),
        ("indicators[0].note", True),
        ("extra.说明", True),
        ("indicators[0].target", False),
        ("project_name", False),
    ],
)
def test_cells_that_may_hold_several_lines(where: str, lines: bool) -> None:
    assert holds_lines(where) is lines


# given figures


def test_figures_at_hand_are_not_computed_again() -> None:
    form = sound_form()
    other = Case.of(sound_form(indicators_3__score="99"), template())
    assert check_form(form, template(), Case.of(form, template()).scores) == ()
    assert {one.rule for one in check_form(form, template(), other.scores)} == {"2"}


# across forms

ACCOUNTS = {("区总工会本级", 2024): Decimal(1)}


def twice(*off: str) -> list[Case]:
    """One project told twice, beside nothing; the first with these rules off."""
    changed = template().checks.changed({rule: RuleChange("off") for rule in off})
    first = Case.of(clean_form(), replace(template(), checks=changed))
    return [first, Case.of(clean_form(), template())]


def told(unit: UnitCase) -> list[list[tuple[str, str]]]:
    """The rules across forms that speak, and where, form by form."""
    return [[(one.rule, one.where) for one in found] for found in check_unit(unit)]


def test_rules_across_forms_are_told_on_their_forms() -> None:
    assert told(UnitCase(twice(), ACCOUNTS)) == [
        [("60-accounts", "funding.total.executed")],
        [("60", "project_name")],
    ]
    assert told(UnitCase(twice(), ACCOUNTS, beside=1)) == [
        [],
        [("60", "project_name"), ("60-accounts", "funding.total.executed")],
    ]


def test_a_finding_across_forms_is_all_that_its_rule_says() -> None:
    (found,) = check_unit(UnitCase(twice(), {}))[1]
    assert (found.rule, found.severity, found.cells, found.remedy) == (
        "60",
        Severity.WARNING,
        ("project_name", "year", "unit"),
        None,
    )
    assert found.message.endswith("。")


def test_a_finding_across_forms_is_set_aside_on_one_of_them() -> None:
    first, second = twice()
    (found,) = check_unit(UnitCase([first, second], {}))[1]
    aside = Case.of(SetAside(found, "两次批复").apply(second.form), template())
    heard = check_unit(UnitCase([first, aside], {}))
    assert heard == [(), (replace(found, silenced="两次批复"),)]


def test_a_rule_across_forms_is_asked_where_a_told_form_has_it_on() -> None:
    assert told(UnitCase(twice("60"), {})) == [[], [("60", "project_name")]]
    assert told(UnitCase(twice("60", "60-accounts"), ACCOUNTS)) == [[], [("60", "project_name")]]
    assert told(UnitCase(twice("60")[::-1], ACCOUNTS, beside=1))[1] == [
        ("60-accounts", "funding.total.executed")
    ]
    assert told(UnitCase(twice("60")[:1] * 2, {})) == [[], []]


def test_of_a_set_without_forms_nothing_is_told() -> None:
    assert check_unit(UnitCase([], ACCOUNTS)) == []
    assert check_together(UnitCase([], ACCOUNTS)) == []


def test_together_are_the_form_s_own_findings_then_those_across() -> None:
    wrong = Case.of(sound_form(indicators_3__score="99"), template())
    given = Case(sound_form(), template(), wrong.scores)
    own, both = check_together(UnitCase([given, given], {}))
    assert [one.rule for one in own] == ["2"]
    assert [one.rule for one in both] == ["2", "60"]
