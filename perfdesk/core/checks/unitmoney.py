"""The money of a unit's forms: against its final accounts and against last year (跨表金额)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.cells import funding_cell
from perfdesk.core.checks.across import Found, folded, shown
from perfdesk.core.checks.case import Spot, UnitRule
from perfdesk.core.interval import decimals_in
from perfdesk.core.number import ZERO, trimmed
from perfdesk.core.rounding import add, divide, multiply, subtract
from perfdesk.core.template import MoneyUnit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfdesk.core.checks.case import Case, UnitCase
    from perfdesk.core.ruleset import Setting

_SPENT = funding_cell("total", "executed")
_BUDGET = funding_cell("total", "adjusted")


def accounts(unit: UnitCase, setting: Setting) -> Iterator[Found]:
    """Rule 60: what the forms spent is what the unit's final accounts say (决算数)."""
    entered = {(folded(name), year): figure for (name, year), figure in unit.accounts.items()}
    for key, figure in entered.items():
        places = [
            place
            for place, case in enumerate(unit.cases)
            if (folded(case.form.unit), case.form.year) == key
        ]
        if places and places[-1] >= unit.beside:
            yield from _against(unit, places, figure, setting)


def _against(
    unit: UnitCase, places: Sequence[int], figure: Decimal, setting: Setting
) -> Iterator[Found]:
    cases = [unit.cases[place] for place in places]
    spent = add(*(_yuan(case, "executed") or ZERO for case in cases))
    slack = add(setting.limits["slack"], *map(_hidden, cases))
    gap = subtract(spent, figure)
    if gap.copy_abs() <= slack:
        return
    told = next(place for place in places if place >= unit.beside)
    first = unit.cases[told]
    yield (
        told,
        Spot(
            _SPENT,
            f"“{first.form.unit.strip()}”{first.form.year} 年 {len(cases)} 张表的全年执行数合计 "
            f"{_told(spent, first)}，决算数为 {_told(figure, first)}，"
            f"各表合计{'多' if gap > 0 else '少'} {_told(gap.copy_abs(), first)}，"
            "请核对是否缺表、重复或金额单位有误。",
        ),
    )


def _hidden(case: Case) -> Decimal:
    """What the paper of one form can hide, in 元: half a unit of the last digit of its amount."""
    paper = case.template.format_of(_SPENT).places or 0
    places = max(paper, decimals_in(case.form.funding))
    return multiply(Decimal((0, (5,), -places - 1)), case.template.money_unit.yuan)


def unlike_last_year(unit: UnitCase, setting: Setting) -> Iterator[Found]:
    """Rule 15: a budget a thousand times last year's is one in 元 (与上年相差悬殊)."""
    known = {_key(case): case for case in reversed(unit.cases)}
    for place, case in enumerate(unit.cases):
        name, project, year = _key(case)
        before = known.get((name, project, year - 1 if year else None))
        if not project or year is None or before is None:
            continue
        now, then = _budget(case), _budget(before)
        if not now or not then or now < 0 or then < 0:
            continue
        larger, smaller = max(now, then), min(now, then)
        if larger >= multiply(smaller, setting.limits["factor"]):
            yield place, _year_spot(case, before, now > then)


def _year_spot(case: Case, before: Case, grown: bool) -> Spot:
    own, other = (each.template.money_unit.value for each in (case, before))
    now, then = (each.scores.funding["total"] for each in (case, before))
    amounts = [trimmed(row.adjusted or row.initial or ZERO) for row in (now, then)]
    return Spot(
        _BUDGET,
        f"“{shown(case.form)}”的预算数为 {amounts[0]} {own}，上年为 {amounts[1]} {other}，"
        f"{'大' if grown else '小'}得太多，请核对金额单位（本表为{own}）。",
    )


def _key(case: Case) -> tuple[str, str, int | None]:
    form = case.form
    return folded(form.unit), folded(form.project_name), form.year


def _budget(case: Case) -> Decimal | None:
    return _yuan(case, "adjusted") or _yuan(case, "initial")


def _yuan(case: Case, key: str) -> Decimal | None:
    """The total row's amount in 元, exact."""
    value: Decimal | None = getattr(case.scores.funding["total"], key)
    return None if value is None else multiply(value, case.template.money_unit.yuan)


def _told(yuan: Decimal, case: Case) -> str:
    """An amount in the unit of the form: 1,234.56 万元."""
    unit = case.template.money_unit
    value = yuan if unit is MoneyUnit.YUAN else divide(yuan, unit.yuan)
    return f"{Decimal(trimmed(value)):,f} {unit.value}"


UNIT_RULES = (
    UnitRule("60-accounts", accounts),
    UnitRule("15-year", unlike_last_year),
)
