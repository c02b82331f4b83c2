"""Labels that stand in one cell with their texts: 填报人：张三　联系电话：123, or 项目名称 培训."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.core.labels import is_label
from perfdesk.core.labelwords import EXTRA_WORDS, FIELD_WORDS, TOTALS

if TYPE_CHECKING:
    from collections.abc import Iterable


def _any_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, with blanks between their letters or without."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s*".join(map(re.escape, word)) for word in longest_first)


#: What stands around a label and is none of it: * 一、 1. ① 【 】. No two runs of blanks follow one
#: another: a cell of thousands of blanks would take hours.
_BEFORE = (
    r"(?:(?:[*★☆●]|[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|\d{1,2}[、.．]|[①-⒛])\s*)?"
    r"(?:[【［\[]\s*)?"
)
_REMARK = r"(?:\s*[（(][^（()）]{0,12}[）)])?"
_BEHIND = r"(?:\s*[】］\]])?"
_BEGINS = r"(?:^|(?<=[，,；;）)])|(?<=[^\s])(?=\s))\s*"
_ALL = {word for words in FIELD_WORDS.values() for word in words} | EXTRA_WORDS | TOTALS
_WITH_COLON = re.compile(
    rf"{_BEGINS}{_BEFORE}(?P<label>(?:{_any_of(_ALL)}){_REMARK}){_BEHIND}\s*[:：]+"
)
#: Labels that a text may follow after nothing but blanks.
_PLAIN = [
    word
    for key in ("project_name", "supervisor", "unit", "goal_expected", "goal_actual")
    for word in FIELD_WORDS[key]
    if len(word) > 3
]
_WITH_BLANK = re.compile(
    rf"\s*{_BEFORE}(?P<label>{_any_of(_PLAIN)}){_REMARK}{_BEHIND}\s+(?P<text>\S.*)", re.DOTALL
)


#: The longest goals have a thousand characters.
_LONGEST = 5_000


def starts_label(text: str) -> bool:
    """True for a label, and for a text that begins with one and a colon."""
    return is_label(text) or (len(text) <= _LONGEST and bool(_WITH_COLON.match(text)))


def labelled_texts(text: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first label with a colon, and every label with its text."""
    found = list(_WITH_COLON.finditer(text)) if len(text) <= _LONGEST else []
    if not found:
        return text, []
    ends = [item.start() for item in found[1:]] + [len(text)]
    pairs = [
        (item["label"], text[item.end() : end].strip())
        for item, end in zip(found, ends, strict=True)
    ]
    return text[: found[0].start()].strip(), pairs


def spaced_text(text: str) -> tuple[str, str] | None:
    """A label and its text with only blanks between; None for no such."""
    label = len(text) > _LONGEST or is_label(text)
    found = None if label else _WITH_BLANK.fullmatch(text)
    return (found["label"], found["text"].strip()) if found else None
