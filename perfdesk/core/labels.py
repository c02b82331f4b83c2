"""What labels on forms mean (栏目名称), folded alike however they are printed."""

from __future__ import annotations

import re
from functools import lru_cache

from perfdesk.core.labelpatterns import FUNDING, GOALS, INDICATOR, PART_OF_FISCAL, SOURCE, composed
from perfdesk.core.labelwords import (
    COLUMN_WORDS,
    EXTRA_WORDS,
    FIELD_WORDS,
    FUNDING_WORDS,
    INDICATOR_WORDS,
    SOURCE_WORDS,
    SPINES,
    STAND_INS,
)
from perfdesk.core.number import half_width

_BRACKETS = re.compile(r"\([^()]*\)")
_OTHER_BRACKETS = str.maketrans("【】〔〕［］[]「」﹙﹚", "()()()()()()")
#: 【项目名称】 is a way to print a label; what stands in round brackets only explains one.
_FRAMED = re.compile(r"^[【〔［\[「]([^【】〔〕［］\[\]「」]+)[】〕］\]」]")
_NUMBERING = re.compile(
    r"^(?:\(?[一二三四五六七八九十]{1,3}[、.)]|\(?\d{1,2}[、.)](?!\d)|[①-⒛㈠-㈩])"
)
_LETTER = re.compile(r"(?<=[\u4e00-\u9fff])[A-Z%]+$")
#: The year before a label, 2024年预算数; a year alone is none.
_YEAR = re.compile(r"^20\d\d(?:(?=年度.)|年(?=[^度\d]))")
_AROUND = "*★☆#:;,.、。_-—－=＊"


_INSIDE = re.compile(r"^其中[:：、,，\-—－]*|^[减加][:：]")


def folded(text: str) -> str:
    """A label without blanks, brackets and what they hold, numbering, signs and a year before it.

    A text too long for a label stays as it is.
    """
    return text if len(text) > _LONGEST_FOLDED else _folded(text)


@lru_cache(maxsize=65536)
def _folded(text: str) -> str:
    plain = _NUMBERING.sub("", half_width(text).strip(_AROUND)).strip(_AROUND)
    plain = _FRAMED.sub(r"\1", plain).translate(_OTHER_BRACKETS)
    while (bare := _BRACKETS.sub("", plain)) != plain:
        plain = bare
    plain = _NUMBERING.sub("", plain.strip(_AROUND))
    return _YEAR.sub("", _LETTER.sub("", plain.strip(_AROUND)).strip(_AROUND))


def source_label(text: str) -> str:
    """A row label of the funding table folded, without 其中."""
    return folded(_INSIDE.sub("", folded(text)))


def _by_word(table: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, int]]:
    return {word: (key, rank) for key, words in table.items() for rank, word in enumerate(words)}


_INDICATOR, _FUNDING = _by_word(INDICATOR_WORDS | COLUMN_WORDS), _by_word(FUNDING_WORDS)
_SOURCE, _FIELD = _by_word(SOURCE_WORDS), _by_word(FIELD_WORDS)
_BEGINNINGS = {
    word[:end]
    for words in (SPINES, EXTRA_WORDS, _FIELD, _FUNDING, _INDICATOR, _SOURCE)
    for word in words
    for end in range(1, len(word) + 1)
} | {"其", "其中"}
_REASON = re.compile("原因|偏差")
_SENTENCE = re.compile("[:：,，。；;]")
_LONGEST = 24
_LONGEST_FOLDED = 200


@lru_cache(maxsize=65536)
def indicator_column(text: str) -> tuple[str, int]:
    """(key, rank) of an indicator column's head, rank 0 the usual word; ('', 0) for no such."""
    word = folded(text)
    if found := _INDICATOR.get(word):
        return found
    if key := composed(word, INDICATOR):
        return key, len(_INDICATOR)
    reason = len(word) <= _LONGEST and _REASON.search(word) and not _SENTENCE.search(word)
    return ("note", len(_INDICATOR)) if reason else ("", 0)


@lru_cache(maxsize=65536)
def funding_column(text: str) -> tuple[str, int]:
    """The same for a column of the funding table."""
    return _known(folded(text), _FUNDING, FUNDING)


@lru_cache(maxsize=65536)
def funding_source(text: str) -> tuple[str, int]:
    """The same for a row of the funding table."""
    return _known(source_label(text), _SOURCE, SOURCE)


def stands_in(text: str) -> bool:
    """True for a source of money that means another one only where that has no row of its own."""
    word = source_label(text)
    return word in STAND_INS or bool(PART_OF_FISCAL.fullmatch(word) and word not in _SOURCE)


def _known(
    word: str, words: dict[str, tuple[str, int]], patterns: tuple[tuple[str, re.Pattern[str]], ...]
) -> tuple[str, int]:
    if found := words.get(word):
        return found
    key = composed(word, patterns)
    return (key, len(words)) if key else ("", 0)


def field_of(text: str) -> tuple[str, int]:
    """The same for the label of a single text."""
    return _FIELD.get(folded(text), ("", 0))


def goal_of(text: str) -> str:
    """The goal that a label over or beside a goal's text means; '' for none.

    No word is a label by this alone: indicators are called 目标完成情况 too.
    """
    key, _ = field_of(text)
    return key if key in dict(GOALS) else composed(folded(text), GOALS)


def begins_label(text: str) -> bool:
    """True for a label, and for the first characters of one."""
    word = folded(text)
    return word in _BEGINNINGS or source_label(text) in _BEGINNINGS


def is_table_word(text: str) -> bool:
    """True for a label of columns and rows only: 其他 may also be a project's name."""
    word = folded(text)
    return is_label(text) and not (word in SPINES or word in EXTRA_WORDS or word in _FIELD)


def is_label(text: str) -> bool:
    """True for a word that only paper says: no text that people fill in."""
    word = folded(text)
    return bool(word) and (
        word in SPINES
        or word in EXTRA_WORDS
        or word in _FIELD
        or word in _FUNDING
        or word in _INDICATOR
        or source_label(text) in _SOURCE
    )
