"""Pinyin initials as text: a letter where a character's readings begin alike, else one symbol.

The symbol stands for the exact set of letters that the readings begin with, so that a regular
expression of plain character classes finds every choice of readings in any database.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from perfdesk.search import readings
from perfdesk.search.folding import folded

#: Stands where initials do not run on: between texts, sentences, and at letters without initials.
BREAK = "\n"

# Raised when the rules in this package change what is stored.
_RULES = 1
_SENTENCE_ENDS = frozenset("。;!?")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
# Private use: PostgreSQL stores it, and neither LIKE nor a regular expression gives it a meaning.
_FIRST_SYMBOL = 0xE000


def initials(text: str) -> str:
    """The initials of a text, read from its folded form.

    Latin letters and digits stand for themselves; zh, ch, sh count as z, c, s. Brackets, commas and
    other signs within a sentence are left out; sentence ends and unreadable letters give a BREAK.
    """
    return text.translate(_INITIALS)


def pattern(letters: str) -> str:
    """The regular expression that finds these letters a–z and digits in `initials(text)`.

    It means the same to Python's `re` and to PostgreSQL's `~`.
    """
    classes = _classes()
    return "".join(classes.get(letter, letter) for letter in letters)


@cache
def basis() -> str:
    """Names how texts become what is searched; what was stored on another basis is stale."""
    return f"{_RULES}-{readings.checksum()}"


class _Initials(dict[int, str]):
    """Code point → what stands for it in the initials; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        found = "".join(_initial(sign) for sign in folded(chr(code)))
        self[code] = found
        return found


_INITIALS = _Initials()


def _initial(sign: str) -> str:
    if sign in _PLAIN:
        return sign
    letters = readings.first_letters().get(ord(sign), "")
    if letters:
        return _symbols().get(letters, letters)
    inside = unicodedata.category(sign)[0] in "PS" and sign not in _SENTENCE_ENDS
    return "" if inside else BREAK


@cache
def _symbols() -> dict[str, str]:
    """Each set of several letters in the dictionary → its symbol, in the sets' order."""
    sets = sorted({letters for letters in readings.first_letters().values() if len(letters) > 1})
    return {letters: chr(_FIRST_SYMBOL + number) for number, letters in enumerate(sets)}


@cache
def _classes() -> dict[str, str]:
    """Letter → the class of itself and every symbol whose set holds it."""
    members: dict[str, str] = {}
    for letters, symbol in _symbols().items():
        for letter in letters:
            members[letter] = members.get(letter, letter) + symbol
    return {letter: f"[{signs}]" for letter, signs in members.items()}
