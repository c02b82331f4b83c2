"""Rules 1–4 and 11: weights, scores and their sums (分值、得分与合计)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import indicator_cell, name_of, number_cells
from perfdesk.core.checks.blanks import error_value
from perfdesk.core.checks.case import FormRule, RowRule, Spot
from perfdesk.core.checks.figures import change_to, fits, printed_figure
from perfdesk.core.interval import Interval
from perfdesk.core.number import ZERO, decimals_of, trimmed
from perfdesk.core.printedfigures import own_counts
from perfdesk.core.rounding import add, round_to, subtract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from perfdesk.core.checks.case import Case, RowCase
    from perfdesk.core.ruleset import Setting


def weight_sum(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 1: the weights of the indicators and of the execution rate make 100 (分值合计)."""
    total, wanted = case.scores.total_weight, case.template.rules.total
    gap = subtract(total, wanted)
    if gap.copy_abs() <= setting.limits["tolerance"]:
        return
    own = case.scores.execution_weight
    yield Spot(
        "indicators",
        f"分值合计为 {trimmed(total)}，应为 {trimmed(wanted)}，"
        f"{'多' if gap > 0 else '少'} {trimmed(gap.copy_abs())}"
        f"（预算执行率 {trimmed(own)}，各指标 {trimmed(subtract(total, own))}）。",
        (
            "execution_weight",
            *(indicator_cell(row, "weight") for row in range(len(case.form.indicators))),
        ),
    )


def printed_weight_sum(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 1: the sum that the source prints is that of its weights (原表分值合计).

    Some papers leave the execution rate out of it: said. Rule 1 itself speaks where they miss 100.
    """
    printed, total = printed_figure(case.form.printed.total_weight), case.scores.total_weight
    if printed is None or total != case.template.rules.total:
        return
    if _apart(printed, total, setting):
        own = case.scores.execution_weight
        left_out = own and not _apart(printed, subtract(total, own), setting)
        why = f"，没有算入预算执行率的 {trimmed(own)} 分" if left_out else ""
        yield Spot(
            "total_weight",
            f"原表分值合计为 {trimmed(printed)}{why}，各项分值之和为 {trimmed(total)}。",
            ("printed.total_weight",),
            own_counts("total_weight"),
        )


def score_above_weight(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """Rule 3: no typed score above its weight (得分不超过分值)."""
    score, weight = case.indicator.score, case.indicator.weight
    if score.value is not None and weight.value is not None and score.value > weight.value:
        yield Spot(
            case.at("score"),
            f"{case.name('score')} {score.text} 超过分值 {weight.text}。",
            (case.at("weight"),),
            change_to(case.at("score"), weight.text.strip()) if weight.value >= 0 else None,
        )


def printed_total(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 2: the total that the source prints is the sum of its scores (总分).

    A total that follows printed points for execution is sound: rules 5 and 6 speak of those.
    """
    printed = printed_figure(case.form.printed.total_score)
    total = case.scores.total_score
    if printed is None or case.scores.incomplete or not _apart(printed, total, setting):
        return
    if decimals_of(printed) == 1 and fits(printed, Interval(total, total), ZERO):
        return  # 98.6 of 98.64; of whole points one would not know what was lost
    rows = add(*(row.score for row in case.scores.rows if row.score is not None))
    capped = round_to(add(rows, case.scores.funding_score)) != total
    earned = printed_figure(case.form.printed.funding_score)
    if not capped and earned is not None and not _apart(printed, add(rows, earned), setting):
        return
    reason = f"按执行率封顶，总分不超过 {trimmed(total)}" if capped else f"各项得分之和为 {total:f}"
    yield Spot(
        "total_score",
        f"原表总分为 {trimmed(printed)}，{reason}。",
        ("printed.total_score",),
        own_counts("total_score"),
    )


def printed_grade(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 11: the grade that the source prints is that of its total (评分等级)."""
    printed, grade = case.form.printed.grade.strip(), case.scores.grade
    # 优秀 is 优; of an error value rule 58 speaks
    if printed and grade and not printed.startswith(grade) and not error_value(printed):
        yield Spot(
            "grade",
            f"原表评分等级为“{printed}”，总分 {case.scores.total_score:f} 应为“{grade}”。",
            ("printed.grade", "total_score"),
            own_counts("grade"),
        )


def negative_numbers(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 4: no amount, weight or score below 0 (不得为负)."""
    for where, number in number_cells(case.form):
        if number.value is not None and number.value < 0:
            yield Spot(where, f"{name_of(where, case.form)}为 {number.text}，不能小于 0。")


def zero_weight(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 4: an indicator, or the execution rate, that weighs nothing (分值为 0)."""
    if case.form.execution_weight.value == 0:
        yield Spot("execution_weight", "预算执行率分值为 0，执行率不计分，请核对。")
    for row, indicator in enumerate(case.form.indicators):
        if indicator.weight.value == 0:
            where = indicator_cell(row, "weight")
            yield Spot(where, f"{name_of(where, case.form)}为 0，该指标不计分，请核对。")


def _apart(printed: Decimal, computed: Decimal, setting: Setting) -> bool:
    return subtract(printed, computed).copy_abs() > setting.limits["tolerance"]


RULES = (
    FormRule("1", weight_sum, ("funding", "weights")),
    FormRule("1-printed", printed_weight_sum, ("printed", "funding", "weights")),
    FormRule("2", printed_total, ("printed", "funding", "points")),
    RowRule("3", score_above_weight),
    FormRule("4", negative_numbers, ("funding", "names", "weights", "scores")),
    FormRule("4-zero", zero_weight, ("funding", "names", "weights")),
    FormRule("11", printed_grade, ("printed", "funding", "points")),
)
