"""The orders of the list, and moving within its own."""

from dataclasses import replace
from random import Random

import pytest

from perfdesk.core.state import State
from perfdesk.store.records import Listed
from perfdesk.ui.listorder import Order, in_order, moved, placed
from tests.ui.test_forms import listed

LINES = [
    listed("a", "党建经费", total="99.00", changed=5),
    replace(listed("b", "残疾人", total="", changed=9, warnings=2), state=State.REPORTED),
    listed("c", "A座", total="100.00", changed=1, errors=1),
    replace(listed("d", "党建经费", total="9.50", changed=7), state=State.CHECKED),
]


def ids(lines: list[Listed]) -> str:
    return "".join(line.id for line in lines)


@pytest.mark.parametrize(
    ("order", "expected", "backwards"),
    [
        (Order.OWN, "abcd", "abcd"),
        (Order.NAME, "cbad", "adbc"),
        (Order.TOTAL, "bdac", "cadb"),
        (Order.STATE, "acdb", "bdac"),
        (Order.FINDINGS, "cbad", "adbc"),
        (Order.CHANGED, "bdac", "cadb"),
    ],
)
def test_equal_ones_keep_the_lists_own_order(order: Order, expected: str, backwards: str) -> None:
    assert ids(in_order(LINES, order)) == expected
    assert ids(in_order(LINES, order, backwards=True)) == backwards


@pytest.mark.parametrize(
    ("chosen", "up", "down"),
    [("c", "acbd", "abdc"), ("a", "abcd", "bacd"), ("bd", "badc", "acbd"), ("ab", "abcd", "cabd")],
)
def test_the_chosen_ones_move_a_place_as_far_as_the_ends(chosen: str, up: str, down: str) -> None:
    assert "".join(moved("abcd", chosen, -1)) == up
    assert "".join(moved("abcd", chosen, 1)) == down


def test_the_dropped_ones_stand_together_before_the_row() -> None:
    random = Random(5)
    for _ in range(300):
        chosen = set(random.sample("abcdef", random.randrange(7)))
        row = random.randrange(7)
        found = "".join(placed("abcdef", chosen, row))
        assert sorted(found) == list("abcdef")
        assert "".join(sorted(chosen)) in found
        rest = [one for one in "abcdef" if one not in chosen]
        assert [one for one in found if one not in chosen] == rest
