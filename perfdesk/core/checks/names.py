"""Names of indicators as rules understand them, and rows as their sentences tell them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from perfdesk.core.number import half_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_REMARK = re.compile(r"\([^()]*\)$")
_PREFIX = re.compile(r"^([^-—–:]{1,8})[-—–:]+(?=.)")
_MOST_ROWS = 8


def any_in(text: str, words: Iterable[str]) -> bool:
    """Whether one of the words stands in the text."""
    return any(word in text for word in words)


@lru_cache(maxsize=8192)
def bare_name(level3: str) -> str:
    """The name half-width, without a remark in brackets, 指标 or a stop at its end."""
    name = half_width(level3).rstrip(".。;；,，、:：")
    return _REMARK.sub("", name).removesuffix("指标") or name


@lru_cache(maxsize=8192)
def prefix_of(level3: str) -> str:
    """The department in front of the name (福保-研讨会次数), '' where there is none."""
    found = _PREFIX.match(half_width(level3))
    return found[1] if found else ""


@lru_cache(maxsize=8192)
def thing_of(level3: str, generic: tuple[str, ...]) -> str:
    """What the name is about: without department and the `generic` words, at its end also signs.

    课题汇编册数 and 资料汇编完成及时率 are 课题汇编 and 资料汇编.
    """
    name = _PREFIX.sub("", bare_name(level3))
    for word in sorted((each for each in generic if len(each) > 1), key=len, reverse=True):
        name = name.replace(word, "")
    return name.rstrip("".join(each for each in generic if len(each) == 1))


def about_one_thing(left: str, right: str, vague: Iterable[str]) -> bool:
    """Whether two cores name one thing: one holds the other, or both end in a telling word."""
    if len(left) < 2 or len(right) < 2:
        return False
    if left in right or right in left:
        return not any_whole(min(left, right, key=len), vague) or left == right
    tail = _common_tail(left, right)
    return len(tail) > 1 and not any_whole(tail, vague)


def any_whole(text: str, words: Iterable[str]) -> bool:
    """Whether the text is, or ends in, one of the words and says little more."""
    return any(text.endswith(word) and len(text) - len(word) < 2 for word in words)


def _common_tail(left: str, right: str) -> str:
    size = 0
    while size < min(len(left), len(right)) and left[-1 - size] == right[-1 - size]:
        size += 1
    return left[len(left) - size :]


def told_rows(rows: Sequence[int]) -> str:
    """第 3、7 行; of many the first few and how many there are. `rows` count from 0."""
    shown = "、".join(str(row + 1) for row in rows[:_MOST_ROWS])
    more = f"等 {len(rows)} 行" if len(rows) > _MOST_ROWS else ""
    return f"第 {shown} 行{more}"
