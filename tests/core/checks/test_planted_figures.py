"""Faults planted in published forms are found by the rule that speaks of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest

from perfdesk.core.checks import RULES, Case, check_form, new_checker
from perfdesk.core.checks.case import FormRule
from perfdesk.core.form import Form
from tests.core.checks import planting_figures, planting_levels, planting_scores
from tests.core.checks.planting import Plant
from tests.core.checks.watching import allowed_to, seen_by
from tests.support.corpus import form_of, records
from tests.support.forms import template
from tests.support.sound import sound_form

PLANTS: Mapping[str, Plant] = {
    **planting_figures.PLANTS,
    **planting_levels.PLANTS,
    **planting_scores.PLANTS,
}
#: Of the faults planted, this share is to be found; some stand where the figures hide them.
LEAST = 0.98
_TRIES = 3
_SAMPLES = Path(__file__).parents[2] / "data" / "published.json"

Found = frozenset[tuple[str, str, str]]


@lru_cache(maxsize=1)
def _samples() -> tuple[Form, ...]:
    kept = json.loads(_SAMPLES.read_text(encoding="utf-8"))["forms"]
    return (sound_form(), *map(form_of, kept))


@lru_cache(maxsize=4096)
def _findings(form: Form) -> Found:
    found = check_form(form, template(form.template))
    return frozenset((one.rule, one.where, one.message) for one in found)


def _tried(kind: str, forms: tuple[Form, ...]) -> Iterator[tuple[Form, bool]]:
    """Every planted form, and whether the rule found what was not there before."""
    rule = kind.partition("/")[0]
    for number, form in enumerate(forms):
        for attempt in range(_TRIES):
            planted = PLANTS[kind](form, Random(f"{kind} {number} {attempt}"))
            if planted is None or planted == form:
                continue
            new = _findings(planted) - _findings(form)
            yield planted, any(one[0] == rule for one in new)


@pytest.mark.parametrize("kind", PLANTS)
def test_every_fault_planted_in_a_sample_form_is_found(kind: str) -> None:
    tried = list(_tried(kind, _samples()))
    assert [form.project_name for form, seen in tried if not seen] == []


@pytest.mark.parametrize("kind", PLANTS)
def test_nearly_every_fault_planted_in_a_published_form_is_found(
    kind: str, corpus_dir: Path
) -> None:
    forms = tuple(form_of(record) for _, _, record in records(corpus_dir))
    tried = [seen for _, seen in _tried(kind, forms)]
    assert len(tried) >= len(forms) // 4
    assert sum(tried) >= LEAST * len(tried)


def test_each_kind_finds_its_place_in_some_sample_form() -> None:
    nowhere = [kind for kind in PLANTS if not list(_tried(kind, _samples()))]
    assert nowhere == []


def _planted() -> Iterator[tuple[Form, Form]]:
    """(sample, the sample with a fault), once for each kind and sample."""
    for kind, plant in PLANTS.items():
        for form in _samples():
            planted = plant(form, Random(kind))
            if planted is not None:
                yield form, planted


def test_a_planted_fault_is_found_while_typing_too() -> None:
    for form, planted in _planted():
        checker = new_checker()
        checker.check(Case.of(form, template(form.template)))
        case = Case.of(planted, template(planted.template))
        assert checker.check(case) == check_form(planted, case.template)


def test_every_remedy_does_away_with_its_finding() -> None:
    used = set()
    for _, planted in _planted():
        for one in check_form(planted, template(planted.template)):
            if one.remedy is None:
                continue
            used.add(one.rule)
            cured = one.remedy.edit.apply(planted)
            left = {
                (other.rule, other.where) for other in check_form(cured, template(cured.template))
            }
            assert (one.rule, one.where) not in left, one
            assert one.remedy.label
            assert one.remedy.edit.text(planted)
    assert used == {
        "3", "7", "8", "25", "26", "27", "29", "30", "31", "34", "40", "levels-place",
        "rate-indicator",
    }  # fmt: skip


def test_a_rule_looks_only_at_what_it_declares_in_faulty_forms_too() -> None:
    for _, planted in _planted():
        for rule in RULES:
            if isinstance(rule, FormRule):
                assert seen_by(rule, planted) <= allowed_to(rule), rule.id
