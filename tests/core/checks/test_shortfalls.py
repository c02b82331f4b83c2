"""Ranges, shares and times in two units beside results that miss them, at full points."""

import pytest

from perfdesk.core.finding import Severity
from tests.core.checks.telling import only
from tests.support.forms import found
from tests.support.sound import COST, COUNT, row_with


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("100-120(人)", "90.00(人)"),
        ("１００～１２０人", "99人"),
        ("1万人至1.2万人", "9900(人)"),
        ("80%-90%", "75%"),
        ("=3/3", "2/3"),
        ("3/3(家)", "2/3"),
        ("≥1.00(小时)", "45.00(分钟)"),
    ],
)
def test_what_falls_short_does_not_earn_full_points(target: str, actual: str) -> None:
    finding = only(row_with(COUNT, target=target, actual=actual, score="20"), "25")
    assert (finding.where, finding.severity) == (f"indicators[{COUNT}].score", Severity.WARNING)
    assert f"{actual} 没有达到年度指标值 {target}，却得满分 20，请核对。" in finding.message
    assert finding.remedy is None


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≤30.00(分钟)", "1.50(小时)"), ("2小时内", "121分钟"), ("≤1分钟", "61秒")],
)
def test_a_limit_in_another_unit_of_time(target: str, actual: str) -> None:
    form = row_with(COUNT, level3="响应时间", target=target, actual=actual, score="20")
    assert f"{actual} 超过年度指标值 {target}，却得满分 20" in only(form, "27").message


def test_a_cost_above_its_range() -> None:
    above = row_with(COST, target="8-9(万元)", actual="9.5(万元)", score="10")
    assert "9.5(万元) 超过年度指标值 8-9(万元)" in only(above, "27").message
    below = row_with(COST, target="8-9(万元)", actual="7.5(万元)", score="10")
    assert not found(below, "25")
    assert not found(below, "27")


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("100-120(人)", "100(人)"),
        ("100-120(人)", "130(人)"),  # more may be better
        ("100-120(人)", "90(户)"),
        ("100-120人/场", "90人"),
        ("2022-2024", "2021"),
        ("6-8月", "5月"),
        ("120-100(人)", "90(人)"),
        ("=3/3", "3/3"),
        ("3/3", "2/4"),
        ("3/3(家)", "2/3(户)"),
        ("3座/86.5延米", "2座/86.5延米"),
        ("≤1.00(小时)", "45(分钟)"),
        ("≤30(分钟)", "0.50(小时)"),
        ("≤24(小时)", "2(天)"),  # two days may be two days of work
        ("≥1小时左右", "50分钟"),
        ("100-120(人)", "达成指标"),
    ],
)
def test_what_is_reached_or_not_sure(target: str, actual: str) -> None:
    form = row_with(COUNT, target=target, actual=actual, score="20")
    assert not found(form, "25")
    assert not found(form, "27")


def test_a_share_may_be_a_day() -> None:
    form = row_with(COUNT, level3="完成时间", target="6/30", actual="5/30", score="20")
    assert not found(form, "25")


def test_points_taken_off_are_another_matter() -> None:
    form = row_with(COUNT, target="100-120(人)", actual="90(人)", score="18")
    assert not found(form, "25")
