"""Rule 47: goals and indicators speak of the form's own year (文字中的年度)."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell, name_of
from perfdesk.core.checks.case import FormRule, Spot
from perfdesk.core.checks.names import any_in
from perfdesk.core.checks.wordlimits import is_late
from perfdesk.core.edits import SetCell
from perfdesk.core.finding import Remedy
from perfdesk.core.number import narrow
from perfdesk.core.wording import (
    YearMention,
    clause_before,
    clause_behind,
    excerpt,
    quantities,
    sentence_at,
    unquoted,
    with_years,
    years,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import Case
    from perfdesk.core.ruleset import Setting

_MONTH = re.compile(r"^年?\s*(1[0-2]|[1-9])月", re.ASCII)
_DATE = re.compile(r"^年?度?\s*(?:\d{1,2}月)?(?:\d{1,2}日)?")
_SLIPPED = re.compile(
    r"(?<!\d)(?:20\d{3}年(?!鉴)|(?:2[1-9]\d\d|20\d)年(?=度|\d{1,2}月|[底末初内,]|全年|$))", re.ASCII
)
_LISTED = re.compile(r"^年?度?\s*[、和及与]\s*20\d\d")
_LISTING = re.compile(r"20\d\d\s*年?度?\s*[、和及与]\s*$")
_AT_ONCE = re.compile(r"^年?度?\s*(?:仅|只|约)?(?:为|是|达到?)(?:约|仅)?\s*\d")


def other_year(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 47: no other year than the form's, but where the words say why (年度不一致)."""
    year = case.form.year
    if year is None:
        return
    for where, text in _dated_texts(case):
        yield from _slipped_year(where, text, case)
        if not years(text):
            continue
        wrong = tuple(_wrong(text, year, setting, where))
        if wrong:
            first = wrong[0][0]
            said = "、".join(dict.fromkeys(str(mention.year) for mention, _ in wrong))
            remedy = _remedy(where, text, wrong)
            should = f"应{remedy.label.removeprefix('改')}，" if remedy else ""
            yield Spot(
                where,
                f"{name_of(where, case.form)}写到 {said} 年"
                f"（“{excerpt(text, first.start, first.end)}”），"
                f"与本表年度 {year} 年不一致，{should}请核对。",
                ("year",),
                remedy,
            )


def _slipped_year(where: str, text: str, case: Case) -> Iterator[Spot]:
    """A year with a digit too many or too few, or a swapped one: 20224年, 202年, 2204年."""
    if found := _SLIPPED.search(narrow(text)):
        yield Spot(
            where,
            f"{name_of(where, case.form)}写到“{found[0]}”，像是年份打错了数字，请核对。",
            ("year",),
        )


def _remedy(
    where: str, text: str, wrong: tuple[tuple[YearMention, int | None], ...]
) -> Remedy | None:
    """All of them written as they should be (改为 2024 年); None where one of them may be meant."""
    certain = [(mention, should) for mention, should in wrong if should is not None]
    if len(certain) < len(wrong):
        return None
    right = "、".join(dict.fromkeys(str(should) for _, should in certain))
    return Remedy(f"改为 {right} 年", SetCell(where, with_years(text, certain)))


def _dated_texts(case: Case) -> Iterator[tuple[str, str]]:
    """The texts whose years are the form's: goals and indicators; a note may tell old stories."""
    yield "goal_expected", case.form.goal_expected
    yield "goal_actual", case.form.goal_actual
    for number, row in enumerate(case.form.indicators):
        yield indicator_cell(number, "level3"), row.level3
        yield indicator_cell(number, "target"), row.target.text
        if not _meant_later(row.target.text, row.actual.text, case.form.year):
            yield indicator_cell(number, "actual"), row.actual.text


def _meant_later(target: str, actual: str, year: int | None) -> bool:
    """Whether a later year in a result is no slip: the target has one too, or was met too late."""
    if year is None or not all(each.year > year for each in years(actual)):
        return False
    return any(each.year > year for each in years(target)) or is_late(target, actual, year)


def _wrong(
    text: str, year: int, setting: Setting, where: str
) -> Iterator[tuple[YearMention, int | None]]:
    """(mention, the year it should be) of every year that nothing in the text explains.

    None for a year that may be meant: a later one, an earlier one with its own figure. Plans may
    speak of later years, but not of any.
    """
    should: int | None
    latest = year if where.endswith("actual") else year + setting.limits["ahead"]
    for mention in years(text):
        if mention.year < year:
            should = _should_be(text, mention, year, setting)
            if should == year and _is_beside(text, mention, year, setting):
                should = None
        elif mention.year > latest and not _looks_ahead(text, mention, year, setting, where):
            should = None
        else:
            continue
        if should != mention.year:
            yield mention, should


