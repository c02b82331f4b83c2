"""The lists of words that a person may add to (审核用词): what each says, how its words compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.number import narrow
from perfdesk.core.wording import bare

if TYPE_CHECKING:
    from collections.abc import Callable

_BETWEEN = re.compile(r"[、，,；;\s]+")
_LONGEST = 30
_TOO_LONG = "“{word}”太长，一个词最多 {most} 个字；几个词之间用顿号。"
_TOO_SHORT = "“{word}”太短，许多文字里都有，会误报；请写两个字以上的词。"


def _folded(word: str) -> str:
    """As words are searched for in texts."""
    return narrow(word).strip()


def _lower(word: str) -> str:
    """As a whole cell is compared where its signs count."""
    return _folded(word).lower()


@dataclass(frozen=True, slots=True)
class WordList:
    """One list: its name for people, and how a word is written to be found.

    Words of a list that is `searched` for stand within texts, those of others are whole cells.
    """

    name: str
    fold: Callable[[str], str] = _folded
    searched: bool = True

    def words_of(self, typed: str) -> tuple[str, ...]:
        """The words that a person typed, separated by commas or blanks, each once.

        Raises ValueError with a sentence for a word that cannot be one.
        """
        found = [self._word(each) for each in _BETWEEN.split(typed) if each]
        return tuple(dict.fromkeys(found))

    def _word(self, typed: str) -> str:
        word = self.fold(typed)
        if len(word) > _LONGEST:
            raise ValueError(_TOO_LONG.format(word=f"{typed[:_LONGEST]}…", most=_LONGEST))
        if len(word) < (2 if self.searched else 1):
            raise ValueError(_TOO_SHORT.format(word=typed))
        return word


#: Rule → the names of its lists in the data file → what they are.
WORD_LISTS: dict[str, dict[str, WordList]] = {
    "30": {"missed": WordList("未完成的写法", bare, searched=False)},
    "rate-indicator": {"names": WordList("执行率指标的名称", searched=False)},
    "37": {"explained": WordList("已说明原因的词")},
    "39": {"explained": WordList("已说明原因的词")},
    "41": {"measure": WordList("改进措施的词"), "plain": WordList("不算措施的说法")},
    "42": {"boilerplate": WordList("过于简单的说明", bare, searched=False)},
    "43": {"nothing": WordList("等于没写的说明", bare, searched=False)},
    "46-plans": {"plan": WordList("计划口气的词"), "plain": WordList("不算计划的说法")},
    "53": {"names": WordList("比率的名称"), "not": WordList("不算比率的名称")},
    "57": {"names": WordList("成本的名称"), "not": WordList("不算成本的名称")},
    "58": {
        "alone": WordList("单独一格的占位词", _lower, searched=False),
        "pending": WordList("文中的占位词"),
        "plain": WordList("不算占位的说法"),
    },
    "zero-output": {"timely": WordList("及时性的词"), "quality": WordList("合格性的词")},
}


def lists_of(rule: str) -> dict[str, WordList]:
    """The lists of a rule that a person may add to, by their names in the data file."""
    return WORD_LISTS.get(rule, {})
