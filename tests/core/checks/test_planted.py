"""Faults planted in published forms are found by the rule that speaks of them.

The sample forms kept here are always tried, of all published forms a sixth for each kind;
`make proof-plants` tries them all.
"""

from __future__ import annotations

import json
import os
import sys
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from perfdesk.core.checks import RULES, Case, UnitCase, check_form, check_unit, new_checker
from perfdesk.core.checks.case import FormRule
from perfdesk.core.rounding import add, multiply
from tests.core.checks.planting import PLANTS, UNIT_PLANTS
from tests.core.checks.watching import allowed_to, seen_by
from tests.support.corpus import form_of, records
from tests.support.forms import template
from tests.support.sound import sound_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfdesk.core.checks.live import Checker, Found
    from perfdesk.core.form import Form

#: Of the faults planted, this share is to be found; some stand where the figures hide them.
LEAST = 0.98
EVERY_FORM = bool(os.environ.get("PERFDESK_EVERY_FORM"))
_TRIES = 3 if EVERY_FORM else 1
_PART = 6
_SAMPLES = Path(__file__).parents[2] / "data" / "published.json"
_KINDS = [*PLANTS, *UNIT_PLANTS]
_MOST_LISTED = 5
#: Rules that count under another rule set only; their own tests have them.
_ELSEWHERE = {"28", "40-text", "over-points"}
_CHANGED = ("48/changed", "48-result/changed")


@lru_cache(maxsize=1)
def samples() -> tuple[Form, ...]:
    kept = json.loads(_SAMPLES.read_text(encoding="utf-8"))["forms"]
    return (sound_form(), *map(form_of, kept))


@pytest.fixture(scope="module")
def published(corpus_dir: Path) -> tuple[Form, ...]:
    return tuple(form_of(record) for _, _, record in records(corpus_dir))


@lru_cache(maxsize=256)
def checked(form: Form) -> tuple[Checker, Found]:
    """A checker that knows the form, and its findings."""
    checker = new_checker()
    return checker, checker.check(case_of(form))


def case_of(form: Form) -> Case:
    return Case.of(form, template(form.template))


def rule_of(kind: str) -> str:
    return kind.partition("/")[0]


def found_newly(kind: str, form: Form, planted: Form) -> bool:
    """Whether the rule says something of the planted form that it does not say of the sound one."""
    checker, before = checked(form)
    known = {(one.where, one.message) for one in before}
    return any(
        one.rule == rule_of(kind) and (one.where, one.message) not in known
        for one in checker.check(case_of(planted))
    )


def found_across(kind: str, forms: Sequence[Form]) -> bool:
    """Whether the rule across forms finds something in these."""
    found = check_unit(UnitCase([case_of(form) for form in forms], {}))
    return any(one.rule == rule_of(kind) for items in found for one in items)


def planted_in(kind: str, forms: Sequence[Form]) -> Iterator[tuple[Form, Form]]:
    """(sound form, the form with the fault) wherever there is a place for it."""
    for number, form in enumerate(forms):
        for attempt in range(_TRIES):
            planted = PLANTS[kind](form, Random(f"{kind} {number} {attempt}"))
            if planted is not None and planted != form:
                yield form, planted


def planted_among(kind: str, forms: Sequence[Form]) -> Iterator[tuple[Form, Sequence[Form]]]:
    """(sound form, the forms of its unit with the fault among them)."""
    for number, form in enumerate(forms):
        planted = UNIT_PLANTS[kind](form, Random(f"{kind} {number}"))
        if planted is not None:
            yield form, planted


def tried(kind: str, forms: Sequence[Form], *, every: bool) -> list[tuple[str, bool]]:
    """(project, whether the fault was found) of all plants of a kind, or of a sixth of them."""
    part = slice(None) if every else slice(_KINDS.index(kind) % _PART, None, _PART)
    if kind in PLANTS:
        places = list(planted_in(kind, forms))
        return [
            (form.project_name, found_newly(kind, form, planted))
            for form, planted in places[part] or places
        ]
    among = list(planted_among(kind, forms))
    return [(form.project_name, found_across(kind, planted)) for form, planted in among[part]]


def missed(results: Sequence[tuple[str, bool]]) -> list[str]:
    return [name for name, found in results if not found]


