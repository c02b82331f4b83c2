"""Goals under labels that are no one's own word."""

import pytest

from perfdesk.core.form import Form
from perfdesk.core.labels import goal_of
from tests.exchange.recognised import HEAD, form_in

ROW = "产出指标 | 数量指标 | 目标完成情况 | ≥3(次) | 3(次) | 90 | 88 |"
GOALS = ("培训十次。", "已培训十次。")


def goals(form: Form) -> tuple[str, str]:
    return form.goal_expected, form.goal_actual


def above(*lines: str) -> Form:
    return form_in("\n".join(["项目名称 | 甲项目", *lines, HEAD, ROW]))


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("计划目标", "目标达成情况"),
        ("申报绩效目标", "完成情况说明"),
        ("年初预期", "实际产出和效果"),
    ],
)
def test_goals_below_composed_labels(expected: str, actual: str) -> None:
    form = above(
        f"年度总体目标 | {expected} |<|< | {actual} |<|<", f"^ | {GOALS[0]} |<|< | {GOALS[1]}"
    )
    assert goals(form) == GOALS


def test_goals_beside_composed_labels() -> None:
    assert goals(above(f"预定目标 | {GOALS[0]}", f"年末完成情况 | {GOALS[1]}")) == GOALS


@pytest.mark.parametrize("spine", ["年度总体目标", "年度绩效目标", "目标"])
def test_a_spine_above_a_text_heads_the_expected_goal(spine: str) -> None:
    form = above(f"{spine} |<|< | 实际完成情况 |<|<", f"{GOALS[0]} |<|< | {GOALS[1]} |<|<")
    assert goals(form) == GOALS


def test_both_in_cells_with_their_labels_beside_their_spine() -> None:
    line = f"年度总体目标 | 预期目标：{GOALS[0]} |<|< | 实际完成情况：{GOALS[1]} |<|<"
    assert goals(above(line)) == GOALS


def test_signatures_below_goals_that_nobody_filled_in_are_none_of_them() -> None:
    form = form_in(
        f"""
        项目名称 | 甲项目
        {HEAD}
        {ROW}
        年度总体目标 | 预期目标 |<|< | 实际完成情况 |<|<
        填报人：张三　　联系电话：123
        """
    )
    assert (goals(form), form.signature.preparer) == (("", ""), "张三")


def test_goals_below_the_indicators_are_no_indicators() -> None:
    form = form_in(
        f"""
        项目名称 | 甲项目
        {HEAD}
        {ROW}
        年度总体目标 | | 预期目标 | | 实际完成情况
         | | {GOALS[0]} | | {GOALS[1]}
        """
    )
    assert (goals(form), len(form.indicators)) == (GOALS, 1)


@pytest.mark.parametrize("text", ["目标", "完成", "已完成", "预期目标值", "实际完成值", "完成培训"])
def test_short_words_and_values_are_no_goals(text: str) -> None:
    assert goal_of(text) == ""
