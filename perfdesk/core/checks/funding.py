"""Rules 5–10 and 15: the funding table and the execution rate (项目资金与执行率)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.cells import AMOUNT_NAMES, SOURCE_NAMES, funding_cell
from perfdesk.core.checks.case import FormRule, Spot
from perfdesk.core.checks.figures import cell_text, change_to, fits, money, printed_figure
from perfdesk.core.edits import SetCells
from perfdesk.core.finding import Remedy
from perfdesk.core.form import AMOUNT_KEYS, PART_KEYS, SOURCE_KEYS, Printed
from perfdesk.core.interval import Interval, total_rate_interval
from perfdesk.core.number import ZERO, half_width, trimmed
from perfdesk.core.printedfigures import own_counts
from perfdesk.core.rounding import add, divide, multiply, round_to, subtract
from perfdesk.core.scoring import execution_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from perfdesk.core.checks.case import Case
    from perfdesk.core.form import Form
    from perfdesk.core.ruleset import Setting

_TOTAL_BUDGET = funding_cell("total", "adjusted")
_TOTAL_SPENT = funding_cell("total", "executed")
_PERCENT = 2  # places from a share to a percentage


def printed_rate(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 5: the rate that the source prints can come from its amounts (执行率与金额相符)."""
    printed = printed_figure(case.form.printed.rate)
    rates, rate = _rates(case), case.scores.rate
    if (
        printed is None
        or rates is None
        or spending_missing(case.form)
        or rate is None
        or fits(printed, rates, setting.limits["tolerance"])
        or _is_share(printed, rates, case)
    ):
        return
    total = case.scores.funding["total"]
    yield Spot(
        "funding.total.rate",
        f"原表执行率为 {trimmed(printed)}%，按全年执行数 {money(total.executed)} ÷ "
        f"全年预算数 {money(total.adjusted)} 应为 {rate:f}%。",
        ("printed.rate", _TOTAL_SPENT, _TOTAL_BUDGET),
        own_counts("rate"),
    )


