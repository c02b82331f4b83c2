"""Moving a form to another template; amounts change only with the money unit, and exactly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perfdesk.core.cells import funding_cell, with_text
from perfdesk.core.form import AMOUNT_KEYS, SOURCE_KEYS
from perfdesk.core.number import trimmed
from perfdesk.core.rounding import divide, multiply

if TYPE_CHECKING:
    from perfdesk.core.form import Form
    from perfdesk.core.number import Number
    from perfdesk.core.template import MoneyUnit, Template


@dataclass(frozen=True, slots=True)
class Conversion:
    """One amount before and after (both as text), at its address."""

    address: str
    before: str
    after: str


def to_template(form: Form, old: Template, new: Template) -> tuple[Form, tuple[Conversion, ...]]:
    """The form on another template, and every amount that a change of 元/万元 converts.

    Amounts that are no numbers stay as typed.
    """
    moved = replace(form, template=new.id)
    if old.money_unit is new.money_unit:
        return moved, ()
    changes = tuple(_conversions(form, old.money_unit, new.money_unit))
    for change in changes:
        moved = with_text(moved, change.address, change.after)
    return moved, changes


def _conversions(form: Form, old: MoneyUnit, new: MoneyUnit) -> list[Conversion]:
    factor = divide(old.yuan, new.yuan)
    found = []
    for source in SOURCE_KEYS:
        for key in AMOUNT_KEYS:
            typed: Number = getattr(getattr(form.funding, source), key)
            if typed.value is not None:
                after = trimmed(multiply(typed.value, factor))
                found.append(Conversion(funding_cell(source, key), typed.text, after))
    return found
