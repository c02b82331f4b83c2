"""The checks of a form being typed in: only what an edit can have changed is asked again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from operator import is_
from typing import TYPE_CHECKING

from perfdesk.core.checks.case import Case, FormRule, RowCase, RowRule, Spot
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.silence import heard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from perfdesk.core.checks.case import Rule
    from perfdesk.core.form import Indicator
    from perfdesk.core.scoring import RowScore
    from perfdesk.core.template import Template

Key = tuple[object, ...]
Found = tuple[Finding, ...]

#: The parts of a form that a rule may declare to read: what stands in them, compared by identity.
PARTS: Mapping[str, Callable[[Case], Key]] = {
    "header": lambda case: (
        case.form.project_name,
        case.form.supervisor,
        case.form.unit,
        case.form.year,
    ),
    "funding": lambda case: (case.form.funding, case.form.execution_weight),
    "goals": lambda case: (case.form.goal_expected, case.form.goal_actual),
    "extra": lambda case: (case.form.extra,),
    "signature": lambda case: (case.form.signature,),
    "printed": lambda case: (case.form.printed,),
    "levels": lambda case: tuple(
        chain.from_iterable((row.level1, row.level2) for row in case.form.indicators)
    ),
    "names": lambda case: tuple(row.level3 for row in case.form.indicators),
    "targets": lambda case: tuple(row.target for row in case.form.indicators),
    "actuals": lambda case: tuple(row.actual for row in case.form.indicators),
    "weights": lambda case: tuple(row.weight for row in case.form.indicators),
    "scores": lambda case: tuple(row.score for row in case.form.indicators),
    "notes": lambda case: tuple(row.note for row in case.form.indicators),
    "points": lambda case: case.scores.rows,
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as last looked at, and what was found by rule."""

    indicator: Indicator
    points: RowScore
    year: int | None
    found: Mapping[str, Found]


class Checker:
    """Checks one form again and again as it changes; the findings are those of a fresh check."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._all = rules
        self._rules: list[Rule] = []
        self._template: Template | None = None
        self._rows: dict[tuple[int, int], _Row] = {}
        self._wholes: dict[str, tuple[Key, Found]] = {}

    def check(self, case: Case) -> Found:
        """Every finding: in the order of the rules, within a rule from top to bottom."""
        if case.template is not self._template:
            self._begin(case.template)
        rows = self._checked_rows(case)
        parts: dict[str, Key] = {}
        found = chain.from_iterable(
            self._whole(rule, case, parts)
            if isinstance(rule, FormRule)
            else chain.from_iterable(row.found.get(rule.id, ()) for row in rows)
            for rule in self._rules
        )
        return heard(case.form, found)

    def _begin(self, template: Template) -> None:
        """Other settings count, in another order: nothing found before does."""
        self._template, self._rows, self._wholes = template, {}, {}
        places = {rule_id: place for place, rule_id in enumerate(template.checks.settings)}
        self._rules = sorted(self._all, key=lambda rule: places[rule.id])

    def _checked_rows(self, case: Case) -> list[_Row]:
        rows = {}
        for number, (indicator, points) in enumerate(
            zip(case.form.indicators, case.scores.rows, strict=True)
        ):
            key = (number, id(indicator))
            known = self._rows.get(key)
            if known is None or known.points != points or known.year != case.form.year:
                known = self._row(RowCase(number, indicator, points, case.template, case.form.year))
            rows[key] = known
        self._rows = rows
        return list(rows.values())

    def _row(self, row: RowCase) -> _Row:
        found = {}
        for rule in self._rules:
            if not isinstance(rule, RowRule):
                continue
            setting = row.template.checks.setting(rule.id)
            if setting.severity and (spots := tuple(rule.look(row, setting))):
                found[rule.id] = findings(rule.id, setting.severity, spots)
        return _Row(row.indicator, row.points, row.year, found)

    def _whole(self, rule: FormRule, case: Case, parts: dict[str, Key]) -> Found:
        """The rule's findings; of `parts`, those that an earlier rule asked for are at hand."""
        setting = case.template.checks.setting(rule.id)
        if setting.severity is None:
            return ()
        key = tuple(chain.from_iterable(_part(name, case, parts) for name in rule.reads))
        known = self._wholes.get(rule.id)
        if known is None or not _same(known[0], key):
            known = (key, findings(rule.id, setting.severity, rule.look(case, setting)))
            self._wholes[rule.id] = known
        return known[1]


def findings(rule_id: str, severity: Severity, spots: Iterable[Spot]) -> Found:
    """The findings of a rule's spots."""
    return tuple(
        Finding(
            rule_id, severity, spot.where, spot.message, (spot.where, *spot.others), spot.remedy
        )
        for spot in spots
    )


def _part(name: str, case: Case, parts: dict[str, Key]) -> Key:
    if name not in parts:
        parts[name] = PARTS[name](case)
    return parts[name]


def _same(old: Key, new: Key) -> bool:
    return len(old) == len(new) and all(map(is_, old, new))
