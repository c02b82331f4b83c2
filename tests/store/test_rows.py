"""A form as rows and back: exact, and only what changed is written."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from perfdesk.core.edits import DeleteIndicators, Edit, InsertIndicators, SetCell
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.form import Form, Indicator, Printed
from perfdesk.core.silence import SetAside, Silence
from perfdesk.store.rows import PARTS, form_of, header_of, row_changes
from tests.support import strategies
from tests.support.forms import clean_form

WRONG = Finding("1", Severity.ERROR, "indicators", "差 1 分。", ("indicators",))


def rebuilt(form: Form) -> Form:
    """The form made of its rows."""
    rows: dict[str, list[dict[str, Any]]] = {part.table.name: [] for part in PARTS}
    for change in row_changes(None, form):
        assert change.values is not None
        assert not change.old
        key = {change.part.key: change.key} if change.part.key else {}
        rows[change.part.table.name].append({**key, **change.values})
    return form_of({"id": form.id, "year": form.year, **header_of(form)}, form.unit, rows)


@given(strategies.forms())
def test_rows_give_back_the_same_form(form: Form) -> None:
    odd = replace(form, id="x", extra=(("", "1"), ("a.b", "")), printed=Printed(grade="优"))
    odd = replace(odd, silenced=(Silence("3", "0a", "已核"), Silence("4", "", "")))
    assert rebuilt(form) == form
    assert rebuilt(odd) == odd


def test_a_blank_form_has_no_rows() -> None:
    assert not list(row_changes(None, Form("t", id="x", project_name="培训")))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (SetCell("project_name", "改名"), []),
        (SetCell("indicators[1].score", "39"), [("indicators", 1, True)]),
        (SetCell("funding.fiscal.executed", "5"), [("funding", "fiscal", True)]),
        (SetCell("funding.carryover.executed", "5"), [("funding", "carryover", False)]),
        (SetCell("goal_actual", "完成"), [("goals", 0, False)]),
        (SetCell("signature.phone", "1"), [("signatures", None, False)]),
        (SetCell("extra.评价", "好"), [("extras", 0, False)]),
        (SetAside(WRONG, "已核对"), [("silenced", 0, False)]),
        (InsertIndicators(2, (Indicator(),)), [("indicators", 2, False)]),
        (DeleteIndicators((0,)), [("indicators", 1, True), ("indicators", 0, True)]),
    ],
)
def test_only_rows_that_changed_are_written(edit: Edit, expected: list[object]) -> None:
    before = clean_form()
    changes = row_changes(before, edit.apply(before))
    assert [(change.part.table.name, change.key, change.old) for change in changes] == expected


def test_what_was_cleared_is_deleted() -> None:
    before = SetAside(WRONG, "已核对").apply(clean_form(signature__phone="1", extra__评价="好"))
    after = replace(before, signature=clean_form().signature, extra=(), silenced=())
    changes = list(row_changes(before, after))
    assert [change.values for change in changes] == [None, None, None]
