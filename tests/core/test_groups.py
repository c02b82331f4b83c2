"""Groups of indicator rows: one rule for paper, edits and window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.form import LEVEL_KEYS, Indicator
from perfdesk.core.groups import group_of, groups

ROWS = (
    Indicator("产出指标", "数量指标"),
    Indicator("产出指标", "数量指标"),
    Indicator("产出指标", "质量指标"),
    Indicator("效益指标", "质量指标"),
    Indicator("", ""),
    Indicator("", ""),
)


@pytest.mark.parametrize(
    ("row", "key", "group"),
    [
        (1, "level1", range(3)),
        (0, "level2", range(2)),
        (2, "level2", range(2, 3)),
        (3, "level2", range(3, 4)),  # the same label, but under another level 1
        (4, "level1", range(4, 5)),  # unfilled labels stand alone
    ],
)
def test_a_group_is_the_neighbours_with_the_same_label(row: int, key: str, group: range) -> None:
    assert group_of(ROWS, row, key) == group


def test_unfilled_rows_stand_alone() -> None:
    assert groups(ROWS[4:], "level1") == (range(1), range(1, 2))


def test_no_rows_no_groups() -> None:
    assert groups((), "level1") == ()


_LABELS = st.sampled_from(["", "产出指标", "效益指标"])


@given(st.lists(st.builds(Indicator, _LABELS, _LABELS), max_size=8))
def test_groups_cover_all_rows_and_nest(rows: list[Indicator]) -> None:
    for key in LEVEL_KEYS:
        assert [row for group in groups(rows, key) for row in group] == list(range(len(rows)))
    for group in groups(rows, "level2"):
        assert len({rows[row].level1 for row in group}) == 1
