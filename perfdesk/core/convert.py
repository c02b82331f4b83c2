"""Moving a form to another template; amounts change only with the money unit, and exactly.

A converted amount is written without trailing zeros and commas. Where the same amount was typed
before in the other unit, it comes back as it was typed: there and back again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perfdesk.core.cells import funding_cell, name_of, with_text
from perfdesk.core.form import AMOUNT_KEYS, SOURCE_KEYS
from perfdesk.core.number import Number, trimmed
from perfdesk.core.rounding import divide, multiply

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from perfdesk.core.form import Form
    from perfdesk.core.template import MoneyUnit, Template


class TooLong(Exception):
    """An amount with too many digits in the other money unit; `str()` says which, for people."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """One amount before and after (both as text), at its address."""

    address: str
    before: str
    after: str


def to_template(
    form: Form, old: Template, new: Template, earlier: Sequence[Form] = ()
) -> tuple[Form, tuple[Conversion, ...]]:
    """The form on another template, and every amount that a change of 元/万元 converts.

    Amounts that are no numbers stay as typed. `earlier` are forms that this one has been, oldest
    first. Raises TooLong.
    """
    moved = replace(form, template=new.id)
    if old.money_unit is new.money_unit:
        return moved, ()
    factor = divide(old.money_unit.yuan, new.money_unit.yuan)
    on_others = [one for one in reversed(earlier) if one.template != form.template]
    changes = tuple(_conversions(form, factor, on_others, new.money_unit))
    for change in changes:
        moved = with_text(moved, change.address, change.after)
    return moved, changes


def _conversions(
    form: Form, factor: Decimal, earlier: Sequence[Form], unit: MoneyUnit
) -> Iterator[Conversion]:
    for source in SOURCE_KEYS:
        for key in AMOUNT_KEYS:
            typed, address = _amount(form, source, key), funding_cell(source, key)
            if typed.value is None:
                continue
            value = multiply(typed.value, factor)
            before = (_amount(one, source, key) for one in earlier)
            after = next((one.text for one in before if one.value == value), trimmed(value))
            if Number.of(after).value is None:
                raise TooLong(f"{name_of(address)}的位数太多，不能换算成{unit.value}。")
            yield Conversion(address, typed.text, after)


def _amount(form: Form, source: str, key: str) -> Number:
    found: Number = getattr(getattr(form.funding, source), key)
    return found
