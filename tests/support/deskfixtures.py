"""A store of its own for a test, and a desk with one form on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.desk import Desk
from perfdesk.store.place import FilePlace
from tests.support.forms import clean_form
from tests.support.newstores import new_store
from tests.support.stores import Stores


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    found = Stores(FilePlace(tmp_path / "perfdesk.db"))
    yield found
    found.close()


@pytest.fixture
def desk(stores: Stores, tmp_path: Path) -> Desk:
    """A desk with one form."""
    new_store(tmp_path / "perfdesk.db")
    desk = Desk(stores.opening())
    desk.add([clean_form()])
    return desk


@pytest.fixture
def form_id(desk: Desk) -> str:
    return desk.forms()[0].id
