"""What a cell of the window shows, decided without Qt: text, look, hint for the status bar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from perfdesk.core.arithmetic import arithmetic
from perfdesk.core.cells import funding_cell, indicator_cell, name_of
from perfdesk.core.form import Amounts
from perfdesk.core.formats import TWO_PLACES
from perfdesk.core.reading import actual_read, target_read
from perfdesk.core.rounding import subtract
from perfdesk.core.scoring import amount
from perfdesk.core.unseen import unseen_named
from perfdesk.ui.columns import FUNDING_ROWS, FundingColumn, IndicatorColumn

if TYPE_CHECKING:
    from decimal import Decimal

    from perfdesk.core.document import Document
    from perfdesk.core.form import Indicator
    from perfdesk.core.formats import NumberFormat
    from perfdesk.core.number import Number
    from perfdesk.core.scoring import RowScore
    from perfdesk.core.subtotals import Subtotal
    from perfdesk.core.template import Rules, Template

NOTHING = "–"
_RATE_HINT = "执行率：全年执行数 ÷ 全年预算数，自动计算，不用填写"
_SCORE_HINT = "预算执行得分：分值 × 执行率，自动计算，不用填写"
_NAME_HINT = "资金来源的名称由模板规定，不能修改"


class Look(Enum):
    """How a cell's text looks, and with that what it is."""

    TYPED = "typed"
    SUGGESTED = "suggested"  # computed until someone types: grey
    DIFFERS = "differs"  # typed, and other than computed: orange with a mark
    UNREADABLE = "unreadable"  # typed, but no number where one should be: red with a mark
    NAME = "name"  # of a row
    LABEL = "label"  # of a group of rows
    COMPUTED = "computed"  # only computed, not typed

    __hash__ = object.__hash__  # that of Enum is a call in Python, at every cell painted


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell. An editor opens with `typed`; `address` is '' where nothing can be typed.

    `below` stands small and muted under the text: a group's sub-total.
    """

    text: str
    look: Look = Look.TYPED
    typed: str = ""
    hint: str = ""
    address: str = ""
    below: str = ""


#: A cell of the funding table that the paper leaves empty.
_BLANK = Shown("", Look.COMPUTED, hint="这一格在模板上是空的，不用填写")


def indicator_shown(
    indicator: Indicator, points: RowScore, row: int, column: IndicatorColumn, template: Template
) -> Shown:
    """The cell of the indicator table; `row` is where the indicator stands."""
    address = indicator_cell(row, column.key)
    if column is IndicatorColumn.SCORE:
        pattern = template.format_of(address)
        why = arithmetic(indicator, template.rules)
        return _over_computed(indicator.score, points.suggested, pattern, address, "建议", why)
    if column is IndicatorColumn.WEIGHT:
        return _typed_number(indicator.weight, template.format_of(address), address)
    value = getattr(indicator, column.key)
    typed = value if isinstance(value, str) else value.text
    look = Look.LABEL if column.grouped else Look.TYPED
    hint = f"{name_of(address)}{_expected(indicator, column)}"
    return Shown(" ".join(typed.split()), look, typed, hint, address)


def with_subtotal(label: Shown, points: Subtotal | None, rows: int, template: Template) -> Shown:
    """A level's label with the points of its group of `rows` below it."""
    if points is None:
        return label
    score, weight = (template.format_of(indicator_cell(0, key)) for key in ("score", "weight"))
    text = points.text(score, weight)
    return replace(label, below=text, hint=f"{label.hint}：{rows} 行，得分/分值 {text}")


def weight_hint(total: Decimal, rules: Rules) -> str:
    """How the sum of all weights stands to what it is to be."""
    lacking = subtract(rules.total, total)
    if not lacking:
        return f"分值合计 {two_places(total)}"
    word = "还差" if lacking > 0 else "多出"
    return f"分值合计 {two_places(total)}，{word} {two_places(abs(lacking))}"


