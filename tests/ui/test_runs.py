"""Runs of rows."""

import pytest

from perfdesk.ui.runs import runs


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("", []),
        ("---", []),
        ("+++", [range(3)]),
        ("-++-+", [range(1, 3), range(4, 5)]),
        ("+-+", [range(1), range(2, 3)]),
    ],
)
def test_neighbours_form_one_run(flags: str, expected: list[range]) -> None:
    assert runs(flag == "+" for flag in flags) == expected
