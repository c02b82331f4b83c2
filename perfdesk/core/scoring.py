"""Scores are cooked from the form by the template's rules, never stored (评分)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.form import AMOUNT_KEYS, SOURCE_KEYS
from perfdesk.core.number import HUNDRED, ZERO
from perfdesk.core.rounding import add, multiply, percent_of, round_ratio, round_to
from perfdesk.core.suggestion import suggest

if TYPE_CHECKING:
    from perfdesk.core.form import Form, Funding, Indicator
    from perfdesk.core.number import Number
    from perfdesk.core.template import Rules


@dataclass(frozen=True, slots=True)
class RowScore:
    """One indicator's points: `suggested` by the rules, and `score`: typed, else suggested."""

    suggested: Decimal | None
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class FundingFigures:
    """A funding row's amounts, with the total summed, and its rate in percent or None."""

    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Scores:
    """Every computed figure of a form. Points and rates are Decimals with two decimals."""

    funding: dict[str, FundingFigures]
    funding_score: Decimal
    execution_weight: Decimal
    rows: tuple[RowScore, ...]
    total_weight: Decimal
    total_score: Decimal
    grade: str | None

    @property
    def incomplete(self) -> bool:
        """True if a row has neither a typed nor a suggested score."""
        return _incomplete(self.rows)

    @property
    def rate(self) -> Decimal | None:
        """The execution rate of the total in percent (执行率)."""
        return self.funding["total"].rate


def score_form(form: Form, rules: Rules, before: tuple[Form, Scores] | None = None) -> Scores:
    """All figures of `form` under `rules`. Never fails: what cannot be computed is None or 0.

    `before` is another state of the form with its figures under the same rules: rows that both
    share are not scored again.
    """
    funding = {key: _figures(form.funding, key, rules) for key in SOURCE_KEYS}
    rate = funding["total"].rate
    weight = execution_weight(form, rules)
    earned = funding_score(rate, weight, rules)
    rows = _rows(form, rules, before)
    total = _total(earned, rows, rate, rules)
    return Scores(
        funding=funding,
        funding_score=earned,
        execution_weight=weight,
        rows=rows,
        total_weight=total_weight(form, weight),
        total_score=total,
        grade=None if _incomplete(rows) else grade_of(total, rules),
    )


def _incomplete(rows: tuple[RowScore, ...]) -> bool:
    return any(row.score is None for row in rows)


def execution_weight(form: Form, rules: Rules) -> Decimal:
    """The weight of the execution rate: typed, else the template's."""
    typed = form.execution_weight.value
    return rules.execution_weight if typed is None else typed


def execution_rate(
    adjusted: Decimal | None, executed: Decimal | None, rules: Rules
) -> Decimal | None:
    """全年执行数 ÷ 全年预算数 in percent; 0 of 0 is 0.

    None if nothing is filled, or spending has no budget.
    """
    if adjusted is None and executed is None:
        return None
    budget, spent = adjusted or ZERO, executed or ZERO
    if budget > 0:
        return round_ratio(multiply(spent, HUNDRED), budget, rules.rate_rounding)
    return None if spent else ZERO.quantize(Decimal("0.00"))


def funding_score(rate: Decimal | None, weight: Decimal, rules: Rules) -> Decimal:
    """weight × printed rate ÷ 100, at most the weight and at least 0."""
    points = execution_points(rate or ZERO, weight)
    return min(round_to(points, rules.score_rounding), max(weight, ZERO))  # rounding up adds


def execution_points(rate: Decimal, weight: Decimal) -> Decimal:
    """rate % of the weight before rounding, at most the weight and at least 0."""
    return max(ZERO, min(percent_of(weight, rate), weight))


def total_weight(form: Form, execution: Decimal) -> Decimal:
    """Σ分值 including the execution rate's; unfilled weights count 0."""
    return add(execution, *[indicator.weight.value or ZERO for indicator in form.indicators])


def grade_of(total: Decimal, rules: Rules) -> str | None:
    """The grade of a total; the lowest grade below all limits."""
    if not rules.grades:
        return None
    reached = [grade for grade in rules.grades if total >= grade.least]
    pick = max(reached, key=lambda grade: grade.least, default=None)
    return (pick or min(rules.grades, key=lambda grade: grade.least)).name


def amount(funding: Funding, source: str, key: str) -> Decimal | None:
    """An amount's value; a total (年度资金总额) not filled is the sum of the filled sources."""
    typed: Number = getattr(getattr(funding, source), key)
    if source != "total" or typed.value is not None:
        return typed.value
    parts = [getattr(row, key).value for row in funding.sources]
    filled = [part for part in parts if part is not None]
    return add(*filled) if filled else None


def _figures(funding: Funding, source: str, rules: Rules) -> FundingFigures:
    values = {key: amount(funding, source, key) for key in AMOUNT_KEYS}
    rate = execution_rate(values["adjusted"], values["executed"], rules)
    return FundingFigures(rate=rate, **values)


def _rows(form: Form, rules: Rules, before: tuple[Form, Scores] | None) -> tuple[RowScore, ...]:
    """Rows are told apart by identity: an edit makes new ones of those that it changes."""
    known: dict[int, RowScore] = {}
    if before is not None:
        known = dict(zip(map(id, before[0].indicators), before[1].rows, strict=True))
    return tuple([known.get(id(row)) or _row(row, rules) for row in form.indicators])


def _row(indicator: Indicator, rules: Rules) -> RowScore:
    suggested = suggest(indicator, rules)
    typed = indicator.score.value
    return RowScore(suggested, suggested if typed is None else typed)


def _total(
    earned: Decimal, rows: tuple[RowScore, ...], rate: Decimal | None, rules: Rules
) -> Decimal:
    total = round_to(add(earned, *[row.score or ZERO for row in rows]))
    limits = [cap.total for cap in rules.caps if (rate or ZERO) < cap.rate_below]
    return min([total, *limits])
