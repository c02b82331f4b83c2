"""The table of rules: its order, and how it is changed."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.cells import text_at
from perfdesk.core.checks import RULES, UNIT_RULES, check_form
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.ruleset import RuleSet
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
