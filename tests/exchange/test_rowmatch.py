"""Rows of a worksheet and rows of its record, paired."""

from perfdesk.exchange.rowmatch import match_rows


def test_each_written_row_is_paired_once_with_the_row_most_like_it() -> None:
    written = [("甲", "1", "2"), ("乙", "1", "2")]
    found = [("甲", "1", "3"), ("甲", "1", "4"), ("乙", "5", "2")]
    assert match_rows(found, written) == {0: 0, 2: 1}
