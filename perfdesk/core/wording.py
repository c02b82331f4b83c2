"""Reading free texts (文字): what the rules on goals, results and notes look for in them.

All places are places in the text as typed: folding keeps the length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.number import narrow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

_SENTENCE = re.compile(r"[^。;!?\n]+")
_CLAUSE_ENDS = "。;!?\n,:"
_CLAUSE = re.compile(rf"[^{_CLAUSE_ENDS}]+")
_LONGEST_CLAUSE = 300  # as far as is looked on either side: a text may have no punctuation
_NOT_A_WORD = re.compile(r"[\W_]+")
#: A number with the word behind it: 8万人次, 93.75%, 1,268,066元; not a year, a date, a list's 1、
_QUANTITY = re.compile(
    r"(?<![\d.第A-Za-z〔\[【])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s*(?:%|余|多|[万亿]|(?![年月日号、.)期届版\d])[\u4e00-\u9fff㎡])",
    re.ASCII,
)
_QUOTED = re.compile(
    r"《[^》]*》|“[^”]*”|〔[^〕]*〕|【[^】]*】|\[[^\]]*\]|\"[^\"\n]*\"|\(20\d\d[^()]*\)", re.ASCII
)
_CHINESE_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
}
_DIGITS = re.compile(r"\d{2,4}", re.ASCII)
_SPELT = re.compile(r"二[〇○零Ｏ][一二三四五六七八九〇○零][一二三四五六七八九〇○零](?=\s*年)")
_RANGE = re.compile(
    r"(?:19|20)\d\d\s*(?:年度?)?\s*(?:\d{1,2}\s*月\s*)?(?:\d{1,2}\s*日\s*)?(?:-+|—+|–|~|～|至|到|/)\s*"
    r"(?:20)?\d\d\s*(?:学年|年)",
    re.ASCII,
)
_YEAR = re.compile(
    r"(?<![\d.])(?P<full>20\d\d)"
    r"(?:\s*年|度|(?=全年|[上下]半年)|[-./](?:0?[1-9]|1[0-2])(?:[-./]\d{1,2})?(?!\d))"
    r"|(?<![\d.第])(?P<short>[1-4]\d)"
    r"(?:年度|年(?=\d{1,2}(?:-\d{1,2})?月|底(?![线薪层])|[末初]|[上下]半年|全年|第?[一二三四]季度))"
    r"|(?:(?<=[。;])|(?<![^\n]))(?P<first>[12]\d)"
    r"年(?=,|组织|开展|完成|共|通过|按|根据|实现|继续|深入|累计|举办|全[区市县])",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year that a text speaks of: `year` as a figure, and where it stands."""

    year: int
    start: int
    end: int


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """`text` for comparing: half-width, lower case, without blanks and punctuation."""
    return _NOT_A_WORD.sub("", narrow(text)).lower()