def printed_funding_score(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 6: the points that the source prints for execution are rate × weight (预算执行得分).

    The rate is the printed one, or the computed one (rule 5 speaks where the two differ); where
    none is printed, any rate that the amounts allow.
    """
    printed = printed_figure(case.form.printed.funding_score)
    rate = printed_figure(case.form.printed.rate)
    rates = _rates(case) if rate is None else Interval(rate, rate)
    if printed is None or rates is None:
        return
    own = case.scores.funding_score
    computed = Interval(own, own) if case.scores.rate is not None else None
    ranges = [_points(rates, case), *([computed] if computed else [])]
    if any(fits(printed, each, setting.limits["tolerance"]) for each in ranges):
        return
    basis = rate if rate is not None else case.scores.rate or ZERO
    weight = case.scores.execution_weight
    points = round_to(execution_points(basis, weight))
    yield Spot(
        "funding.total.score",
        f"原表预算执行得分为 {trimmed(printed)}，"
        f"按执行率 {trimmed(basis)}% × 分值 {trimmed(weight)} 应为 {points:f}。",
        ("printed.funding_score", "printed.rate", "execution_weight"),
        own_counts("funding_score"),
    )


def parts_of_total(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 7: a typed total is the sum of its sources, column by column (总额与分项).

    Of a total row that is 0 as a whole rule 8 speaks.
    """
    funding, zero = case.form.funding, _zero_total(case.form)
    for key in AMOUNT_KEYS:
        total, filled = getattr(funding.total, key), _parts(case.form, key)
        if total.value is None or not filled or key in zero:
            continue
        whole = add(*filled.values())
        gap = subtract(total.value, whole)
        if gap.copy_abs() > multiply(setting.limits["part"], Decimal(len(filled))):
            where = funding_cell("total", key)
            yield Spot(
                where,
                f"年度资金总额的{AMOUNT_NAMES[key]} {money(total.value)} 与各来源之和 "
                f"{money(whole)} 不一致，相差 {money(gap.copy_abs())}。",
                tuple(funding_cell(part, key) for part in filled),
                change_to(where, cell_text(case.template, where, whole)) if whole > 0 else None,
            )


def empty_total(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 8: the total row is 0, or blank on the source's paper, beside filled parts (总额未填).

    A total that is not filled counts as the sum, so it is a fault of a paper only.
    """
    columns = list(_zero_total(case.form))
    if case.form.printed != Printed():
        columns += _blank_total(case.form)
    if not columns:
        return
    sums = {key: add(*_parts(case.form, key).values()) for key in AMOUNT_KEYS if key in columns}
    cells = {funding_cell("total", key): sums[key] for key in sums}
    typed = tuple((cell, cell_text(case.template, cell, cells[cell])) for cell in cells)
    first, *others = cells
    parts = [funding_cell(part, key) for key in sums for part in _parts(case.form, key)]
    yield Spot(
        first,
        f"年度资金总额的{'、'.join(AMOUNT_NAMES[key] for key in sums)}为 0 或没有填，"
        f"各来源合计为 {'、'.join(money(value) for value in sums.values())}，请填写。",
        (*others, *parts),
        Remedy("填入各来源之和", SetCells(typed, "填写")),
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
            f"{SOURCE_NAMES[source]}的全年执行数 {money(row.executed)} 超过全年预算数 "
            f"{money(row.adjusted)}，请核对数字和金额单位（{case.template.money_unit.value}）。",
            (funding_cell(source, "adjusted"),),
        )
        if source == "total":
            return


def spending_without_budget(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 10: money spent and no budget (有支出而无预算数)."""
    total = case.scores.funding["total"]
    if _has_budget(case) or not total.executed or (total.adjusted or ZERO) < 0:
        return
    yield Spot(
        _TOTAL_BUDGET,
        f"全年执行数为 {money(total.executed)}，但全年预算数{_no_amount(case)}，无法计算执行率，"
        "请填写全年预算数。",
        (_TOTAL_SPENT,),
    )


def no_budget(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 10: neither budget nor spending (预算与支出都为 0 或未填)."""
    total = case.scores.funding["total"]
    if total.executed or total.adjusted or any(_parts(case.form, "adjusted").values()):
        return
    yield Spot(
        _TOTAL_BUDGET,
        f"全年预算数{_no_amount(case)}，预算执行率按 0 分计，请确认。",
        (_TOTAL_SPENT,),
    )


def no_spending(case: Case, _setting: Setting) -> Iterator[Spot]:
    """A budget and no word of what was spent of it (没有全年执行数); a typed 0 is one."""
    if spending_missing(case.form):
        yield Spot(
            _TOTAL_SPENT,
            f"全年预算数为 {money(case.scores.funding['total'].adjusted)}，没有填全年执行数，"
            "执行率按 0 计，请填写；确实没有支出的填 0。",
            (_TOTAL_BUDGET,),
        )


def mixed_units(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 15: amounts so far apart, or so large or small, that 元 and 万元 may be mixed up."""
    unit = case.template.money_unit
    for source in SOURCE_KEYS:
        row = case.scores.funding[source]
        filled = {key: value for key in AMOUNT_KEYS if (value := getattr(row, key))}
        if len(filled) < 2 or min(filled.values()) <= 0:
            continue
        low, high = (pick(filled, key=lambda key: filled[key]) for pick in (min, max))
        times = divide(filled[high], filled[low])
        if times >= setting.limits["times"]:
            yield Spot(
                funding_cell(source, high),
                f"{SOURCE_NAMES[source]}的{AMOUNT_NAMES[high]} {money(filled[high])} 是"
                f"{AMOUNT_NAMES[low]} {money(filled[low])} 的 {round_to(times, places=0):,f} 倍，"
                f"请核对金额单位（{unit.value}）。",
                (funding_cell(source, low),),
            )
            return
    budget = case.scores.funding["total"].adjusted or ZERO
    yuan = multiply(budget, unit.yuan)
    if 0 < yuan < setting.limits["least_yuan"] or yuan > multiply(
        setting.limits["most_hundred_million"], Decimal(100_000_000)
    ):
        yield Spot(
            _TOTAL_BUDGET,
            f"全年预算数为 {money(budget)} {unit.value}，数额异常，请核对金额单位。",
        )


def spending_missing(form: Form) -> bool:
    """True if there is a budget and no executed amount is typed beside it."""
    total = form.funding.total
    budgets, spent = _parts(form, "adjusted"), _parts(form, "executed")
    has_budget = (total.adjusted.value or ZERO) > 0 or any(budgets.values())
    if not has_budget or total.executed.text.strip():
        return False
    return not any(value or budgets.get(part) for part, value in spent.items())


def _parts(form: Form, key: str) -> dict[str, Decimal]:
    """The filled sources of a column."""
    found = {part: getattr(getattr(form.funding, part), key).value for part in PART_KEYS}
    return {part: value for part, value in found.items() if value is not None}


def _zero_total(form: Form) -> tuple[str, ...]:
    """The columns of a total row that is 0 or blank wherever its sources are filled: those of 0."""
    filled = [key for key in AMOUNT_KEYS if any(_parts(form, key).values())]
    totals = {key: getattr(form.funding.total, key) for key in filled}
    if any(number.value or number.unreadable for number in totals.values()):
        return ()
    return tuple(key for key, number in totals.items() if number.value is not None)


def _blank_total(form: Form) -> list[str]:
    """The columns whose total is not filled, though a source is."""
    return [
        key
        for key in AMOUNT_KEYS
        if not getattr(form.funding.total, key).text.strip() and any(_parts(form, key).values())
    ]


def _is_share(printed: Decimal, rates: Interval, case: Case) -> bool:
    """Whether the rate is printed as a share of 1: 0.9844 of a sheet's cell without a format."""
    share = 0 < printed <= 1 < rates.low and "%" not in half_width(case.form.printed.rate)
    return share and fits(printed.scaleb(_PERCENT), rates, ZERO)


def _rates(case: Case) -> Interval | None:
    """The rates that the amounts allow, as the paper prints them."""
    formats = [case.template.format_of(cell) for cell in (_TOTAL_BUDGET, _TOTAL_SPENT)]
    return total_rate_interval(case.form.funding, min(each.places or 0 for each in formats))


def _has_budget(case: Case) -> bool:
    return (case.scores.funding["total"].adjusted or ZERO) > 0


def _no_amount(case: Case) -> str:
    """How a sentence goes on about a budget that is nothing: typed so, or not filled."""
    return "没有填" if case.form.funding.total.adjusted.value is None else "为 0"


def _points(rates: Interval, case: Case) -> Interval:
    """The points for rates: rate × weight, at most the weight."""
    weight = case.scores.execution_weight
    most = max(weight, ZERO) if rates.high is None else execution_points(rates.high, weight)
    return Interval(execution_points(rates.low, weight), most)


RULES = (
    FormRule("5", printed_rate, ("printed", "funding")),
    FormRule("6", printed_funding_score, ("printed", "funding")),
    FormRule("7", parts_of_total, ("funding",)),
    FormRule("8", empty_total, ("printed", "funding")),
    FormRule("9", overspending, ("funding",)),
    FormRule("10", spending_without_budget, ("funding",)),
    FormRule("10-none", no_budget, ("funding",)),
    FormRule("10-unspent", no_spending, ("funding",)),
    FormRule("15", mixed_units, ("funding",)),
)
