"""The audit rules: all findings after one edit of a 47-row form, and a thousand forms checked."""

from __future__ import annotations

import gc
import time
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.clock import in_turn, timed
from benchmarks.forms import sample
from benchmarks.invented import invented_forms
from benchmarks.table import Row
from perfdesk.core.checks import Case, UnitCase, check_form, check_unit
from perfdesk.core.document import Document
from perfdesk.core.edits import SetCell
from perfdesk.core.scoring import score_form
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.form import Form

_ROWS, _EDITS, _FORMS = 47, 300, 1000
_AIM = 5.0
#: What an accountant types, from the top of the form to its bottom.
_CELLS = ("actual", "score", "note", "target", "weight", "level3")
_WHOLE = ("goal_actual", "funding.total.executed", "project_name")


def measure() -> list[Row]:
    """After one edit on a published form of 47 rows and an invented one; forms a second."""
    largest = max(sample().forms, key=lambda form: len(form.indicators))
    [invented] = invented_forms(1, [(_ROWS, 300, 300)])
    rows = [_line("published: ", largest), _line("invented: ", invented)]
    return [*rows, *_many(invented_forms(_FORMS))]


def _line(what: str, form: Form) -> Row:
    taken = _edited(form)
    return Row(
        f"{what}all checks of {len(form.indicators)} rows after one edit",
        f"median {median(taken):.2f} ms, worst {max(taken):.1f}",
        "",
        f"< {_AIM:g} ms",
        median(taken) < _AIM,
    )


def _edited(form: Form) -> list[float]:
    """Milliseconds until the findings are there, edit by edit, figures included."""
    document = Document(form, library().get)
    _ = document.findings
    gc.collect()
    return [_one(document, number) for number in range(_EDITS)]


def _one(document: Document, number: int) -> float:
    address = _WHOLE[number // 10 % 3] if number % 10 == 9 else _cell(document, number)
    edit = SetCell(address, f"{number}")
    start = time.perf_counter()
    document.apply(edit)
    _ = document.findings
    return (time.perf_counter() - start) * 1000


def _cell(document: Document, number: int) -> str:
    row = number % len(document.form.indicators)
    return f"indicators[{row}].{_CELLS[number % len(_CELLS)]}"


def _many(forms: Sequence[Form]) -> list[Row]:
    """Each form by itself, against its scoring alone; then what forms have in common."""
    cases = [Case.of(form, library().get(form.template)) for form in forms]
    taken = in_turn(
        {
            "checks": timed(lambda: [check_form(each.form, each.template) for each in cases]),
            "scores": timed(lambda: [score_form(each.form, each.template.rules) for each in cases]),
            "unit": timed(lambda: check_unit(UnitCase(cases, {}))),
        },
        rounds=3,
    )
    times = str(taken["checks"].times(taken["scores"]))
    return [
        Row(f"{len(forms)} invented forms, each scored", _speed(forms, taken["scores"].median)),
        Row("  each checked", _speed(forms, taken["checks"].median), times),
        Row("  what they have in common", f"{taken['unit'].median:.2f} s"),
    ]


def _speed(forms: Sequence[Form], seconds: float) -> str:
    return f"{len(forms) / seconds:.0f} forms/s"
