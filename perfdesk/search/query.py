"""What was typed into a search field, and whether texts answer it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

from perfdesk.search.folding import folded
from perfdesk.search.initials import BREAK, initials, pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Characters of a query that count; what a person pastes beyond them cannot overload a database.
LONGEST = 100

_LETTERS = frozenset(ascii_lowercase)
_TYPED_AS_INITIALS = _LETTERS | frozenset(digits)


@dataclass(frozen=True, slots=True)
class Haystack:
    """What is stored of some texts to search in them."""

    plain: str  # each text folded, joined by BREAK
    initials: str  # each text's initials, joined by BREAK

    @classmethod
    def of(cls, texts: Iterable[str]) -> Haystack:
        """Prepares texts; nothing is found across two of them."""
        kept = tuple(texts)
        return cls(BREAK.join(map(folded, kept)), BREAK.join(map(initials, kept)))


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query: found where `plain` occurs or `pattern`, if any, matches initials."""

    plain: str  # folded, never ''
    pattern: str  # '' unless the word is made of ASCII letters and digits, with a letter

    @classmethod
    def of(cls, typed: str) -> Word:
        """Reads a word without white space."""
        plain = folded(typed)
        signs = frozenset(plain)
        # A number alone is no initials: 15 is not to be found in 1.5.
        as_initials = signs <= _TYPED_AS_INITIALS and signs & _LETTERS
        return cls(plain, pattern(plain) if as_initials else "")

    def found_in(self, haystack: Haystack) -> bool:
        """Whether the word occurs in one of the texts."""
        if self.plain in haystack.plain:
            return True
        return bool(self.pattern and re.search(self.pattern, haystack.initials))


@dataclass(frozen=True, slots=True)
class Query:
    """The words that were typed. Every one must be found; no words find everything."""

    words: tuple[Word, ...]

    @classmethod
    def parse(cls, typed: str) -> Query:
        """Splits at white space, also full-width, within the first LONGEST characters."""
        words = (Word.of(word) for word in typed[:LONGEST].split())
        return cls(tuple(dict.fromkeys(word for word in words if word.plain)))

    def finds(self, haystack: Haystack) -> bool:
        """Whether every word is found, each in any of the texts."""
        return all(word.found_in(haystack) for word in self.words)

    def matches(self, texts: Iterable[str]) -> bool:
        """The same for texts that are not prepared."""
        return self.finds(Haystack.of(texts))
