"""What a planting function is, and what planting functions are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from perfdesk.core.cells import text_at, with_text
from perfdesk.core.checks import Case
from perfdesk.core.form import Form, Indicator
from perfdesk.core.measure import Measure, scaled
from perfdesk.core.wording import bare
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


def one_of(form: Form, rng: Random, wanted: Callable[[Indicator], bool]) -> int | None:
    """The index of one of the indicators that are as wanted, if any is."""
    rows = rows_where(form, wanted)
    return rng.choice(rows) if rows else None


def in_any_row(key: str, *texts: str) -> Plant:
    """One of the texts typed into a column of any row."""

    def plant(form: Form, rng: Random) -> Form | None:
        row = one_of(form, rng, lambda _: True)
        return None if row is None else in_row(form, row, **{key: rng.choice(texts)})

    return plant


def percent(row: Indicator) -> bool:
    """True if the target is a percentage."""
    found = scaled(row.target)
    return found is not None and found[1] == "%"


def counted(row: Indicator) -> bool:
    """True if the target has a number and a unit that is no percentage."""
    found = scaled(row.target)
    return found is not None and found[0] > 0 and found[1] not in ("", "%")


def wide(text: str, rng: Random) -> str:
    """The text, now and then in full width, or with a blank in front."""
    return rng.choice([text.translate(_FULL_WIDTH), f" {text}", text, text])


def filled_goals(form: Form) -> list[str]:
    """The goals that are not empty."""
    return [where for where in ("goal_expected", "goal_actual") if bare(text_at(form, where))]


def append(form: Form, where: str, sentence: str) -> Form:
    """The form with a sentence more in a text."""
    text = text_at(form, where).rstrip()
    joint = "" if not text or text[-1] in "。；;" else "。"
    return with_text(form, where, f"{text}{joint}{sentence}")


def said(where: str, *sentences: str) -> Plant:
    """One of the sentences at the end of a goal that is filled."""

    def plant(form: Form, rng: Random) -> Form | None:
        if where not in filled_goals(form):
            return None
        return append(form, where, rng.choice(sentences))

    return plant


def like(measure: Measure, value: Decimal, rng: Random) -> str:
    """A result of `value` in the measure's unit, in one of the ways in which people write it."""
    unit = measure.unit
    ways = [f"{value:f}{unit}", f"{value:.2f}({unit})", f"{value:,.2f}（{unit}）"]
    if not unit:
        ways = [f"{value:f}", f"{value:.2f}"]
    ways.append(ways[0].translate(_FULL_WIDTH))
    return rng.choice(ways)


_FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789%()<>="}


def without_rows(form: Form, gone: list[int]) -> Form:
    """`form` without these indicators."""
    kept = (row for place, row in enumerate(form.indicators) if place not in gone)
    return replace(form, indicators=tuple(kept))
