"""Notes of what stands half typed: for the same person, once the window that left them is dead."""

import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from perfdesk.core.edits import SetCell
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.place import FilePlace, place_of
from perfdesk.store.records import HalfTyped
from perfdesk.store.store import Store
from tests.support.forms import clean_form
from tests.support.stores import WHO, Fault, Stores, kept


@pytest.fixture
def form_id(store: Store) -> str:
    return store.add(clean_form()).form.id


def texts(store: Store) -> list[str]:
    return [note.text for note in store.half_typed()]


def offered(store: Store) -> list[HalfTyped]:
    """The notes, as soon as a server has noticed that the other window is gone."""
    deadline = time.monotonic() + 10
    while not (notes := store.half_typed()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return notes


def test_a_note_is_offered_to_the_next_window_after_this_one_died(
    stores: Stores, store: Store, form_id: str
) -> None:
    store.note_half_typed(form_id, "unit", "某")
    store.note_half_typed(form_id, "indicators[0].note", "因为天")
    assert texts(store) == []
    stores.close()
    (note,) = offered(stores.open())
    assert (note.form_id, note.address, note.text) == (form_id, "indicators[0].note", "因为天")
    assert (note.who, note.at) == ("张会计", "2026-01-02T12:00:00+00:00")


def test_a_note_goes_with_the_commit_of_its_cell(
    stores: Stores, store: Store, form_id: str
) -> None:
    store.note_half_typed(form_id, "unit", "某")
    keeper = kept(store, form_id)
    keeper.document.apply(SetCell("unit", "某局"))
    assert keeper.saved
    stores.close()
    assert texts(stores.another(who=WHO)) == []


def test_a_note_stays_where_the_commit_failed_or_was_another_forms(
    stores: Stores, store: Store, form_id: str
) -> None:
    other = store.add(clean_form()).form.id
    store.note_half_typed(form_id, "unit", "某")
    kept(store, other).document.apply(SetCell("unit", "别处"))
    with Fault(store, begins_with="INSERT INTO changes"):
        keeper = kept(store, form_id)
        keeper.document.apply(SetCell("unit", "某局"))
    assert not keeper.saved
    stores.close()
    assert [note.text for note in offered(stores.another(who=WHO))] == ["某"]


def test_a_note_is_forgotten_when_the_cell_is_left_or_was_dealt_with(
    stores: Stores, store: Store, form_id: str
) -> None:
    store.note_half_typed(form_id, "unit", "某")
    store.forget_half_typed()
    other = stores.another(who=WHO)
    assert texts(other) == []
    store.note_half_typed(form_id, "unit", "又")
    other.forget_half_typed(store.session)
    store.close()
    assert texts(other) == []


def test_a_note_is_for_the_same_account_at_the_same_computer_of_a_server(
    postgres_url: str,
) -> None:
    with closing(Stores(place_of(postgres_url))) as stores:
        store = stores.open()
        form_id = store.add(clean_form()).form.id
        store.note_half_typed(form_id, "unit", "某")
        store.close()
        mine, elsewhere = stores.another(who=WHO), stores.another(who=WHO)
        elsewhere.host = "别的电脑"
        assert [note.text for note in offered(mine)] == ["某"]
        assert texts(stores.another(who="李科长")) == texts(elsewhere) == []


def test_a_file_takes_its_notes_to_whoever_opens_it_next(tmp_path: Path) -> None:
    with closing(Stores(FilePlace(tmp_path / "perfdesk.db"))) as stores:
        store = stores.open()
        store.note_half_typed(store.add(clean_form()).form.id, "unit", "某")
        stores.close()
        other = stores.another(who="李科长")
        other.host = "别的电脑"
        assert texts(other) == ["某"]


def test_a_late_step_of_the_same_form_leaves_the_open_cells_note(
    stores: Stores, store: Store, form_id: str
) -> None:
    keeper = kept(store, form_id)
    with Fault(store, begins_with="INSERT INTO changes"):
        keeper.document.apply(SetCell("supervisor", "别处"))
    store.note_half_typed(form_id, "unit", "某")
    assert keeper.flush()
    stores.close()
    assert [note.text for note in offered(stores.another(who=WHO))] == ["某"]


def test_a_live_windows_note_is_offered_to_nobody(postgres_url: str) -> None:
    with closing(Stores(place_of(postgres_url))) as stores:
        store, other, third = (stores.open() for _ in range(3))
        form_id = store.add(clean_form()).form.id
        store.note_half_typed(form_id, "unit", "某")
        other.note_half_typed(form_id, "unit", "别")
        assert texts(third) == texts(store) == texts(other) == []
        other.close()
        assert [note.text for note in offered(third)] == ["别"]
        assert texts(store) == ["别"]
        store.set_setting("x", "1")
        assert texts(third) == ["别"]


def test_texts_with_any_signs_can_be_half_typed(store: Store, form_id: str) -> None:
    store.note_half_typed(form_id, "goal_actual", "'\"%\n𠮷" * 4000)
    with pytest.raises(StoreTrouble, match="残缺的字符"):
        store.note_half_typed(form_id, "goal_actual", "\ud83d")
    assert store.load(form_id).form == replace(clean_form(), id=form_id)
