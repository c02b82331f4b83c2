"""What a rule looks at while it looks, beside what it declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfdesk.core.checks import Case
from tests.support.forms import template

if TYPE_CHECKING:
    from perfdesk.core.checks.case import FormRule
    from perfdesk.core.form import Form

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


def seen_by(rule: FormRule, form: Form) -> set[str]:
    """The attributes of form, rows and figures that the rule asks for, looking at `form`."""
    own = template(form.template)
    case, seen = Case.of(form, own), set[str]()
    watched: Any = Case(
        Watched(case.form, seen),  # type: ignore[arg-type]  # stands for a form
        own,
        Watched(case.scores, seen),  # type: ignore[arg-type]  # stands for its figures
    )
    list(rule.look(watched, own.checks.setting(rule.id)))
    return seen


def allowed_to(rule: FormRule) -> set[str]:
    """What the rule's declared parts hold."""
    return set[str]().union(*(ALLOWED[part] for part in rule.reads))
