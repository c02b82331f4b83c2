"""Findings set aside (忽略): with a person's reason, for as long as what they speak of stays.

A finding is known again by its rule and the texts of its cells, not by row numbers: rows may be
moved, but where a figure changes, the finding speaks again. Of rows that look the same each counts.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from perfdesk.core.cells import UnknownCell, indicator_cell, parse, text_at
from perfdesk.core.form import LEVEL_KEYS, PRINTED_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perfdesk.core.cells import Place
    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form


@dataclass(frozen=True, slots=True)
class Silence:
    """A finding set aside: its rule, the mark of what it was about, and the person's reason."""

    rule: str
    mark: str
    reason: str


SILENCE_KEYS = tuple(item.name for item in fields(Silence))


def mark_of(form: Form, finding: Finding) -> str:
    """A short text that stands for what the finding speaks of, wherever its rows stand."""
    seen = [_seen(form, cell) for cell in finding.cells]
    if not any(text for _, text in seen):
        seen.append(("message", finding.message))
    seen += [("row", str(number)) for number in _twins(form, finding.cells) if number]
    return hashlib.sha256(repr((finding.rule, seen)).encode()).hexdigest()[:16]


def heard(form: Form, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those that the form sets aside with their reason."""
    if not form.silenced:
        return tuple(found)
    reasons = {(each.rule, each.mark): each.reason for each in form.silenced}
    return tuple(
        replace(one, silenced=reasons.get((one.rule, mark_of(form, one)), "")) for one in found
    )


def without(these: Iterable[Silence], others: Iterable[Silence]) -> tuple[Silence, ...]:
    """Those of `these` that set aside other findings than `others` do."""
    known = {(each.rule, each.mark) for each in others}
    return tuple(each for each in these if (each.rule, each.mark) not in known)


def joined(stored: Form, incoming: Form) -> Form:
    """The incoming form, with what the stored one sets aside beside its own.

    A file never makes a finding speak again that somebody here has set aside.
    """
    own = without(incoming.silenced, stored.silenced)
    return replace(incoming, silenced=(*stored.silenced, *own))


def _seen(form: Form, cell: str) -> tuple[str, str]:
    """A cell's column and text, a row's with the row's name; '' for what no one types."""
    try:
        place = parse(cell)
        text = text_at(form, cell)
    except UnknownCell:
        return (cell, _printed(form, cell))
    if place.row < 0:
        return (cell, text)
    row = form.indicators[place.row]
    return (f"{row.level1}/{row.level2}/{row.level3}/{place.key}", text)


def _printed(form: Form, cell: str) -> str:
    """What the source printed, of `printed.rate` and the like; '' for other addresses."""
    group, _, key = cell.partition(".")
    return str(getattr(form.printed, key)) if group == "printed" and key in PRINTED_KEYS else ""


def _twins(form: Form, cells: Iterable[str]) -> list[int]:
    """How many rows above each row of `cells` have the same levels and the same texts there."""
    keys: dict[int, list[str]] = {}
    for place in _rows_of(cells):
        keys.setdefault(place.row, [*LEVEL_KEYS, "level3"]).append(place.key)
    return [
        sum(_texts(form, above, names) == _texts(form, row, names) for above in range(row))
        for row, names in keys.items()
    ]


def _rows_of(cells: Iterable[str]) -> Iterator[Place]:
    for cell in cells:
        with suppress(UnknownCell):
            place = parse(cell)
            if place.row >= 0:
                yield place


def _texts(form: Form, row: int, keys: Iterable[str]) -> list[str]:
    return [text_at(form, indicator_cell(row, key)) for key in keys]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding set aside for a reason, or with '' heard again: one undoable edit."""

    finding: Finding
    reason: str

    def apply(self, form: Form) -> Form:
        """The form with its list of findings set aside changed."""
        mark = mark_of(form, self.finding)
        others = [
            each for each in form.silenced if (each.rule, each.mark) != (self.finding.rule, mark)
        ]
        own = [Silence(self.finding.rule, mark, self.reason.strip())] if self.reason.strip() else []
        return replace(form, silenced=(*others, *own))

    def text(self, form: Form) -> str:  # noqa: ARG002 - the name does not depend on the form
        """忽略审核意见 or 恢复审核意见."""
        return "忽略审核意见" if self.reason.strip() else "恢复审核意见"