@lru_cache(maxsize=4096)
def says_nothing(text: str, signs: tuple[str, ...]) -> bool:
    """True for an empty text, and one that is nothing but one of `signs` again and again: ——."""
    plain = "".join(text.split())
    return not plain or any(plain == sign * (len(plain) // len(sign)) for sign in signs)


@lru_cache(maxsize=1024)
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """(start, sentence) of every sentence: they end at 。；！？ and at a new line."""
    return tuple((found.start(), found[0]) for found in _SENTENCE.finditer(narrow(text)))


def sentence_at(text: str, place: int) -> tuple[int, str]:
    """(start, sentence) of the sentence that `place` lies in; an empty one between sentences."""
    parts = sentences(text)
    number = bisect_right(parts, place, key=_start) - 1
    if number >= 0 and place < _start(parts[number]) + len(parts[number][1]):
        return parts[number]
    return place, ""


def _start(part: tuple[int, str]) -> int:
    return part[0]


def clause_before(text: str, place: int) -> str:
    """What stands before `place` in its clause; clauses end at 。；！？，： and a new line."""
    folded = narrow(text[max(0, place - _LONGEST_CLAUSE) : place])
    return folded[max(folded.rfind(end) for end in _CLAUSE_ENDS) + 1 :]


def clause_behind(text: str, place: int) -> str:
    """What stands from `place` on in its clause."""
    found = _CLAUSE.match(narrow(text[place : place + _LONGEST_CLAUSE]))
    return found[0] if found else ""


@lru_cache(maxsize=1024)
def quantities(text: str) -> tuple[str, ...]:
    """The numbers of things in `text`, in order, without commas; no years, dates, list numbers."""
    return tuple(each["number"].replace(",", "") for each in _QUANTITY.finditer(narrow(text)))


@lru_cache(maxsize=256)
def similarity(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1, blanks and punctuation apart; two empty ones are not.

    Texts of thousands of characters are compared clause by clause.
    """
    left, right = bare(one), bare(other)
    if not left or not right:
        return 0.0
    if _equal_pairs(left, right) > _MOST_PAIRS:
        return _clauses_alike(one, other)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _HARDLY_ALIKE:
        return 0.0
    return matcher.ratio()


_HARDLY_ALIKE = 0.5
#: So many pairs of equal signs are compared one by one: those of some 2,500 Chinese characters.
_MOST_PAIRS = 100_000


def _equal_pairs(left: str, right: str) -> int:
    counts = Counter(right)
    return sum(count * counts[sign] for sign, count in Counter(left).items())


def _clauses_alike(one: str, other: str) -> float:
    """The share of the characters that stand in clauses of both texts."""
    left, right = _clauses(one), _clauses(other)
    common = sum(len(clause) * count for clause, count in (left & right).items())
    both = sum(len(clause) * count for clause, count in (left + right).items())
    return 2 * common / both


def _clauses(text: str) -> Counter[str]:
    return Counter(bare(clause) for clause in _CLAUSE.findall(narrow(text)))


@lru_cache(maxsize=4096)
def years(text: str) -> tuple[YearMention, ...]:
    """The years that `text` speaks of: 2023年, 二〇二三年, 23年度, 23年底, 2023.12.31.

    Left out: years in titles, quotes and document numbers, periods (2021-2025年) and school years.
    """
    if "年" not in text and "20" not in narrow(text):
        return ()
    plain = _blanked(_RANGE, _blanked(_QUOTED, _SPELT.sub(_in_digits, narrow(text))))
    return tuple(
        YearMention(int(found["full"] or "20" + (found["short"] or found["first"])), *found.span())
        for found in _YEAR.finditer(plain)
    )


def with_years(text: str, changes: Iterable[tuple[YearMention, int]]) -> str:
    """`text` with these mentions written as other years: 2021年 becomes 2024年."""
    parts, done = [], 0
    for mention, year in sorted(changes, key=lambda change: change[0].start):
        digits = _DIGITS.match(narrow(text[mention.start : mention.end]))
        new = str(year)[-len(digits[0]) :] if digits else _in_chinese(year)
        parts += [text[done : mention.start], new]
        done = mention.start + len(new)
    return "".join([*parts, text[done:]])


def without(text: str, words: Iterable[str]) -> str:
    """Folded `text` with each of `words` blotted out, of the same length."""
    text = narrow(text)
    for word in words:
        if word in text:
            text = text.replace(word, "□" * len(word))
    return text


def unquoted(text: str) -> str:
    """Folded `text` with titles, quotes and document numbers blotted out, of the same length."""
    return _blanked(_QUOTED, narrow(text))


def excerpt(text: str, start: int, end: int, around: int = 8) -> str:
    """The place in `text` with what stands around it in its clause, on one line, for a message.

    Of a longer clause a few characters, with … where it is cut.
    """
    before, behind = len(clause_before(text, start)), len(clause_behind(text, end))
    head, tail = before > 2 * around, behind > 2 * around
    left, right = start - (around if head else before), end + (around if tail else behind)
    shown = " ".join(text[left:right].split())
    return f"{'…' * head}{shown}{'…' * tail}"


def shortened(text: str, most: int) -> str:
    """`text` on one line, of `most` characters at most, with … where it is cut."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[:most] + "…"


def listed(places: Sequence[str], most: Decimal) -> str:
    """“…”、“…”等 5 处: the first `most` of the places, for a message."""
    named = "、".join(f"“{place}”" for place in places[: int(most)])
    return named + (f"等 {len(places)} 处" if len(places) > most else "")


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: "□" * len(found[0]), text)


def _in_digits(found: re.Match[str]) -> str:
    return "2" + "".join(_CHINESE_DIGITS[digit] for digit in found[0][1:])


def _in_chinese(year: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
