"""Which characters of a text the body font lacks, and what becomes of them on paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from perfdesk.report.fonts import BODY, body, face, substitute
from perfdesk.report.linebreak import UNSEEN


@dataclass(frozen=True, slots=True)
class Strange:
    """Characters that the body font lacks, each once, in the text's order."""

    replaced: tuple[str, ...] = ()  # printed from the bundled font, where another was chosen
    lent: tuple[str, ...] = ()  # printed from a system font
    boxed: tuple[str, ...] = ()  # no font on this machine has them: a visible box


_NONE = Strange()


@cache
def _usual(name: str) -> frozenset[str]:
    """What a font has, and what is never drawn."""
    return UNSEEN.union(map(chr, face(name).widths))


def strange(text: str) -> Strange:
    """The characters of `text` that the body font lacks (the bundled one has all that bold has).

    Quick for a text of usual characters, however long.
    """
    usual, bundled = _usual(body()), _usual(BODY)
    if usual.issuperset(text):
        return _NONE
    ordered = [char for char in dict.fromkeys(text) if char not in usual]
    replaced = tuple(char for char in ordered if char in bundled)
    strangers = [char for char in ordered if char not in bundled]
    boxed = tuple(char for char in strangers if substitute(char) is None)
    return Strange(replaced, tuple(char for char in strangers if char not in boxed), boxed)
