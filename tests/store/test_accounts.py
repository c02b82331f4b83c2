"""The figures of the final accounts: kept by unit and year, as typed."""

import pytest

from perfdesk.core.number import Number
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.store import Store
from tests.support.forms import clean_form
from tests.support.stores import Stores


def test_a_figure_is_kept_by_unit_and_year_as_typed(store: Store) -> None:
    unit = store.add(clean_form()).form.unit
    store.enter_account(unit, 2024, "1,234.50")
    store.enter_account(unit, 2023, "9")
    store.enter_account("还没有表的单位", 2024, "1")
    assert store.accounts() == {
        (unit, 2023): Number.of("9"),
        (unit, 2024): Number.of("1,234.50"),
        ("还没有表的单位", 2024): Number.of("1"),
    }
    assert store.years() == [2024]


def test_a_new_figure_takes_the_place_of_the_last_and_nothing_takes_it_away(store: Store) -> None:
    store.enter_account("甲", 2024, "1")
    store.enter_account("甲", 2024, "2")
    assert store.accounts() == {("甲", 2024): Number.of("2")}
    store.enter_account("甲", 2024, "")
    assert store.accounts() == {}


def test_a_figure_takes_the_place_of_one_under_another_spelling(store: Store) -> None:
    store.enter_account("区总工会", 2024, "1")
    store.enter_account("区总工会", 2023, "2")
    store.enter_account(" 区 总工会", 2024, "3")
    assert store.accounts() == {
        ("区总工会", 2023): Number.of("2"),
        (" 区 总工会", 2024): Number.of("3"),
    }
    store.enter_account("区总工会", 2024, "")
    assert list(store.accounts()) == [("区总工会", 2023)]


def test_the_next_window_finds_it(stores: Stores) -> None:
    stores.open().enter_account("甲", 2024, "1")
    stores.close()
    assert stores.open().accounts() == {("甲", 2024): Number.of("1")}


def test_a_store_that_is_only_read_takes_none(stores: Stores) -> None:
    stores.open()
    stores.close()
    looked = stores.opening(writable=False).needed()
    with pytest.raises(StoreTrouble):
        looked.enter_account("甲", 2024, "1")
