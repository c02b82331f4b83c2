"""What reading a file found out: where each field came from, how sure, what was left over."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any

from perfdesk.files.formfile import Slot


class How(Enum):
    """Where a field's text comes from."""

    UNCHANGED = "unchanged"  # the cell shows what was written; the typed text is the record's
    EDITED = "edited"  # the cell was changed since
    ADDED = "added"  # the row is new
    HIDDEN = "hidden"  # no cell shows it; it is the record's


class Sure(Enum):
    """How sure it is that the cell is that field's."""

    CERTAIN = "certain"
    LIKELY = "likely"


@dataclass(frozen=True, slots=True)
class Source:
    """One field: its address in the form, the cell that it was read from, and what was tidied."""

    address: str
    cell: str
    how: How
    sure: Sure = Sure.CERTAIN
    before: str = ""
    tidied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A text that is in no field, and why."""

    cell: str
    text: str
    why: str


@dataclass(slots=True)
class SheetReport:
    """What happened with one worksheet."""

    sheet: str
    sources: list[Source] = field(default_factory=list)
    left_over: list[LeftOver] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        return asdict(self, dict_factory=_plain)


@dataclass(frozen=True, slots=True)
class SheetSlot(Slot):
    """A form read from a worksheet, with the account of its reading."""

    report: SheetReport = field(default_factory=lambda: SheetReport(""))


@dataclass(slots=True)
class BookReading:
    """All forms of a workbook, and what concerns the workbook as a whole."""

    slots: list[SheetSlot] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The whole account as JSON values."""
        forms = [
            {"n": slot.n, "problem": slot.problem, **slot.report.to_json()} for slot in self.slots
        ]
        return {"notes": self.notes, "forms": forms}


def _plain(items: list[tuple[str, Any]]) -> dict[str, Any]:
    values = {key: value.value if isinstance(value, Enum) else value for key, value in items}
    return {key: value for key, value in values.items() if value not in ("", ())}
