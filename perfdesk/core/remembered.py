"""What the unit's own earlier forms hold, counted once and asked often (常用词句)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from perfdesk.core.cells import text_at
from perfdesk.core.form import SIGNATURE_KEYS
from perfdesk.core.quickentry import written_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from perfdesk.core.form import Form, Indicator

#: Kinds of texts that are remembered beside the cells below.
LEVEL3, TARGET, UNIT, NOTE = "level3", "target", "unit of a target", "note"
#: Cells of the header and the signature whose texts are remembered by their address.
HEADER_CELLS = (
    *("project_name", "supervisor", "unit"),
    *(f"signature.{key}" for key in SIGNATURE_KEYS if key != "date"),
)


@dataclass(slots=True)
class _Use:
    """How often a text was used, where it came last, and beside what."""

    count: int = 0
    last: int = 0
    beside: set[str] = field(default_factory=set)


class Memory:
    """Texts by kind, the most used first, of those as often used the later first."""

    def __init__(self, forms: Iterable[Form]) -> None:
        """Counts the forms, oldest first."""
        uses: dict[str, dict[str, _Use]] = {}
        for place, form in enumerate(forms):
            for kind, text, beside in _texts(form):
                use = uses.setdefault(kind, {}).setdefault(text, _Use())
                use.count, use.last = use.count + 1, place
                use.beside.add(beside)
        self._ranked = {kind: _ranked(found) for kind, found in uses.items()}

    def texts(self, kind: str, beside: str = "") -> list[str]:
        """Texts of a kind without repetition, those used beside that text first."""
        known = self._ranked.get(kind, ())
        near = [text for text, places in known if beside and beside in places]
        return list(dict.fromkeys([*near, *(text for text, _ in known)]))


def _ranked(uses: dict[str, _Use]) -> tuple[tuple[str, frozenset[str]], ...]:
    order = sorted(uses.items(), key=lambda item: (-item[1].count, -item[1].last))
    return tuple((text, frozenset(use.beside)) for text, use in order)


def _texts(form: Form) -> Iterator[tuple[str, str, str]]:
    """(kind, text, what it stands beside) of all that is worth offering again."""
    found = [(cell, text_at(form, cell), "") for cell in HEADER_CELLS]
    for row in form.indicators:
        found += _row_texts(row)
    return ((kind, text.strip(), beside) for kind, text, beside in found if text.strip())


def _row_texts(row: Indicator) -> list[tuple[str, str, str]]:
    name = row.level3.strip()
    return [
        (LEVEL3, row.level3, row.level2.strip()),
        (TARGET, row.target.text, name),
        (UNIT, written_unit(row.target), name),
        (NOTE, row.note, name),
    ]
