"""What labels mean, however they are printed."""

import pytest

from perfdesk.core.labels import (
    begins_label,
    field_of,
    folded,
    funding_column,
    funding_source,
    indicator_column,
    is_label,
    is_table_word,
    stands_in,
)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "项目名称",
            "项 目\n名　称：",
            "*项目名称",
            "一、项目名称",
            "（一）项目名称",
            "1.项目名称",
        ),
        *(
            "①项目名称",
            "【项目名称】",
            "二、【*项目名称】",
            "[项目名称]（公章）",
            "项目名称（全称（盖章））",
        ),
    ],
)
def test_a_label_however_it_is_printed(text: str) -> None:
    assert folded(text) == "项目名称"
    assert field_of(text)[0] == "project_name"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2024年预算数", "预算数"),
        ("2024年度总体目标", "年度总体目标"),
        ("2024年度", "2024年度"),
        ("2024年12月", "2024年12月"),
        ("2024年", "2024年"),
    ],
)
def test_a_year_before_a_label_is_none_of_it(text: str, word: str) -> None:
    assert folded(text) == word


def test_a_long_text_is_no_label_and_stays_as_it_is() -> None:
    text = "（" * 30_000 + "）" * 30_000
    assert folded(text) == text
    assert not is_label(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("其中：1.当年财政拨款", "fiscal"),
        ("②上年结转资金", "carryover"),
        ("——其他资金（C）", "other"),
        ("年度总资金", "total"),
        ("上年度财政拨款结转资金", "carryover"),
        ("其他渠道资金", "other"),
        ("省级补助资金", "fiscal"),
        ("预备费", ""),
    ],
)
def test_sources_of_money(text: str, key: str) -> None:
    assert funding_source(text)[0] == key


@pytest.mark.parametrize(
    ("text", "stands"),
    [("区级财政资金", True), ("自有资金", True), ("本级财政资金", False), ("其他资金", False)],
)
def test_sources_that_stand_in_for_another(text: str, stands: bool) -> None:
    assert stands_in(text) is stands


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("年初批复指标值（A）", "target"),
        ("调整后目标值", "target"),
        ("自评实际完成值", "actual"),
        ("年末实际完成情况", "actual"),
        ("上年完成值", ""),
        ("指标完成率", ""),
        ("赋分", "weight"),
        ("部门自评得分", "score"),
        ("主管部门评分", ""),
        ("关系符号", "operator"),
        ("指标计量单位", "unit"),
        ("自评说明", "note"),
        ("绩效三级指标", "level3"),
        ("完成情况及其他相关的各种说明和解释如下", ""),
    ],
)
def test_columns_of_indicators_put_together_from_the_usual_words(text: str, key: str) -> None:
    assert indicator_column(text)[0] == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("年初部门预算", "initial"),
        ("年中调整预算数", "adjusted"),
        ("全年累计支出数", "executed"),
        ("预算执行进度", "rate"),
        ("资金到位数", ""),
        ("上年执行数", ""),
    ],
)
def test_columns_of_money_put_together_from_the_usual_words(text: str, key: str) -> None:
    assert funding_column(text)[0] == key


@pytest.mark.parametrize("text", ["完成目标值", "达到指标值", "实际完成结果良好", "完成"])
def test_what_people_fill_in_is_no_label(text: str) -> None:
    assert not is_label(text)


def test_words_of_tables_may_be_names() -> None:
    assert is_table_word("其他")
    assert not is_table_word("项目名称")
    assert not is_table_word("绩效指标")
    assert not is_table_word("甲项目")


@pytest.mark.parametrize(
    ("text", "begins"),
    [("项目", True), ("其中", True), ("年度总", True), ("甲", False), ("", False)],
)
def test_the_first_characters_of_labels(text: str, begins: bool) -> None:
    assert begins_label(text) is begins
