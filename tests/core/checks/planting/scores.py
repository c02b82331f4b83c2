"""Faults in scores, targets, results and the execution rate, for rules 25–40."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal
from random import Random

from perfdesk.core.cells import funding_cell, text_at, with_text
from perfdesk.core.form import PART_KEYS, Form, Indicator
from perfdesk.core.measure import Operator
from perfdesk.core.number import Number, parse_decimal
from perfdesk.core.suggestion import band_of, comparable
from tests.core.checks.planting.tools import (
    Plant,
    case_of,
    in_row,
    like,
    percent,
    rows_where,
    without_rows,
)

_A_FIFTH_MORE = Decimal("1.2")
_REASON = "偏差原因：报名人数少。改进措施：下年提早发动。"
_NO_REASON = ["", " ", "-", "—", "——", "--", "无"]


def _weighs(row: Indicator) -> bool:
    return bool(row.weight.value and row.weight.value >= 1)


def _forward(row: Indicator) -> bool:
    """A forward target above 0 with a comparable result."""
    pair = comparable(row.target, row.actual)
    reverse = row.target.operator is not None and row.target.operator.reverse
    return _weighs(row) and pair is not None and pair[0] > 0 and not reverse


def _pick(form: Form, rng: Random, rows: list[int]) -> tuple[int, Indicator] | None:
    row = rng.choice(rows) if rows else None
    return None if row is None else (row, form.indicators[row])


def _wanted(row: Indicator) -> Decimal:
    return row.target.number or Decimal(0)


def _full(row: Indicator) -> str:
    return row.weight.text


def missed_full(form: Form, rng: Random) -> Form | None:
    """The result falls below the target; the score stays full."""
    picked = _pick(form, rng, rows_where(form, _forward))
    if picked is None:
        return None
    place, row = picked
    less = (_wanted(row) * rng.choice([Decimal("0.9"), Decimal("0.5"), Decimal("0.12")])).quantize(
        Decimal("0.1"), ROUND_FLOOR
    )
    return in_row(form, place, actual=like(row.target, less, rng), score=_full(row))


def missed_told(form: Form, rng: Random) -> Form | None:
    """The result falls below the target and is told with a word: 已完成45%."""
    picked = _pick(form, rng, rows_where(form, _forward))
    if picked is None:
        return None
    place, row = picked
    told = rng.choice(["已完成", "实际完成", "共", "累计", "完成：", "全年共完成"])
    half = like(row.target, _wanted(row) / 2, rng)
    return in_row(form, place, actual=told + half, score=_full(row))


def denied_full(form: Form, rng: Random) -> Form | None:
    """A result in other words than the bands', all the same not reached."""
    picked = _pick(form, rng, rows_where(form, lambda row: _weighs(row) and not row.target.number))
    if picked is None:
        return None
    place, row = picked
    words = [
        "没有完成",
        "未能完成",
        "尚未完成。",
        "未达到目标",
        "基本未完成",
        "未开展",
        "进行中",
        "延期",
    ]
    return in_row(form, place, actual=rng.choice(words), score=_full(row))


def target_raised(form: Form, rng: Random) -> Form | None:
    """The target rises above the result, under ≥, > or =."""
    picked = _pick(form, rng, rows_where(form, _forward))
    if picked is None:
        return None
    place, row = picked
    result = comparable(row.target, row.actual)
    if result is None or result[1] <= 0:
        return None
    more = like(row.actual, (row.actual.number or Decimal(1)) * 2, rng)
    sign = rng.choice(["≥", "=", "＝", ">=", "不少于", ""])
    return in_row(form, place, target=sign + more, score=_full(row), actual=row.actual.text)


def out_of_proportion(form: Form, rng: Random) -> Form | None:
    """Half of the target is reached; the score is neither half nor full."""
    picked = _pick(form, rng, rows_where(form, _forward))
    if picked is None:
        return None
    place, row = picked
    weight = row.weight.value or Decimal(0)
    score = weight * rng.choice([Decimal("0.9"), Decimal("0.7"), Decimal("0.2"), Decimal(0)])
    half = like(row.target, _wanted(row) / 2, rng)
    note = rng.choice(["", _REASON])
    return in_row(form, place, actual=half, score=f"{score:.2f}", note=note)


def limit_exceeded(form: Form, rng: Random) -> Form | None:
    """A ≤ target, an actual above it, a full score."""
    picked = _pick(form, rng, rows_where(form, _may_be_exceeded))
    if picked is None:
        return None
    place, row = picked
    sign = rng.choice(["≤", "<", "<=", "＜", "不超过", "不高于"])
    more = like(row.target, _wanted(row) * Decimal(rng.choice(["1.1", "2", "3"])), rng)
    target = sign + like(row.target, _wanted(row), rng)
    return in_row(form, place, target=target, actual=more, score=_full(row))


