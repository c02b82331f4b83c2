"""Values, operators and units in cells of their own."""

import pytest

from tests.exchange.recognised import under_head

LEVELS = "一级指标 | 二级指标 | 三级指标"
ROW = "产出指标 | 数量指标 | 次数"


@pytest.mark.parametrize(
    ("head", "cells", "target", "actual"),
    [
        ("运算符 | 指标值 | 单位 | 完成值", "≥ | ３００ | 家 | 400", "≥300(家)", "400"),
        ("指标值 | 单位 | 符号 | 完成值 | 单位", "300 | 家 | ≥ | 400 | 家", "≥300(家)", "400(家)"),
        ("指标值 | 单位 | 完成值 | 完成值单位", "300 | 家 | 400 | 家", "300(家)", "400(家)"),
        ("指标值 | 单位 | 完成值 | 计量单位", "300 | 家 | 好 | -", "300(家)", "好"),
        ("指标值 | 完成值 |<", "≥300(家) | 400 | 家", "≥300(家)", "400(家)"),
        ("符号 | 指标值 | 完成值", " |  9   | 12月底", "9", "12月底"),
    ],
)
def test_values_and_units_are_joined(head: str, cells: str, target: str, actual: str) -> None:
    form = under_head(f"{ROW} | {cells} | 90 | 88", head=f"{LEVELS} | {head} | 分值 | 得分")
    (item,) = form.indicators
    assert (item.target.text, item.actual.text) == (target, actual)
    assert (item.weight.text, item.score.text) == ("90", "88")


def test_a_unit_of_a_value_that_nobody_filled_in_is_kept() -> None:
    head = f"{LEVELS} | 指标值 | 单位 | 完成值 | 完成值单位 | 分值 | 得分"
    form = under_head(f"{ROW} | 300 | 家 | | 户 | 90 | 88", head=head)
    assert form.indicators[0].actual.text == ""
    assert "户" in [text for _, text in form.extra]


def test_full_width_figures_without_columns_for_operator_and_unit_stay_as_typed() -> None:
    form = under_head(
        f"{ROW} | ３００ | ４００ | 90 | 88", head=f"{LEVELS} | 指标值 | 完成值 | 分值 | 得分"
    )
    item = form.indicators[0]
    assert (item.target.text, item.actual.text) == ("３００", "４００")
