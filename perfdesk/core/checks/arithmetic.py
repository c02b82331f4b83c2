"""Rules 1–10: sums, products and limits (计算关系)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.cells import (
    AMOUNT_NAMES,
    SOURCE_NAMES,
    funding_cell,
    indicator_cell,
    name_of,
)
from perfdesk.core.checks.case import FormRule, RowRule, Spot
from perfdesk.core.form import AMOUNT_KEYS, PART_KEYS
from perfdesk.core.interval import Interval, total_rate_interval
from perfdesk.core.number import ZERO, half_width, parse_decimal, trimmed
from perfdesk.core.rounding import add, multiply, round_to, subtract
from perfdesk.core.scoring import execution_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import Case, RowCase
    from perfdesk.core.ruleset import Setting

_TOTAL_BUDGET = funding_cell("total", "adjusted")
_TOTAL_SPENT = funding_cell("total", "executed")


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


def score_above_weight(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """Rule 3: no typed score above its weight (得分不超过分值)."""
    score, weight = case.indicator.score, case.indicator.weight
    if score.value is not None and weight.value is not None and score.value > weight.value:
        yield Spot(
            case.at("score"),
            f"{case.name('score')} {score.text} 超过分值 {weight.text}。",
            (case.at("weight"),),
        )


def printed_total(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 2: the total that the source prints is the sum of its scores (总分)."""
    printed = _printed_figure(case.form.printed.total_score)
    total = case.scores.total_score
    if printed is None or case.scores.incomplete:
        return
    if subtract(printed, total).copy_abs() > setting.limits["tolerance"]:
        yield Spot(
            "total_score",
            f"原表总分为 {trimmed(printed)}，各项得分之和为 {total:f}。",
            ("printed.total_score",),
        )