def _words(form: Form, place: int) -> list[str]:
    bands = case_of(form).template.rules.bands
    return [word for band in bands[place:] for word in band.words]


def partly_full(form: Form, rng: Random) -> Form | None:
    picked = _pick(form, rng, rows_where(form, _weighs))
    if picked is None:
        return None
    place, row = picked
    return in_row(form, place, actual=rng.choice(_words(form, 1)), score=_full(row))


def outside_band(form: Form, rng: Random) -> Form | None:
    picked = _pick(form, rng, rows_where(form, _weighs))
    if picked is None:
        return None
    place, row = picked
    rules = case_of(form).template.rules
    word = rng.choice(_words(form, 0))
    band, weight = band_of(word, rules), row.weight.value or Decimal(0)
    shares = [Decimal(share) for share in (5, 30, 70, 90)]
    wrong = [share for share in shares if band and not band.low <= share < band.high]
    score = weight * rng.choice(wrong) / 100
    return in_row(form, place, actual=word, score=f"{score:.2f}", note=_REASON)


def breach_with_points(form: Form, rng: Random) -> Form | None:
    picked = _pick(form, rng, rows_where(form, _weighs))
    if picked is None:
        return None
    place, row = picked
    target, actual = rng.choice(
        [("=0.00(例)", "2.00(例)"), ("0", "1"), ("0例", "1例"), ("零投诉", "3起"), ("=0%", "0.5%")]
    )
    score = rng.choice([_full(row), f"{(row.weight.value or 0) / 2:f}"])
    return in_row(form, place, target=target, actual=actual, score=score, note=_REASON)


def _more_is_better(row: Indicator) -> bool:
    return _forward(row) and "成本" not in row.level1 + row.level2


def _exceeded(form: Form, rng: Random, times: list[str]) -> Form | None:
    picked = _pick(form, rng, rows_where(form, _more_is_better))
    if picked is None or picked[1].target.unit == "分":
        return None
    place, row = picked
    wanted = _wanted(row) + (1 if row.target.operator is Operator.MORE else 0)
    result = wanted * Decimal(rng.choice(times))
    if _above_the_whole(row, result):
        return None
    return in_row(form, place, actual=like(row.target, result, rng), note="")


def _above_the_whole(row: Indicator, result: Decimal) -> bool:
    """True for a percentage above 100: of most of them rule 53 speaks instead."""
    return percent(row) and result > 100


def far_above(form: Form, rng: Random) -> Form | None:
    return _exceeded(form, rng, ["1.3", "1.5", "3", "10"])


def twice_the_target(form: Form, rng: Random) -> Form | None:
    return _exceeded(form, rng, ["2", "2.5", "12"])


def _may_be_exceeded(row: Indicator) -> bool:
    return _forward(row) and not _above_the_whole(row, _wanted(row) * _A_FIFTH_MORE)


def equal_sign(form: Form, rng: Random) -> Form | None:
    """`=` before a number that was exceeded."""
    picked = _pick(form, rng, rows_where(form, _may_be_exceeded))
    if picked is None:
        return None
    place, row = picked
    sign = rng.choice(["=", "＝", "等于"])
    target = sign + like(row.target, _wanted(row), rng)
    result = _wanted(row) * _A_FIFTH_MORE
    return in_row(form, place, target=target, actual=like(row.target, result, rng))


def reason_lost(form: Form, rng: Random) -> Form | None:
    """Points taken off, or already off, and no word why."""
    picked = _pick(form, rng, rows_where(form, _weighs))
    if picked is None or "note" not in case_of(form).template.column_labels():
        return None
    place, row = picked
    less = (row.weight.value or Decimal(0)) - rng.choice([Decimal("0.01"), Decimal(1)])
    return in_row(form, place, score=f"{less:f}", note=rng.choice(_NO_REASON))


# execution


def _spent(form: Form, share: Decimal) -> Form | None:
    """`share` of the budget spent, in the total and its sources."""
    for source in ("total", *PART_KEYS):
        budget = parse_decimal(text_at(form, funding_cell(source, "adjusted")))
        if budget:
            form = with_text(form, funding_cell(source, "executed"), f"{budget * share:.2f}")
    rate = case_of(form).scores.rate
    if rate is None:
        return None
    return replace(form, printed=replace(form.printed, rate=f"{rate:f}", funding_score=""))


def _with_full_scores(form: Form) -> Form:
    rows = tuple(replace(row, score=Number.of(row.weight.text)) for row in form.indicators)
    return replace(form, indicators=rows)


def _without_words(form: Form) -> Form:
    rows = tuple(replace(row, note="") for row in form.indicators)
    return replace(form, indicators=rows, extra=(), goal_actual="各项工作按计划完成。")


def _low(rng: Random, *shares: str) -> Decimal:
    return Decimal(rng.choice(shares))


