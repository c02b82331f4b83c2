"""The model of a disk that loses power: what it may lose, and what it must keep."""

from random import Random

import pytest

from tests.support.powercut.disk import SECTOR, Disk, Image, Loss, Unsynced
from tests.support.powercut.recording import Call

LOST, SOME, KEPT = Unsynced.LOST, Unsynced.SOME, Unsynced.KEPT


def call(op: str, path: str = "", other: str = "", **rest: int | bytes) -> Call:
    node, offset, data = rest.get("node", 1), rest.get("offset", 0), rest.get("data", b"")
    assert isinstance(node, int)
    assert isinstance(offset, int)
    assert isinstance(data, bytes)
    return Call(op, node, offset, path, other, data)


def left(calls: list[Call], names: Unsynced, contents: Unsynced, seed: int = 0) -> Image:
    disk = Disk()
    for one in calls:
        disk.do(one)
    return disk.left(Loss(names, contents), Random(seed))


MADE = [call("O", "a"), call("W", data=b"old"), call("S"), call("D")]


def test_what_was_synced_with_its_name_is_there_whatever_else_is_lost() -> None:
    for names in Unsynced:
        for contents in Unsynced:
            assert left(MADE, names, contents) == {"a": b"old"}


def test_an_unsynced_write_is_lost_or_kept() -> None:
    calls = [*MADE, call("W", data=b"new!")]
    assert left(calls, LOST, LOST) == {"a": b"old"}
    assert left(calls, LOST, KEPT) == {"a": b"new!"}
    assert {bytes(left(calls, LOST, SOME, seed)["a"] or b"") for seed in range(9)} == {
        b"old",
        b"new!",
    }


def test_a_long_write_may_be_torn_at_any_sector() -> None:
    calls = [*MADE, call("W", data=b"x" * SECTOR * 8)]
    torn = [left(calls, LOST, SOME, seed)["a"] or b"" for seed in range(20)]
    assert any(b"\0" in contents and b"x" in contents for contents in torn)
    for contents in torn:
        sectors = {contents[at : at + SECTOR] for at in range(SECTOR, len(contents), SECTOR)}
        assert sectors <= {b"x" * SECTOR, bytes(SECTOR)}


def test_a_write_over_a_sectors_border_is_two_pieces() -> None:
    calls = [*MADE, call("W", offset=SECTOR - 2, data=b"xyz")]
    found = {left(calls, LOST, SOME, seed)["a"] for seed in range(30)}
    assert b"old" + bytes(SECTOR - 5) + b"xy" in found
    assert b"old" + bytes(SECTOR - 3) + b"z" in found


def test_an_unsynced_name_is_lost_even_where_its_file_was_synced() -> None:
    calls = [call("O", "a"), call("W", data=b"x"), call("S")]
    assert left(calls, LOST, KEPT) == {}
    assert left(calls, KEPT, LOST) == {"a": b"x"}


def test_an_unsynced_removal_brings_the_file_back() -> None:
    calls = [*MADE, call("U", "a")]
    assert left(calls, LOST, LOST) == {"a": b"old"}
    assert left(calls, KEPT, KEPT) == {}


def test_renaming_over_a_file_without_syncing_it_may_leave_it_empty() -> None:
    new = [call("O", "b", node=2), call("W", node=2, data=b"new"), call("R", "b", "a")]
    assert left([*MADE, *new], KEPT, LOST) == {"a": b""}
    assert left([*MADE, *new], LOST, LOST) == {"a": b"old"}
    assert left([*MADE, *new, call("S", node=2), call("D")], LOST, LOST) == {"a": b"new"}


def test_names_of_one_folder_come_in_their_order() -> None:
    calls = [call("O", "a"), call("O", "b", node=2), call("U", "a")]
    found = {tuple(left(calls, SOME, LOST, seed)) for seed in range(30)}
    assert found == {(), ("a",), ("a", "b"), ("b",)}


def test_a_folder_made_below_needs_its_own_sync_and_its_parents() -> None:
    calls = [call("M", "backups"), call("O", "backups/a"), call("D", "backups")]
    assert left(calls, LOST, LOST) == {}
    assert left([*calls, call("D")], LOST, LOST) == {"backups": None, "backups/a": b""}


def test_a_link_gives_a_file_a_second_name() -> None:
    calls = [*MADE, call("L", "a", "b"), call("D"), call("W", data=b"new")]
    assert left(calls, LOST, KEPT) == {"a": b"new", "b": b"new"}


def test_shrinking_a_file_is_lost_too() -> None:
    calls = [*MADE, call("T", offset=1)]
    assert left(calls, LOST, LOST) == {"a": b"old"}
    assert left(calls, LOST, KEPT) == {"a": b"o"}


def test_a_new_file_on_a_removed_ones_inode_has_nothing_of_it() -> None:
    calls = [*MADE, call("U", "a"), call("O", "b"), call("D")]
    assert left(calls, LOST, LOST) == {"b": b""}


def test_a_mapped_file_comes_back_as_garbage_of_its_length() -> None:
    calls = [*MADE, call("H")]
    first, second = (left(calls, LOST, LOST, seed)["a"] or b"" for seed in (1, 2))
    assert len(first) == len(second) == 3
    assert b"old" not in (first, second)


def test_a_rename_from_folder_to_folder_is_not_modelled_and_says_so() -> None:
    with pytest.raises(AssertionError, match="from folder to folder: a → b/a"):
        left([*MADE, call("M", "b"), call("R", "a", "b/a")], KEPT, KEPT)
