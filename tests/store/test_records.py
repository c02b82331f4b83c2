"""A step tells what it did, with what its line of the change log alone says."""

from dataclasses import replace

from perfdesk.core.change import Kind
from perfdesk.core.delta import Delta, delta_between
from perfdesk.core.state import State
from perfdesk.store.records import Listed, Step
from tests.support.forms import clean_form

STEP = Step(
    7,
    "x",
    2,
    Kind.EDITED,
    "修改分值",
    "张会计",
    "",
    "",
    State.DRAFT,
    State.DRAFT,
    "",
    Delta(),
)
AFTER = clean_form(indicators_1__score="39")


def test_a_step_that_changed_no_cell_is_told_by_its_name() -> None:
    assert STEP.sentences == ["修改分值"]


def test_rows_have_their_names_where_the_form_is_known() -> None:
    step = replace(STEP, delta=delta_between(clean_form(), AFTER))
    assert step.sentences == ["第 2 行得分：40 → 39"]
    assert replace(step, form=AFTER).sentences == ["第 2 行得分（满意度）：40 → 39"]


def test_cells_state_and_reason_are_told_in_this_order() -> None:
    step = replace(
        STEP,
        delta=delta_between(clean_form(), AFTER),
        state_before=State.ARCHIVED,
        reason="填错",
    )
    assert step.sentences[1:] == ["状态：归档 → 草稿", "原因：填错"]


def test_a_line_counts_its_findings() -> None:
    line = Listed("x", 1, State.DRAFT, None, "", "", "t", "", "", "", errors=1, warnings=2, hints=4)
    assert line.findings == 7