def all_full(form: Form, rng: Random) -> Form | None:
    if not any(row.score.value != row.weight.value for row in form.indicators):
        return None
    return _spent(_with_full_scores(form), _low(rng, "0.95", "1"))


def full_with_little_spent(form: Form, rng: Random) -> Form | None:
    if (case_of(form).scores.rate or 0) < 80:
        return None
    return _spent(_with_full_scores(form), _low(rng, "0.79", "0.6", "0.31", "0.05"))


def little_spent_unexplained(form: Form, rng: Random) -> Form | None:
    if (case_of(form).scores.rate or 0) < 80:
        return None
    return _spent(_without_words(form), _low(rng, "0.79", "0.6", "0.31", "0.05"))


def best_grade_with_little_spent(form: Form, rng: Random) -> Form | None:
    changed = _spent(_with_full_scores(form), _low(rng, "0.49", "0.3", "0.12"))
    best = changed is not None and case_of(changed).scores.grade == "优"
    return changed if best and (case_of(form).scores.rate or 0) >= 50 else None


def budget_changed(form: Form, rng: Random) -> Form | None:
    form = _without_words(form)
    times = Decimal(rng.choice(["1.3", "2", "0.6", "5"]))
    for source in ("total", *PART_KEYS):
        budget = parse_decimal(text_at(form, funding_cell(source, "adjusted")))
        if budget:
            form = with_text(form, funding_cell(source, "initial"), f"{budget * times:.2f}")
    return form


def _added(form: Form, rng: Random, **texts: str) -> Form:
    """`form` with an indicator put somewhere."""
    place = rng.randrange(len(form.indicators))
    row = replace(
        form.indicators[place], note="", score=Number.of(form.indicators[place].weight.text)
    )
    rows = (*form.indicators[:place], row, *form.indicators[place:])
    return in_row(replace(form, indicators=rows), place, **texts)


def rate_contradicted(form: Form, rng: Random) -> Form | None:
    rate = case_of(form).scores.rate
    if rate is None:
        return None
    names = ["预算执行率", "资金执行率", "项目预算执行率", "预算执行率（%）", "资金使用率"]
    wrong = 95 if rate < 90 else 60
    actual = rng.choice([f"{wrong}%", f"{wrong}.00(%)", f"{wrong}％", f"{wrong}.0%"])
    target = rng.choice(["≥90%", "=100.00(%)", "100%", "≥95.00(%)"])
    return _added(form, rng, level3=rng.choice(names), target=target, actual=actual)


def rate_claimed_in_words(form: Form, rng: Random) -> Form | None:
    changed = _spent(form, Decimal("0.8"))
    if changed is None:
        return None
    name = rng.choice(["预算执行率", "资金执行率", form.project_name + "预算执行率"])
    target = rng.choice(["=100%", "≥95.00(%)", "100%"])
    return _added(changed, rng, level3=name, target=target, actual="达成指标")


def costs_beside_spending(form: Form, rng: Random) -> Form | None:
    """One or two cost rows that plan the budget and report something else than was spent."""
    unit = case_of(form).template.money_unit
    amounts = case_of(form).scores.funding["total"]
    if not amounts.adjusted or amounts.executed is None or amounts.adjusted < 1:
        return None
    rows = rows_where(form, lambda row: "成本" in row.level1 + row.level2)
    form = without_rows(form, rows)
    spent = amounts.executed * rng.choice([Decimal("1.2"), Decimal("0.7")]) + 1
    count, factor, name = rng.choice(
        [(count, *money) for count in (1, 2) for money in ((1, unit.value), (unit.yuan, "元"))]
    )
    target, actual = (f"{each * factor / count:f}{name}" for each in (amounts.adjusted, spent))
    cost = {"level1": "成本指标", "level2": "经济成本指标", "level3": "支出"}
    for _ in range(count):
        form = _added(form, rng, target="≤" + target, actual=actual, **cost)
    return form


PLANTS: Mapping[str, Plant] = {
    "25/result lowered": missed_full,
    "25/result told": missed_told,
    "25/target raised": target_raised,
    "26/score": out_of_proportion,
    "27/limit": limit_exceeded,
    "29/band": outside_band,
    "30/full": partly_full,
    "30/denied": denied_full,
    "31/breach": breach_with_points,
    "32/far above": far_above,
    "33/twice": twice_the_target,
    "34/equal sign": equal_sign,
    "35/all full": all_full,
    "36/little spent": full_with_little_spent,
    "37/unexplained": little_spent_unexplained,
    "38/best grade": best_grade_with_little_spent,
    "39/budget": budget_changed,
    "40/reason lost": reason_lost,
    "rate-indicator/figure": rate_contradicted,
    "rate-indicator/words": rate_claimed_in_words,
    "cost-sum/costs": costs_beside_spending,
}
