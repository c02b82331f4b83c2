"""Whether more is better, where the target itself does not say (正向还是反向)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.checks.levels import core_of
from perfdesk.core.checks.names import any_in, bare_name
from perfdesk.core.measure import Operator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfdesk.core.checks.case import RowCase
    from perfdesk.core.form import Indicator

FORWARD = (Operator.AT_LEAST, Operator.MORE)


def unclear_direction(case: RowCase) -> bool:
    """True for costs, waiting times, complaints and the like whose target has no ≥ or ≤.

    The words stand with rule 32.
    """
    row, words = case.indicator, case.template.checks.setting("32").words
    if row.target.operator not in (None, Operator.EQUAL):
        return False
    return is_cost(row, words) or less_is_better(row.level3, words["less"], words["more"])


def turned_limit(row: Indicator, words: Mapping[str, tuple[str, ...]]) -> bool:
    """True for ≥ of what is surely better the less there is of it (投诉率≥5%).

    The words stand with rule 57-less.
    """
    name = bare_name(row.level3)
    named = name.endswith(words["names"]) and not any_in(name, words["not"])
    return named and row.target.operator in FORWARD


def is_cost(row: Indicator, words: Mapping[str, tuple[str, ...]]) -> bool:
    """True for a row of the cost blocks."""
    return any(core_of(level) in words["levels"] for level in (row.level1, row.level2))


@lru_cache(maxsize=4096)
def less_is_better(name: str, less: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """投诉次数 is one of those words, 投诉处理率 is none."""
    return any_in(name, less) and not any_in(name, more)
