"""Rules 35–39 and the like: the execution rate beside scores, texts and indicators (执行与绩效)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.cells import funding_cell, indicator_cell, name_of
from perfdesk.core.checks.case import FormRule, Spot
from perfdesk.core.checks.figures import change_to, money
from perfdesk.core.checks.funding import spending_missing
from perfdesk.core.checks.names import any_in, bare_name
from perfdesk.core.measure import Operator, scaled
from perfdesk.core.number import HUNDRED, ZERO, decimals_of, half_width, trimmed
from perfdesk.core.rounding import Rounding, add, multiply, round_ratio, subtract
from perfdesk.core.suggestion import band_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import Case
    from perfdesk.core.form import Indicator
    from perfdesk.core.measure import Measure
    from perfdesk.core.ruleset import Setting
    from perfdesk.core.scoring import FundingFigures

_RATE = "funding.total.rate"
_TOTAL_BUDGET = funding_cell("total", "adjusted")
_TOTAL_SPENT = funding_cell("total", "executed")
_FIGURE = re.compile(r"[\d,，]+(?:[.．]\d+)?")


def all_full(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 35: every indicator has its full score (全部满分); rule 36 where little was spent."""
    low = case.template.checks.setting("36")
    if _all_full(case) and not (low.severity and _rate_below(case, low.limits["rate"])):
        count = len(case.form.indicators)
        yield Spot("form", f"{count} 个指标全部得满分，请确认自评是否客观。")


