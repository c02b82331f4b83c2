"""Rule 48: the goals tell the same figures as the indicators (文字与指标的数字一致)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell, name_of
from perfdesk.core.checks.case import FormRule, Spot
from perfdesk.core.checks.funding import spending_missing
from perfdesk.core.checks.mentions import (
    Mention,
    bound_of,
    generally,
    is_part,
    named,
    searchable,
    told,
    told_once,
)
from perfdesk.core.checks.names import any_in, bare_name
from perfdesk.core.measure import Kind, scaled
from perfdesk.core.number import HUNDRED, decimals_of, narrow
from perfdesk.core.rounding import subtract
from perfdesk.core.suggestion import band_of
from perfdesk.core.wording import bare, clause_before, clause_behind, sentence_at, years

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfdesk.core.checks.case import Case
    from perfdesk.core.form import Indicator
    from perfdesk.core.ruleset import Setting

#: Earlier in a sentence: what follows is not that of the whole year, or is only a plan.
_MIDWAY = re.compile(
    r"截[至止](?!(?:20\d\d年|[本当今]年)?(?:年?[底末]|12月))|[上下]半年|季度|(?:目标|计划|要求)(?:值|为)?:",
    re.ASCII,
)


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
    rates = case.template.checks.setting("rate-indicator").words["names"]
    for number, row, mention in _told_once(result, case, setting):
        if bare_name(row.level3) in rates:
            continue  # rate-told speaks
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


def rate_in_texts(case: Case, setting: Setting) -> Iterator[Spot]:
    """A text tells the form's own execution rate (文字中的执行率与本表一致)."""
    rate = case.scores.rate
    if rate is None or spending_missing(case.form):
        return
    telling = _rate_told(case.template.checks.setting("rate-indicator").words["names"])
    others = case.template.checks.setting("48").words["partial"] + setting.words["planned"]
    for where, text in _outcomes(case):
        for found in telling.finditer(narrow(text)) if "执行" in text or "率" in text else ():
            if _holds(found, text, rate, setting) or _is_another(found, text, others, case):
                continue
            yield Spot(
                where,
                f"{name_of(where, case.form)}写“{found['said']}”，本表执行率为 {rate:f}%，"
                "两处不一致，请核对。",
                ("funding.total.rate",),
            )
            break


def _holds(found: re.Match[str], text: str, rate: Decimal, setting: Setting) -> bool:
    """Whether the rate that is told is the form's own, or a bound that it keeps: 达到95%以上."""
    told = Decimal(found["number"])
    gap, step = subtract(told, rate).copy_abs(), Decimal(1).scaleb(-decimals_of(told))
    if gap <= max(setting.limits["tolerance"], step):
        return True
    bound = bound_of("", clause_behind(text, found.end()))
    return rate < told if bound == "most" else bool(bound) and rate > told


def _is_another(found: re.Match[str], text: str, words: tuple[str, ...], case: Case) -> bool:
    """Whether the rate is a plan's, a part's or that of another time: 截至6月底，预算执行率60%."""
    place = found.start("number")
    start, sentence = sentence_at(text, place)
    before, clause = sentence[: place - start], clause_before(text, place)
    clause += clause_behind(text, found.end())
    if any_in(clause, words) or _MIDWAY.search(before):
        return True
    latest = [each.year for each in years(before)[-1:]]
    return any(year != case.form.year for year in (*latest, *(y.year for y in years(clause))))


def _outcomes(case: Case) -> Iterator[tuple[str, str]]:
    """The texts that tell what came of it: result and notes."""
    yield "goal_actual", case.form.goal_actual
    for number, row in enumerate(case.form.indicators):
        yield indicator_cell(number, "note"), row.note


@lru_cache(maxsize=64)
def _rate_told(names: tuple[str, ...]) -> re.Pattern[str]:
    """A clause that begins with a name of the rate and tells it: 预算执行率达到85%."""
    name = "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"(?<![\u4e00-\u9fff])(?:本|该|全年|本?年度)?(?P<said>(?:{name})(?:仅|只|约|已)?(?:为|是|达到?|:)?约?"
        r"(?P<number>\d{1,3}(?:\.\d+)?)%)",
        re.ASCII,
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
        if unit == "%" and sum("满意" in name for name in names) == 1 and "满意" in row.level3:
            called = generally(called, plain)
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
    FormRule("rate-told", rate_in_texts, ("header", "funding", "goals", "names", "notes")),
)
