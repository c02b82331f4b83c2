"""A power cut in the middle of a day's work loses nothing that was shown as saved."""

from pathlib import Path
from random import Random

import pytest

from tests.proofs.found import FoundStore
from tests.proofs.opened import SHARED_STORE, STORE
from tests.proofs.power import Day, cut_day, record_day, syncs_of
from tests.support.powercut.cuts import put_down
from tests.support.powercut.disk import LOSSES, Disk, Image
from tests.support.powercut.recording import Call

_CUTS = 25
DAY = Day("short", steps=90, pages=40)


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """What a short day with frequent checkpoints did."""
    return record_day(DAY, seed=3, scratch=tmp_path_factory.mktemp("day"))


def test_nothing_saved_is_lost_when_the_power_fails(calls: list[Call]) -> None:
    tally = cut_day(DAY, calls, _CUTS, seed=3)
    assert not tally.lost
    assert (tally.cuts, tally.folders) == (_CUTS, _CUTS * len(LOSSES))
    assert tally.marks > 90
    assert tally.openings > _CUTS


def test_nothing_is_lost_either_where_the_store_has_no_wal_file(tmp_path: Path) -> None:
    day = Day("short, no WAL", steps=30, store=SHARED_STORE)
    calls = record_day(day, seed=3, scratch=tmp_path)
    assert not syncs_of(calls, f"{SHARED_STORE}-wal")
    assert syncs_of(calls, f"{SHARED_STORE}-journal") > 30
    assert not cut_day(day, calls, 10, seed=3).lost


def test_the_day_syncs_each_step_and_reaches_checkpoints_and_backups(calls: list[Call]) -> None:
    steps = sum(call.op == "K" for call in calls)
    assert syncs_of(calls, f"{STORE}-wal") >= steps - 10  # some marks are of steps without change
    assert syncs_of(calls, STORE) > 10  # checkpoints
    assert sum(call.op == "R" and call.other.endswith("-manual.db") for call in calls) == 3
    assert sum(call.op == "R" and call.other.endswith("-migration.db") for call in calls) == 1


@pytest.mark.parametrize("without", ["SD", "S", "D"])
def test_a_day_without_its_syncs_loses_much(calls: list[Call], without: str) -> None:
    unsynced = [call for call in calls if call.op not in without]
    assert len(cut_day(DAY, unsynced, 5, seed=3).lost) > 5


def test_a_garbled_store_is_reported(calls: list[Call], tmp_path: Path) -> None:
    image = whole_day(calls)
    store = image[STORE]
    assert store
    put_down(image | {STORE: store[:4096] + bytes(4096) + store[8192:]}, tmp_path)
    (trouble,) = FoundStore(tmp_path / STORE).lacks([])
    assert trouble.startswith(("refused", "integrity_check"))


def whole_day(calls: list[Call]) -> Image:
    """The folder at the day's end."""
    disk = Disk()
    for call in calls:
        disk.do(call)
    return disk.left(LOSSES[-1], Random(0))
