"""Faults planted in published forms are found by the rule that speaks of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.form import Form
from tests.core.checks import planting_figures, planting_scores
from tests.core.checks.planting import Plant
from tests.support.corpus import form_of, records
from tests.support.forms import template
from tests.support.sound import sound_form

PLANTS: Mapping[str, Plant] = {**planting_figures.PLANTS, **planting_scores.PLANTS}
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
