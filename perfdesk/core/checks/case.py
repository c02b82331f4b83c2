"""What a rule looks at and what it reports: the form with its figures, and a spot in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from perfdesk.core.finding import Severity
    from perfdesk.core.form import Form
    from perfdesk.core.scoring import Scores
    from perfdesk.core.template import Template


@dataclass(frozen=True, slots=True)
class Case:
    """A form, its template and its figures, computed once for all rules."""

    form: Form
    template: Template
    scores: Scores


@dataclass(frozen=True, slots=True)
class Spot:
    """A broken rule's place: the cell to go to, the sentence, the other cells it speaks of."""

    where: str
    message: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what finds its spots and how serious they are.

    A rule with two severities stands in the table once for each.
    """

    id: str
    severity: Severity
    look: Callable[[Case], Iterator[Spot]]
