"""Rules 12–14 and the like: cells that are empty, unreadable or rounded on paper (填写情况)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.core.cells import (
    FORM_NAMES,
    INDICATOR_NAMES,
    amount_cells,
    funding_cell,
    indicator_cell,
    name_of,
    number_cells,
    text_at,
)
from perfdesk.core.checks.case import FormRule, RowRule, Spot
from perfdesk.core.checks.figures import change_to
from perfdesk.core.edits import DeleteIndicators, SetCells
from perfdesk.core.finding import Remedy
from perfdesk.core.form import AMOUNT_KEYS, POINT_KEYS
from perfdesk.core.number import Number, half_width, trimmed
from perfdesk.core.template import FundingBlock
from perfdesk.core.unseen import unseen_named
from perfdesk.core.wording import says_nothing, shortened
from perfdesk.core.year import SENSIBLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from perfdesk.core.checks.case import Case, RowCase
    from perfdesk.core.form import Indicator
    from perfdesk.core.ruleset import Setting

_HEADER = ("project_name", "year", "supervisor", "unit")
_INDICATOR = ("level3", "target", "actual", "weight")
_OPTIONAL = ("score", "note")
_SHOWN = 30


def missing_header(case: Case, setting: Setting) -> Iterator[Spot]:
    """Rule 12: name, year, department, unit are filled; the year also where no paper shows it."""
    for where in _HEADER:
        if says_nothing(text_at(case.form, where), setting.words["blank"]):
            yield Spot(where, f"没有填写{FORM_NAMES[where]}。")
    year = case.form.year
    if year is not None and year not in SENSIBLE:
        yield Spot("year", f"年度为 {year}，不是四位数的年份，请核对。")


def unusual_year(case: Case, setting: Setting) -> Iterator[Spot]:
    """A year of four digits in which no such form was made (年度异常)."""
    year, limits = case.form.year, setting.limits
    if year is None or year not in SENSIBLE:
        return
    if not limits["first"] <= year <= limits["last"]:
        span = f"{trimmed(limits['first'])}—{trimmed(limits['last'])}"
        yield Spot("year", f"年度为 {year}，不在 {span} 之间，请核对。")


def missing_indicator_cells(case: RowCase, setting: Setting) -> Iterator[Spot]:
    """Rule 13: every indicator has a name, a target, a result and a weight; a dash is none.

    Of a row in which nothing at all is said but its levels one word is enough.
    """
    level3 = case.indicator.level3
    blank = {
        key
        for key in (*_INDICATOR, *_OPTIONAL)
        if says_nothing(_text(case.indicator, key), setting.words["blank"])
    }
    if blank.issuperset((*_INDICATOR, *_OPTIONAL)):
        yield _empty_row(case)
        return
    name = f"（{level3}）" if level3 else ""
    for key in _INDICATOR:
        if key in blank:
            yield Spot(
                case.at(key), f"第 {case.row + 1} 行指标{name}没有填写{INDICATOR_NAMES[key]}。"
            )


def _empty_row(case: RowCase) -> Spot:
    first, *others = map(case.at, _INDICATOR)
    return Spot(
        first,
        f"第 {case.row + 1} 行是空行，请删去或填写。",
        tuple(others),
        Remedy("删去空行", DeleteIndicators((case.row,))),
    )


def no_score(case: RowCase, _setting: Setting) -> Iterator[Spot]:
    """A filled row without a typed or suggested score counts 0, and there is no grade (无得分)."""
    blank = case.template.checks.setting("13").words["blank"]
    filled = not any(says_nothing(_text(case.indicator, key), blank) for key in _INDICATOR)
    if case.points.score is None and filled:
        yield Spot(
            case.at("score"),
            f"{case.name('score')}没有填写，程序也算不出建议分：按 0 分计，不评等级。",
            (case.at("target"), case.at("actual")),
        )


def unreadable_numbers(case: Case, _setting: Setting) -> Iterator[Spot]:
    """Rule 14: what stands in a number's cell is a number (数字无法识别); dashes are 14-dash's."""
    dashes = {where for where, _ in _dashes(case, case.template.checks.setting("14-dash"))}
    for where, number in number_cells(case.form):
        if number.unreadable and where not in dashes:
            name = name_of(where, case.form)
            remedy = _number_alone(where, number.text, case)
            yield Spot(
                where,
                f"{name}“{unseen_named(shortened(number.text, _SHOWN))}”不是数字，按未填计算。",
                (),
                remedy,
            )


def dashes_for_amounts(case: Case, setting: Setting) -> Iterator[Spot]:
    """An amount that there is not, written as a dash: told once a form (金额填了横线)."""
    cells = _dashes(case, setting)
    if not cells:
        return
    (first, text), *others = cells
    more = f"等 {len(cells)} 处" if others else ""
    yield Spot(
        first,
        f"{name_of(first, case.form)}{more}填的是“{text.strip()}”，按未填计算；"
        "没有的请留空或填 0。",
        tuple(where for where, _ in others),
        Remedy("改为空白", SetCells(tuple((where, "") for where, _ in cells), "清空")),
    )


def _dashes(case: Case, setting: Setting) -> list[tuple[str, str]]:
    """(address, text) of every amount that is nothing but a dash."""
    return [
        (where, number.text)
        for where, number in amount_cells(case.form)
        if number.unreadable and says_nothing(number.text, setting.words["blank"])
    ]


def _number_alone(where: str, text: str, case: Case) -> Remedy | None:
    """The remedy for a number with its own unit behind it: 12.5 for 12.5万元 in a form in 万元."""
    unit = case.template.money_unit.value if where.startswith("funding.") else "分"
    plain = half_width(text).removesuffix(unit)
    return change_to(where, plain) if Number.of(plain).value is not None else None


def hidden_decimals(case: Case, _setting: Setting) -> Iterator[Spot]:
    """The paper shows fewer decimals than were typed (纸面小数位数不够)."""
    for where, value in _figures(case):
        form = case.template.format_of(where)
        if value is not None and form.hides(value):
            typed = text_at(case.form, where).strip() or trimmed(value)
            yield Spot(
                where,
                f"{name_of(where, case.form)} {typed} 打印为 {form.text(value)}，"
                "纸面小数位数不够；计算仍用原数。",
            )


def _figures(case: Case) -> Iterator[tuple[str, Decimal | None]]:
    """Every number cell that the paper has with what it counts for; totals also where summed."""
    funding = case.template.block(FundingBlock)
    for row in funding.rows if funding else ():
        for key in AMOUNT_KEYS:
            yield funding_cell(row.source, key), getattr(case.scores.funding[row.source], key)
    yield "execution_weight", case.form.execution_weight.value
    for row_number, indicator in enumerate(case.form.indicators):
        for key in POINT_KEYS:
            yield indicator_cell(row_number, key), getattr(indicator, key).value


def _text(indicator: Indicator, key: str) -> str:
    value = getattr(indicator, key)
    return value if isinstance(value, str) else str(value.text)


RULES = (
    FormRule("12", missing_header, ("header",)),
    FormRule("12-year", unusual_year, ("header",)),
    RowRule("13", missing_indicator_cells),
    FormRule("14", unreadable_numbers, ("funding", "names", "weights", "scores")),
    FormRule("14-dash", dashes_for_amounts, ("funding",)),
    RowRule("no-score", no_score),
    FormRule("paper-decimals", hidden_decimals, ("funding", "names", "weights", "scores")),
)
