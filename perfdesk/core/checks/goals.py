"""Rules 45 and 46: the result tells what was done, in figures (预期目标与实际完成情况)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.checks.case import FormRule, Spot
from perfdesk.core.checks.names import any_in
from perfdesk.core.wording import (
    bare,
    excerpt,
    listed,
    quantities,
    sentences,
    similarity,
    without,
    years,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import Case
    from perfdesk.core.ruleset import Setting

_EXPECTED, _ACTUAL = "goal_expected", "goal_actual"


def copied_goal(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 45: the result is not the goal again, with the same figures (照抄预期目标)."""
    goal, result = case.form.goal_expected, case.form.goal_actual
    if is_copy(goal, result, float(setting.limits["alike"])):
        same = bare(goal) == bare(result)
        alike = "相同" if same else f"有 {int(similarity(goal, result) * 100)}% 相同"
        yield Spot(
            _ACTUAL,
            f"实际完成情况与预期目标{alike}，请改写为实际做了什么、完成了多少。",
            (_EXPECTED,),
        )


@lru_cache(maxsize=256)
def is_copy(goal: str, result: str, alike: float) -> bool:
    """Whether the result repeats the goal: the same but for a few words, and the same figures."""
    if not bare(goal) or not bare(result):
        return False
    if bare(goal) == bare(result):
        return True
    return quantities(goal) == quantities(result) and similarity(goal, result) >= alike / 100


def result_without_figures(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 46: a goal in figures has a result in figures (实际完成情况没有数字)."""
    goal, result = case.form.goal_expected, case.form.goal_actual
    figures = quantities(goal)
    if figures and bare(result) and not re.search(r"\d", without_years(result)):
        yield Spot(
            _ACTUAL,
            f"预期目标有 {len(figures)} 个数字，实际完成情况没有，请写出实际完成的数量。",
            (_EXPECTED,),
        )


def without_years(text: str) -> str:
    """`text` without the years that it speaks of."""
    for mention in reversed(years(text)):
        text = text[: mention.start] + text[mention.end :]
    return text


def plans_in_result(case: Case, setting: Setting) -> Iterator[Spot]:
    """The result speaks of what was done, not of what is planned (仍是计划的口气)."""
    goal, result = case.form.goal_expected, case.form.goal_actual
    copied = bare(goal) == bare(result)  # rule 45 speaks
    found = (
        () if copied else _plans(result, case.form.year, setting.words["plan"], *_excusing(setting))
    )
    if found:
        named = listed(found, setting.limits["named"])
        yield Spot(_ACTUAL, f"实际完成情况仍写着计划：{named}，请改为实际完成的情况。")


def _excusing(setting: Setting) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return setting.words["plain"], setting.words["beside"]


@lru_cache(maxsize=256)
def _plans(
    text: str,
    year: int | None,
    plans: tuple[str, ...],
    plain: tuple[str, ...],
    beside: tuple[str, ...],
) -> tuple[str, ...]:
    """The places that speak of plans for `year`, the form's own.

    Not in a sentence that also tells what came of them, or that names a later year.
    """
    found = []
    said = [word for word in plans if word in text]
    for start, sentence in sentences(text) if said else ():
        searched = without(sentence, plain)
        places = [place for word in said if (place := searched.find(word)) >= 0]
        later = year is not None and any(each.year > year for each in years(sentence))
        if places and not later and not any_in(sentence, beside):
            place = start + min(places)
            found.append(excerpt(text, place, place + 2, around=10))
    return tuple(found)


RULES = (
    FormRule("45", copied_goal, ("goals",)),
    FormRule("46", result_without_figures, ("goals",)),
    FormRule("46-plans", plans_in_result, ("header", "goals")),
)
