"""The execution's figures beside their labels or in one cell with them."""

import pytest

from perfdesk.core.form import Form
from perfdesk.core.number import half_width
from tests.exchange.recognised import HEAD, form_in

ROW = "产出指标 | 数量指标 | 次数 | ≥3(次) | 3(次) | 90 | 88 |"


def below(*lines: str) -> Form:
    return form_in("\n".join(["项目名称 | 甲项目", *lines, HEAD, ROW]))


def figures(form: Form) -> tuple[str, ...]:
    total, printed = form.funding.total, form.printed
    amounts = (total.initial.text, total.adjusted.text, total.executed.text)
    return (*amounts, form.execution_weight.text, printed.rate, printed.funding_score)


def test_figures_beside_their_labels_without_a_head() -> None:
    form = below(
        "项目资金（万元） | 年初预算数 | 10 | 全年预算数 | 9 | 全年执行数 | 8",
        " | 分值 | 10 | 执行率 | 88.89% | 得分 | 8.89",
    )
    assert figures(form) == ("10", "9", "8", "10", "88.89%", "8.89")


def test_figures_in_one_cell_with_their_labels() -> None:
    form = below(
        "年初预算数：10万元　全年预算数：9万元；全年执行数：8万元",
        "分值：10 | 执行率：88.89% | 得分：8.89分",
    )
    assert figures(form) == ("10", "9", "8", "10", "88.89%", "8.89")
    assert not form.extra


@pytest.mark.parametrize(
    "line",
    [
        "年初预算数：10万元，全年预算数：9万元，全年执行数：8万元。",
        "年初预算数:10,全年预算数:9,全年执行数:8",
        "年初预算数：10万元。全年预算数：9万元。全年执行数：8万元。",
    ],
)
def test_figures_in_one_cell_with_commas_between(line: str) -> None:
    form = below(line)
    assert figures(form)[:3] == ("10", "9", "8")
    assert not form.extra


@pytest.mark.parametrize("figure", ["1,234.50", "12，345"])
def test_a_comma_between_digits_is_the_figures_own(figure: str) -> None:
    form = below(f"年初预算数：{figure}万元，全年预算数：9万元")
    assert figures(form)[:2] == (half_width(figure), "9")


def test_a_cell_longer_than_labels_and_figures_is_a_text() -> None:
    essay = "，".join(["年初预算数：10万元"] * 20)
    form = below(f"情况说明 | {essay}")
    assert figures(form) == ("",) * 6
    assert ("情况说明", essay) in form.extra


def test_points_without_money_are_no_executions() -> None:
    form = below("得分 | 98 | 等次 | 甲")
    assert figures(form) == ("", "", "", "", "", "")


def test_a_whole_score_among_the_money_is_the_forms_own() -> None:
    form = below("全年预算数 | 9 | 全年执行数 | 8 | 自评得分 | 98")
    assert (form.printed.funding_score, form.printed.total_score) == ("", "98")


def test_an_execution_row_that_repeats_the_money_block_is_no_indicator() -> None:
    form = below(
        "项目资金 | | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        " | 资金总额 | 9 | 8 | 10 | 88.89 | 8.89",
        f"{HEAD}",
        "预算执行率 |<|< | 100% | 88.89% | 10 | 8.89 |",
    )
    assert len(form.indicators) == 1
    assert figures(form)[3:] == ("10", "88.89", "8.89")


def test_an_indicator_of_that_name_with_another_weight_stays_one() -> None:
    form = below(
        "项目资金 | | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        " | 资金总额 | 9 | 8 | 10 | 88.89 | 8.89",
        f"{HEAD}",
        "产出指标 | 质量指标 | 预算执行率 | 100% | 88.89% | 5 | 4 |",
    )
    assert [item.level3 for item in form.indicators] == ["预算执行率", "次数"]


def test_sources_side_by_side_end_at_the_indicators() -> None:
    form = below(
        "项目资金 | | 资金总额 | 其中：财政拨款 | 其他资金",
        " | 年初预算数 | 10 | 10 | 0",
        " | 全年预算数 | 9 | 9 | 0",
        " | 全年执行数 | 8 | 8 | 0",
        f"{HEAD}",
        "预算执行率 | | | 100% | 88.89% | 10 | 8.89 |",
    )
    assert len(form.indicators) == 1
    assert figures(form)[3:] == ("10", "88.89%", "8.89")


def test_an_amount_that_nobody_filled_in_leaves_its_label_behind_no_text() -> None:
    form = below("项目资金（万元） | 年初预算数 | | 全年预算数 | 9 | 全年执行数 | 8")
    assert figures(form)[:3] == ("", "9", "8")
    assert not form.extra


def test_words_that_group_the_columns_are_no_texts_of_the_form() -> None:
    form = below(
        "项目资金 | 资金构成 | 预算安排及执行 |< | 评分情况 |<|<",
        " | | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
        " | 资金总额 | 9 | 8 | 10 | 88.89 | 8.89",
    )
    assert figures(form)[1:3] == ("9", "8")
    assert not form.extra


def test_a_rate_with_and_without_a_percent_sign_is_the_same() -> None:
    form = below(
        "项目资金 | | 全年预算数 | 全年执行数 | 执行率",
        " | 资金总额 | 9 | 8 | 88.89",
        f"{HEAD}",
        "预算执行率 | | | | 88.89% | 10 | 8.89 |",
    )
    assert form.printed.rate == "88.89"
    assert not form.extra


def test_a_second_rate_is_kept_as_printed() -> None:
    form = below(
        "项目资金 | | 全年预算数 | 全年执行数 | 执行率",
        " | 资金总额 | 9 | 8 | 88.89",
        f"{HEAD}",
        "预算执行率 | | | | 85.93% | 10 | 8.59 |",
    )
    assert form.printed.rate == "88.89"
    assert "85.93%" in [text for _, text in form.extra]
