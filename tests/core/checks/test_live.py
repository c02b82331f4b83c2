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
from tests.support.forms import clean_form, printed_as, template

#: What a rule may look at in each part, as attributes of the form, its rows and its figures.
ALLOWED = {
    "header": {"project_name", "supervisor", "unit", "year"},
    "funding": {"funding", "execution_weight", "funding_score", "rate"},
    "goals": {"goal_expected", "goal_actual"},
    "extra": {"extra", "extra_text"},
    "signature": {"signature"},
    "printed": {"printed"},
    "levels": {"row.level1", "row.level2"},
    "names": {"row.level3"},
    "targets": {"row.target"},
    "actuals": {"row.actual"},
    "weights": {"row.weight", "total_weight"},
    "scores": {"row.score"},
    "notes": {"row.note"},
    "points": {"rows", "total_score", "grade", "incomplete"},
}


class Watched:
    """Stands for a value and remembers which of its attributes were asked for."""

    def __init__(self, value: Any, seen: set[str], prefix: str = "") -> None:
        self._value, self._seen, self._prefix = value, seen, prefix

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._value, name)
        if name == "indicators":
            return tuple(Watched(row, self._seen, "row.") for row in value)
        self._seen.add(self._prefix + name)
        return value


@pytest.mark.parametrize("rule", [r for r in RULES if isinstance(r, FormRule)], ids=lambda r: r.id)
def test_a_rule_reads_only_what_it_declares(rule: FormRule) -> None:
    for form in (clean_form(), Form(template().id), printed_as(clean_form(), rate="1")):
        case, seen = Case.of(form, template()), set[str]()
        watched: Any = Case(
            Watched(case.form, seen),  # type: ignore[arg-type]  # stands for a form
            case.template,
            Watched(case.scores, seen),  # type: ignore[arg-type]  # stands for its figures
        )
        list(rule.look(watched, template().checks.setting(rule.id)))
        allowed = set[str]().union(*(ALLOWED[part] for part in rule.reads))
        assert seen <= allowed, rule.id


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
