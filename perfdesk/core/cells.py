"""The cells of a form by address: `project_name`, `funding.total.executed`, `indicators[3].score`.

The same addresses stand in form files, findings, edits and reports. Each has a Chinese name,
declared here once for messages, menus and history.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeVar

from perfdesk.core.form import (
    AMOUNT_KEYS,
    INDICATOR_KEYS,
    SIGNATURE_KEYS,
    SOURCE_KEYS,
    Amounts,
    Form,
    Funding,
    Indicator,
    Signature,
)
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number

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
COMPUTED_NAMES = {
    "form": "整张表",
    "indicators": "指标分值合计",
    "total_weight": "总分值",
    "total_score": "总分",
    "grade": "评分等级",
    "funding.total.rate": "执行率",
    "funding.total.score": "预算执行得分",
}

_Record = TypeVar("_Record", Form, Funding, Amounts, Indicator, Signature)
_INDICATOR = re.compile(r"indicators\[(\d{1,6})\]\.([a-z0-9]+)", re.ASCII)


class UnknownCell(LookupError):
    """An address that the form does not have."""


def indicator_cell(row: int, key: str) -> str:
    """The address of column `key` in indicator row `row` (0-based)."""
    return f"indicators[{row}].{key}"


def funding_cell(source: str, amount: str) -> str:
    """The address of an amount."""
    return f"funding.{source}.{amount}"


def indicator_of(address: str) -> tuple[int, str] | None:
    """(row, column key) of an indicator cell's address, else None."""
    found = _INDICATOR.fullmatch(address)
    return (int(found[1]), found[2]) if found else None


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
    if place := indicator_of(address):
        return _with_indicator_text(form, *place, text)
    group, _, key = address.partition(".")
    if group == "funding":
        return replace(form, funding=_with_amount(form.funding, key, text))
    if group == "signature" and key in SIGNATURE_KEYS:
        return replace(form, signature=_changed(form.signature, key, text))
    if group == "extra" and key:
        return replace(form, extra=_with_extra(form, key, text))
    return _with_form_text(form, address, text)


def name_of(address: str, form: Form | None = None) -> str:
    """The cell's Chinese name for messages: 第 3 行 得分（培训人数）."""
    if place := indicator_of(address):
        return _indicator_name(*place, form)
    if address in COMPUTED_NAMES:
        return COMPUTED_NAMES[address]
    parts = address.split(".")
    if parts[0] == "funding" and len(parts) == 3:
        return f"{SOURCE_NAMES.get(parts[1], parts[1])}的{AMOUNT_NAMES.get(parts[2], parts[2])}"
    if parts[0] == "signature":
        return SIGNATURE_NAMES.get(parts[-1], parts[-1])
    return FORM_NAMES.get(address, address.removeprefix("extra."))


def number_cells(form: Form) -> list[tuple[str, Number]]:
    """Every cell that should hold a number, with its address, in the order of the paper."""
    cells = [
        (funding_cell(source, amount), getattr(getattr(form.funding, source), amount))
        for source in SOURCE_KEYS
        for amount in AMOUNT_KEYS
    ]
    cells.append(("execution_weight", form.execution_weight))
    for row, indicator in enumerate(form.indicators):
        cells.append((indicator_cell(row, "weight"), indicator.weight))
        cells.append((indicator_cell(row, "score"), indicator.score))
    return cells


def _indicator_name(row: int, key: str, form: Form | None) -> str:
    name = f"第 {row + 1} 行{INDICATOR_NAMES.get(key, key)}"
    if form is None or row >= len(form.indicators) or not form.indicators[row].level3:
        return name
    return f"{name}（{form.indicators[row].level3}）"


def _value_at(
    form: Form, address: str
) -> Any:  # the cells' types differ; text_at turns all to text
    if place := indicator_of(address):
        row, key = place
        if row >= len(form.indicators) or key not in INDICATOR_KEYS:
            raise UnknownCell(address)
        return getattr(form.indicators[row], key)
    group, _, key = address.partition(".")
    if group == "funding":
        source, _, amount = key.partition(".")
        if source not in SOURCE_KEYS or amount not in AMOUNT_KEYS:
            raise UnknownCell(address)
        return getattr(getattr(form.funding, source), amount)
    if group == "signature" and key in SIGNATURE_KEYS:
        return getattr(form.signature, key)
    if group == "extra" and key:
        return form.extra_text(key)
    if address in FORM_NAMES:
        return getattr(form, address)
    raise UnknownCell(address)


def _with_indicator_text(form: Form, row: int, key: str, text: str) -> Form:
    if row >= len(form.indicators) or key not in INDICATOR_KEYS:
        raise UnknownCell(indicator_cell(row, key))
    rows = list(form.indicators)
    rows[row] = with_indicator_text(rows[row], key, text)
    return replace(form, indicators=tuple(rows))


def with_indicator_text(indicator: Indicator, key: str, text: str) -> Indicator:
    """The row with `text` typed into its column `key`."""
    if key in ("target", "actual"):
        return _changed(indicator, key, Measure.of(text))
    if key in ("weight", "score"):
        return _changed(indicator, key, Number.of(text))
    return _changed(indicator, key, text)


def _with_amount(funding: Funding, place: str, text: str) -> Funding:
    source, _, amount = place.partition(".")
    if source not in SOURCE_KEYS or amount not in AMOUNT_KEYS:
        raise UnknownCell(f"funding.{place}")
    row: Amounts = _changed(getattr(funding, source), amount, Number.of(text))
    return _changed(funding, source, row)


def _with_extra(form: Form, key: str, text: str) -> tuple[tuple[str, str], ...]:
    others = dict(form.extra) | {key: text}
    return tuple((name, value) for name, value in others.items() if value)


def _with_form_text(form: Form, address: str, text: str) -> Form:
    if address == "year":
        return replace(form, year=int(text) if text.strip() else None)
    if address == "execution_weight":
        return replace(form, execution_weight=Number.of(text))
    if address in FORM_NAMES:
        return _changed(form, address, text)
    raise UnknownCell(address)


def _changed(record: _Record, key: str, value: Any) -> _Record:  # key and value types vary together
    return replace(record, **{key: value})
