"""Faults to plant into words: limits missed in words, labels misspelt, error values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from perfdesk.core.cells import with_text
from perfdesk.core.form import PRINTED_KEYS, Form, Indicator
from tests.core.checks.planting.tools import Plant, case_of, in_row, one_of, rows_where

_LASTING = ("期限", "有效期", "质保", "保修", "年限")


def _weighs(row: Indicator) -> bool:
    return bool(row.weight.value) and not any(word in row.level3 for word in _LASTING)


def _in_full(form: Form, rng: Random, **texts: str) -> Form | None:
    row = one_of(form, rng, _weighs)
    if row is None:
        return None
    return in_row(form, row, score=form.indicators[row].weight.text, **texts)


def done_too_late(form: Form, rng: Random) -> Form | None:
    if form.year is None:
        return None
    this, after = form.year, form.year + 1
    target, actual = rng.choice(
        [
            (f"{this}年12月底前", f"{after}年3月"),
            ("12月31日前", f"{after}年1月15日"),
            ("6月底前完成", "7月中旬完成"),
            (f"{this}.6.30前", f"{this}.8.2"),
            ("年底前完成", f"{after}年2月底"),
            (f"{this}年9月30日之前", f"{this}年10月8日"),
        ]
    )
    return _in_full(form, rng, target=target, actual=actual)


def ranked_too_low(form: Form, rng: Random) -> Form | None:
    target, actual = rng.choice(
        [("前3名", "第5名"), ("全市前十名", "第12名"), ("第一名", "第二名")]
    )
    return _in_full(form, rng, target=target, actual=actual)


def nearly_reached(form: Form, rng: Random) -> Form | None:
    return _in_full(form, rng, actual=rng.choice(["基本达成", "基本完成", "基本达到预期目标"]))


def level_misspelt(form: Form, rng: Random) -> Form | None:
    template = case_of(form).template
    names = {level.name for level in template.levels}
    key = rng.choice(["level1", "level2"])
    if key == "level2":
        names = {name for level in template.levels for name in level.level2}
    row = one_of(form, rng, lambda row: getattr(row, key) in names)
    if row is None:
        return None
    label = getattr(form.indicators[row], key)
    core = label.removesuffix("指标")
    ways = [core + "指示", core + "标指", core + "指标标", core + "指票"]
    return in_row(form, row, **{key: rng.choice(ways)})


def levels_swapped(form: Form, rng: Random) -> Form | None:
    template = case_of(form).template
    seconds = {level.name: level.level2 for level in template.levels}
    firsts = set(seconds) - {name for level2 in seconds.values() for name in level2}
    rows = rows_where(form, lambda row: row.level1 in firsts and row.level2 in seconds[row.level1])
    rows = [row for row in rows if form.indicators[row].level2 not in seconds]
    if not rows:
        return None
    row = rng.choice(rows)
    levels = form.indicators[row]
    return in_row(form, row, level1=levels.level2, level2=levels.level1)


def error_printed(form: Form, rng: Random) -> Form:
    key = rng.choice(PRINTED_KEYS)
    value = rng.choice(["#DIV/0!", "#REF!", "#VALUE!", "#N/A", "#NAME?", "＃ＤＩＶ／０！"])
    return replace(form, printed=replace(form.printed, **{key: value}))


def dash_for_an_amount(form: Form, rng: Random) -> Form:
    where = f"funding.{rng.choice(['carryover', 'other'])}.{rng.choice(['initial', 'executed'])}"
    return with_text(form, where, rng.choice(["-", "—", "/", "——", " － "]))


def blank_below(form: Form, rng: Random) -> Form:
    text = rng.choice(["XX", "____", "待补充", "某某", "#REF!", "（此处填写）"])
    if rng.random() < 0.5:
        return replace(form, signature=replace(form.signature, preparer=text))
    return replace(form, extra=(*form.extra, ("评价结论", text)))


PLANTS: Mapping[str, Plant] = {
    "25-words/late": done_too_late,
    "25-words/rank": ranked_too_low,
    "30-nearly/word": nearly_reached,
    "levels-label/slip": level_misspelt,
    "levels-label/swapped": levels_swapped,
    "14-dash/amount": dash_for_an_amount,
    "58-printed/error value": error_printed,
    "58/below the table": blank_below,
}
