"""Edits turn one form into the next and say in Chinese what they did."""

from dataclasses import replace

import pytest

from perfdesk.core.cells import UnknownCell, text_at
from perfdesk.core.edits import (
    DeleteIndicators,
    Edit,
    InsertIndicators,
    MoveIndicators,
    SetCell,
    SetCells,
    set_group,
)
from perfdesk.core.form import Form, Indicator

FORM = Form(
    template="t",
    project_name="培训",
    indicators=(
        Indicator("产出指标", "数量指标", "a"),
        Indicator("产出指标", "数量指标", "b"),
        Indicator("产出指标", "质量指标", "c"),
        Indicator("效益指标", "质量指标", "d"),
        Indicator("", "", "e"),
        Indicator("", "", "f"),
    ),
)


def level3(form: Form) -> str:
    return "".join(row.level3 for row in form.indicators)


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("indicators[2].score", "１２．５"),
        ("indicators[0].target", "≥350.00(家)"),
        ("funding.total.executed", "1.2.3"),
        ("goal_expected", "第一行\n第二行"),
        ("signature.phone", "021-5555"),
        ("extra.评价结论", "好"),
        ("year", "2024"),
    ],
)
def test_a_cell_keeps_what_was_typed(address: str, typed: str) -> None:
    assert text_at(SetCell(address, typed).apply(FORM), address) == typed


def test_many_cells_at_once_and_the_later_wins() -> None:
    edit = SetCells(
        (
            ("indicators[0].weight", "5"),
            ("indicators[1].weight", "6"),
            ("indicators[0].weight", "7"),
        )
    )
    after = edit.apply(FORM)
    assert [row.weight.text for row in after.indicators[:2]] == ["7", "6"]


def test_no_cells_change_nothing() -> None:
    assert SetCells(()).apply(FORM) == FORM


@pytest.mark.parametrize(("at", "order"), [(0, "xyabcdef"), (2, "abxycdef"), (6, "abcdefxy")])
def test_rows_are_inserted_where_they_will_stand(at: int, order: str) -> None:
    new = (Indicator(level3="x"), Indicator(level3="y"))
    assert level3(InsertIndicators(at, new).apply(FORM)) == order


@pytest.mark.parametrize(
    ("rows", "order"), [((0,), "bcdef"), ((5, 1), "acde"), ((2, 2), "abdef"), ((), "abcdef")]
)
def test_rows_are_deleted(rows: tuple[int, ...], order: str) -> None:
    assert level3(DeleteIndicators(rows).apply(FORM)) == order


@pytest.mark.parametrize(
    ("rows", "to", "order", "lands"),
    [
        ((1,), 0, "bacdef", 0),
        ((1,), 3, "acbdef", 2),
        ((0,), 6, "bcdefa", 5),
        ((4, 1), 3, "acbedf", 2),
        ((2,), 2, "abcdef", 2),
        ((2,), 3, "abcdef", 2),
    ],
)
def test_rows_are_moved_together(rows: tuple[int, ...], to: int, order: str, lands: int) -> None:
    edit = MoveIndicators(rows, to)
    after = edit.apply(FORM)
    assert level3(after) == order
    assert edit.lands_at == lands
    assert after.indicators[lands] == FORM.indicators[min(rows)]


@pytest.mark.parametrize(
    "edit",
    [
        SetCell("indicators[6].score", "1"),
        SetCell("nowhere", "1"),
        SetCells((("project_name", "x"), ("funding.total.nothing", "1"))),
        InsertIndicators(7, (Indicator(),)),
        InsertIndicators(-1, (Indicator(),)),
        DeleteIndicators((6,)),
        DeleteIndicators((-1,)),
        MoveIndicators((6,), 0),
        MoveIndicators((0,), 7),
    ],
)
def test_a_place_that_is_none_is_refused(edit: Edit) -> None:
    with pytest.raises(UnknownCell):
        edit.apply(FORM)


def test_a_year_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="二零"):
        SetCell("year", "二零").apply(FORM)


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (SetCell("indicators[2].score", "3"), "修改第 3 行得分"),
        (SetCell("indicators[2].score", ""), "清空第 3 行得分"),
        (SetCell("funding.fiscal.initial", "3"), "修改当年财政拨款的年初预算数"),
        (SetCell("project_name", "x"), "修改项目名称"),
        (SetCells((("project_name", "x"),)), "粘贴项目名称"),
        (SetCells((("project_name", "x"), ("unit", "y"))), "粘贴 2 个单元格"),
        (
            SetCells((("indicators[1].note", ""), ("indicators[0].note", "")), verb="清空"),
            "清空第 1–2 行偏差原因分析及改进措施",
        ),
        (SetCells((("indicators[1].note", ""), ("unit", ""))), "粘贴 2 个单元格"),
        (InsertIndicators(3, (Indicator(),)), "插入第 4 行"),
        (InsertIndicators(3, (Indicator(), Indicator())), "插入 2 行"),
        (DeleteIndicators((2,)), "删除第 3 行（c）"),
        (DeleteIndicators((2, 4)), "删除 2 行"),
        (MoveIndicators((2,), 0), "移动第 3 行"),
        (MoveIndicators((2, 3), 0), "移动 2 行"),
    ],
)
def test_an_edit_says_what_it_does(edit: Edit, text: str) -> None:
    assert edit.text(FORM) == text


def test_an_unnamed_row_is_deleted_by_its_number() -> None:
    form = replace(FORM, indicators=(Indicator(),))
    assert DeleteIndicators((0,)).text(form) == "删除第 1 行"


def test_a_group_gets_its_label_as_one_edit() -> None:
    edit = set_group(FORM.indicators, 1, "level1", "成本指标")
    assert [row.level1 for row in edit.apply(FORM).indicators[:4]] == ["成本指标"] * 3 + [
        "效益指标"
    ]
    assert edit.text(FORM) == "修改第 1–3 行一级指标"