@pytest.mark.parametrize("kind", _KINDS)
def test_every_fault_planted_in_a_sample_form_is_found(kind: str) -> None:
    assert missed(tried(kind, samples(), every=True)) == []


def test_nearly_every_kind_finds_its_place_in_some_sample_form() -> None:
    """The others need figures, years or words that these few forms do not have."""
    nowhere = {kind for kind in _KINDS if not tried(kind, samples(), every=True)}
    assert nowhere <= {"56/target", "45/nearly", "47/goal", "47/result", *_CHANGED}


@pytest.mark.parametrize("kind", _KINDS)
def test_nearly_every_fault_planted_in_a_published_form_is_found(
    kind: str, published: tuple[Form, ...]
) -> None:
    results = tried(kind, published, every=EVERY_FORM)
    lost = missed(results)
    sys.stdout.write(f"{kind:28}{len(results) - len(lost):4} of {len(results):4}\n")
    assert results
    assert len(lost) <= (1 - LEAST) * len(results), lost[:_MOST_LISTED]


def test_there_are_many_kinds_of_faults_and_no_rule_is_left_out() -> None:
    known = {rule_of(kind) for kind in _KINDS}
    sys.stdout.write(f"{len(_KINDS)} kinds of faults for {len(known)} rules\n")
    assert len(_KINDS) >= 40
    assert set(template().checks.settings) - known == {"60-accounts", *_ELSEWHERE}


def _one_sample_a_kind() -> Iterator[tuple[Form, Form]]:
    """(sample, the sample with a fault): for each kind the first that has a place, in turn."""
    for number, kind in enumerate(PLANTS):
        turned = [*samples()[number % len(samples()) :], *samples()[: number % len(samples())]]
        yield from islice(planted_in(kind, turned), 1)


def test_a_planted_fault_is_found_while_typing_as_in_a_fresh_check() -> None:
    for form, planted in _one_sample_a_kind():
        checker = new_checker()
        checker.check(case_of(form))
        assert checker.check(case_of(planted)) == check_form(planted, template(planted.template))


def test_every_remedy_does_away_with_its_finding() -> None:
    used = set()
    for _, planted in _one_sample_a_kind():
        for one in check_form(planted, template(planted.template)):
            if one.remedy is None:
                continue
            used.add(one.rule)
            cured = one.remedy.edit.apply(planted)
            left = check_form(cured, template(cured.template))
            assert (one.rule, one.where) not in {(other.rule, other.where) for other in left}, one
            assert one.remedy.label
            assert one.remedy.edit.text(planted)
    assert used == {
        *("1-printed", "2", "5", "6", "11"),
        *("3", "7", "8", "14", "25", "26", "27", "29", "30", "31", "34", "40", "levels-place"),
        *("levels-label", "58-printed", "14-dash"),
        *("rate-indicator", "50", "52", "57", "57-less", "47", "59", "note-parts"),
    }


def test_a_rule_looks_only_at_what_it_declares_in_faulty_forms_too() -> None:
    for _, planted in _one_sample_a_kind():
        for rule in RULES:
            if isinstance(rule, FormRule):
                assert seen_by(rule, planted) <= allowed_to(rule), rule.id


def test_a_gap_to_the_final_accounts_is_found_and_none_is_made_up(
    published: tuple[Form, ...],
) -> None:
    units: dict[tuple[str, int], list[Form]] = {}
    for form in published:
        units.setdefault((form.unit, form.year or 0), []).append(form)
    for key, forms in units.items():
        spent = add(*map(_yuan, forms))
        assert not _accounts_differ(forms, key, spent)
        for share in ("0.9", "1.1", "10", "10000", "0"):
            assert _accounts_differ(forms, key, multiply(spent, Decimal(share))), key


def _accounts_differ(forms: Sequence[Form], key: tuple[str, int], spent: Decimal) -> bool:
    found = check_unit(UnitCase([case_of(form) for form in forms], {key: spent}))
    return any(one.rule == "60-accounts" for items in found for one in items)


def _yuan(form: Form) -> Decimal:
    spent = case_of(form).scores.funding["total"].executed
    return multiply(spent or Decimal(0), template(form.template).money_unit.yuan)
