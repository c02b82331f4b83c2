"""Limits written as dates or ranks beside results of that kind."""

import pytest

from perfdesk.core.checks.wordlimits import is_late
from perfdesk.core.finding import Severity
from perfdesk.core.form import Form
from tests.core.checks.telling import only
from tests.support.forms import clean_form, found

ROW = "indicators_1__"


def timed(target: str, actual: str, **texts: str) -> Form:
    """A form of 2024 whose second row asks for something by a day, at full points."""
    cells = {
        "level2": "时效指标",
        "level3": "完成时间",
        "target": target,
        "actual": actual,
        **texts,
    }
    return clean_form(**{ROW + key: text for key, text in cells.items()})


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("2024年12月底前", "2025年3月"),
        ("2024年12月31日前完成", "2025年1月2日完成"),
        ("12月31日前", "2025年1月"),
        ("6月底前", "7月"),
        ("6月30日之前", "7月1日"),
        ("2024.6.30前", "2024.07.02"),
        ("2024-06-30前", "2024/7/2"),
        ("年底前完成", "2025年1月完成"),
        ("2024年年底", "2025年2月初"),
        ("于6月上旬完成", "已于6月中旬完成"),
        ("6月中旬前", "6月底"),
        ("≤2024年10月", "2024年11月。"),
        ("截止到５月", "６月"),
        ("第三季度", "第四季度"),
        ("一季度", "二季度末"),
        ("2024年3季度内完成", "2024年10月完成"),
        ("第三季度初", "第三季度末"),
        ("上半年", "下半年"),
        ("上半年完成", "2024年7月5日完成"),
        ("6月底前", "第三季度"),
    ],
)
def test_a_day_behind_the_deadline(target: str, actual: str) -> None:
    finding = only(timed(target, actual), "25-words")
    assert (finding.where, finding.severity) == ("indicators[1].score", Severity.WARNING)
    assert finding.cells[1:3] == ("indicators[1].target", "indicators[1].actual")
    assert f"{actual} 晚于年度指标值 {target}，却得满分 40" in finding.message


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("2024年12月底前", "2024年12月"),
        ("12月底前", "12月31日"),
        ("12月底前", "2024年12月31日"),
        ("6月", "6月30日"),
        ("6月底前", "2024年6月底"),
        ("年底前", "12月中旬"),
        ("次年3月底前", "2025年3月"),
        ("每月5日前", "每月6日"),
        ("2024年12月底前", "2025年3月前"),
        ("2024年12月底前", "预计2025年3月"),
        ("1-6月", "7月"),
        ("12月底前", "及时"),
        ("及时", "2025年3月"),
        ("12月31日前", "13月"),
        ("合同签订后6月内", "7月"),
        ("12月底前", "2024年度内"),
        ("9月初开始发放", "9月下旬发放"),
        ("第三季度", "第三季度末"),
        ("第四季度", "三季度"),
        ("第三季度前", "9月"),
        ("下半年", "第三季度"),
        ("上半年", "6月"),
        ("第三季度末", "9月"),
        ("前三季度", "四季度"),
        ("每季度", "第四季度"),
        ("第三季度", "三个季度"),
    ],
)
def test_a_day_in_time_or_not_sure(target: str, actual: str) -> None:
    assert not found(timed(target, actual), "25-words")


def test_points_taken_off_for_lateness_are_another_matter() -> None:
    assert not found(timed("6月底前", "7月", score="30", note="施工延期"), "25-words")
    assert not found(timed("6月底前", "7月", weight="", score=""), "25-words")
    assert not found(timed("6月底前", "7月", weight="0", score="0"), "25-words")


def test_only_a_deadline_can_be_missed() -> None:
    assert not found(timed("2024年12月", "2025年3月", level3="质保期限"), "25-words")
    assert not found(timed("2024年12月", "2025年3月", level2="质量指标"), "25-words")
    assert found(timed("2024年12月前", "2025年3月", level2="质量指标"), "25-words")


def test_without_a_year_only_days_of_one_kind_are_compared() -> None:
    assert is_late("6月底前", "7月", None)
    assert is_late("2023年6月底前", "2024年7月", None)
    assert not is_late("6月底前", "2024年7月", None)
    assert not is_late("2023年6月底前", "5月", 2024)


def test_a_late_result_s_year_is_no_wrong_year() -> None:
    late = timed("2024年12月底前", "2025年3月", score="30", note="施工延期，今后提前安排。")
    assert not found(late, "47")
    assert not found(timed("2026年12月", "2026年3月"), "47")
    assert found(timed("及时", "2025年3月完成"), "47")
    assert found(timed("2024年12月底前", "2023年3月"), "47")


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("前3名", "第5名"),
        ("全市前三名", "全市第四名"),
        ("位列前10位", "第11位"),
        ("第1名", "第2名"),
    ],
)
def test_a_rank_below_the_one_asked_for(target: str, actual: str) -> None:
    finding = only(timed(target, actual, level2="社会效益指标"), "25-words")
    assert f"{actual} 没有达到年度指标值 {target}，却得满分 40" in finding.message


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("前3名", "第3名"),
        ("前3名", "第二名"),
        ("前10名", "前12名"),
        ("前3名", "优秀"),
        ("第3期", "第5期"),
        ("前三", "第五"),
        ("3名", "5名"),
    ],
)
def test_a_rank_that_is_reached_or_not_sure(target: str, actual: str) -> None:
    assert not found(timed(target, actual, level2="社会效益指标"), "25-words")


def test_a_name_that_says_that_a_rank_is_meant() -> None:
    form = timed("前三", "第五", level2="社会效益指标", level3="全区考核排名")
    assert found(form, "25-words")
