"""Columns whose heads nobody knows: told by their place, and said to be only likely."""

import pytest

from perfdesk.exchange.reading import Sure
from tests.exchange.recognised import HEAD, form_in, only

ROW = "产出指标 | 数量指标 | 次数 | ≥3(次) | 3(次) | 90 | 88 |"


def with_money(head: str, row: str = " | 资金总额 | 10 | 9 | 8 | 88.89") -> str:
    return f"""
        项目名称 | 甲项目
        项目资金 | | {head}
        {row}
         | 其中：财政拨款 | 10 | 9 | 8 | 88.89
        {HEAD}
        {ROW}
        """


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("年初预算数 | 实际到位数 | 全年执行数 | 执行率", "adjusted"),
        ("预算批复数 | 全年预算数 | 全年执行数 | 执行率", "initial"),
        ("年初预算数 | 全年预算数 | 花掉的 | 执行率", "executed"),
    ],
)
def test_an_amount_between_the_others_is_the_one_that_is_missing(head: str, key: str) -> None:
    slot = only(with_money(head))
    assert slot.form is not None
    total = slot.form.funding.total
    assert [total.initial.text, total.adjusted.text, total.executed.text][-2:] == ["9", "8"]
    assert total.initial.text == "10"
    sure = {source.address: source.sure for source in slot.report.sources}
    assert sure[f"funding.fiscal.{key}"] is Sure.LIKELY
    assert any("按位置读作" in note for note in slot.report.notes)


@pytest.mark.parametrize(
    "word", ["年中调整数", "追加预算", "上年执行数", "调整比例", "其中：专项债", "财政审核数"]
)
def test_changes_and_other_years_are_no_budget(word: str) -> None:
    form = form_in(with_money(f"年初预算数 | {word} | 全年执行数 | 执行率"))
    assert form.funding.total.adjusted.text == ""
    assert "9" in [text for _, text in form.extra]


@pytest.mark.parametrize("word", ["考评组意见分", "复核分", "财政评定分"])
def test_points_of_others_are_no_score(word: str) -> None:
    form = form_in(
        f"项目名称 | 甲项目\n{HEAD.replace('得分', word)}\n"
        "产出指标 | 数量指标 | 次数 | ≥3(次) | 3(次) | 90 | 88 | 无"
    )
    assert form.indicators[0].score.text == ""


def test_texts_are_no_amounts() -> None:
    row = " | 资金总额 | 10 | 甲 | 8 | 88.89"
    form = form_in(with_money("年初预算数 | 拨付渠道 | 全年执行数 | 执行率", row))
    assert form.funding.total.adjusted.text == ""


def test_the_first_row_without_a_label_is_the_total() -> None:
    form = form_in(with_money("年初预算数 | 全年预算数 | 全年执行数", " | | 10 | 9 | 8"))
    assert form.funding.total.executed.text == "8"
    assert form.funding.fiscal.executed.text == "8"


@pytest.mark.parametrize(
    "head",
    [
        "一级指标 | 二级指标 | 三级指标 | 年度目标 | 实际完成值 | 分值 | 得分 | 备注",
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 年末 | 分值 | 得分 | 备注",
        "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 满额 | 得分 | 备注",
        "一级指标 | 二级指标 | 内容 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注",
    ],
)
def test_a_column_of_the_indicators_by_its_place(head: str) -> None:
    form = form_in(f"项目名称 | 甲项目\n{head}\n{ROW}")
    (item,) = form.indicators
    assert (item.level3, item.target.text, item.actual.text) == ("次数", "≥3(次)", "3(次)")
    assert (item.weight.text, item.score.text) == ("90", "88")


def test_of_two_unknown_columns_none_is_taken() -> None:
    head = "一级指标 | 二级指标 | 三级指标 | 甲 | 乙 | 实际完成值 | 分值 | 得分"
    line = "产出指标 | 数量指标 | 次数 | 一 | 二 | 3(次) | 90 | 88"
    form = form_in(f"项目名称 | 甲项目\n{head}\n{line}")
    assert form.indicators[0].target.text == ""
    assert {"一", "二"} <= {text for _, text in form.extra}
