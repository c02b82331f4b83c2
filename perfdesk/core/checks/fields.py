"""The cells that hold words (文字栏), with their texts, for the rules on what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell
from perfdesk.core.form import SIGNATURE_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import Case

#: The parts that `texts_of` reads, for the rules that use it.
TEXT_PARTS = (
    *("header", "goals", "levels", "names", "targets", "actuals", "notes"),
    *("signature", "extra"),
)
_HEADER = ("project_name", "supervisor", "unit")
_GOALS = ("goal_expected", "goal_actual")
_ROW = ("level1", "level2", "level3", "target", "actual", "note")
#: The fields that may hold several lines.
_LINES = frozenset(("goal_expected", "goal_actual", "note"))


def texts_of(case: Case) -> Iterator[tuple[str, str]]:
    """(address, text) of every filled cell of words: header, goals, indicators, what is below."""
    for where in (*_HEADER, *_GOALS):
        if text := getattr(case.form, where):
            yield where, text
    for number, row in enumerate(case.form.indicators):
        for key in _ROW:
            value = getattr(row, key)
            if text := value if isinstance(value, str) else value.text:
                yield indicator_cell(number, key), text
    for key in SIGNATURE_KEYS:
        if text := getattr(case.form.signature, key):
            yield f"signature.{key}", text
    for name, text in case.form.extra:
        yield f"extra.{name}", text


def holds_lines(where: str) -> bool:
    """Whether a cell may hold several lines."""
    return where.rpartition(".")[2] in _LINES or where.startswith("extra.")
