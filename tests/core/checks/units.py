"""Forms of one unit, and what the rules across them say, in tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from perfdesk.core.checks import Case, UnitCase, check_unit
from tests.support.forms import address_of, clean_form, template, typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form
    from perfdesk.core.ruleset import RuleChanges


def across(
    forms: Sequence[Form],
    rule: str,
    changes: RuleChanges | None = None,
    accounts: dict[tuple[str, int], Decimal] | None = None,
    beside: int = 0,
) -> list[tuple[int, Finding]]:
    """The findings of one rule with the index of their form."""
    cases = []
    for form in forms:
        own = template(form.template)
        cases.append(Case.of(form, replace(own, checks=own.checks.changed(changes or {}))))
    found = check_unit(UnitCase(cases, accounts or {}, beside))
    return [(index, one) for index, items in enumerate(found) for one in items if one.rule == rule]


def project(name: str, **texts: str) -> Form:
    """A form of its own: other figures, targets and texts than those of other names."""
    own = {
        "project_name": name,
        "indicators[0].target": f"≥{100 + sum(map(ord, name))}(人)",
        "indicators[0].note": "",
        "goal_expected": "",
        "goal_actual": name,
    }
    return typed(clean_form(), own | {address_of(key): text for key, text in texts.items()})
