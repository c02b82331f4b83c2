"""Faults planted in sound forms: what a planting function is, and small tools for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from perfdesk.core.cells import with_text
from perfdesk.core.checks import Case
from perfdesk.core.form import Form, Indicator
from perfdesk.core.measure import Measure
from perfdesk.files.templates import library

#: The form with one fault in it; None where the form gives no place for the fault.
Plant = Callable[[Form, Random], Form | None]


def case_of(form: Form) -> Case:
    """The form under its own template."""
    return Case.of(form, library().get(form.template))


def typed(form: Form, **rows: str) -> Form:
    """`form` with texts typed at addresses written as `a__b`."""
    for address, text in rows.items():
        form = with_text(form, address.replace("__", "."), text)
    return form


def in_row(form: Form, row: int, **texts: str) -> Form:
    """`form` with texts typed into one indicator's cells."""
    for key, text in texts.items():
        form = with_text(form, f"indicators[{row}].{key}", text)
    return form


def rows_where(form: Form, wanted: Callable[[Indicator], bool]) -> list[int]:
    """The indices of the indicators that are as wanted."""
    return [place for place, row in enumerate(form.indicators) if wanted(row)]


def like(measure: Measure, value: Decimal, rng: Random) -> str:
    """A result of `value` in the measure's unit, in one of the ways in which people write it."""
    unit = measure.unit
    ways = [f"{value:f}{unit}", f"{value:.2f}({unit})", f"{value:,.2f}（{unit}）"]
    if not unit:
        ways = [f"{value:f}", f"{value:.2f}"]
    ways.append(ways[0].translate(_FULL_WIDTH))
    return rng.choice(ways)


_FULL_WIDTH = {ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"} | {ord("%"): "％"}


def without_rows(form: Form, gone: list[int]) -> Form:
    """`form` without these indicators."""
    kept = (row for place, row in enumerate(form.indicators) if place not in gone)
    return replace(form, indicators=tuple(kept))
