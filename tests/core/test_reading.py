"""What the status bar says of targets and results."""

import pytest

from perfdesk.core.measure import Measure
from perfdesk.core.reading import actual_read, measure_read, target_read
from tests.support.forms import row


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("≥350.00(家)", "≥ 350 家"),
        (">=95%", "≥ 95%"),
        ("不少于８０户次", "≥ 80 户次"),
        ("12(次)", "12 次"),
        ("0", "0"),
        ("健全", "定性指标，按完成情况评分"),
        ("", "请填写，如 ≥95%、=12(次)、12月底前"),
        (" ", "请填写，如 ≥95%、=12(次)、12月底前"),
    ],
)
def test_a_target_is_told_as_it_was_read(text: str, read: str) -> None:
    assert target_read(Measure.of(text)) == read


@pytest.mark.parametrize(
    ("target", "actual", "read"),
    [
        ("≥350(家)", "223.00(家)", "223 家"),
        ("≥350(家)", "", "请填写数字，指标值是 ≥ 350 家"),
        ("零投诉", "", "请填写数字，指标值是 0 投诉"),
        ("健全", "", "请填写，如“达成指标”，也可以写实际情况"),
        ("健全", "达成指标", "定性结果"),
    ],
)
def test_a_result_is_told_as_it_was_read(target: str, actual: str, read: str) -> None:
    assert actual_read(row(target, actual)) == read


def test_a_measure_without_a_number_is_its_text() -> None:
    assert measure_read(Measure.of("健全")) == "健全"
