"""Which characters of a text the bundled fonts lack, and what becomes of them on paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from perfdesk.report.fonts import BODY, face, substitute
from perfdesk.report.linebreak import UNSEEN


@dataclass(frozen=True, slots=True)
class Strange:
    """Characters that no bundled font has, each once, in the text's order."""

    lent: tuple[str, ...] = ()  # printed from a system font
    boxed: tuple[str, ...] = ()  # no font on this machine has them: a visible box


_NONE = Strange()


@cache
def _usual() -> frozenset[str]:
    """What the bundled fonts have, and what is never drawn."""
    return UNSEEN.union(map(chr, face(BODY).widths))


def strange(text: str) -> Strange:
    """The characters of `text` that the bundled fonts lack (the body font has all that bold has).

    Quick for a text of usual characters, however long.
    """
    if _usual().issuperset(text):
        return _NONE
    ordered = [char for char in dict.fromkeys(text) if char not in _usual()]
    boxed = tuple(char for char in ordered if substitute(char) is None)
    return Strange(tuple(char for char in ordered if char not in boxed), boxed)
