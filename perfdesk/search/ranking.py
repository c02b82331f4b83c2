"""How well a short text answers what was typed: by its characters, by pinyin, or by parts of both.

`dy`, `dayin`, `dayi` and `打` all find 打印本表; a syllable may be cut short where the typing ends.
Better answers come first: what the text begins with, what stands in it as it was typed, pinyin,
and last what only runs through it with gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from perfdesk.search.folding import folded
from perfdesk.search.query import LONGEST
from perfdesk.search.readings import syllables

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Lower is better; compared part by part.
Rank = tuple[int, int, int]

_BEGINS, _CONTAINS, _PINYIN_BEGINS, _PINYIN, _GAPS = range(5)
#: The worst kind of answer that shows what was typed as it was typed.
AS_TYPED = _CONTAINS
#: With fewer letters (or characters of another kind) nearly every text would answer with gaps.
_LEAST_LETTERS, _LEAST_SIGNS = 3, 2


@dataclass(frozen=True)
class Candidate:
    """A text that may answer; what it is compared by is made when it is first asked for."""

    text: str
    gaps: bool = True  # whether it may answer with gaps between what was typed

    def rank(self, words: tuple[str, ...]) -> Rank | None:
        """The rank for all of these words (see `words_of`); None where one is not found."""
        found = [self._rank(word) for word in words]
        ranks = [rank for rank in found if rank is not None]
        if len(ranks) < len(found):
            return None
        worst = max((kind for kind, _ in ranks), default=_BEGINS)
        return worst, sum(place for _, place in ranks), len(self.text)

    def _rank(self, word: str) -> tuple[int, int] | None:
        at = self._plain.find(word)
        if at >= 0:
            return (_BEGINS if at == 0 else _CONTAINS), at
        starts = range(len(self._plain))
        run = next((start for start in starts if self._runs_on(start, word)), None)
        if run is not None:
            return (_PINYIN_BEGINS if run == 0 else _PINYIN), run
        gaps = self._gaps(word) if self.gaps and len(word) >= _least(word) else None
        return None if gaps is None else (_GAPS, gaps)

    @cached_property
    def _plain(self) -> str:
        return folded(self.text)

    @cached_property
    def _ways(self) -> tuple[frozenset[str], ...]:
        """For each character what may be typed for it: itself, its syllables, their initials."""
        return tuple(_typed_for(sign) for sign in self._plain)

    def _runs_on(self, start: int, rest: str) -> bool:
        """Whether `rest` can be typed for the characters from `start` on without a gap."""
        if not rest:
            return True
        if start == len(self._ways):
            return False
        for way in self._ways[start]:
            if rest.startswith(way) and self._runs_on(start + 1, rest[len(way) :]):
                return True
            if way.startswith(rest):  # a syllable not typed to its end
                return True
        return _is_sign(self._plain[start]) and self._runs_on(start + 1, rest)

    def _gaps(self, word: str) -> int | None:
        """How many characters stand between those typed, at best reading greedily; None for no."""
        at, first, last, used = 0, -1, -1, 0
        for place, ways in enumerate(self._ways):
            if at == len(word):
                break
            taken = max((len(way) for way in ways if word.startswith(way, at)), default=0)
            if taken:
                first, used = (place if first < 0 else first), used + 1
                at += taken
                last = place
        if at < len(word):
            return None
        return last + 1 - first - used


def words_of(typed: str) -> tuple[str, ...]:
    """What was typed as words to rank by, folded; none for nothing."""
    return tuple(word for part in typed[:LONGEST].split() if (word := folded(part)))


def ranked(words: tuple[str, ...], candidates: list[Candidate]) -> list[int]:
    """The numbers of the candidates that answer, the best first; equal ones in their order."""
    return [number for _, number in sorted(_answers(words, candidates))]


def _answers(words: tuple[str, ...], candidates: list[Candidate]) -> Iterator[tuple[Rank, int]]:
    for number, candidate in enumerate(candidates):
        rank = candidate.rank(words)
        if rank is not None:
            yield rank, number


def _least(word: str) -> int:
    return _LEAST_LETTERS if word.isascii() else _LEAST_SIGNS


def _typed_for(sign: str) -> frozenset[str]:
    spoken = syllables(ord(sign))
    return frozenset({sign}) | spoken | {syllable[0] for syllable in spoken}


def _is_sign(sign: str) -> bool:
    """Brackets, commas, dots: they are typed by few."""
    return not sign.isalnum()
