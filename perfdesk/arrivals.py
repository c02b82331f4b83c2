"""What reading files brought, as plain values: for whoever shows it before it comes into a store.

Everything here can be pickled: worker processes make it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfdesk.core.form import Form

#: Row and column of a sheet, from 1.
Place = tuple[int, int]


class Mark(Enum):
    """What reading made of a cell: how sure it is of the field, or that it is in none."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Understood:
    """One cell and what it was understood as.

    `cell` is its name (`B3`), '' where the field was read from none; `why` says what was tidied,
    what makes it less than certain, or why it is in no field.
    """

    cell: str
    name: str
    text: str
    mark: Mark
    why: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet as people see it, as far as its forms reach: the texts by place, and the merges.

    Rectangles are top, left, bottom, right, inclusive; `bounds` that of all filled cells.
    """

    cells: dict[Place, str]
    merges: tuple[tuple[int, int, int, int], ...]
    bounds: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A form read from a file, or the sentence (`problem`) that says why there is none.

    `questions` are sentences that a person should answer before it is taken in, `notices` what is
    only to be known. `proposed` is true where the template was not told but inferred.
    """

    file: str
    form: Form | None
    problem: str = ""
    sheet: str = ""
    questions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    understood: tuple[Understood, ...] = ()
    picture: Picture | None = None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a window begins with: forms that simply come in, files read to be looked at first.

    `notes` are told.
    """

    forms: tuple[Form, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    notes: tuple[str, ...] = ()
