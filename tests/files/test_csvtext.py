"""CSV that no spreadsheet computes, read back identical."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.files.csvtext import MARK, csv_rows, csv_text

_CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
_SPICY = st.one_of(_CELLS, st.text("'=+-@\t＝1.a,\"\n\r ", max_size=8))


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+86", "'+86"),
        ("-", "'-"),
        ("@sum", "'@sum"),
        ("＝1+1", "'＝1+1"),
        ("'=1", "''=1"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", '"\'\r=1+1"'),
        ("\n=1+1", '"\'\n=1+1"'),
        ("-3.50", "-3.50"),
        ("12", "12"),
        ("'quoted'", "'quoted'"),
        ("a=b", "a=b"),
    ],
)
def test_only_what_a_spreadsheet_would_compute_gets_an_apostrophe(cell: str, line: str) -> None:
    assert csv_text([[cell]]) == f"{MARK}{line}\r\n"
    assert csv_rows(csv_text([[cell]])) == [[cell]]


@given(st.lists(st.lists(_SPICY, min_size=2, max_size=4), min_size=1, max_size=4))
def test_any_table_reads_back_identical_and_holds_no_formula(rows: list[list[str]]) -> None:
    text = csv_text(rows)
    assert csv_rows(text) == rows
    for row in rows:
        for cell in row:
            (shown,) = csv_rows_unread(csv_text([[cell, ""]]))
            signs = ("=", "+", "@", "\t", "\r", "＝", "＋", "－", "＠")
            assert not shown.startswith(signs)
            assert not shown.startswith("-") or shown.lstrip("-").replace(".", "").isdigit()


def csv_rows_unread(text: str) -> list[str]:
    """The first cell as a spreadsheet sees it."""
    import csv
    import io

    return [row[0] for row in csv.reader(io.StringIO(text.removeprefix(MARK), newline=""))]
