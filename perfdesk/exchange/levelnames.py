"""Labels of the two upper levels as forms show them: split, continued, with points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from perfdesk.core.labelwords import FIRST_LEVEL_WORDS, LEVEL_WORDS
from perfdesk.core.number import half_width

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONTINUED = re.compile(r"[（(]\s*续\s*[表]?\s*[）)]|^续[:：]")
_POINTS = re.compile(r"[（(]?\s*[\d０-９]+(?:[.．][\d０-９]+)?\s*[分%％](?:值)?\s*[）)]?\s*$")
_BARE_POINTS = re.compile(r"[（(]\s*[\d.]+\s*(?:分)?\s*[）)]$")
_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|\d{1,2}[、.．](?!\d))\s*")
#: 成本指标 may be of either level.
_SECOND = (LEVEL_WORDS - FIRST_LEVEL_WORDS) | {"成本指标", "成本"}
#: What stands between the labels of two levels in one cell.
_BETWEEN = re.compile(r"\s*(?:[-－—–]+>?|[/／\\>＞→·、|｜_:：]|\s)\s*")
_BLANKS = "去掉换行和空格"
_LONGEST = 80  # far longer than any label, upright and with blanks too; an essay is not searched
_CHINESE_GAP = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


def tidy_level(text: str) -> tuple[str, tuple[str, ...]]:
    """A level's label without breaks, （续） and points; and what was tidied."""
    if len(text) > _LONGEST:
        return text, ()
    upright = _tidied("".join(text.split()))
    plain, tidied = upright if upright[0] in LEVEL_WORDS else _tidied(_bare(text))
    return plain, (*([_BLANKS] if _bare(text) != text else []), *tidied)


def level_path(text: str) -> tuple[str, ...]:
    """The labels in a text that names both upper levels, 产出指标-数量指标, and what follows them.

    () where it names less.
    """
    parts = [part.strip() for part in _BETWEEN.split(_NUMBERING.sub("", text.strip()), maxsplit=2)]
    first, second = (tidy_level(part)[0] for part in (*parts, "", "")[:2])
    if first not in FIRST_LEVEL_WORDS or second not in _SECOND:
        return ()
    return (first, second, *filter(None, parts[2:]))


def _bare(text: str) -> str:
    return _CHINESE_GAP.sub("", text.strip())


def _tidied(plain: str) -> tuple[str, tuple[str, ...]]:
    tidied = []
    for pattern, words in (
        (_CONTINUED, "去掉“（续）”"),
        (_POINTS, "去掉分值"),
        (_BARE_POINTS, "去掉分值"),
    ):
        bare = pattern.sub("", plain)
        if bare and bare != plain:
            plain = bare
            tidied.append(words)
    bare = _NUMBERING.sub("", plain).rstrip(":：")
    if bare != plain and half_width(bare) in LEVEL_WORDS:
        plain = bare
        tidied.append("去掉编号和冒号")
    return plain, tuple(tidied)


def split_label(texts: Sequence[str]) -> tuple[str, int]:
    """(label, cells) of a label that stands split over the first cells, one below the other.

    ("", 0) for a whole label.
    """
    joined, best = "", ("", 0)
    for count, text in enumerate(texts[:6], 1):
        joined += "".join(text.split())
        plain, _ = tidy_level(joined)
        if plain in LEVEL_WORDS and count > 1 and not _whole(texts[1:count]):
            best = (plain, count)
    return best


def _whole(texts: Sequence[str]) -> bool:
    """True if a later part is a label of its own."""
    return any(tidy_level(text)[0] in LEVEL_WORDS for text in texts)
