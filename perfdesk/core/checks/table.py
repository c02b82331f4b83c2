"""The table of rules, in the order of the audit rules. A new rule is a function and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.checks import arithmetic, filling
from perfdesk.core.checks.case import Case, Rule
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.scoring import score_form

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.form import Form
    from perfdesk.core.scoring import Scores
    from perfdesk.core.template import Template

_E, _W, _H = Severity.ERROR, Severity.WARNING, Severity.HINT

RULES = (
    Rule("1", _E, arithmetic.weight_sum),
    Rule("2", _E, arithmetic.printed_total),
    Rule("3", _E, arithmetic.score_above_weight),
    Rule("4", _E, arithmetic.negative_points),
    Rule("4", _W, arithmetic.zero_weight),
    Rule("5", _E, arithmetic.printed_rate),
    Rule("6", _E, arithmetic.printed_funding_score),
    Rule("7", _E, arithmetic.parts_of_total),
    Rule("9", _E, arithmetic.overspending),
    Rule("10", _E, arithmetic.spending_without_budget),
    Rule("10", _W, arithmetic.no_budget),
    Rule("11", _W, arithmetic.printed_grade),
    Rule("12", _E, filling.missing_header),
    Rule("13", _E, filling.missing_indicator_cells),
    Rule("14", _E, filling.unreadable_numbers),
    Rule("no-score", _W, filling.no_score),
    Rule("paper-decimals", _H, filling.hidden_decimals),
)


def check_form(
    form: Form,
    template: Template,
    rules: Iterable[Rule] = RULES,
    scores: Scores | None = None,
) -> tuple[Finding, ...]:
    """Every finding on `form`: in the order of the rules, within a rule from top to bottom.

    Rules are switched off or weighed differently by handing in a changed table. `scores` are the
    form's figures under the template where they are at hand.
    """
    case = Case(form, template, scores or score_form(form, template.rules))
    return tuple(
        Finding(rule.id, rule.severity, spot.where, spot.message, (spot.where, *spot.others))
        for rule in rules
        for spot in rule.look(case)
    )
