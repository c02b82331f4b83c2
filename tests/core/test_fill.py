"""Filling down and right copies cells as a spreadsheet does, as one step of undo."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.cellgrid import FundingGrid, IndicatorGrid, Selection
from perfdesk.core.cells import text_at
from perfdesk.core.document import Document
from perfdesk.core.fill import fill_down, fill_right
from perfdesk.core.form import Form
from perfdesk.core.placing import Placed
from tests.core.test_paste import FORM, SMALL_FORMS, at, column
from tests.support.forms import template, typed


def after(form: Form, placed: Placed) -> Form:
    return placed.edit.apply(form) if placed.edit else form


def test_the_first_row_is_copied_down_without_a_series() -> None:
    placed = fill_down(IndicatorGrid(FORM), at(0, "weight", rows=3))
    assert column(after(FORM, placed), "weight") == ["10", "10", "10", ""]
    assert placed.edit is not None
    assert placed.edit.text(FORM) == "填充第 2–3 行分值"
    assert placed.account.sentences() == []


def test_one_row_takes_the_row_above() -> None:
    placed = fill_down(IndicatorGrid(FORM), at(1, "level3", columns=3))
    assert column(after(FORM, placed), "level3") == ["a", "a", "c", "d"]
    assert after(FORM, placed).indicators[2:] == FORM.indicators[2:]


def test_a_blank_is_copied_too() -> None:
    form = typed(FORM, {"indicators[2].weight": "7"})
    placed = fill_down(IndicatorGrid(form), at(1, "weight", rows=2))
    assert column(after(form, placed), "weight") == ["10", "", "", ""]


def test_a_merged_label_is_filled_with_all_its_rows() -> None:
    form = typed(FORM, {"indicators[0].level1": "成本指标"})
    placed = fill_down(IndicatorGrid(form), at(0, "level1", rows=2))
    assert column(after(form, placed), "level1") == ["成本指标"] * 3 + ["效益指标"]
    placed = fill_down(IndicatorGrid(form), at(1, "level1"))
    assert column(after(form, placed), "level1") == ["成本指标"] * 3 + ["效益指标"]


def test_the_first_column_is_copied_to_the_right() -> None:
    placed = fill_right(IndicatorGrid(FORM), at(0, "weight", rows=2, columns=2))
    assert column(after(FORM, placed), "score") == ["10", "", "", ""]


def test_one_column_takes_the_column_to_its_left() -> None:
    placed = fill_right(IndicatorGrid(FORM), at(0, "score"))
    assert column(after(FORM, placed), "score") == ["10", "", "", ""]


def test_a_text_where_a_number_belongs_is_named() -> None:
    placed = fill_right(IndicatorGrid(typed(FORM, {"indicators[0].actual": "好"})), at(0, "weight"))
    assert placed.account.sentences() == ["不是数字，照原样保留，请改正：第 1 行分值“好”。"]


@pytest.mark.parametrize(
    ("fill", "selection", "why"),
    [
        (fill_down, Selection.cell(0, 2), "上面没有可以复制的行。"),
        (fill_right, Selection.cell(1, 0), "左边没有可以复制的列。"),
    ],
)
def test_where_nothing_can_be_copied_the_reason_is_told(
    fill: Callable[[IndicatorGrid, Selection], Placed], selection: Selection, why: str
) -> None:
    placed = fill(IndicatorGrid(FORM), selection)
    assert (placed.edit, placed.account.sentences()) == (None, [why])


def test_computed_cells_are_skipped_and_named() -> None:
    form = typed(Form("t"), {"funding.total.executed": "5", "funding.fiscal.executed": "4"})
    placed = fill_right(FundingGrid(form), Selection(range(2), range(3, 6)))
    assert placed.account.skipped == [
        *("执行率", "当年财政拨款的执行率", "当年财政拨款的分值"),
    ]
    assert text_at(after(form, placed), "execution_weight") == "5"
    placed = fill_right(FundingGrid(form), Selection.cell(1, 1))  # from the row's name
    assert (placed.edit, placed.account.skipped) == (None, ["当年财政拨款的年初预算数"])


@given(SMALL_FORMS, st.booleans(), st.booleans(), st.data())
def test_any_fill_is_one_step_that_undo_takes_back(
    form: Form, funding: bool, down: bool, data: st.DataObject
) -> None:
    grid = FundingGrid(form) if funding else IndicatorGrid(form)
    if not grid.height:
        return
    rows = sorted(data.draw(st.lists(st.integers(0, grid.height - 1), min_size=2, max_size=2)))
    ends = st.lists(st.integers(0, len(grid.columns) - 1), min_size=2, max_size=2)
    columns = sorted(data.draw(ends))
    selection = Selection(range(rows[0], rows[1] + 1), range(columns[0], columns[1] + 1))
    placed = (fill_down if down else fill_right)(grid, selection)
    document = Document(form, template)
    if placed.edit is None:
        return
    assert document.apply(placed.edit)
    filled = document.form
    assert len(filled.indicators) == len(form.indicators)
    document.undo()
    assert document.form == form
    document.redo()
    assert document.form == filled
