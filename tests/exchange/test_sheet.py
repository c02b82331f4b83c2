"""The neutral model of a sheet: merged cells speak with their first cell."""

import pickle
from decimal import Decimal

import pytest

from perfdesk.exchange.sheet import (
    EMPTY,
    MOST_COVERED,
    Book,
    Cell,
    Kind,
    Origin,
    Range,
    Sheet,
    TooLarge,
    column_number,
    coordinate,
)


def sheet(*merges: Range) -> Sheet:
    """Three cells, B2, C2 and D9."""
    cells = {(2, 2): Cell("甲"), (2, 3): Cell("乙"), (9, 4): Cell("9", Kind.NUMBER, Decimal(9))}
    return Sheet("表", cells, merges)


def test_a_merged_cell_speaks_with_the_first() -> None:
    merged = sheet(Range(2, 2, 3, 3))
    for row, col in ((2, 2), (2, 3), (3, 2), (3, 3)):
        assert merged.text(row, col) == "甲"
        assert merged.first((row, col)) == (2, 2)
        assert merged.span((row, col)) == Range(2, 2, 3, 3)
    assert merged.cells.keys() == {(2, 2), (9, 4)}
    assert merged.covered_cells == {(2, 3): Cell("乙")}
    assert [place for place, _ in merged.filled()] == [(2, 2), (9, 4)]
    assert [place for place, _ in merged.everything()] == [(2, 2), (2, 3), (9, 4)]


def test_a_cell_alone() -> None:
    alone = sheet()
    assert alone.cell(5, 5) is EMPTY
    assert alone.span((5, 5)) == Range(5, 5, 5, 5)
    assert alone.cell(9, 4).content == Decimal(9)
    assert alone.cell(2, 2).content == "甲"


def test_bounds_of_the_filled_cells() -> None:
    assert sheet().bounds == Range(2, 2, 9, 4)
    assert Sheet("空", {}).bounds == Range(1, 1, 0, 0)


def test_merges_of_whole_rows_and_columns_end_soon_after_the_last_cell() -> None:
    merged = sheet(Range(1, 1, 1, 16_384), Range(2, 1, 1_048_576, 1))
    assert merged.merges == (Range(1, 1, 1, 68), Range(2, 1, 73, 1))


@pytest.mark.parametrize("block", [Range(2, 2, 2, 2), Range(500, 1, 600, 2), Range(1, 99, 2, 100)])
def test_merges_of_one_cell_or_far_away_do_not_count(block: Range) -> None:
    assert sheet(block).merges == ()


def test_of_two_merges_over_one_cell_the_first_counts() -> None:
    assert sheet(Range(2, 2, 3, 3), Range(1, 1, 9, 9)).merges == (Range(2, 2, 3, 3),)


def test_merges_over_too_much() -> None:
    far = {(1, 1): Cell("甲"), (MOST_COVERED, 2): Cell("乙")}
    with pytest.raises(TooLarge):
        Sheet("表", far, (Range(1, 1, MOST_COVERED, 2),))


def test_a_book_goes_through_a_pipe() -> None:
    book = Book(Origin.ODS, (sheet(Range(2, 2, 3, 3)),), ("一",))
    copy = pickle.loads(pickle.dumps(book))  # noqa: S301 - made just here
    assert copy == book
    assert copy.sheets[0].text(3, 3) == "甲"


@pytest.mark.parametrize(
    ("place", "name"),
    [((3, 2), "B3"), ((1, 26), "Z1"), ((1, 27), "AA1"), ((1_048_576, 16_384), "XFD1048576")],
)
def test_a_cell_is_named_as_people_name_it(place: tuple[int, int], name: str) -> None:
    assert coordinate(place) == name
    assert column_number(name.rstrip("0123456789")) == place[1]


def test_what_lies_in_a_range() -> None:
    block = Range(2, 2, 3, 4)
    assert [block.holds(place) for place in ((2, 2), (3, 4), (4, 4))] == [True, True, False]
    assert list(block.places())[2:4] == [(2, 4), (3, 2)]
    assert (block.first, block.last) == ((2, 2), (3, 4))
