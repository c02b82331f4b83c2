"""The table of rules, joined from the families. A new rule is a function, its line in its family,
and its settings in `forms/_checks.toml`, whose order is that of the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.checks import (
    across,
    agreement,
    arithmetic,
    deviation,
    execution,
    filling,
    funding,
    goals,
    leftovers,
    measures,
    notes,
    rowscores,
    structure,
    targets,
    textyears,
    unitmoney,
    wordlimits,
)
from perfdesk.core.checks.case import Case
from perfdesk.core.checks.live import Checker, findings
from perfdesk.core.silence import heard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.checks.case import Rule, UnitCase, UnitRule
    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form
    from perfdesk.core.scoring import Scores
    from perfdesk.core.template import Template

_FAMILIES = (
    *(arithmetic, funding, filling, structure, rowscores, wordlimits, deviation, execution),
    *(targets, measures),
    *(goals, textyears, agreement, notes, leftovers),
)
#: The rules on one form.
RULES: tuple[Rule, ...] = tuple(rule for family in _FAMILIES for rule in family.RULES)
#: The rules across forms.
UNIT_RULES: tuple[UnitRule, ...] = (*across.UNIT_RULES, *unitmoney.UNIT_RULES)


def new_checker() -> Checker:
    """A checker for one form, to be asked again and again as it changes."""
    return Checker(RULES)


def check_form(form: Form, template: Template, scores: Scores | None = None) -> tuple[Finding, ...]:
    """Every finding on `form`: in the order of the rules, within a rule from top to bottom.

    `scores` are the form's figures under the template where they are at hand.
    """
    case = Case(form, template, scores) if scores else Case.of(form, template)
    return new_checker().check(case)


def check_unit(unit: UnitCase) -> list[tuple[Finding, ...]]:
    """What the rules across forms find, form by form; those of single forms are not among them."""
    found: list[list[Finding]] = [[] for _ in unit.cases]
    for rule in UNIT_RULES:
        _look(rule, unit, found)
    return [heard(case.form, items) for case, items in zip(unit.cases, found, strict=True)]


def check_together(unit: UnitCase) -> list[tuple[Finding, ...]]:
    """Every finding on each form of a set: its own, then those across the forms."""
    own = (check_form(case.form, case.template, case.scores) for case in unit.cases)
    return [(*alone, *across) for alone, across in zip(own, check_unit(unit), strict=True)]


def _look(rule: UnitRule, unit: UnitCase, found: Sequence[list[Finding]]) -> None:
    """A rule is asked once, by the settings of the first told form that has it on."""
    settings = [case.template.checks.setting(rule.id) for case in unit.cases]
    first = next((one for one in settings[unit.beside :] if one.severity), None)
    if first is None:
        return
    for index, spot in rule.look(unit, first):
        if severity := settings[index].severity:
            found[index] += findings(rule.id, severity, (spot,))
