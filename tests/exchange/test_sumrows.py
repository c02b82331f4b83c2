"""Sums between and below the rows of an indicator table."""

import pytest

from tests.exchange.recognised import HEAD, form_in, only, rows, under_head


@pytest.mark.parametrize(
    "word", ["小计", "合计", "产出指标小计", "产出指标得分小计", "产出指标合计"]
)
def test_a_sum_after_each_level_is_no_indicator_and_no_total(word: str) -> None:
    form = under_head(
        "产出指标 | 数量指标 | 甲 | 3 | 3 | 50 | 48",
        f"{word} | | | | | 50 | 48",
        "效益指标 | 社会效益指标 | 乙 | 3 | 3 | 40 | 40",
        f"{word.replace('产出', '效益')} | | | | | 40 | 40",
        "总分 | | | | | 100 | 98",
    )
    assert [row[2] for row in rows(form)] == ["甲", "乙"]
    assert [row[0] for row in rows(form)] == ["产出指标", "效益指标"]
    assert (form.printed.total_weight, form.printed.total_score) == ("100", "98")
    assert not form.extra


def test_sums_of_levels_where_the_total_stands_below_the_table() -> None:
    form = under_head(
        "产出指标 | 数量指标 | 甲 | 3 | 3 | 50 | 48",
        "合计 | | | | | 50 | 48",
        "效益指标 | 社会效益指标 | 乙 | 3 | 3 | 40 | 40",
        "合计 | | | | | 40 | 40",
        "总分：98分",
    )
    assert (form.printed.total_weight, form.printed.total_score) == ("", "98")


def test_the_only_sum_is_the_total_even_if_it_is_less_than_the_weights() -> None:
    form = under_head("产出指标 | | 甲 | 3 | 3 | 50 | 48", "合计 | | | | | 40 | 38")
    assert (form.printed.total_weight, form.printed.total_score) == ("40", "38")


def test_sums_without_a_label_between_the_levels() -> None:
    form = under_head(
        "产出指标 | 数量指标 | 甲 | 3 | 3 | 50 | 48",
        " | | | | | 50 | 48",
        "效益指标 | 社会效益指标 | 乙 | 3 | 3 | 40 | 40",
        " | | | | | 100 | 98",
    )
    assert [row[2] for row in rows(form)] == ["甲", "乙"]
    assert form.printed.total_weight == "100"


@pytest.mark.parametrize("key", ["小计", "合计"])
def test_a_target_that_is_called_like_a_sum(key: str) -> None:
    form = under_head(f"产出指标 | | 甲 | {key} | 3 | 50 | 48", "效益指标 | | 乙 | 3 | 3 | 40 | 40")
    assert [row[2] for row in rows(form)] == ["甲", "乙"]


def test_points_with_their_word_are_told() -> None:
    slot = only(
        f"项目名称 | 甲\n{HEAD}\n | | 次数 | 3 | 3 | 90分 | 80 分\n总分 | | | | | 100分 | 98.5分"
    )
    form = slot.form
    assert form is not None
    assert rows(form)[0][3:] == ("90", "80")
    assert (form.printed.total_weight, form.printed.total_score) == ("100", "98.5")
    tidied = {item.address: item.tidied for item in slot.report.sources if item.tidied}
    assert tidied["printed.total_score"] == ("去掉“分”字",)


def test_goals_below_the_table_are_no_indicators() -> None:
    form = form_in(
        f"""
        项目名称 | 甲
        {HEAD}
        产出指标 | | 甲 | 3 | 3 | 90 | 90
        年度总体目标 | 预期目标 | 办班
         | 实际完成情况 | 办了
        """
    )
    assert len(form.indicators) == 1
    assert (form.goal_expected, form.goal_actual) == ("办班", "办了")
