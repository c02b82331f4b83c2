"""Deltas as lines of the change log: nothing of them is lost."""

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from perfdesk.core.delta import Delta, delta_between
from perfdesk.core.form import Form
from perfdesk.core.silence import Silence
from perfdesk.store.deltas import delta_from_text, delta_to_text
from tests.support import strategies
from tests.support.forms import clean_form

extras = st.dictionaries(
    st.sampled_from(["", "甲", "a.b", "\x00"]), st.sampled_from(["", "1"]), max_size=3
)


@settings(max_examples=40)
@given(strategies.forms(most=8), strategies.forms(most=8), extras, extras)
def test_a_delta_comes_back_from_its_text(
    one: Form, other: Form, first: dict[str, str], second: dict[str, str]
) -> None:
    before = replace(one, extra=tuple(first.items()))
    after = replace(other, extra=tuple(second.items()), silenced=(Silence("3", "a", '"已核"'),))
    delta = delta_between(before, after)
    text = delta_to_text(delta)
    assert "\n" not in text
    assert delta_from_text(text) == delta


def test_no_change_is_an_empty_text() -> None:
    assert delta_to_text(Delta()) == ""
    assert delta_from_text("") == Delta()


def test_one_cell_is_a_short_text_that_anyone_can_read() -> None:
    text = delta_to_text(delta_between(clean_form(), clean_form(unit="某局")))
    assert json.loads(text) == {"cells": [["unit", "区总工会本级", "某局"]]}
    assert "某局" in text
