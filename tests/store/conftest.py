"""The store's tests run on a SQLite file and on a PostgreSQL database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.store.keeping import Keeper
from perfdesk.store.place import FilePlace, place_of
from perfdesk.store.store import Store
from tests.support.forms import clean_form
from tests.support.newstores import new_store
from tests.support.stores import Stores, kept


@pytest.fixture(params=["sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    """A new place for a store; every store opened there is closed after the test."""
    if request.param == "sqlite":
        found = Stores(FilePlace(tmp_path / "perfdesk.db"))
    else:
        found = Stores(place_of(request.getfixturevalue("postgres_url")))
    yield found
    found.close()


@pytest.fixture
def store(stores: Stores) -> Store:
    """An empty store, open to be written by 张会计 at noon."""
    if isinstance(stores.place, FilePlace):
        new_store(stores.place.path)
    return stores.open()


@pytest.fixture
def mine(store: Store) -> Keeper:
    """A form in this window."""
    return kept(store, store.add(clean_form()).form.id)


@pytest.fixture
def theirs(mine: Keeper, stores: Stores) -> Keeper:
    """The same form in another person's window."""
    return kept(stores.another(), mine.document.form.id)
