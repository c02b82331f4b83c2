"""How a target or a result was read, in words for whoever types it (指标值的理解)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.measure import Kind
from perfdesk.core.number import trimmed

if TYPE_CHECKING:
    from perfdesk.core.form import Indicator
    from perfdesk.core.measure import Measure


def target_read(target: Measure) -> str:
    """What is understood of a target: ≥ 350 家; what to type where there is none."""
    if target.kind is Kind.EMPTY:
        return "请填写，如 ≥95%、=12(次)、12月底前"
    return measure_read(target) if target.quantitative else "定性指标，按完成情况评分"


def actual_read(indicator: Indicator) -> str:
    """What is understood of a result: 223 家; what to type where there is none."""
    actual, target = indicator.actual, indicator.target
    if actual.kind is not Kind.EMPTY:
        return measure_read(actual) if actual.quantitative else "定性结果"
    if not target.quantitative:
        return "请填写，如“达成指标”，也可以写实际情况"
    return f"请填写数字，指标值是 {measure_read(target)}"


def measure_read(measure: Measure) -> str:
    """Operator, number and unit of a measure with a number: ≥ 350 家, 95%."""
    if measure.number is None:
        return measure.text
    sign = f"{measure.operator.value} " if measure.operator else ""
    space = "" if measure.unit in ("", "%") else " "
    return f"{sign}{trimmed(measure.number)}{space}{measure.unit}"
