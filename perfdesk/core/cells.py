"""The cells of a form by address: `project_name`, `funding.total.executed`, `indicators[3].score`.

The same addresses stand in form files, findings, edits and reports. Each has a Chinese name,
declared here once for messages, menus and history.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar

from perfdesk.core.form import (
    AMOUNT_KEYS,
    INDICATOR_KEYS,
    POINT_KEYS,
    SIGNATURE_KEYS,
    SOURCE_KEYS,
    TARGET_KEYS,
    Amounts,
    Form,
    Funding,
    Indicator,
    Signature,
)
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.core.year import parse_year

SOURCE_NAMES = {
    "total": "年度资金总额",
    "fiscal": "当年财政拨款",
    "carryover": "上年结转资金",
    "other": "其他资金",
}
AMOUNT_NAMES = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}
INDICATOR_NAMES = {
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "note": "偏差原因分析及改进措施",
}
SIGNATURE_NAMES = {
    "preparer": "填报人",
    "finance_head": "财务负责人",
    "unit_head": "单位负责人",
    "phone": "联系电话",
    "date": "填报日期",
}
FORM_NAMES = {
    "project_name": "项目名称",
    "year": "年度",
    "supervisor": "主管部门",
    "unit": "实施单位",
    "execution_weight": "预算执行率分值",
    "goal_expected": "预期目标",
    "goal_actual": "实际完成情况",
}
#: Figures that no one types; templates may print them in rows of their own.
FIGURE_NAMES = {
    "total_weight": "总分值",
    "total_score": "总分",
    "grade": "评分等级",
    "funding.total.rate": "执行率",
    "funding.total.score": "预算执行得分",
}
#: What the source of a form printed: compared with the figures, never typed or gone to.
PRINTED_NAMES = {
    "printed.title": "原表标题",
    "printed.rate": "原表执行率",
    "printed.funding_score": "原表预算执行得分",
    "printed.total_weight": "原表总分值",
    "printed.total_score": "原表总分",
    "printed.grade": "原表评分等级",
}
#: What a finding may speak of beside single cells.
_WHOLES = {"form": "整张表", "indicators": "指标分值合计"}
#: The figures of a funding row beside its amounts.
ROW_FIGURES = ("weight", "rate", "score")

_Record = TypeVar("_Record", Form, Funding, Amounts, Indicator, Signature)
_INDICATOR = re.compile(r"indicators\[(\d{1,6})\]\.([a-z0-9.]+)", re.ASCII)


class UnknownCell(LookupError):
    """An address that the form does not have."""


class Part(Enum):
    """The part of a form that a cell belongs to."""

    FORM = "form"
    FUNDING = "funding"
    INDICATOR = "indicator"
    SIGNATURE = "signature"
    EXTRA = "extra"
    COMPUTED = "computed"  # shown, but never typed


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart: `source` of a funding cell, `row` of an indicator, and the `key`."""

    part: Part
    key: str
    source: str = ""
    row: int = -1


@lru_cache(maxsize=8192)
def parse(address: str) -> Place:
    """The place that an address names, the one reading of all addresses. Raises UnknownCell."""
    group, _, key = address.partition(".")
    if found := _INDICATOR.fullmatch(address):
        return _indicator_place(address, int(found[1]), found[2])
    if group == "funding":
        return _funding_place(address, *key.partition(".")[::2])
    if group == "signature" and key in SIGNATURE_KEYS:
        return Place(Part.SIGNATURE, key)
    if group == "extra" and key:
        return Place(Part.EXTRA, key)
    if address in FORM_NAMES:
        return Place(Part.FORM, address)
    if address in FIGURE_NAMES or address in _WHOLES:
        return Place(Part.COMPUTED, address)
    raise UnknownCell(address)


def _indicator_place(address: str, row: int, key: str) -> Place:
    if key in INDICATOR_KEYS:
        return Place(Part.INDICATOR, key, row=row)
    if key in TARGET_KEYS:  # read out of the target, which is typed as one
        return Place(Part.COMPUTED, "target", row=row)
    raise UnknownCell(address)


def _funding_place(address: str, source: str, key: str) -> Place:
    if source in SOURCE_KEYS and key in AMOUNT_KEYS:
        return Place(Part.FUNDING, key, source)
    if source in SOURCE_KEYS and key in ROW_FIGURES:
        return Place(Part.COMPUTED, key, source)
    raise UnknownCell(address)


def indicator_cell(row: int, key: str) -> str:
    """The address of column `key` in indicator row `row` (0-based)."""
    return f"indicators[{row}].{key}"


def funding_cell(source: str, key: str) -> str:
    """The address of an amount or figure of a funding row."""
    return f"funding.{source}.{key}"


def indicator_of(address: str) -> tuple[int, str] | None:
    """(row, column key) of an indicator cell's address, else None."""
    try:
        place = parse(address)
    except UnknownCell:
        return None
    return (place.row, place.key) if place.part is Part.INDICATOR else None


def text_at(form: Form, address: str) -> str:
    """The text in the cell as typed; '' where it is not filled. Raises UnknownCell."""
    value = _value_at(form, address)
    if isinstance(value, Number | Measure):
        return value.text
    return "" if value is None else str(value)


