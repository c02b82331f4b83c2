"""What reading a file found out: where each field came from, how sure, what was left over."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfdesk.core.form import Form


class How(Enum):
    """Where a field's text comes from."""

    UNCHANGED = "unchanged"  # the cell shows what was written; the typed text is the record's
    EDITED = "edited"  # the cell was changed since
    ADDED = "added"  # the row is new
    HIDDEN = "hidden"  # no cell shows it; it is the record's
    READ = "read"  # the cell was found by its label
    PROPOSED = "proposed"  # no cell says it; the evidence speaks for it


class Sure(Enum):
    """How sure it is that the cell is that field's."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Source:
    """One field: its address in the form, the cell that it was read from, and what was tidied.

    `why` says what makes it less than certain.
    """

    address: str
    cell: str
    how: How
    sure: Sure = Sure.CERTAIN
    before: str = ""
    tidied: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A text that is in no field, and why."""

    cell: str
    text: str
    why: str


@dataclass(slots=True)
class SheetReport:
    """What happened with one worksheet; `money_unit` is what it says of it, '' for nothing."""

    sheet: str
    sources: list[Source] = field(default_factory=list)
    left_over: list[LeftOver] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    money_unit: str = ""


@dataclass(frozen=True, slots=True)
class SheetSlot:
    """A form read from a worksheet, or why it could not be; and the account of its reading."""

    form: Form | None
    report: SheetReport
    problem: str = ""


@dataclass(slots=True)
class BookReading:
    """All forms of a workbook, and what concerns the workbook as a whole.

    `others` are the sheets of our own workbooks that have no record.
    """

    slots: list[SheetSlot] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
