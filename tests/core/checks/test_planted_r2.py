"""Faults planted into sound forms are found by their rule, kind by kind, in 98 of 100 cases."""

import json
from random import Random

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Finding
from perfdesk.core.form import Form
from tests.core.checks.planting_r2 import PLANTS
from tests.support import corpus
from tests.support.forms import clean_form, template
from tests.support.tools import ROOT

SAMPLE = json.loads((ROOT / "tests/data/published.json").read_text(encoding="utf-8"))["forms"]
ROUNDS = 2
Sound = list[tuple[Form, tuple[Finding, ...]]]


@pytest.fixture(scope="module")
def samples() -> Sound:
    return _checked([clean_form(), *(corpus.form_of(record) for record in SAMPLE)])


@pytest.fixture(scope="module")
def published() -> Sound:
    return _checked([corpus.form_of(record) for _, _, record in corpus.records()])


def _checked(forms: list[Form]) -> Sound:
    return [(form, check_form(form, template(form.template))) for form in forms]


def newly_found(planted: Form, before: tuple[Finding, ...], rule: str) -> bool:
    """Whether the rule says something of the planted form that it does not say of the sound one."""
    known = {(one.where, one.message) for one in before if one.rule == rule}
    return any(
        one.rule == rule and (one.where, one.message) not in known
        for one in check_form(planted, template(planted.template))
    )


def tried(kind: str, forms: Sound) -> list[bool]:
    """Whether each planting of a kind is found, over all forms and a few rounds."""
    rule, random = kind.partition("/")[0], Random(kind)
    results = []
    for form, before in forms * ROUNDS:
        planted = PLANTS[kind](form, random)
        if planted is not None:
            results.append(newly_found(planted, before, rule))
    return results


@pytest.mark.parametrize("kind", PLANTS)
def test_planted_in_the_sample_forms(kind: str, samples: Sound) -> None:
    assert all(tried(kind, samples)), kind


@pytest.mark.parametrize("kind", PLANTS)
def test_planted_in_published_forms(kind: str, published: Sound) -> None:
    results = tried(kind, published)
    assert results, kind
    assert sum(results) >= 0.98 * len(results), f"{kind}: {sum(results)} of {len(results)}"
