"""Typing on a disk that is full or nearly so: a step is on disk, or it waits and is not lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from perfdesk.core.edits import SetCell
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.keeping import Keeper
from perfdesk.store.opening import Outcome
from perfdesk.store.place import FilePlace
from tests.support.disks import Disk, small_disk
from tests.support.forms import clean_form
from tests.support.stores import Stores, kept

#: From nothing to more than the longest step takes, in pages of 4096 bytes.
FREE = range(36)
_ROOM = 600
_LONG = 6000  # characters: a step of some ten pages, in the form and in the change log


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    with small_disk(tmp_path / "disk", "8m") as disk:
        yield disk


@pytest.fixture
def stores(disk: Disk) -> Iterator[Stores]:
    found = Stores(FilePlace(disk.folder / "perfdesk.db"))
    yield found
    found.close()


@pytest.fixture
def keeper(stores: Stores) -> Keeper:
    """The keeper of the store's only form."""
    store = stores.open()
    return kept(store, store.add(clean_form()).form.id)


def type_in(keeper: Keeper, text: str) -> bool:
    """Types into a long cell and a short one; whether both are on disk."""
    keeper.document.apply(SetCell("goal_actual", text * _LONG))
    keeper.document.apply(SetCell("unit", text))
    return keeper.saved


def note(keeper: Keeper, text: str) -> str:
    """Why the half typed text was not taken down, '' if it was."""
    try:
        keeper.store.note_half_typed(keeper.document.form.id, "unit", text)
    except StoreTrouble as error:
        return str(error)
    return ""


def in_store(stores: Stores, keeper: Keeper) -> str:
    """What another window reads in the short cell."""
    return stores.another().load(keeper.document.form.id).form.unit


def test_with_any_number_of_free_pages_a_step_is_on_disk_or_waits(
    disk: Disk, stores: Stores, keeper: Keeper
) -> None:
    outcomes = set()
    for free in FREE:
        disk.leave(free)
        before, text = keeper.document.form.unit, chr(ord("一") + free)
        saved = type_in(keeper, text)
        outcomes.add(saved)
        assert (keeper.document.form.unit, keeper.saved) == (text, saved)
        assert in_store(stores, keeper) == (text if saved else before)
        assert saved == (keeper.trouble == "")
        assert saved or "空间不足" in keeper.trouble
        disk.leave(_ROOM)
        assert keeper.flush()
        assert stores.another().load(keeper.document.form.id).form == keeper.document.form
    assert outcomes == {True, False}
    steps = keeper.store.history(keeper.document.form.id)
    assert [step.version for step in steps] == list(range(1, 2 * len(FREE) + 2))


@pytest.mark.parametrize("free", range(0, 35, 5))
def test_a_program_that_dies_on_a_full_disk_leaves_what_it_called_saved(
    disk: Disk, stores: Stores, keeper: Keeper, free: int
) -> None:
    disk.leave(free)
    document, typed, called_saved = keeper.document, [keeper.document.form], 0
    for text in "甲乙丙丁":
        document.apply(SetCell("goal_actual", text * _LONG))
        typed.append(document.form)
        called_saved = len(typed) - 1 if keeper.saved else called_saved
    assert not keeper.saved
    stores.close()  # and what waits dies with the program
    opening = stores.opening()
    assert opening.outcome is Outcome.READY
    assert typed.index(opening.needed().load(document.form.id).form) >= called_saved


def test_a_half_typed_cell_is_noted_or_refused_with_a_sentence(
    disk: Disk, stores: Stores, keeper: Keeper
) -> None:
    outcomes = set()
    for free in FREE:
        keeper.store.forget_half_typed()
        disk.leave(free)
        because = note(keeper, "半" * _LONG)
        outcomes.add(bool(because))
        assert not because or "空间不足" in because
        left = stores.another(who=keeper.store.who).half_typed()
        assert [item.text for item in left] == ([] if because else ["半" * _LONG])
        disk.leave(_ROOM)
        assert note(keeper, "半" * _LONG) == ""
    assert outcomes == {True, False}
