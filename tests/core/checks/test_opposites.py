"""Results that say in words the contrary of their target, at full points."""

import pytest

from perfdesk.core.checks.opposites import says_contrary
from perfdesk.core.finding import Severity
from tests.core.checks.telling import only
from tests.support.forms import found
from tests.support.sound import BENEFIT, row_with

PLAIN = [
    ("改善", "未改善"),
    ("改善", "没有得到改善。"),
    ("明显改善", "未明显改善（受施工影响）"),
    ("有效提升", "无明显提升"),
    ("持续改善", "未见改善"),
    ("健全", "未健全"),
    ("完整", "不完整"),
    ("办学条件改善", "办学条件未改善"),
    ("12月底前完成", "12月底前未完成"),
    ("通过", "未能通过"),
    ("有效", "无效"),
    ("有", "没有"),
    ("是", "否"),
    ("否", "是"),
    ("不超概算", "已超概算"),
    ("无障碍", "有障碍"),
    ("不发生", "发生1起"),
    ("未发生事故", "发生过两起事故"),
    ("不得出现", "2起"),
]
CHANGES = [
    *(("提升", "无变化"), ("满意程度提高", "与上年持平"), ("改善", "没有明显效果")),
    *(("提升", "下降"), ("收入增长", "减少"), ("能耗下降", "持平")),
]
ACCIDENTS = [("无", "有"), ("无", "发生1起"), ("无", "2(起)"), ("没有", "出现")]
AGREE = [
    ("改善", "不断改善"),
    ("改善", "改善"),
    ("完善", "不断完善"),
    ("不断健全", "健全"),
    ("不断提升", "持续提升"),
    ("下降", "未上升"),
    ("降低成本、提高效率", "降低"),
    ("能耗下降", "下降"),
    ("良好", "下降"),
    ("不变", "无变化"),
    ("保持稳定或提升", "持平"),
    ("不发生", "未发生"),
    ("不发生", "0起"),
    ("0起", "未发生"),
    ("无", "未发生"),
    ("超支", "未超支"),
    ("拖欠工资", "无拖欠工资"),
    ("安全事故", "无安全事故"),
    ("投诉", "没有投诉"),
    ("不超概算", "未超概算"),
    ("≤预算价", "未超预算价"),
    ("是", "是"),
    ("有序", "有序"),
    ("无线覆盖", "有序覆盖"),
    ("无", "有"),  # no target at all, of something good
    ("", "未改善"),
    ("改善", "未" * 100),
]


@pytest.mark.parametrize(("target", "actual"), [*PLAIN, *CHANGES])
def test_a_contrary_with_its_full_score(target: str, actual: str) -> None:
    finding = only(row_with(BENEFIT, target=target, actual=actual), "30")
    assert (finding.where, finding.severity) == (f"indicators[{BENEFIT}].score", Severity.WARNING)
    assert f"为“{actual}”，却得满分 15" in finding.message


@pytest.mark.parametrize(("target", "actual"), ACCIDENTS)
def test_what_was_not_to_happen_happened(target: str, actual: str) -> None:
    finding = only(row_with(BENEFIT, level3="安全事故", target=target, actual=actual), "30")
    assert finding.where == f"indicators[{BENEFIT}].score"


@pytest.mark.parametrize(("target", "actual"), AGREE)
def test_no_contrary(target: str, actual: str) -> None:
    assert not found(row_with(BENEFIT, target=target, actual=actual), "30")


def test_a_contrary_that_cost_points_is_another_matter() -> None:
    form = row_with(BENEFIT, target="改善", actual="未改善", score="5", note="施工延期")
    assert not found(form, "30")


def test_a_long_text_is_not_searched() -> None:
    long = "改善" * 40
    assert not says_contrary(long, "未" + long, bad=False, named_bad=False)