def with_text(form: Form, address: str, text: str) -> Form:
    """The form with `text` typed into the cell.

    Raises UnknownCell; ValueError for a year that is none.
    """
    place = parse(address)
    match place.part:
        case Part.INDICATOR:
            return _with_indicator_text(form, place, text)
        case Part.FUNDING:
            return replace(form, funding=_with_amount(form.funding, place, text))
        case Part.SIGNATURE:
            return replace(form, signature=_changed(form.signature, place.key, text))
        case Part.EXTRA:
            return replace(form, extra=_with_extra(form, place.key, text))
        case Part.FORM:
            return _with_form_text(form, place.key, text)
    raise UnknownCell(address)


def name_of(address: str, form: Form | None = None) -> str:
    """The cell's Chinese name for messages: 第 3 行得分（培训人数）; unknown ones keep theirs."""
    try:
        place = parse(address)
    except UnknownCell:
        return PRINTED_NAMES.get(address, address)
    if place.row >= 0:
        return _indicator_name(place, form)
    if place.source:
        return _funding_name(address, place)
    if place.part is Part.SIGNATURE:
        return SIGNATURE_NAMES[place.key]
    return {**FORM_NAMES, **FIGURE_NAMES, **_WHOLES}.get(place.key, place.key)


def amount_cells(form: Form) -> list[tuple[str, Number]]:
    """Every amount of the funding table, with its address, in the order of the paper."""
    return [
        (funding_cell(source, amount), getattr(getattr(form.funding, source), amount))
        for source in SOURCE_KEYS
        for amount in AMOUNT_KEYS
    ]


def number_cells(form: Form) -> list[tuple[str, Number]]:
    """Every cell that should hold a number, with its address, in the order of the paper."""
    cells = amount_cells(form)
    cells.append(("execution_weight", form.execution_weight))
    for row, indicator in enumerate(form.indicators):
        cells += [(indicator_cell(row, key), getattr(indicator, key)) for key in POINT_KEYS]
    return cells


def with_indicator_text(indicator: Indicator, key: str, text: str) -> Indicator:
    """The row with `text` typed into its column `key`."""
    if key in ("target", "actual"):
        return _changed(indicator, key, Measure.of(text))
    if key in POINT_KEYS:
        return _changed(indicator, key, Number.of(text))
    return _changed(indicator, key, text)


def _indicator_name(place: Place, form: Form | None) -> str:
    name = f"第 {place.row + 1} 行{INDICATOR_NAMES[place.key]}"
    if form is None or place.row >= len(form.indicators) or not form.indicators[place.row].level3:
        return name
    return f"{name}（{form.indicators[place.row].level3}）"


def _funding_name(address: str, place: Place) -> str:
    """年度资金总额的全年执行数, 执行率; 当年财政拨款的执行率."""
    if address in FIGURE_NAMES:
        return FIGURE_NAMES[address]
    names = AMOUNT_NAMES | {"weight": "分值", "rate": "执行率", "score": "得分"}
    return f"{SOURCE_NAMES[place.source]}的{names[place.key]}"


def _value_at(
    form: Form, address: str
) -> Any:  # the cells' types differ; text_at turns all to text
    place = parse(address)
    match place.part:
        case Part.INDICATOR:
            return getattr(_row(form, place), place.key)
        case Part.FUNDING:
            return getattr(getattr(form.funding, place.source), place.key)
        case Part.SIGNATURE:
            return getattr(form.signature, place.key)
        case Part.EXTRA:
            return form.extra_text(place.key)
        case Part.FORM:
            return getattr(form, place.key)
    raise UnknownCell(address)


def _row(form: Form, place: Place) -> Indicator:
    if place.row >= len(form.indicators):
        raise UnknownCell(indicator_cell(place.row, place.key))
    return form.indicators[place.row]


def _with_indicator_text(form: Form, place: Place, text: str) -> Form:
    changed = with_indicator_text(_row(form, place), place.key, text)
    before, after = form.indicators[: place.row], form.indicators[place.row + 1 :]
    return replace(form, indicators=(*before, changed, *after))


def _with_amount(funding: Funding, place: Place, text: str) -> Funding:
    row: Amounts = _changed(getattr(funding, place.source), place.key, Number.of(text))
    return _changed(funding, place.source, row)


def _with_extra(form: Form, key: str, text: str) -> tuple[tuple[str, str], ...]:
    others = dict(form.extra) | {key: text}
    return tuple((name, value) for name, value in others.items() if value)


def _with_form_text(form: Form, key: str, text: str) -> Form:
    if key == "year":
        return replace(form, year=_year(text))
    if key == "execution_weight":
        return replace(form, execution_weight=Number.of(text))
    return _changed(form, key, text)


def _year(text: str) -> int | None:
    year = parse_year(text)
    if year is None and text.strip():
        raise ValueError(f"“{text}”不是四位数的年份。")
    return year


def _changed(record: _Record, key: str, value: Any) -> _Record:  # key and value types vary together
    return replace(record, **{key: value})