def _should_be(text: str, mention: YearMention, year: int, setting: Setting) -> int:
    """The year that should stand where an earlier one stands; the same where it may stand."""
    before, behind = _around(text, mention)
    words = setting.words
    doing = _DATE.sub("", behind).startswith(words["doing"])
    if before.endswith(words["compared"]) or (not doing and any_in(behind, words["comparing"])):
        _, sentence = sentence_at(text, mention.start)
        return mention.year if any_in(sentence, words["recovery"]) else year - 1
    told_why = before.endswith(words["since"]) or any_in(before, words["dated"])
    laid_down = before.endswith(words["basis"]) and any_in(behind, words["laid_down"])
    if told_why or laid_down or _is_history(behind, setting):
        return mention.year
    listed = _is_listed(before, behind) or (
        _earlier_years(sentence_at(text, mention.start)[1], year) >= setting.limits["listed"]
    )
    if listed or year - mention.year >= setting.limits["old"]:
        return mention.year
    if mention.year == year - 1 and (
        _is_beside(text, mention, year, setting)
        or _names_both(text, mention, year, setting)
        or (not doing and _is_base(text, mention, setting))
    ):
        return mention.year
    return year


def _is_history(behind: str, setting: Setting) -> bool:
    """Whether a year with its month and day is told of something that began or was done then."""
    near = _DATE.sub("", behind).replace("以后勤", "□□□")
    places = (near.find(word) for word in setting.words["history"])
    return any(0 <= place < setting.limits["near"] for place in places)


def _is_listed(before: str, behind: str) -> bool:
    """Whether several years are told together: 2022年、2023年."""
    return bool(_LISTED.search(behind) or _LISTING.search(before))


@lru_cache(maxsize=256)
def _earlier_years(sentence: str, year: int) -> int:
    """How many earlier years a sentence names: 2017年第三批…、2018年第一批…."""
    return len({each.year for each in years(sentence) if each.year < year})


def _is_base(text: str, mention: YearMention, setting: Setting) -> bool:
    """Whether last year is what this year's work is about or starts from: 结合2022年…情况."""
    before, behind = _around(text, mention)
    told = unquoted(behind)
    return before.endswith(setting.words["from_base"]) or any_in(told, setting.words["about"])


def _names_both(text: str, mention: YearMention, year: int, setting: Setting) -> bool:
    """Whether the sentence goes on to the form's year: 2022年签订合同并于2023年执行."""
    start, sentence = sentence_at(text, mention.start)
    if _last_place(sentence, setting.words["own"]) >= mention.end - start:
        return True
    places = _places_of(year, text)
    following = bisect_left(places, mention.end)
    return following < len(places) and places[following] < start + len(sentence)


@lru_cache(maxsize=256)
def _places_of(year: int, text: str) -> tuple[int, ...]:
    """Where a text names the year."""
    return tuple(mention.start for mention in years(text) if mention.year == year)


@lru_cache(maxsize=256)
def _last_place(sentence: str, words: tuple[str, ...]) -> int:
    """Where the last of the words stands in a sentence, -1 where none does."""
    return max(map(sentence.rfind, words), default=-1)


def _is_beside(text: str, mention: YearMention, year: int, setting: Setting) -> bool:
    """Whether a year's figure is told beside one of the form's year: 达90%，2023年为88%。

    The form's year is named in the sentence too (2024年, 本年), or the figure follows at once
    (为88%).
    """
    behind = _around(text, mention)[1]
    start, sentence = sentence_at(text, mention.start)
    before, rest = sentence[: mention.start - start], sentence[mention.end - start + len(behind) :]
    if not quantities(behind):
        return False
    own = _last_place(sentence, setting.words["own"]) >= 0
    if own or any(each.year == year for each in years(sentence)):
        return bool(quantities(before) or quantities(rest))
    return bool(quantities(before) and _AT_ONCE.match(behind))


def _looks_ahead(text: str, mention: YearMention, year: int, setting: Setting, where: str) -> bool:
    """Whether a later year may be told: one looked forward to, or when the form is filled in."""
    if where == "goal_actual" and mention.year == year + 1 and _is_early(text, mention, setting):
        return True
    return _is_outlook(text, mention, setting)


def _is_early(text: str, mention: YearMention, setting: Setting) -> bool:
    """Whether something is told of the first months of the mention's year; not a mere date."""
    before, behind = _around(text, mention)
    month = _MONTH.match(behind)
    if month is None or not (before or _DATE.sub("", behind)):
        return False
    return int(month[1]) <= setting.limits["early"]


def _is_outlook(text: str, mention: YearMention, setting: Setting) -> bool:
    """Whether a later year is one that is looked forward to: 将于2025年, 到2030年."""
    before, behind = _around(text, mention)
    _, sentence = sentence_at(text, mention.start)
    return (
        _last_place(sentence, setting.words["owed"]) >= 0
        or before.endswith(setting.words["until"])
        or _DATE.sub("", behind).startswith(setting.words["by"])
        or any_in(before + behind, setting.words["future"])
    )


def _around(text: str, mention: YearMention) -> tuple[str, str]:
    """What stands before and behind a mention in its clause."""
    return clause_before(text, mention.start), clause_behind(text, mention.end)


RULES = (FormRule("47", other_year, ("header", "goals", "names", "targets", "actuals")),)