def printed_grade(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 11: the grade that the source prints is that of its total (评分等级)."""
    printed, grade = case.form.printed.grade.strip(), case.scores.grade
    if printed and grade and printed != grade:
        yield Spot(
            "grade",
            f"原表评分等级为“{printed}”，总分 {case.scores.total_score:f} 应为“{grade}”。",
            ("printed.grade", "total_score"),
        )


def negative_points(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 4: no weight and no score below 0 (不得为负)."""
    typed = [("execution_weight", case.form.execution_weight)]
    for row, indicator in enumerate(case.form.indicators):
        typed.append((indicator_cell(row, "weight"), indicator.weight))
        typed.append((indicator_cell(row, "score"), indicator.score))
    for where, number in typed:
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


def printed_rate(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 5: the rate that the source prints can come from its amounts (执行率与金额相符)."""
    printed = _printed_figure(case.form.printed.rate)
    rates, rate = _rates(case), case.scores.rate
    if (
        printed is None
        or rates is None
        or rate is None
        or rates.contains(printed, setting.limits["tolerance"])
    ):
        return
    total = case.scores.funding["total"]
    yield Spot(
        "funding.total.rate",
        f"原表执行率为 {trimmed(printed)}%，按全年执行数 {_money(total.executed)} ÷ "
        f"全年预算数 {_money(total.adjusted)} 应为 {rate:f}%。",
        ("printed.rate", _TOTAL_SPENT, _TOTAL_BUDGET),
    )


def printed_funding_score(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 6: the points that the source prints for execution are rate × weight (预算执行得分).

    The rate is the printed one, or the computed one (rule 5 speaks where the two differ); where
    none is printed, any rate that the amounts allow.
    """
    printed = _printed_figure(case.form.printed.funding_score)
    rate = _printed_figure(case.form.printed.rate)
    rates = _rates(case) if rate is None else Interval(rate, rate)
    if printed is None or rates is None:
        return
    own = case.scores.funding_score
    computed = Interval(own, own) if case.scores.rate is not None else None
    ranges = [_points(rates, case), *([computed] if computed else [])]
    if any(each.contains(printed, setting.limits["tolerance"]) for each in ranges):
        return
    basis = rate if rate is not None else case.scores.rate or ZERO
    weight = case.scores.execution_weight
    points = round_to(execution_points(basis, weight))
    yield Spot(
        "funding.total.score",
        f"原表预算执行得分为 {trimmed(printed)}，"
        f"按执行率 {trimmed(basis)}% × 分值 {trimmed(weight)} 应为 {points:f}。",
        ("printed.funding_score", "printed.rate", "execution_weight"),
    )


def parts_of_total(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 7: a typed total is the sum of its sources, column by column (总额与分项)."""
    funding = case.form.funding
    for key in AMOUNT_KEYS:
        total = getattr(funding.total, key)
        parts = {part: getattr(getattr(funding, part), key).value for part in PART_KEYS}
        filled = {part: value for part, value in parts.items() if value is not None}
        if total.value is None or not filled:
            continue
        gap = subtract(total.value, *filled.values())
        if gap.copy_abs() > multiply(setting.limits["part"], Decimal(len(filled))):
            yield Spot(
                funding_cell("total", key),
                f"年度资金总额的{AMOUNT_NAMES[key]} {_money(total.value)} 与各来源之和 "
                f"{_money(add(*filled.values()))} 不一致，相差 {_money(gap.copy_abs())}。",
                tuple(funding_cell(part, key) for part in filled),
            )


def overspending(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 9: not more spent than budgeted (执行数不超过预算数).

    The sources are looked at only where the total is sound.
    """
    for source in ("total", *PART_KEYS):
        row = case.scores.funding[source]
        if row.adjusted is None or row.executed is None or row.executed <= row.adjusted:
            continue
        if source == "total" and row.adjusted <= 0:
            return  # rule 10 asks for the budget
        yield Spot(
            funding_cell(source, "executed"),
            f"{SOURCE_NAMES[source]}的全年执行数 {_money(row.executed)} 超过全年预算数 "
            f"{_money(row.adjusted)}，请核对数字和金额单位（{case.template.money_unit.value}）。",
            (funding_cell(source, "adjusted"),),
        )
        if source == "total":
            return


def spending_without_budget(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 10: money spent and no budget (有支出而无预算数)."""
    total = case.scores.funding["total"]
    if _has_budget(case) or not total.executed:
        return
    state = "没有填" if total.adjusted is None else f"为 {_money(total.adjusted)}"
    remedy = "请更正" if total.adjusted else "请填写"
    yield Spot(
        _TOTAL_BUDGET,
        f"全年执行数为 {_money(total.executed)}，但全年预算数{state}，无法计算执行率，"
        f"{remedy}全年预算数。",
        (_TOTAL_SPENT,),
    )


def no_budget(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 10: neither budget nor spending (预算与支出都为 0 或未填)."""
    total = case.scores.funding["total"]
    if _has_budget(case) or total.executed:
        return
    state = "没有填" if total.adjusted is None else f"为 {_money(total.adjusted)}"
    yield Spot(
        _TOTAL_BUDGET,
        f"全年预算数{state}，预算执行率按 0 分计，请确认。",
        (_TOTAL_SPENT,),
    )


def _rates(case: Case) -> Interval | None:
    """The rates that the amounts allow, as the paper prints them."""
    formats = [case.template.format_of(cell) for cell in (_TOTAL_BUDGET, _TOTAL_SPENT)]
    return total_rate_interval(case.form.funding, min(each.places or 0 for each in formats))


def _has_budget(case: Case) -> bool:
    return (case.scores.funding["total"].adjusted or ZERO) > 0


def _points(rates: Interval, case: Case) -> Interval:
    """The points for rates: rate × weight, at most the weight."""
    weight = case.scores.execution_weight
    most = max(weight, ZERO) if rates.high is None else execution_points(rates.high, weight)
    return Interval(execution_points(rates.low, weight), most)


def _printed_figure(text: str) -> Decimal | None:
    """The number that a source prints, with or without %; None for a dash or words."""
    return parse_decimal(half_width(text).rstrip("%"))


def _money(value: Decimal | None) -> str:
    return "空" if value is None else f"{Decimal(trimmed(value)):,f}"


RULES = (
    FormRule("1", weight_sum, ("funding", "weights")),
    FormRule("2", printed_total, ("printed", "funding", "points")),
    RowRule("3", score_above_weight),
    FormRule("4", negative_points, ("funding", "names", "weights", "scores")),
    FormRule("4-zero", zero_weight, ("funding", "names", "weights")),
    FormRule("5", printed_rate, ("printed", "funding")),
    FormRule("6", printed_funding_score, ("printed", "funding")),
    FormRule("7", parts_of_total, ("funding",)),
    FormRule("9", overspending, ("funding",)),
    FormRule("10", spending_without_budget, ("funding",)),
    FormRule("10-none", no_budget, ("funding",)),
    FormRule("11", printed_grade, ("printed", "funding", "points")),
)
