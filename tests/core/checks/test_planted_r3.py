"""Planted faults of targets and results, and across forms, are found by the rule on them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest

from perfdesk.core.checks import Case, UnitCase, check_form, check_unit, new_checker
from perfdesk.core.form import Form
from perfdesk.core.rounding import add, multiply
from tests.core.checks.planting_r3 import PLANTS, UNIT_PLANTS
from tests.support.corpus import form_of, records
from tests.support.forms import clean_form, template

LEAST = 0.98
_TRIES = 3
_SAMPLES = Path(__file__).parents[2] / "data" / "published.json"
Found = frozenset[tuple[int, str, str, str]]


@lru_cache(maxsize=1)
def samples() -> tuple[Form, ...]:
    kept = json.loads(_SAMPLES.read_text(encoding="utf-8"))["forms"]
    return (clean_form(), *map(form_of, kept))


@lru_cache(maxsize=4096)
def findings(form: Form) -> Found:
    found = check_form(form, template(form.template))
    return frozenset((0, one.rule, one.where, one.message) for one in found)


def across(forms: Sequence[Form], figures: dict[tuple[str, int], Decimal] | None = None) -> Found:
    cases = [Case.of(form, template(form.template)) for form in forms]
    return frozenset(
        (index, one.rule, one.where, one.message)
        for index, found in enumerate(check_unit(UnitCase(cases, figures or {})))
        for one in found
    )


def tried(kind: str, forms: Sequence[Form]) -> list[tuple[Form, bool]]:
    """Every form with the fault, and whether the rule found what was not there before."""
    rule, results = kind.partition("/")[0], []
    for number, form in enumerate(forms):
        for attempt in range(_TRIES):
            planted = PLANTS[kind](form, Random(f"{kind} {number} {attempt}"))
            if planted is not None and planted != form:
                new = findings(planted) - findings(form)
                results.append((planted, any(one[1] == rule for one in new)))
    return results


def tried_across(kind: str, forms: Sequence[Form]) -> list[tuple[Form, bool]]:
    results = []
    for number, form in enumerate(forms):
        planted = UNIT_PLANTS[kind](form, Random(f"{kind} {number}"))
        if planted is not None:
            found = any(one[1] == kind for one in across(planted))
            results.append((form, found))
    return results


def missed(results: Sequence[tuple[Form, bool]]) -> list[str]:
    return [form.project_name for form, found in results if not found]


@pytest.mark.parametrize("kind", PLANTS)
def test_every_fault_planted_in_a_sample_form_is_found(kind: str) -> None:
    assert missed(tried(kind, samples())) == []


@pytest.mark.parametrize("kind", UNIT_PLANTS)
def test_every_fault_planted_among_sample_forms_is_found(kind: str) -> None:
    assert missed(tried_across(kind, samples())) == []


@pytest.fixture(scope="module")
def published(corpus_dir: Path) -> tuple[Form, ...]:
    return tuple(form_of(record) for _, _, record in records(corpus_dir))


@pytest.mark.parametrize("kind", PLANTS)
def test_nearly_every_fault_planted_in_a_published_form_is_found(
    kind: str, published: tuple[Form, ...]
) -> None:
    results = tried(kind, published)
    assert results
    assert len(missed(results)) <= (1 - LEAST) * len(results), missed(results)


@pytest.mark.parametrize("kind", UNIT_PLANTS)
def test_nearly_every_fault_planted_among_published_forms_is_found(
    kind: str, published: tuple[Form, ...]
) -> None:
    results = tried_across(kind, published)
    assert results
    assert len(missed(results)) <= (1 - LEAST) * len(results), missed(results)


def test_a_gap_to_the_final_accounts_is_found_and_none_is_made_up(
    published: tuple[Form, ...],
) -> None:
    units: dict[tuple[str, int], list[Form]] = {}
    for form in published:
        units.setdefault((form.unit, form.year or 0), []).append(form)
    for key, forms in units.items():
        spent = add(*(_yuan(form) for form in forms))
        assert "60-accounts" not in {one[1] for one in across(forms, {key: spent})}
        for share in ("0.9", "1.1", "10", "10000", "0"):
            wrong = multiply(spent, Decimal(share))
            assert "60-accounts" in {one[1] for one in across(forms, {key: wrong})}, key


def _yuan(form: Form) -> Decimal:
    own = template(form.template)
    spent = Case.of(form, own).scores.funding["total"].executed
    return multiply(spent or Decimal(0), own.money_unit.yuan)


def test_a_planted_fault_is_found_while_typing_too() -> None:
    for kind, plant in PLANTS.items():
        for form in samples():
            planted = plant(form, Random(kind))
            if planted is not None:
                own = template(form.template)
                checker = new_checker()
                checker.check(Case.of(form, own))
                assert checker.check(Case.of(planted, own)) == check_form(planted, own), kind


def test_every_remedy_does_away_with_its_finding() -> None:
    used = set()
    for kind, plant in PLANTS.items():
        for form in samples():
            planted = plant(form, Random(kind)) or form
            own = template(planted.template)
            for one in check_form(planted, own):
                if one.remedy is not None and one.rule in {"50", "57"}:
                    used.add(one.rule)
                    cured = check_form(one.remedy.edit.apply(planted), own)
                    assert (one.rule, one.where) not in {(o.rule, o.where) for o in cured}
    assert used == {"50", "57"}


#: The warnings that these rules give on published forms; all of them are right.
WARNINGS = {
    *(("jiading-hrss-2024/7", "23", f"indicators[{row}].level3") for row in (1, 17, 23, 33)),
    ("shanghai-hrss-2023/16", "zero-output", "indicators[0].actual"),
}
_OWN = {"23", "52-kind", "53", "57", "zero-output"}


def test_nothing_sound_is_called_wrong(corpus_dir: Path) -> None:
    found, cases = set(), []
    for document, ordinal, record in records(corpus_dir):
        form = form_of(record)
        own = template(form.template)
        cases.append(Case.of(form, own))
        for one in check_form(form, own):
            if one.rule in _OWN:
                found.add((f"{document}/{ordinal}", one.rule, one.where))
    assert found == WARNINGS
    together = check_unit(UnitCase(cases, {}))
    assert {one.rule for items in together for one in items} == {"60-rows"}