def high_score_low_execution(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 36: little of the budget spent and every indicator at its full score (高分低执行)."""
    limit = setting.limits["rate"]
    if _all_full(case) and _rate_below(case, limit):
        explained = _explained(case, case.template.checks.setting("37"))
        yield Spot(
            _RATE,
            f"执行率 {case.scores.rate:f}% 低于 {trimmed(limit)}%，"
            f"{len(case.form.indicators)} 个指标却全部得满分，请核对得分"
            f"{'是否客观' if explained else '或说明原因'}。",
            (_TOTAL_SPENT, _TOTAL_BUDGET),
        )


def low_execution_unexplained(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 37: a low execution rate is explained somewhere (执行率偏低未说明)."""
    limit = setting.limits["rate"]
    if _rate_below(case, limit) and not _explained(case, setting):
        yield Spot(
            _RATE,
            f"执行率 {case.scores.rate:f}% 低于 {trimmed(limit)}%，"
            "实际完成情况和偏差原因中都没有说明，请补充。",
            (_TOTAL_SPENT, _TOTAL_BUDGET, "goal_actual"),
        )


def low_execution_best_grade(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 38: a very low execution rate and the best grade (执行率过低而评为优)."""
    limit, grades = setting.limits["rate"], case.template.rules.grades
    best = max(grades, key=lambda grade: grade.least, default=None)
    if best is not None and case.scores.grade == best.name and _rate_below(case, limit):
        yield Spot(
            _RATE,
            f"执行率 {case.scores.rate:f}% 低于 {trimmed(limit)}%，总分 "
            f"{case.scores.total_score:f} 仍评为“{best.name}”，请确认。",
            ("grade", "total_score"),
        )


def budget_changed(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 39: a budget much changed during the year is explained (预算调整未说明)."""
    total = case.scores.funding["total"]
    if total.initial is None or total.adjusted is None or total.initial < 0:
        return
    change, carried = subtract(total.adjusted, total.initial), _carried_in(case)
    most = multiply(total.initial, setting.limits["percent"])
    gaps = [each.copy_abs() for each in (change, subtract(change, carried))]
    announced = any_in(case.form.goal_expected, setting.words["goal"])
    if multiply(min(gaps), HUNDRED) <= most or announced or _explained(case, setting):
        return
    gap = gaps[0]
    percent = f"（{_percent(gap, total.initial)}）" if total.initial else ""
    yield Spot(
        _TOTAL_BUDGET,
        f"全年预算数 {money(total.adjusted)} 比年初预算数 {money(total.initial)} "
        f"{'增加' if total.adjusted > total.initial else '减少'} {money(gap)}{percent}，"
        "没有说明调整原因，请补充。",
        (funding_cell("total", "initial"), "goal_actual"),
    )


def _carried_in(case: Case) -> Decimal:
    """What carry-over added to the budget during the year: the funding table itself says why."""
    row = case.scores.funding["carryover"]
    return subtract(row.adjusted or ZERO, row.initial or ZERO)


def rate_indicator(case: Case, setting: Setting) -> Iterator[Spot]:
    """An indicator for the execution rate says what the funding table says (预算执行率指标)."""
    rate = case.scores.rate
    if rate is None or spending_missing(case.form):
        return
    for place, row in enumerate(case.form.indicators):
        name = bare_name(row.level3).removeprefix(half_width(case.form.project_name))
        if name not in setting.words["names"]:
            continue
        where = indicator_cell(place, "actual")
        claimed = _claimed_rate(row, case)
        if claimed is None or _agrees(claimed, rate, setting.limits["tolerance"]):
            continue
        yield Spot(
            where,
            f"{name_of(where, case.form)}为 {row.actual.text}（指标值 {row.target.text}），"
            f"与本表执行率 {rate:f}% 不一致，请核对。",
            (indicator_cell(place, "target"), _TOTAL_SPENT, _TOTAL_BUDGET),
            change_to(where, _FIGURE.sub(f"{rate:f}", row.actual.text, count=1))
            if row.actual.quantitative
            else None,
        )


def cost_sum(case: Case, setting: Setting) -> Iterator[Spot]:
    """Costs whose targets make the budget have results that make the spending (成本合计)."""
    total, unit = case.scores.funding["total"], case.template.money_unit
    sums = _cost_sums(case, setting.words["levels"])
    if sums is None or total.executed is None or spending_missing(case.form):
        return
    places, planned, spent, hidden = sums
    slack = add(multiply(setting.limits["slack"], unit.yuan), hidden)
    budgets = [each for each in (total.adjusted, total.initial) if each]
    budget = next((one for one in budgets if _near(planned, one, case, slack)), None)
    if budget is None or _near(spent, total.executed, case, slack):
        return
    if any(_is_of(row, planned, spent, case, slack) for row in case.scores.funding.values()):
        return
    first, *others = (indicator_cell(place, "actual") for place in places)
    yield Spot(
        first,
        f"成本指标的指标值合计 {money(planned)} 元，与预算数 {money(budget)} {unit.value}一致；"
        f"但完成值合计 {money(spent)} 元，与全年执行数 {money(total.executed)} "
        f"{unit.value}不一致，请核对。",
        (*others, _TOTAL_SPENT),
    )


def _cost_sums(
    case: Case, levels: tuple[str, ...]
) -> tuple[list[int], Decimal, Decimal, Decimal] | None:
    """(rows, sum of targets, sum of results, what their digits hide) of the costs, in 元.

    None where there are none, or a result is no amount.
    """
    places, planned, spent, hidden = [], [], [], []
    for place, row in enumerate(case.form.indicators):
        wanted, result = _yuan(row.target), _yuan(row.actual)
        if wanted is None or not any_in(row.level1 + row.level2, levels):
            continue
        if result is None or row.actual.operator is not None:
            return None
        places.append(place)
        planned.append(wanted)
        spent.append(result)
        hidden += [_half_a_digit(row.target), _half_a_digit(row.actual)]
    return (places, add(*planned), add(*spent), add(*hidden)) if places else None


def _half_a_digit(cost: Measure) -> Decimal:
    """In 元 what the last digit of a cost may hide: 50 of 3.27 万元."""
    half = Decimal((0, (5,), -decimals_of(cost.number or ZERO) - 1))
    return _yuan(replace(cost, number=half)) or ZERO


def _is_of(
    row: FundingFigures, planned: Decimal, spent: Decimal, case: Case, slack: Decimal
) -> bool:
    """Whether the costs are those of one source: its budget planned, its amount spent."""
    if not row.executed or not _near(spent, row.executed, case, slack):
        return False
    budgets = [each for each in (row.adjusted, row.initial) if each]
    return any(_near(planned, one, case, slack) for one in budgets)


def _near(yuan: Decimal, amount: Decimal, case: Case, slack: Decimal) -> bool:
    """True if a sum in 元 is an amount of the form, as exact as its unit shows it."""
    return subtract(yuan, multiply(amount, case.template.money_unit.yuan)).copy_abs() <= slack


def _all_full(case: Case) -> bool:
    pairs = [
        (points.score, row.weight.value)
        for row, points in zip(case.form.indicators, case.scores.rows, strict=True)
    ]
    return any(weight for _, weight in pairs) and all(
        score is not None and weight is not None and score >= weight for score, weight in pairs
    )


def _rate_below(case: Case, limit: Decimal) -> bool:
    """True if there is a budget and less than `limit` percent of it was spent."""
    rate, budget = case.scores.rate, case.scores.funding["total"].adjusted
    has_budget = budget is not None and budget > 0
    return has_budget and rate is not None and rate < limit and not spending_missing(case.form)


def _explained(case: Case, setting: Setting) -> bool:
    """True if a text names a reason, or is known to be cut short."""
    texts = [case.form.goal_actual, *(text for _, text in case.form.extra)]
    texts += [row.note for row in case.form.indicators]
    return any(any_in(text, setting.words["explained"]) for text in texts)


def _claimed_rate(row: Indicator, case: Case) -> tuple[Decimal, bool] | None:
    """(percent, whether at least that) that the row says was spent; None where it does not say."""
    target, actual = scaled(row.target), scaled(row.actual)
    if actual is not None:
        percent = actual[1] == "%" or (not actual[1] and actual[0] > 1)
        at_least = row.actual.operator in (Operator.AT_LEAST, Operator.MORE)
        return (actual[0], at_least) if percent and not row.actual.reverse else None
    band = band_of(row.actual.text, case.template.rules)
    if band is None or band.high < HUNDRED or target is None or target[1] != "%":
        return None
    return None if row.target.reverse else (target[0], True)


def _agrees(claimed: tuple[Decimal, bool], rate: Decimal, tolerance: Decimal) -> bool:
    percent, at_least = claimed
    if at_least:
        return subtract(percent, rate) <= tolerance
    return subtract(percent, rate).copy_abs() <= tolerance


def _yuan(measure: Measure) -> Decimal | None:
    """A cost in 元; None for anything else than an amount of money."""
    figure = scaled(measure)
    return figure[0] if figure is not None and figure[1] == "元" else None


def _percent(part: Decimal, whole: Decimal) -> str:
    return f"{trimmed(round_ratio(multiply(part, HUNDRED), whole, Rounding.HALF_UP, 0))}%"


RULES = (
    FormRule("35", all_full, ("funding", "weights", "points")),
    FormRule(
        "36",
        high_score_low_execution,
        ("funding", "goals", "extra", "notes", "weights", "points"),
    ),
    FormRule("37", low_execution_unexplained, ("funding", "goals", "extra", "notes")),
    FormRule("38", low_execution_best_grade, ("funding", "points")),
    FormRule("39", budget_changed, ("funding", "goals", "extra", "notes")),
    FormRule(
        "rate-indicator", rate_indicator, ("header", "funding", "names", "targets", "actuals")
    ),
    FormRule("cost-sum", cost_sum, ("funding", "levels", "targets", "actuals")),
)
