"""What a unit's forms have spent in a year, beside the figure of its final accounts (决算数)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perfdesk.core.checks.across import folded
from perfdesk.core.rounding import add, multiply
from perfdesk.core.scoring import amount

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from decimal import Decimal

    from perfdesk.core.form import Form
    from perfdesk.core.number import Number
    from perfdesk.core.template import Template

#: A unit and a year.
UnitYear = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Account:
    """A unit's year: how many forms it has, what they have spent in 元, the figure as typed."""

    unit: str
    year: int
    forms: int = 0
    spent: Decimal | None = None
    figure: str = ""


def unit_years(
    items: Iterable[tuple[Form, Template]],
    wanted: Collection[UnitYear],
    entered: Mapping[UnitYear, Number],
) -> list[Account]:
    """The accounts of the wanted units and years, newest first, made of all forms of `items`.

    Units whose names differ in blanks or punctuation alone are one, as in the audit.
    """
    figures = {alike(key): figure.text for key, figure in entered.items()}
    found = {
        alike(key): Account(*key, figure=figures.get(alike(key), "")) for key in sorted(wanted)
    }
    for form, template in items:
        key = alike((form.unit, form.year or 0))
        if key in found:
            found[key] = _with(found[key], form, template)
    return sorted(found.values(), key=lambda one: (-one.year, one.unit))


def alike(of: UnitYear) -> UnitYear:
    """A unit and year by the name that all spellings of the unit share."""
    return folded(of[0]), of[1]


def _with(account: Account, form: Form, template: Template) -> Account:
    executed = amount(form.funding, "total", "executed")
    spent = account.spent
    if executed is not None:
        yuan = multiply(executed, template.money_unit.yuan)
        spent = yuan if spent is None else add(spent, yuan)
    return replace(account, forms=account.forms + 1, spent=spent)
