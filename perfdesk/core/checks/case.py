"""What a rule looks at and what it reports: a form, a row or a unit's forms, and spots in them.

A rule sees no more than it declares, so that after an edit only the rules that can have changed
their mind are asked again (live.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell, name_of
from perfdesk.core.scoring import score_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from perfdesk.core.finding import Remedy
    from perfdesk.core.form import Form, Indicator
    from perfdesk.core.ruleset import Setting
    from perfdesk.core.scoring import RowScore, Scores
    from perfdesk.core.template import Template


@dataclass(frozen=True, slots=True)
class Case:
    """A form, its template and its figures, computed once for all rules."""

    form: Form
    template: Template
    scores: Scores

    @classmethod
    def of(cls, form: Form, template: Template) -> Case:
        """The case of a form whose figures are not at hand."""
        return cls(form, template, score_form(form, template.rules))


@dataclass(frozen=True, slots=True)
class RowCase:
    """One indicator row with its points: all that a row's rule may look at."""

    row: int
    indicator: Indicator
    points: RowScore
    template: Template
    year: int | None

    def at(self, key: str) -> str:
        """The address of the row's cell in column `key`."""
        return indicator_cell(self.row, key)

    def name(self, key: str) -> str:
        """What people call that cell: 第 3 行得分（培训人数）."""
        level3 = self.indicator.level3
        return name_of(self.at(key)) + (f"（{level3}）" if level3 else "")


@dataclass(frozen=True, slots=True)
class UnitCase:
    """The forms of one set (a unit, a folder, what is handed in), all years, in their order.

    `accounts` are the project expenditure figures of the final accounts (决算数) in 元, by unit
    and year, where they were entered. The first `beside` forms are there to be compared with:
    nothing is told of them.
    """

    cases: Sequence[Case]
    accounts: Mapping[tuple[str, int], Decimal]
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A broken rule's place: the cell to go to, the sentence, the other cells it speaks of.

    `remedy` is what one click does about it, where that makes sense.
    """

    where: str
    message: str
    others: tuple[str, ...] = ()
    remedy: Remedy | None = None


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule on single indicator rows."""

    id: str
    look: Callable[[RowCase, Setting], Iterator[Spot]]


@dataclass(frozen=True, slots=True)
class FormRule:
    """A rule on the form. `reads` names the parts (live.PARTS) that it looks at, and no others."""

    id: str
    look: Callable[[Case, Setting], Iterator[Spot]]
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitRule:
    """A rule across forms: spots with the index of the form that each stands in."""

    id: str
    look: Callable[[UnitCase, Setting], Iterator[tuple[int, Spot]]]


Rule = RowRule | FormRule
