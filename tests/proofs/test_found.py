"""The proofs can fail: whatever a store lacks of what was promised is told."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.proofs.found import FoundStore
from tests.proofs.opened import STORE, make_older, opened
from tests.proofs.promise import BackedUp, Promise, Restored, Restoring, Saved, line_of, promise_in
from tests.proofs.worker import NotSaved, Worker


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A folder with a store, and what was promised in 60 steps on it."""
    folder, marks = tmp_path_factory.mktemp("worked"), list[str]()
    with opened(folder / STORE) as opening:
        worker = Worker(opening, Random(1), marks.append)
        worker.add_sample()
        work(worker, 60)
        worker.back_up()
    return folder, marks


@pytest.fixture
def store(worked: tuple[Path, list[str]], tmp_path: Path) -> Path:
    """A copy of that store."""
    return Path(shutil.copytree(worked[0], tmp_path / "copy")) / STORE


@pytest.fixture
def marks(worked: tuple[Path, list[str]]) -> list[str]:
    """What was promised about it."""
    return worked[1]


def work(worker: Worker, steps: int) -> None:
    for _ in range(steps):
        worker.step()


def changed(store: Path, statement: str) -> None:
    """Somebody does to the store what no program of ours does."""
    with closing(sqlite3.connect(store)) as connection, connection:
        assert connection.execute(statement).rowcount


def last_saved(marks: list[str]) -> Saved:
    return next(
        promise for line in reversed(marks) if isinstance(promise := promise_in(line), Saved)
    )


def test_a_sound_store_keeps_every_promise(store: Path, marks: list[str]) -> None:
    assert not FoundStore(store).lacks(marks)
    assert FoundStore(store).steps > 40


def test_a_migrated_store_keeps_every_promise(store: Path, marks: list[str]) -> None:
    make_older(store)
    assert not FoundStore(store).lacks(marks)


@pytest.mark.parametrize(
    ("forge", "told"),
    [
        (lambda saved: replace(saved, version=saved.version + 1), "not in the change log"),
        (lambda saved: replace(saved, form="no-such-form"), "not in the change log"),
        (lambda saved: replace(saved, digest="00"), "other contents"),
        (lambda saved: replace(saved, total="1.23"), "shown was 1.23"),
        (lambda saved: replace(saved, state="archived"), "state "),
        (lambda saved: replace(saved, typed="因为天气"), "offered is only []"),
        (lambda _: BackedUp("perfdesk-000009-20261121T000000Z-timer.db"), "no such backup"),
    ],
)
def test_a_promise_that_was_not_kept_is_told(
    store: Path, marks: list[str], forge: Callable[[Saved], Saved | BackedUp], told: str
) -> None:
    (broken,) = FoundStore(store).lacks([*marks, line_of(forge(last_saved(marks)))])
    assert told in broken


def test_what_is_half_typed_is_offered_until_the_cell_is_finished(
    store: Path, marks: list[str]
) -> None:
    saved = last_saved(marks)
    with opened(store) as opening:
        opening.needed().note_half_typed(saved.form, "indicators[0].note", "因为天气不好")
    typed = line_of(replace(saved, typed="因为天气"))
    found = FoundStore(store)
    assert found.offered == 1
    assert not found.lacks([*marks, typed])
    assert not FoundStore(store).offered  # whoever looked has dealt with it
    with opened(store) as opening:
        stored = opening.needed().load(saved.form)
        opening.needed().remove(saved.form)
    assert not FoundStore(store).lacks([*marks, typed])
    assert stored.version == saved.version


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE forms SET project_name = project_name || '!'", "is not what its history gives"),
        ("UPDATE forms SET version = version + 1", "is not what its history gives"),
        ("DELETE FROM changes WHERE version = 2", "is not what its history gives"),
        ("UPDATE forms SET state = 'archived'", "is not what its history gives"),
        ("UPDATE changes SET batch = batch || form_id WHERE batch != ''", ": 1 forms of "),
        ("DELETE FROM years", "foreign_key_check"),
    ],
)
def test_a_store_that_does_not_agree_with_itself_is_told(
    store: Path, statement: str, told: str
) -> None:
    changed(store, statement)
    assert any(told in trouble for trouble in FoundStore(store).lacks([]))


def test_a_store_that_somebody_holds_is_told_as_refused(store: Path, marks: list[str]) -> None:
    with opened(store):
        found = FoundStore(store)
    assert found.refused
    (told,) = found.lacks(marks)
    assert "locked" in told
    assert f"with {len(marks)} promises" in told


def test_a_worker_whose_steps_are_not_saved_promises_nothing(tmp_path: Path) -> None:
    store = tmp_path / STORE
    said: list[str] = []
    with opened(store) as opening:
        worker = Worker(opening, Random(1), said.append)
        worker.add_sample()
        before = len(said)
        with closing(sqlite3.connect(store)) as connection:
            connection.execute("DROP TABLE indicators")
            connection.execute("DROP TABLE goals")
            connection.execute("DROP TABLE funding")
        with pytest.raises(NotSaved, match="还没有保存"):
            work(worker, 50)
    assert len(said) < before + 50


def test_restoring_ends_the_promises_made_after_the_backup(tmp_path: Path) -> None:
    store, marks = tmp_path / STORE, list[str]()
    with opened(store) as opening:
        worker = Worker(opening, Random(1), marks.append)
        worker.add_sample()
        worker.back_up()
        work(worker, 20)
        later = len(marks)
        worker.restore()
    assert promise_in(marks[later]) == Restoring(last_backup(marks))
    assert promise_in(marks[later + 1]) == Restored(last_backup(marks))
    found = FoundStore(store)
    assert not found.lacks(marks)
    assert not found.lacks(marks[: later + 1])  # just before, either may hold
    assert found.lacks(marks[:later])
    assert len(found.settled(marks)) == len(found.settled(marks[: later + 1])) < later


def last_backup(marks: list[str]) -> str:
    promises: list[Promise] = [promise_in(line) for line in marks]
    return next(one.backup for one in reversed(promises) if isinstance(one, BackedUp))
