"""Title, year and unit of money above a form, in one cell or several."""

import pytest

from tests.exchange.recognised import HEAD, form_in, only, under_head


@pytest.mark.parametrize(
    "line",
    [
        "（2024年度）　　　　金额单位：万元",
        "2024年度、单位：万元",
        "单位名称：甲所　　2024年度　　金额单位：万元（保留两位小数）",
        "（2024年度）　填报单位：甲所　　单位：人民币万元",
    ],
)
def test_year_and_unit_in_one_line(line: str) -> None:
    slot = only(f"项目支出绩效自评表\n{line}\n项目名称 | 甲\n{HEAD}\n产出指标 | | 次数 | 3 | 3")
    assert slot.form is not None
    assert (slot.form.year, slot.report.money_unit) == (2024, "万元")
    assert slot.form.unit == ("甲所" if "甲所" in line else "")
    assert not slot.form.extra


def test_a_title_with_the_year_and_the_unit_below_it() -> None:
    slot = only(
        f"绩效自评表\\n（二〇二四年度）\\n单位：元\n项目名称 | 甲\n{HEAD}\n | | 次数 | 3 | 3"
    )
    assert slot.form is not None
    assert slot.form.printed.title == "绩效自评表"
    assert (slot.form.year, slot.report.money_unit) == (2024, "元")


@pytest.mark.parametrize(
    "line", ["评价时段 | 2024年1月1日至2024年12月31日", "评价年度 | 二〇二四年", "2024-01-01"]
)
def test_a_year_as_a_time(line: str) -> None:
    assert form_in(f"项目名称 | 甲\n{line}\n{HEAD}\n | | 次数 | 3 | 3").year == 2024


def test_a_date_beside_its_label_is_no_year() -> None:
    form = form_in(f"项目名称 | 甲\n填报日期 | 2024年1月1日\n{HEAD}\n | | 次数 | 3 | 3")
    assert (form.year, form.signature.date) == (None, "2024年1月1日")


def test_a_unit_of_money_with_a_remark_is_no_name_of_a_unit() -> None:
    slot = only(f"项目名称 | 甲\n金额单位：万元（两位小数）\n{HEAD}\n | | 次数 | 3 | 3")
    assert slot.form is not None
    assert (slot.form.unit, slot.report.money_unit) == ("", "万元")


def test_the_unit_of_an_indicator_is_not_that_of_the_money() -> None:
    slot = only(
        f"""
        项目名称 | 甲
        {HEAD}
         | | 成本 | ≤5(元) | 5(元) | 90 | 90
        项目资金 | | 年初预算数（万元） | 全年预算数
         | 年度资金总额 | 10 | 10
        """
    )
    assert slot.report.money_unit == "万元"


@pytest.mark.parametrize("name", ["绩效评价工作经费", "财政项目支出绩效自评"])
def test_names_that_look_like_titles_are_names(name: str) -> None:
    form = form_in(
        f"""
        项目支出绩效自评表
        项目名称 | {name}
        主管部门：市绩效评价中心
        项目资金（万元） | | 年初预算数 | 全年预算数
         | 年度资金总额 | 10 | 10
        预期目标 | 完成绩效自评 | 实际完成情况 | 做好绩效评价
        {HEAD}
         | | 次数 | 3 | 3
        """
    )
    assert (form.project_name, form.supervisor) == (name, "市绩效评价中心")
    assert form.printed.title == "项目支出绩效自评表"
    assert (form.goal_expected, form.goal_actual) == ("完成绩效自评", "做好绩效评价")


def test_a_text_in_brackets_is_kept() -> None:
    assert ("表外 A4", "（数据以决算为准）") in under_head(
        " | | 次数 | 3 | 3", "（数据以决算为准）"
    ).extra


def test_a_title_spread_over_its_line_and_a_year_in_cells_of_its_own() -> None:
    form = form_in(
        f"""
        财 政 项 目 支 出 绩 效 自 评 表
         | （ | 2024 | 年度）
        项目名称 | 甲项目
        {HEAD}
        产出指标 | 数量指标 | 次数 | ≥3(次) | 3(次) | 90 | 88 |
        """
    )
    assert (form.printed.title, form.year) == ("财政项目支出绩效自评表", 2024)


def test_a_title_below_tables_of_something_else_is_the_forms() -> None:
    form = form_in(
        f"""
        项目支出绩效自评报告
        序号 | 支出内容 | 预算数 | 执行数
        1 | 办公费 | 1.00 | 0.90
        项目支出绩效自评表
        项目名称 | 甲项目
        项目资金 | | 全年预算数 | 全年执行数 | 执行率
         | 资金总额 | 10 | 9 | 90
        {HEAD}
        产出指标 | 数量指标 | 次数 | ≥3(次) | 3(次) | 90 | 88 |
        """
    )
    assert form.printed.title == "项目支出绩效自评表"
    assert form.funding.total.adjusted.text == "10"
