"""The order by hand: kept, and only as it was seen."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from perfdesk.store import tables
from perfdesk.store.engine import writing
from perfdesk.store.errors import Conflict
from perfdesk.store.store import Store
from tests.support.forms import clean_form


@pytest.fixture
def forms(store: Store) -> list[str]:
    """Four forms of 2024, one of 2023 between them."""
    added = store.add_all(
        replace(clean_form(), id=name, year=2023 if name == "c" else 2024) for name in "abcde"
    )
    return [item.form.id for item in added if item.form.year == 2024]


def order(store: Store) -> str:
    return "".join(item.id for item in store.forms())


def test_some_forms_change_places_among_themselves(store: Store, forms: list[str]) -> None:
    store.reorder(forms, ["e", "b", "a", "d"])
    assert order(store) == "ebadc"
    store.reorder(["e", "a"], ["a", "e"])
    assert order(store) == "abedc"


def test_another_order_than_was_seen_changes_nothing(store: Store, forms: list[str]) -> None:
    with pytest.raises(Conflict, match="刚被别人改过"):
        store.reorder(["b", "a", "d", "e"], ["e", "d", "b", "a"])
    with pytest.raises(Conflict):
        store.reorder([*forms, "nowhere"], ["nowhere", *forms])
    with pytest.raises(ValueError, match="same forms"):
        store.reorder(forms, forms[1:])
    assert order(store) == "abdec"


def test_forms_at_one_place_are_put_apart(store: Store, forms: list[str]) -> None:
    with writing(store.engine, store.place) as connection:
        connection.execute(update(tables.forms).values(position=7))
    store.reorder(forms, ["e", "d", "b", "a"])
    assert order(store) == "edbac"
