"""Characters that print nothing (看不见的字符), named where a sentence repeats a text."""

from __future__ import annotations

from itertools import groupby
from unicodedata import category

_NAME = "（看不见的字符）"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def unseen_named(text: str) -> str:
    """The text with a name in the place of each run of such characters; line ends stay."""
    runs = groupby(text, _is_unseen)
    return "".join(_NAME if unseen else "".join(run) for unseen, run in runs)


def _is_unseen(char: str) -> bool:
    return char not in "\t\n\r" and category(char) in _UNSEEN
