"""Checking while typing: the same findings as a fresh check, and rules that read what they say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.cells import with_text
from perfdesk.core.checks import RULES, Case, check_form, new_checker
from perfdesk.core.checks.case import FormRule
from perfdesk.core.edits import DeleteIndicators, InsertIndicators, MoveIndicators
from perfdesk.core.form import Form, Indicator
from tests.core.checks.watching import allowed_to, seen_by
from tests.support.forms import clean_form, printed_as, template
from tests.support.sound import sound_form


@pytest.mark.parametrize("rule", [r for r in RULES if isinstance(r, FormRule)], ids=lambda r: r.id)
def test_a_rule_reads_only_what_it_declares(rule: FormRule) -> None:
    printed = printed_as(clean_form(), rate="1")
    for form in (clean_form(), Form(template().id), printed, sound_form()):
        assert seen_by(rule, form) <= allowed_to(rule), rule.id


_CELLS = [
    "project_name", "goal_actual", "goal_expected", "year", "execution_weight",
    "funding.total.adjusted", "funding.fiscal.executed", "funding.other.executed",
    *(f"indicators[{row}].{key}" for row in range(2) for key in (
        "level1", "level2", "level3", "target", "actual", "weight", "score", "note")),
]  # fmt: skip
_TYPED = st.sampled_from(
    [
        "",
        "0",
        "12",
        "99",
        "1.2.3",
        "≥90%",
        "=100.00(%)",
        "达成指标",
        "2024",
        "已完成100%",
        "数量指标",
    ]
)
_ROW = Indicator(level1="产出指标", level2="数量指标", level3="人数")
_EDITS = st.one_of(
    st.tuples(st.sampled_from(_CELLS), _TYPED),
    st.sampled_from(
        [InsertIndicators(0, (_ROW,)), DeleteIndicators((0,)), MoveIndicators((1,), 0)]
    ),
)


@given(st.lists(_EDITS, max_size=8))
def test_after_every_edit_the_findings_are_those_of_a_fresh_check(edits: list[Any]) -> None:
    form, checker = clean_form(), new_checker()
    for edit in edits:
        if isinstance(edit, tuple):
            form = _typed(form, *edit)
        elif len(form.indicators) > 1:
            form = edit.apply(form)
        assert checker.check(Case.of(form, template())) == check_form(form, template())


def test_another_template_is_another_check() -> None:
    checker, form = new_checker(), clean_form(project_name="")
    other = replace(template(), checks=replace(template().checks))
    assert checker.check(Case.of(form, template())) == checker.check(Case.of(form, other))


def _typed(form: Form, address: str, text: str) -> Form:
    try:
        return with_text(form, address, text)
    except (ValueError, LookupError):  # a year that is none, a row that is gone
        return form
