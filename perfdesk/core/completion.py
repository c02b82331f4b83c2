"""Completion: what to offer for a cell while a person types in it (输入提示)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.cells import parse
from perfdesk.core.measure import Measure
from perfdesk.core.number import half_width
from perfdesk.core.quickentry import band_words, own_result, written_unit
from perfdesk.core.remembered import HEADER_CELLS, LEVEL3, NOTE, TARGET, UNIT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfdesk.core.form import Form, Indicator
    from perfdesk.core.remembered import Memory
    from perfdesk.core.template import Template

#: Whether what was typed finds a text, by pinyin too: (typed, text) → bool.
Matches = Callable[[str, str], bool]
_MOST = 12


@dataclass(frozen=True, slots=True)
class Completion:
    """What is known to offer from: the form, its template, the unit's own earlier forms."""

    form: Form
    template: Template
    memory: Memory

    def offers(self, address: str, typed: str, matches: Matches, most: int = _MOST) -> list[str]:
        """Whole texts for the cell, the likeliest first; none equal to what is typed.

        Texts that begin with what is typed come before those that hold it, and these before those
        that `matches` finds. Raises UnknownCell for an address that is none.
        """
        return matching(self.candidates(address, typed), typed, matches, most)

    def candidates(self, address: str, typed: str) -> list[str]:
        """All that could stand in the cell, the likeliest first."""
        place = parse(address)
        if address in HEADER_CELLS:
            return self.memory.texts(address)
        if not 0 <= place.row < len(self.form.indicators):
            return []
        row = self.form.indicators[place.row]
        known: dict[str, Callable[[], list[str]]] = {
            "level1": self._level1,
            "level2": lambda: self._level2(row),
            "level3": lambda: self._level3(row, place.row),
            "target": lambda: self._targets(row, typed),
            "actual": lambda: self._results(row, typed),
            "note": lambda: self.memory.texts(NOTE, row.level3.strip()),
        }
        return known[place.key]() if place.key in known else []

    def _level1(self) -> list[str]:
        """The template's, then what else the form uses."""
        usual = [level.name for level in self.template.levels]
        return _once([*usual, *(row.level1 for row in self.form.indicators)])

    def _level2(self, row: Indicator) -> list[str]:
        """Those of the row's level 1, then of the others, then what else the form uses."""
        chosen = "".join(row.level1.split())
        levels = sorted(self.template.levels, key=lambda level: level.name != chosen)
        usual = [name for level in levels for name in level.level2]
        return _once([*usual, *(other.level2 for other in self.form.indicators)])

    def _level3(self, row: Indicator, place: int) -> list[str]:
        """Earlier names, those under the same level 2 first, without what the form has already."""
        others = enumerate(self.form.indicators)
        taken = {other.level3.strip() for number, other in others if number != place}
        known = self.memory.texts(LEVEL3, row.level2.strip())
        return [name for name in known if name not in taken]

    def _targets(self, row: Indicator, typed: str) -> list[str]:
        """A number without a unit with the units in use; else earlier targets."""
        name, measure = row.level3.strip(), Measure.of(typed)
        if measure.quantitative and not measure.unit:
            number = typed.strip()
            return [number + unit for unit in self.memory.texts(UNIT, name)]
        return self.memory.texts(TARGET, name)

    def _results(self, row: Indicator, typed: str) -> list[str]:
        """For a number a number; the words of the bands for all else, or when they are typed."""
        if not row.target.quantitative:
            return list(band_words(self.template.rules))
        unit, measure = written_unit(row.target), Measure.of(typed)
        if measure.quantitative and not measure.unit and unit:
            return _once([typed.strip() + unit, own_result(row.target)])
        words = band_words(self.template.rules) if typed.strip() else ()
        return [own_result(row.target), *words]


def matching(candidates: Iterable[str], typed: str, matches: Matches, most: int) -> list[str]:
    """At most `most` of the candidates that what is typed finds; all of them for nothing typed."""
    sought = _folded(typed)
    begin: list[str] = []
    hold: list[str] = []
    rest: list[str] = []
    for text in candidates:
        folded = _folded(text)
        if text == typed:
            continue
        (begin if folded.startswith(sought) else hold if sought in folded else rest).append(text)
    found = (begin + hold)[:most]
    for text in rest:
        if len(found) == most:
            break
        if matches(typed, text):
            found.append(text)
    return found


def _folded(text: str) -> str:
    return half_width(text).casefold()


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text.strip() for text in texts if text.strip()))
