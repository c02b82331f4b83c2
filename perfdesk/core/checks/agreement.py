"""Rule 48: the goals tell the same figures as the indicators (文字与指标的数字一致)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell
from perfdesk.core.checks.case import FormRule, Spot
from perfdesk.core.checks.mentions import Mention, is_part, named, searchable, told, told_once
from perfdesk.core.measure import Kind, scaled
from perfdesk.core.number import HUNDRED
from perfdesk.core.suggestion import band_of
from perfdesk.core.wording import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from perfdesk.core.checks.case import Case
    from perfdesk.core.form import Indicator
    from perfdesk.core.ruleset import Setting


def goal_against_targets(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 48: a number in the goal is the target of the indicator of that name (目标与指标值)."""
    goal, about = case.form.goal_expected, setting.limits["about"]
    for number, row, mention in _told_once(goal, case, setting):
        wanted = scaled(row.target)
        if wanted and not mention.agrees(wanted[0], about):
            yield Spot(
                "goal_expected",
                f"预期目标写“{mention.text}”，指标“{row.level3}”的年度指标值为 {row.target.text}，"
                "两处不一致，请核对。",
                (indicator_cell(number, "target"),),
            )


def result_against_actuals(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 48: a number in the result is what the indicator of that name reached (与完成值一致)."""
    goal, result = case.form.goal_expected, case.form.goal_actual
    copied = bare(goal) == bare(result)
    for number, row, mention in _told_once(result, case, setting):
        wanted = scaled(row.target)
        if copied and wanted and mention.agrees(wanted[0], setting.limits["about"]):
            continue  # rule 45 speaks
        if _contradicts(mention, row, case, setting.limits["about"]):
            yield Spot(
                "goal_actual",
                f"实际完成情况写“{mention.text}”，指标“{row.level3}”的实际完成值为"
                f" {row.actual.text}（指标值 {row.target.text}），两处不一致，请核对。",
                (indicator_cell(number, "actual"),),
            )


def _told_once(text: str, case: Case, setting: Setting) -> Iterator[tuple[int, Indicator, Mention]]:
    """(row number, row, figure) of every indicator of which the text tells one figure only."""
    plain, rows = searchable(text), case.form.indicators
    names, units = [searchable(row.level3) for row in rows], [_unit(row) for row in rows]
    shared = case.template.checks.setting("48").words
    partial = tuple(dict.fromkeys(shared["partial"] + setting.words["partial"]))
    for number, row in enumerate(rows) if plain else ():
        if not (unit := units[number]):
            continue
        called = named(row.level3, shared["counted"], shared["verbs"])
        if not called.stands_in(plain) or not _stands_alone(rows, names, number):
            continue
        others = {name: units[at] for at, name in enumerate(names) if name != names[number]}
        found = told(plain, called, unit, others, partial)
        if not found and units.count(unit) == 1:
            found = told_once(plain, called, unit, partial)
        one = len({mention.value for mention in found}) == 1
        if one and not any(is_part(plain, found[0], unit, whole) for whole in _wholes(row)):
            yield number, row, found[0]


def _wholes(row: Indicator) -> list[Decimal]:
    """The figures of target and result."""
    return [pair[0] for measure in (row.target, row.actual) if (pair := scaled(measure))]


def _stands_alone(rows: Sequence[Indicator], names: Sequence[str], number: int) -> bool:
    """Whether this row is the first of its name, and all others of that name say the same."""
    row, same = rows[number], [at for at, name in enumerate(names) if name == names[number]]
    return same[0] == number and all(
        scaled(rows[at].target) == scaled(row.target)
        and scaled(rows[at].actual) == scaled(row.actual)
        for at in same
    )


def _unit(row: Indicator) -> str:
    """The unit that a text would count the indicator in."""
    measure = scaled(row.target) or scaled(row.actual)
    return measure[1] if measure else ""


def _contradicts(mention: Mention, row: Indicator, case: Case, about: Decimal) -> bool:
    wanted, reached = scaled(row.target), scaled(row.actual)
    if reached is None:
        return _denies_success(mention, row, case, about)
    if wanted and reached[1] and wanted[1] != reached[1]:
        return False
    return not (mention.agrees(reached[0], about) or _within(mention, row, reached[0]))


def _within(mention: Mention, row: Indicator, reached: Decimal) -> bool:
    """Whether the bound that is told holds of the result: 不少于90人 of 120.

    达到95% is told of a result: it is at least the target's.
    """
    if mention.bound == "most":
        return reached <= mention.value
    if mention.bound == "least":
        return reached >= mention.value
    wanted = scaled(row.target)
    floor = wanted[0] if wanted and not row.target.reverse else mention.value
    return mention.bound == "reached" and floor <= mention.value <= reached


def _denies_success(mention: Mention, row: Indicator, case: Case, about: Decimal) -> bool:
    """达成指标 beside a figure that misses the target."""
    wanted = scaled(row.target)
    band = band_of(row.actual.text, case.template.rules)
    if wanted is None or row.actual.kind is Kind.EMPTY or band is None or band.high < HUNDRED:
        return False
    if mention.agrees(wanted[0], about):
        return False
    missed = mention.value > wanted[0] if row.target.reverse else mention.value < wanted[0]
    return missed and not (mention.bound == "most" and row.target.reverse)


RULES = (
    FormRule("48", goal_against_targets, ("goals", "names", "targets", "actuals")),
    FormRule("48-result", result_against_actuals, ("goals", "names", "targets", "actuals")),
)
