"""Limits written as dates or ranks (时限、名次): 2024年12月底前, 前3名, beside such results."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from perfdesk.core.checks.case import RowRule, Spot
from perfdesk.core.checks.names import any_in
from perfdesk.core.number import half_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import RowCase
    from perfdesk.core.ruleset import Setting

_DOTTED = re.compile(r"(20\d\d)([.\-/])(\d\d?)\2(\d\d?)", re.ASCII)
_DAY = (
    r"(?:(?P<year>20\d\d)年度?)?"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:份|(?P<day>\d\d?)[日号])?|年?(?=[底末])"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)"
    r"(?P<part>[底末初]|[上中下]旬)?"
)
_ORDERLY = "(?:全部|按时|按期|顺利|如期)?"
_WORK = (
    r"(?:(?!开始|陆续)[\u4e00-\u9fff]{0,4}"
    r"(?:完成|完工|竣工|上线|交付|验收|发放|到位|支付|拨付|提交))?"
)
#: Any more words around the day may make another day of it.
_DEADLINE = re.compile(
    rf"(?:[于在]|截[至止]到?|不[晚迟]于|≤|<=?|按时|按期)?{_DAY}(?:之?前|以前|内)?{_ORDERLY}{_WORK}",
    re.ASCII,
)
_DONE = re.compile(rf"(?:已|实际|均)?[于在]?{_DAY}{_ORDERLY}{_WORK}", re.ASCII)
_FIRST_DAYS = {"中旬": 11, "下旬": 21, "底": 21, "末": 21}
_LAST_DAYS = {"初": 10, "上旬": 10, "中旬": 20}
_LAST = 31

_PLACE = r"(?P<rank>\d{1,3}|[一二三四五六七八九十])"
_WITHIN = re.compile(
    rf"[\u4e00-\u9fff]{{0,8}}?(?:前|第){_PLACE}(?P<unit>[名位])?(?:以[内上]|之内)?", re.ASCII
)
_AT = re.compile(rf"[\u4e00-\u9fff]{{0,8}}?第{_PLACE}(?P<unit>[名位])?", re.ASCII)
_DIGITS = "一二三四五六七八九十"


class _Day(NamedTuple):
    """A day as (year, month, day); year None where the text names none."""

    year: int | None
    month: int
    day: int


def later_or_lower(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """A day after the deadline, or a rank below the one asked for, at full points (逾期、名次)."""
    row, weight = case.indicator, case.indicator.weight.value
    if not weight or case.points.score != weight:
        return
    verb = ""
    if _timed(case, setting) and is_late(row.target.text, row.actual.text, case.year):
        verb = "晚于"
    elif _is_lower(row.target.text, row.actual.text, any_in(row.level3, setting.words["ranked"])):
        verb = "没有达到"
    if verb:
        yield Spot(
            case.at("score"),
            f"{case.name('actual')} {row.actual.text} {verb}年度指标值 {row.target.text}，却得满分 "
            f"{row.score.text.strip() or case.points.score}，请核对。",
            (case.at("target"), case.at("actual"), case.at("weight")),
        )


def _timed(case: RowCase, setting: Setting) -> bool:
    """Whether the row asks for something by a day: not for how long it is to last."""
    row, words = case.indicator, setting.words
    if any_in(row.level3, words["lasting"]):
        return False
    return any_in(row.level2, words["timed"]) or any_in(row.target.text, words["deadline"])


@lru_cache(maxsize=4096)
def is_late(target: str, actual: str, year: int | None) -> bool:
    """Whether the first day that the result can mean lies behind the last that the target can."""
    limit, done = (
        pattern.fullmatch(_DOTTED.sub(r"\1年\3月\4日", half_width(text)).rstrip("。;,"))
        for pattern, text in ((_DEADLINE, target), (_DONE, actual))
    )
    if limit is None or done is None:
        return False
    last, first = _day(limit, _LAST_DAYS, _LAST), _day(done, _FIRST_DAYS, 1)
    wanted = last.year or year
    if first.year is None:
        return (first.month, first.day) > (last.month, last.day)
    return wanted is not None and (first.year, *first[1:]) > (wanted, *last[1:])


def _day(found: re.Match[str], parts: dict[str, int], usual: int) -> _Day:
    year = int(found["year"]) if found["year"] else None
    month = int(found["month"]) if found["month"] else _month(found, whole=usual == _LAST)
    day = int(found["day"]) if found["day"] else parts.get(found["part"] or "", usual)
    return _Day(year, month, day)


def _month(found: re.Match[str], *, whole: bool) -> int:
    """The month where none is named: of 第三季度 and 上半年 the first, of the `whole` the last."""
    if found["quarter"]:
        size, place = 3, _rank_of(found["quarter"])
    elif found["half"]:
        size, place = 6, 1 if found["half"] == "上" else 2
    else:
        return 12
    part = found["part"] or ""
    at_the_end = part in ("底", "末") or (whole and part != "初")
    return size * place if at_the_end else size * (place - 1) + 1


@lru_cache(maxsize=4096)
def _is_lower(target: str, actual: str, ranked: bool) -> bool:
    """Whether 第5名 misses 前3名; `ranked` where the name says that a rank is meant."""
    limit, place = _WITHIN.fullmatch(half_width(target)), _AT.fullmatch(half_width(actual))
    if limit is None or place is None:
        return False
    return (ranked or bool(limit["unit"] and place["unit"])) and _rank(place) > _rank(limit)


def _rank(found: re.Match[str]) -> int:
    return _rank_of(found["rank"])


def _rank_of(text: str) -> int:
    return _DIGITS.index(text) + 1 if text in _DIGITS else int(text)


RULES = (RowRule("25-words", later_or_lower),)