def _expected(indicator: Indicator, column: IndicatorColumn) -> str:
    """How a target or result is read, or what is to be typed."""
    if column is IndicatorColumn.TARGET:
        return f"：{target_read(indicator.target)}"
    if column is IndicatorColumn.ACTUAL:
        return f"：{actual_read(indicator)}"
    return "：Alt+Enter 换行" if column is IndicatorColumn.NOTE else ""


def funding_shown(document: Document, source: str, column: FundingColumn) -> Shown:
    """The cell of the funding table."""
    if column is FundingColumn.SOURCE:
        return Shown(FUNDING_ROWS[source], Look.NAME, hint=_NAME_HINT)
    if column is FundingColumn.WEIGHT:
        return _execution_weight(document) if source == "total" else _BLANK
    if column is FundingColumn.RATE:
        return _rate(document, source)
    if column is FundingColumn.SCORE:
        return _funding_score(document) if source == "total" else _BLANK
    return _amount(document, source, column.key)


def _amount(document: Document, source: str, key: str) -> Shown:
    address = funding_cell(source, key)
    number: Number = getattr(getattr(document.form.funding, source), key)
    pattern = document.template.format_of(address)
    if source != "total":
        return _typed_number(number, pattern, address)
    return _over_computed(number, _sum_of_sources(document, key), pattern, address, "各项合计")


def _sum_of_sources(document: Document, key: str) -> Decimal | None:
    """The total as it would be if nobody typed it."""
    return amount(replace(document.form.funding, total=Amounts()), "total", key)


def _execution_weight(document: Document) -> Shown:
    number, address = document.form.execution_weight, "execution_weight"
    usual = document.template.rules.execution_weight
    pattern = document.template.format_of(address)
    return _over_computed(number, usual, pattern, address, "模板规定")


def _rate(document: Document, source: str) -> Shown:
    """As on paper: in the template's format, nothing where the paper shows no rate."""
    row = document.template.funding_row(source)
    if row is None or not row.shows_rate:
        return _BLANK
    rate = row.rate_of(document.scores.funding[source])
    pattern = document.template.format_of(funding_cell(source, "rate"))
    text = NOTHING if rate is None else pattern.text(rate)
    return Shown(text, Look.COMPUTED, hint=_RATE_HINT)


def _funding_score(document: Document) -> Shown:
    score = document.scores.funding_score
    text = document.template.format_of(funding_cell("total", "score")).text(score)
    return Shown(text, Look.COMPUTED, hint=_SCORE_HINT)


def _typed_number(number: Number, pattern: NumberFormat, address: str) -> Shown:
    if number.unreadable:
        return _unreadable(number, address)
    text = pattern.typed_text(number)
    return Shown(text, Look.TYPED, number.text, name_of(address), address)


def _over_computed(
    number: Number,
    computed: Decimal | None,
    pattern: NumberFormat,
    address: str,
    source: str,
    why: str = "",
) -> Shown:
    """A cell that shows a computed value until someone types another; `why` is how it came."""
    if number.unreadable:
        return _unreadable(number, address)
    name, usual = name_of(address), "" if computed is None else pattern.text(computed)
    how = f"（{why}）" if why else ""
    if number.value is None:
        hint = f"{name}：{source} {usual}{how}，直接输入可改" if usual else f"{name}：请填写"
        return Shown(usual, Look.SUGGESTED, number.text, hint, address)
    text = pattern.typed_text(number)
    if computed is None:
        return Shown(text, Look.TYPED, number.text, name, address)
    if number.value == computed:
        return Shown(text, Look.TYPED, number.text, f"{name}：与{source}一致{how}", address)
    hint = f"{name}：已填 {number.text}，{source} {usual}{how}"
    return Shown(text, Look.DIFFERS, number.text, hint, address)


def _unreadable(number: Number, address: str) -> Shown:
    hint = f"{name_of(address)}：“{unseen_named(number.text)}”不是数字，按未填计算"
    return Shown(number.text, Look.UNREADABLE, number.text, hint, address)


def two_places(value: Decimal | None) -> str:
    """A figure with two decimals, a dash where there is none."""
    return NOTHING if value is None else TWO_PLACES.text(value)
