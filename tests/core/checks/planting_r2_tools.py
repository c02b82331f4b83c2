"""What the planting of faults into texts is made of."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from perfdesk.core.cells import indicator_cell, text_at, with_text
from perfdesk.core.form import Form
from perfdesk.core.wording import bare

Plant = Callable[[Form, Random], Form | None]

GOALS = ("goal_expected", "goal_actual")


def append(form: Form, where: str, sentence: str) -> Form:
    """The form with a sentence more in a text."""
    text = text_at(form, where).rstrip()
    joint = "" if not text or text[-1] in "。；;" else "。"
    return with_text(form, where, f"{text}{joint}{sentence}")


def filled_goals(form: Form) -> list[str]:
    """The goals that are not empty."""
    return [where for where in GOALS if bare(text_at(form, where))]


def any_row(form: Form, random: Random) -> int | None:
    """Some row, None where there is none."""
    return random.randrange(len(form.indicators)) if form.indicators else None


def typed_in_row(form: Form, row: int, key: str, text: str) -> Form:
    """The form with a text in a column of a row."""
    return with_text(form, indicator_cell(row, key), text)


def in_any_row(key: str, *texts: str) -> Plant:
    """One of the texts typed into a column of any row."""

    def plant(form: Form, random: Random) -> Form | None:
        row = any_row(form, random)
        return None if row is None else typed_in_row(form, row, key, random.choice(texts))

    return plant


def said(where: str, *sentences: str) -> Plant:
    """One of the sentences at the end of a goal that is filled."""

    def plant(form: Form, random: Random) -> Form | None:
        if where not in filled_goals(form):
            return None
        return append(form, where, random.choice(sentences))

    return plant
