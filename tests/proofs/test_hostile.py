"""Spoiled files and attacks are read or refused with a sentence; the program and store stand."""

from pathlib import Path

import pytest

from perfdesk.exchange.books import open_book
from perfdesk.exchange.workers import Outcome, Workers
from perfdesk.store.place import FilePlace
from tests.proofs.attacks import ATTACKS
from tests.proofs.hostile import Prover, prove, sound_files
from tests.proofs.hostilejob import Found, read
from tests.proofs.mutations import spoiled
from tests.support.stores import Stores

_FILES = 40
#: These take seconds to write or to read; `make proof-import` tries them too.
_SLOW = {
    *("20 million cells", "13 million tags", "2 million strings", "100000 strings", "zip bomb"),
    *("100000 merges over everything", "rows in rows", "tables in tables", "16 million blanks"),
    *("60000 parts", "heads in every row", "sums in every row"),
}
_QUICK = [name for name in ATTACKS if name not in _SLOW]


def test_spoiled_files_and_attacks_break_no_promise(tmp_path: Path) -> None:
    tally = prove(_FILES, 7, tmp_path, _QUICK)
    assert not tally.broken
    assert tally.files == _FILES + len(_QUICK)
    assert tally.read + sum(tally.refusals.values()) == tally.files
    assert tally.read
    assert tally.stored <= tally.forms


def test_the_files_that_are_spoiled_are_sound(tmp_path: Path) -> None:
    cells = {path.name: len(open_book(path).sheets[0].cells) for path in sound_files(tmp_path)}
    assert len(cells) == 6
    assert all(count > 10 for count in cells.values())


def test_a_number_spoils_always_alike_and_every_number_differently(tmp_path: Path) -> None:
    for path in sound_files(tmp_path):
        data = path.read_bytes()
        copies = [spoiled(data, number) for number in range(40)]
        assert copies == [spoiled(data, number) for number in range(40)]
        assert len(set(copies)) > 35
        assert copies.count(data) < 3


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(Path("a.xlsx"), None, ""),
        Outcome(Path("a.xlsx"), None, "a.xlsx：Traceback"),
        Outcome(Path("a.xlsx"), None, "没有名字。"),
        Outcome(Path("a.xlsx"), None, "a.xlsx：两行\n两行。"),
        Outcome(Path("a.xlsx"), Found(1, ()), "a.xlsx：又读又拒。"),
        Outcome(Path("b.xlsx"), Found(1, ()), ""),
    ],
)
def test_a_broken_promise_is_seen(tmp_path: Path, outcome: Outcome[Found]) -> None:
    stores = Stores(FilePlace(tmp_path / "perfdesk.db"))
    prover = Prover(Workers(read), stores.open())
    prover._judge(Path("a.xlsx"), outcome)
    stores.close()
    assert len(prover.tally.broken) == 1
